"""The conditions of a case, on which authored words may depend (``when``, ``unless``): who is met, what is at stake."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TypeVar

from assistant.domain.scenario import Person
from assistant.roleplay.composing.case import Case
from assistant.roleplay.material.sector_shapes import Conditional, Context, Offer

_Item = TypeVar("_Item", bound=Conditional)

_PRESSING = re.compile(
    r"avant |à temps|date|dès |d'ici|retard|saison|rentrée|ouvertur|rouvr|hiver|mois prochain|semaines|échafaud"
    "|calendrier|prochain|urgen|sans protection|accident|conform|réclamations",
    re.IGNORECASE,
)
_GROUP = re.compile(r"groupe auquel appartient|[Ll]e siège")
_ANSWERS = re.compile(r"[Cc]onseil|[Dd]irection|[Ss]iège|[Cc]omité|groupe auquel|on m[e']|[Mm]on prédécesseur")
_TIME = (
    ("du_temps", re.compile("temps devant moi")),
    ("presse", re.compile("autre réunion|demi-heure|Manque de temps")),
)


def is_pressing(offer: Offer, context: Context) -> bool:
    """Whether that affair cannot wait: by its context, by its unit of time or by what is objected to."""
    pressing = _PRESSING.search(f"{context.situation} {context.stake} {context.why}") is not None
    return pressing or offer.delivery.unit == "heures" or any(o.kind == "delai" for o in offer.objections)


def conditions(case: Case, people: Sequence[Person], place: str = "", opening: str = "") -> frozenset[str]:
    """The conditions that hold: those of the case, seul or plusieurs (who decides), décideur or acheteur (who is met),
    visio (the place), du_temps or presse (the first words and the manner).
    """
    alone = len(people) == 1 and people[0].part == "décideur"
    named = {people[0].part, "seul" if alone else "plusieurs"}
    named |= {name for name, told in _TIME if told.search(f"{opening} {people[0].style}")}
    named |= {"visio"} if "visioconférence" in place else set()
    return case_conditions(case) | named


def case_conditions(case: Case) -> frozenset[str]:
    """What holds before anybody is cast: ids of the offer, of the stakes and of the adaptation, « besoin-… » for each
    need, the kind of talk, and the words below.

    prix, recurrent or ponctuel, mensuel, interne or fournisseur (the alternative), en_place (own means of today),
    pressant, groupe, association, rend_compte (the person met answers to somebody).
    """
    offer, context = case.offer, case.context
    told = " ".join((context.situation, context.why, *(need.says for need in case.needs)))
    held = {
        offer.id,
        case.request.kind,
        "recurrent" if offer.per else "ponctuel",
        "interne" if case.rival.own else "fournisseur",
        *(chosen.stake.id for chosen in case.stakes),
        *(f"besoin-{need.id}" for need in case.needs),
    }
    held |= {case.accommodation.id} if case.accommodation else set[str]()
    held |= {
        name
        for name, holds in (
            ("prix", case.request.kind == "negociation"),
            ("pressant", is_pressing(offer, context) or any(c.stake.id == "urgence" for c in case.stakes)),
            ("groupe", _GROUP.search(told) is not None),
            ("association", "associati" in offer.buyer),
            ("mensuel", offer.monthly),
            ("en_place", case.rival.own and case.rival.current),
            ("rend_compte", "associati" in offer.buyer or _ANSWERS.search(f"{told} {context.stake}") is not None),
        )
        if holds
    }
    return frozenset(held)


def fits(item: Conditional, held: frozenset[str]) -> bool:
    """Whether all that ``item`` needs holds, and nothing that it refuses."""
    return held.issuperset(item.when) and held.isdisjoint(item.unless)


def fitting(items: Sequence[_Item], held: frozenset[str]) -> list[_Item]:
    """Those that fit, in their order."""
    return [item for item in items if fits(item, held)]
