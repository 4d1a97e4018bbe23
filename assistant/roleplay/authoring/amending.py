"""Change a scenario by hand: what the trainer wrote anew, and all that follows from it in the sheets and the grid."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping
from typing import Any

from assistant.domain.economics import Economics, Package
from assistant.domain.scenario import Fact, Figure, Objection, Scenario
from assistant.roleplay.composing.briefing import accepting_text, ask_lines, concession_lines
from assistant.roleplay.composing.confrontation import build_hand_over
from assistant.roleplay.composing.negotiation_occasions import Pieces, negotiation_occasions
from assistant.roleplay.composing.prices import floor_sum, offer_lines
from assistant.roleplay.composing.tempers import temper
from assistant.roleplay.composing.zones import counterparts, declared_zone
from assistant.roleplay.french.amounts import NARROW, NBSP, euros, percent
from assistant.roleplay.french.filling import lower_first
from assistant.roleplay.french.polishing import polished, tidy
from assistant.roleplay.material.loading import load_material

_AMOUNT = re.compile(rf"\d{{1,3}}(?:[ {NBSP}{NARROW}]?\d{{3}})*(?:,\d{{1,2}})?[ {NBSP}{NARROW}]?€")


def amended(before: Scenario, edited: Scenario) -> Scenario:
    """``edited`` with everything that depends on what changed written again; not checked.

    Names follow wherever they stand. The floor, the ceiling, the zone and the hand-over follow from the figures; the
    written offer, both sheets and the grid follow from them. What the trainer wrote anew is left as written.
    """
    named = _renamed(before, edited).model_copy(update={"temper": temper(edited.level), "solvability": None})
    told = named.model_copy(update={"facts": tuple(_refigured(fact) for fact in named.facts)})
    if before.economics is None or told.economics is None:
        return polished(told)
    if _dump(before.economics) == _dump(told.economics):
        return polished(_with_grid(told))
    economics = _settled(told.economics, told)
    return polished(_with_grid(_with_figures(told, before.economics, economics)))


# --- names -----------------------------------------------------------------------------------------------------------


def _renamed(before: Scenario, edited: Scenario) -> Scenario:
    """The new names in every text that still says the old ones."""
    pairs: dict[str, str] = {}
    for old, new in zip(before.people, edited.people, strict=False):
        if old.role != new.role:
            said = f"{old.name}, {lower_first(old.role)}"
            pairs[said] = f"{new.name}, {lower_first(new.role)}"
        if old.name != new.name:
            pairs[old.name] = new.name
    for old, new in (
        (before.brief.buyer_company.name, edited.brief.buyer_company.name),
        (before.brief.seller_company.name, edited.brief.seller_company.name),
    ):
        if old != new:
            pairs[old] = new
    return Scenario.model_validate(_walk(edited.model_dump(by_alias=True), pairs)) if pairs else edited


def _walk(value: Any, pairs: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        return _replaced(value, pairs)
    if isinstance(value, dict):
        return {key: _walk(item, pairs) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_walk(item, pairs) for item in value]
    return value


def _replaced(text: str, pairs: Mapping[str, str]) -> str:
    """All at once, the longest first, whole words and whole numbers only, whatever the kind of space."""
    if not pairs:
        return text
    longest = sorted(pairs, key=len, reverse=True)
    wanted = "|".join(f"({_loose(old)})" for old in longest)
    pattern = re.compile(rf"(?<![\w,.])(?:{wanted})(?![\w]|,\d)")
    return pattern.sub(lambda match: pairs[longest[(match.lastindex or 1) - 1]], text)


def _loose(text: str) -> str:
    return "".join(rf"[ {NBSP}{NARROW}]" if c in (" ", NBSP, NARROW) else re.escape(c) for c in text)


# --- figures ---------------------------------------------------------------------------------------------------------


def _settled(economics: Economics, scenario: Scenario) -> Economics:
    """The limits and the zone that the figures give; prices put back on the grid."""
    blank = Economics.model_validate(_dump(economics))  # without what a copy may have remembered
    seller, buyer = blank.seller, blank.buyer
    margin, paid = seller.alternative_margin, blank.paid_units(blank.reference)
    floor = blank.seller_floor(blank.reference)
    prices = {name: _near(getattr(seller, name), blank.step) for name in ("proposed", "target", "authority")}
    text = re.sub(r"laisserait .*? de marge", f"laisserait {euros(margin)} de marge", seller.alternative.text)
    other = seller.alternative.model_copy(
        update={"text": text, "why": floor_sum(seller.unit_cost, margin, paid, floor)}
    )
    ceiling = _near(buyer.reserve, blank.step)
    recourse = buyer.alternative.model_copy(
        update={"why": _ceiling_sum(buyer.alternative.why, ceiling, _rival_price(scenario))}
    )
    changed = {
        "seller": seller.model_copy(update={**prices, "reserve": floor, "alternative": other}),
        "buyer": buyer.model_copy(
            update={
                "first": _near(buyer.first, blank.step),
                "target": _near(buyer.target, blank.step),
                "reserve": ceiling,
                "unit_worth": ceiling,
                "alternative": recourse,
            }
        ),
    }
    priced = blank.model_copy(update=changed)
    return priced.model_copy(update={"zone": declared_zone(priced)})


def _near(price: float, step: float) -> float:
    return round(round(round(price / step, 6)) * step, 2)


def _rival_price(scenario: Scenario) -> float | None:
    figures = [figure for fact in scenario.facts for figure in fact.figures if figure.name == "prix_rival"]
    return figures[0].value if figures else None


def _ceiling_sum(why: str, ceiling: float, rival: float | None) -> str:
    """« Autre solution 7,30 €, plus 0,40 € pour son défaut (…) : plafond de 7,70 € », with the ceiling of now."""
    said = re.sub(rf"(plafond de ){_AMOUNT.pattern}", lambda m: f"{m[1]}{euros(ceiling)}", why)
    if rival is None:
        return said
    gap = round(ceiling - rival, 2)
    word = "plus" if gap >= 0 else "moins"
    said = re.sub(rf"(Autre solution ){_AMOUNT.pattern}", lambda m: f"{m[1]}{euros(rival)}", said)
    return re.sub(
        rf"(?:plus|moins) {_AMOUNT.pattern}( pour son défaut)", lambda m: f"{word} {euros(abs(gap))}{m[1]}", said
    )


def _with_figures(scenario: Scenario, old: Economics, new: Economics) -> Scenario:
    """Both sheets and what is said aloud, with the figures of now."""
    opening = {euros(old.buyer.first): euros(new.buyer.first)}
    seller, buyer = scenario.seller, scenario.buyer
    hand = scenario.hand_over
    asked = counterparts(new)
    if hand is not None:
        give = f"« {asked[0][0]} »" if asked else "un volume ferme"
        draw = random.Random(scenario.seed)
        hand = build_hand_over(load_material(), hand.to, new, give, draw)
    lines = {"Signer à": "target", "Repli": "authority"}
    return scenario.model_copy(
        update={
            "economics": new,
            "brief": scenario.brief.model_copy(update={"offer": offer_lines(new)}),
            "hand_over": hand,
            "objections": tuple(_objection(each, opening) for each in scenario.objections),
            "seller": seller.model_copy(
                update={
                    "objectives": tuple(_objective(text, old, new, lines) for text in seller.objectives),
                    "red_line": _replaced(seller.red_line, {euros(old.seller.reserve): euros(new.seller.reserve)}),
                    "alternative": new.seller.alternative.text,
                    "figures": tuple(_figure(text, old, new) for text in seller.figures),
                    "concessions": concession_lines(new),
                }
            ),
            "buyer": buyer.model_copy(
                update={
                    "instructions": tuple(_replaced(text, opening) for text in buyer.instructions),
                    "asks": ask_lines(new),
                    "accepts_when": accepting_text(new),
                    "leaves_when": _recourse(buyer.leaves_when, old, new),
                }
            ),
        }
    )


def _objective(text: str, old: Economics, new: Economics, lines: Mapping[str, str]) -> str:
    name = next((field for start, field in lines.items() if text.startswith(start)), None)
    if name is None:
        return text
    return _replaced(text, {euros(getattr(old.seller, name)): euros(getattr(new.seller, name))})


def _figure(text: str, old: Economics, new: Economics) -> str:
    """One line of the seller's figures, known by its first words."""
    before, after = _shown(old), _shown(new)
    if text.startswith("Plancher"):
        return f"Plancher aux conditions de l'offre : {after['Plancher']} {new.unit}. {new.seller.alternative.why}"
    start = next((word for word in before if text.startswith(word)), None)
    return text if start is None else _replaced(text, {before[start]: after[start]})


