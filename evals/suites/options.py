"""What a run may be asked besides its data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Baselines = Literal["none", "local", "all"]


@dataclass(frozen=True)
class RunOptions:
    """``repeat``: times Jalon answers each case (2 gives the noise floor). ``given``: also judge with the labelled
    passages. ``baselines``: none, those without a model, or all. ``limit``: first cases only, 0 for all."""

    repeat: int = 1
    given: bool = True
    baselines: Baselines = "local"
    limit: int = 0
