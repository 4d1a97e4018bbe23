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


def is_pressing(offer: Offer, context: Context) -> bool:
    """Whether that affair cannot wait: by its context, by its unit of time or by what is objected to."""
    pressing = _PRESSING.search(f"{context.situation} {context.stake} {context.why}") is not None
    return pressing or offer.delivery.unit == "heures" or any(o.kind == "delai" for o in offer.objections)


def conditions(case: Case, people: Sequence[Person], place: str = "") -> frozenset[str]:
    """The conditions that hold: ids of the offer, of the stakes and of the adaptation, and the words below.

    prix, recurrent or ponctuel, interne or fournisseur (the alternative), pressant, groupe, association, visio,
    seul or plusieurs (who decides), décideur or acheteur (who is met).
    """
    offer, context = case.offer, case.context
    told = " ".join((context.situation, context.why, *(need.says for need in case.needs)))
    alone = len(people) == 1 and people[0].part == "décideur"
    held = {
        offer.id,
        people[0].part,
        "recurrent" if offer.per else "ponctuel",
        "interne" if case.rival.own else "fournisseur",
        "seul" if alone else "plusieurs",
        *(chosen.stake.id for chosen in case.stakes),
    }
    held |= {case.accommodation.id} if case.accommodation else set[str]()
    held |= {
        name
        for name, holds in (
            ("prix", case.request.kind == "negociation"),
            ("pressant", is_pressing(offer, context)),
            ("groupe", _GROUP.search(told) is not None),
            ("association", "associati" in offer.buyer),
            ("visio", "visioconférence" in place),
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