def _shown(economics: Economics) -> dict[str, str]:
    seller = economics.seller
    reference = Package(price=seller.proposed, choices=economics.reference)
    return {
        "Prix proposé": euros(seller.proposed),
        "Coût de revient": euros(seller.unit_cost),
        "Chiffre d'affaires": euros(round(economics.turnover(reference))),
        "Taux de marge": percent(economics.margin_rate(reference), 1),
        "Délégation": euros(seller.authority),
        "Plancher": euros(seller.reserve),
    }


def _objection(objection: Objection, pairs: Mapping[str, str]) -> Objection:
    return objection.model_copy(update={"says": tuple(_replaced(text, pairs) for text in objection.says)})


def _recourse(text: str, old: Economics, new: Economics) -> str:
    was, now = tidy(old.buyer.alternative.text), tidy(new.buyer.alternative.text)
    return tidy(text).replace(was, now)


def _refigured(fact: Fact) -> Fact:
    """Its figures, read again in a text that was changed: the n-th amount stands for the n-th figure."""
    if all(figure.shown in fact.text for figure in fact.figures):
        return fact
    amounts = _AMOUNT.findall(fact.text)
    if len(amounts) != len(fact.figures):
        return fact  # the check says which figure is missing
    figures = (
        Figure(name=figure.name, value=_value(shown), shown=shown)
        for figure, shown in zip(fact.figures, map(tidy, amounts), strict=True)
    )
    return fact.model_copy(update={"figures": tuple(figures), "text": tidy(fact.text)})


def _value(shown: str) -> float:
    return float(re.sub(r"[^\d,]", "", shown).replace(",", "."))


# --- grid ------------------------------------------------------------------------------------------------------------


def _with_grid(scenario: Scenario) -> Scenario:
    """The occasions of the grid, composed again from the parts as they are now."""
    if scenario.economics is None or scenario.legal_trap is None or scenario.kind != "negociation":
        return scenario
    pieces = Pieces(
        scenario.brief,
        scenario.people,
        scenario.seller,
        scenario.facts,
        scenario.objections,
        scenario.signals,
        scenario.legal_trap,
        scenario.economics,
    )
    return scenario.model_copy(update={"occasions": negotiation_occasions(load_material(), pieces)})


def _dump(economics: Economics) -> dict[str, Any]:
    return economics.model_dump()
