"""Compose a negotiation about the learner's own offer: its price, client and product; the rest from the material."""

from __future__ import annotations

from dataclasses import replace

from assistant.corpus.location import corpus_folder
from assistant.domain.scenario import Scenario
from assistant.errors import ScenarioError
from assistant.roleplay.case import Request
from assistant.roleplay.checks import check_scenario
from assistant.roleplay.compiler import compile_negotiation, draw_case
from assistant.roleplay.filling import lower_first
from assistant.roleplay.material import load_material, load_sector
from assistant.roleplay.material_types import Material, Offer, Sector
from assistant.roleplay.offer_reading import OfferFacts, read_offer
from assistant.roleplay.polishing import polished

_ATTEMPTS = 12
_STEPS = ((20_000, 50.0), (2_000, 5.0), (200, 1.0), (20, 0.1))


def scenario_from_offer(text: str, request: Request, material: Material | None = None) -> Scenario:
    """A sound negotiation about the offer written in ``text``.

    Raises ``ScenarioError`` when it states no price, or when no sound scenario comes of it.
    """
    facts = read_offer(text)
    if facts is None:
        raise ScenarioError(
            "Aucun prix n'a été trouvé dans cette offre.",
            "Ajoutez une ligne « Total HT : 12 000 € », ou produisez un scénario sans --from.",
        )
    known = material or load_material()
    sector = _sector(facts)
    widened = known.model_copy(update={"sectors": (*known.sectors, sector)})
    problems: tuple[str, ...] = ()
    for attempt in range(_ATTEMPTS):
        asked = replace(request, kind="negociation", sector=sector.id, offer=sector.offers[0].id, attempt=attempt)
        scenario = polished(compile_negotiation(draw_case(asked, widened), widened))
        scenario = scenario.model_copy(update={"source": "offre"})
        report = check_scenario(scenario)
        if report.sound:
            return scenario.model_copy(update={"solvability": report})
        problems = report.problems
    raise ScenarioError(
        "Aucun scénario jouable n'a pu être tiré de cette offre.",
        "Vérifiez le prix et la quantité, ou changez de graine (--seed).",
        problems=problems,
    )


def _sector(facts: OfferFacts) -> Sector:
    """The sector of trades-in-general, with the learner's own figures and names."""
    generic = load_sector(corpus_folder() / "scenarios" / "generic.yaml")
    update: dict[str, object] = {"offers": (_offer(facts, generic.offers[0]),)}
    if facts.seller:
        update["sellers"] = (facts.seller,)
    if facts.buyer:
        update["buyers"] = (facts.buyer,)
    return generic.model_copy(update=update)


def _offer(facts: OfferFacts, base: Offer) -> Offer:
    step = next((grid for above, grid in _STEPS if facts.price >= above), 0.01)
    price = max(step, round(round(facts.price / step) * step, 2))
    share = facts.cost / price if facts.cost else None
    several = facts.quantity >= 8
    grid = max(1, facts.quantity // 10)
    product = lower_first(facts.product) if facts.product else base.product
    return base.model_copy(
        update={
            "product": product,
            "price": (price, price, step),
            "cost": (share, share) if share else base.cost,
            "quantity": (facts.quantity, facts.quantity, grid),
            "unit": "l'unité" if facts.quantity > 1 else base.unit,
            "counted": "unités" if facts.quantity > 1 else base.counted,
            "terms": ("volume", *base.terms) if several else base.terms,
        }
    )
