"""What a transcript alone shows of the thirteen conduct criteria: the levels between which a judgement may stand."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from assistant.domain.dialogue import Turn
from assistant.roleplay.debrief.transcript_offer import (
    argument_bounds,
    objections_bounds,
    presentation_bounds,
    price_bounds,
    tools_bounds,
)
from assistant.roleplay.debrief.transcript_people import (
    actors_bounds,
    contact_bounds,
    signals_bounds,
    validation_bounds,
)
from assistant.roleplay.debrief.transcript_talk import Bounds, Talk, attitude_bounds
from assistant.roleplay.debrief.transcript_terms import concessions_bounds, result_bounds, terms_bounds


def observe_transcript(turns: Sequence[Turn]) -> dict[str, Bounds]:
    """Bounds for each criterion of a negotiation; ``turns``: with the seller's moves recognised. Empty without one."""
    talk = Talk(turns)
    if not talk.sellers:
        return {}
    return {f"CR.3.2.2-3.{rank:02d}": rule(talk) for rank, rule in enumerate(_RULES, start=1)}


_RULES: tuple[Callable[[Talk], Bounds], ...] = (
    attitude_bounds, contact_bounds, actors_bounds, presentation_bounds, argument_bounds, tools_bounds, price_bounds,
    objections_bounds, concessions_bounds, signals_bounds, validation_bounds, terms_bounds, result_bounds,
)  # fmt: skip
