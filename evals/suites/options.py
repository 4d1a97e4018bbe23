"""What a run may be asked besides its data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from evals.roleplay.spoken_plays import Engine

Baselines = Literal["none", "local", "all"]


@dataclass(frozen=True)
class RunOptions:
    """``repeat``: times Jalon answers each case (2 gives the noise floor). ``given``: also judge with the labelled
    passages. ``baselines``: none, those without a model, or all. ``limit``: first cases only, 0 for all.
    ``plays``: self-plays of the role-play suite, None for the number that its folder says.
    ``engine``: of the self-plays, the program's own by default; the demonstration of the gate gives a worse one."""

    repeat: int = 1
    given: bool = True
    baselines: Baselines = "local"
    limit: int = 0
    plays: int | None = None
    engine: Engine | None = None
