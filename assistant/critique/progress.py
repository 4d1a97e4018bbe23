"""What a critique tells while it runs: the verdicts as they come, then the whole."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.domain.critique import Critique
from assistant.domain.judgement import Verdict


@dataclass(frozen=True)
class Judged:
    """A verdict has arrived. ``done`` of ``total`` criteria are known."""

    verdict: Verdict
    done: int
    total: int


@dataclass(frozen=True)
class Finished:
    """Every criterion is there."""

    critique: Critique


Event = Judged | Finished
