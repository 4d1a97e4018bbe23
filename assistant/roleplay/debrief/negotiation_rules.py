"""What the engine itself saw of the thirteen criteria of a negotiation: a level that facts support, and the turns.

Without a language model, likeness of words says little of a short oral exchange: the engine, which knows what was
asked, answered, given and obtained, says what happened. Each rule can be checked by a trainer on the turns.
"""

from __future__ import annotations

from assistant.roleplay.debrief import offer_rules, people_rules, terms_rules
from assistant.roleplay.debrief.scene import Observation, Scene


def negotiation_observations(scene: Scene) -> dict[str, Observation]:
    """One observation for each criterion of group 3.2.2-3."""
    return {f"CR.3.2.2-3.{rank:02d}": rule(scene) for rank, rule in enumerate(_RULES, start=1)}


_RULES = (
    people_rules.attitude, people_rules.contact, people_rules.actors, offer_rules.presentation, offer_rules.argument,
    offer_rules.tools, offer_rules.price, offer_rules.objections, terms_rules.concessions, people_rules.signals,
    people_rules.validation, terms_rules.terms, terms_rules.result,
)  # fmt: skip
