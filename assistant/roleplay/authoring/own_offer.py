"""Compose a negotiation about the learner's own offer: what it says is kept, the rest comes from the material."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from assistant.corpus.location import corpus_folder
from assistant.domain.document import Document
from assistant.domain.scenario import Scenario
from assistant.errors import ScenarioError
from assistant.roleplay.authoring.offer_parts import ClientWord, OfferParts, StrongPoint, read_parts
from assistant.roleplay.authoring.offer_reading import OfferFacts, is_an_offer, read_offer
from assistant.roleplay.composing.case import Request
from assistant.roleplay.composing.compiler import compile_negotiation, draw_case
from assistant.roleplay.french.amounts import euros, number
from assistant.roleplay.french.filling import lower_first
from assistant.roleplay.french.polishing import polished
from assistant.roleplay.material.loading import load_material, load_sector
from assistant.roleplay.material.sector_shapes import DeliverySteps
from assistant.roleplay.material.shapes import Material, Need, Offer, Sector
from assistant.roleplay.validation.checks import check_scenario

_BEFORE_TAX = re.compile(r"\bHT\b|hors taxes?")
_ATTEMPTS = 12
_STEPS = ((20_000, 50.0), (2_000, 5.0), (200, 1.0), (20, 0.1))


@dataclass(frozen=True)
class OfferReport:
    """What a scenario took from the learner's offer and what it made up, one French line each."""

    taken: tuple[str, ...]
    invented: tuple[str, ...]


def scenario_from_offer(source: str | Document, request: Request, material: Material | None = None) -> Scenario:
    """A sound negotiation about the offer in ``source`` (its tables are read too when it is a document).

    Raises ``ScenarioError`` when there is nothing to sell in it, or when no sound scenario comes of it.
    """
    facts, parts = _read(source)
    known = material or load_material()
    sector = _sector(facts, parts)
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


def offer_report(source: str | Document) -> OfferReport:
    """What ``scenario_from_offer`` takes from that offer, and what it has to make up. Raises ``ScenarioError``."""
    facts, parts = _read(source)
    price = f"{euros(facts.price)} HT{f' {facts.per}' if facts.per else ''}"
    lines = [
        ("prix", f"{price}{f' × {number(facts.quantity)}' if facts.quantity > 1 else ''}"),
        ("coût de revient", euros(facts.cost) if facts.cost else ""),
        ("vendeur", facts.seller or ""),
        ("client", facts.buyer or ""),
        ("produit ou service", facts.product or ""),
        ("délai", f"{parts.weeks} semaines" if parts.weeks else ""),
        ("durée d'engagement", f"{parts.months} mois" if parts.months else ""),
        ("points forts", " ; ".join(p.feature for p in parts.points)),
        ("mots du client", " ; ".join(f"« {w.answer} »" for w in parts.words)),
    ]
    taken = [f"{name} : {value}" for name, value in lines if value]
    invented = [name for name, value in lines if not value]
    if parts.payment:
        taken.append(f"paiement lu « {parts.payment} » (le jeu part de 30 jours)")
    return OfferReport(
        tuple(taken),
        (*invented, "interlocuteurs", "limites de l'acheteur", "objections", "piège juridique", "offre concurrente"),
    )


def _read(source: str | Document) -> tuple[OfferFacts, OfferParts]:
    text = source if isinstance(source, str) else source.text
    facts = read_offer(text)
    if facts is None:
        raise ScenarioError(
            "Aucun prix n'a été trouvé dans cette offre : ajoutez une ligne « Total HT : 12 000 € » ou retirez --from."
        )
    if not isinstance(source, str) and not (is_an_offer(text) and (facts.buyer or _BEFORE_TAX.search(text))):
        raise ScenarioError(
            "Ce fichier ne propose rien à vendre : donnez votre proposition commerciale, ou retirez --from."
        )
    return facts, OfferParts() if isinstance(source, str) else read_parts(source)


def _sector(facts: OfferFacts, parts: OfferParts) -> Sector:
    """The sector of trades-in-general, with the learner's own figures, names and words."""
    generic = load_sector(corpus_folder() / "scenarios" / "generic.yaml")
    update: dict[str, object] = {"offers": (_offer(facts, parts, generic.offers[0]),)}
    if facts.seller:
        update["sellers"] = (facts.seller,)
    if facts.buyer:
        update["buyers"] = (facts.buyer,)
    return generic.model_copy(update=update)


def _offer(facts: OfferFacts, parts: OfferParts, base: Offer) -> Offer:
    step = next((grid for above, grid in _STEPS if facts.price >= above), 0.01)
    price = max(step, round(round(facts.price / step) * step, 2))
    share = facts.cost / price if facts.cost else None
    several = facts.quantity >= 8
    grid = max(1, facts.quantity // 10)
    unit = "l'unité" if facts.quantity > 1 else facts.per or base.unit
    terms = ("volume", *base.terms) if several else base.terms
    return base.model_copy(
        update={
            "product": lower_first(facts.product) if facts.product else base.product,
            "price": (price, price, step),
            "cost": (share, share) if share else base.cost,
            "quantity": (facts.quantity, facts.quantity, grid),
            "unit": unit,
            "counted": "unités" if facts.quantity > 1 else base.counted,
            "per": facts.per,
            "terms": ("duree", *terms) if facts.per and parts.months == REFERENCE_MONTHS else terms,
            "delivery": _delivery(parts.weeks, base.delivery),
            "needs": _needs(parts, base.needs),
        }
    )


REFERENCE_MONTHS = 24
"""The commitment that the material starts from: another one is reported, not negotiated."""


def _delivery(weeks: int | None, base: DeliverySteps) -> DeliverySteps:
    """The delay of the offer, a longer one and shorter ones."""
    if weeks is None or weeks < 4:
        return base
    gap = max(1, round(weeks / 5))
    return base.model_copy(update={"steps": (weeks + gap, weeks, weeks - gap, weeks - 2 * gap)})


def _needs(parts: OfferParts, base: tuple[Need, ...]) -> tuple[Need, ...]:
    """The material's needs, in the client's own words and met by the seller's own strong points where there are."""
    needs = list(base)
    for rank, word in enumerate(parts.words[: len(needs)]):
        needs[rank] = _said_by_client(needs[rank], word)
    for rank, point in enumerate(parts.points[: len(needs)]):
        needs[rank] = _met_by(needs[rank], point, own=rank >= len(parts.words))
    return tuple(needs)


def _said_by_client(need: Need, word: ClientWord) -> Need:
    return need.model_copy(update={"says": word.answer, "ask": (word.question, *need.ask)})


def _met_by(need: Need, point: StrongPoint, *, own: bool) -> Need:
    """The need with that strong point for argument; ``own``: without words of the client, the point is asked about."""
    update: dict[str, object] = {
        "feature": lower_first(point.feature),
        "advantage": lower_first(point.advantage),
        "proof": lower_first(point.proof),
        "line": (
            f"{point.feature} : {lower_first(point.advantage)}.",
            f"{point.advantage}, voici la preuve : {point.proof}.",
        ),
    }
    if own:
        update["says"] = (
            f"Un point de votre offre m'intéresse : « {lower_first(point.advantage)} ». "
            "J'aimerais comprendre ce que cela changerait chez nous."
        )
        update["ask"] = (
            "Qu'est-ce qui vous a intéressé dans notre offre ?",
            "Quel point de l'offre regardez-vous de près ?",
            *need.ask,
        )
    return need.model_copy(update=update)
