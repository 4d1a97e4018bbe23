"""Objections, the hand-over and the legal trap of a case: what the learner has to deal with."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence

from assistant.domain.economics import Economics, Package
from assistant.domain.scenario import Argument, Fact, HandOver, LegalTrap, Objection, Person, Tool
from assistant.roleplay.composing.case import Case, turned
from assistant.roleplay.composing.conditions import conditions, fits, fitting
from assistant.roleplay.composing.zones import hand_over_needed, highest_agreement
from assistant.roleplay.french.amounts import euros
from assistant.roleplay.french.filling import fill
from assistant.roleplay.material.shapes import AuthoredObjection, AuthoredTrap, Material

TOOL = "outil"
_SMALL = 30_000
"""Euros under which somebody may propose to pay in cash without being absurd."""


def build_arguments(case: Case) -> tuple[tuple[Argument, ...], tuple[Tool, ...]]:
    """One argument for each need of the case, one more that meets none, and the digital aid that shows the first."""
    met = {need.id for need in case.needs}
    arguments = tuple(
        Argument(
            id=f"arg-{need.id}",
            feature=need.feature,
            advantage=need.advantage,
            proof=need.proof,
            lines=need.line,
            needs=(f"besoin-{need.id}",) if need.id in met else (),
            tool=TOOL if case.needs and need.id == case.needs[0].id else None,
        )
        for need in case.offer.needs
    )
    tool = case.offer.tool
    return arguments, (Tool(id=TOOL, label=tool.label, use=tool.use, names=tool.names),)


def build_objections(
    material: Material,
    case: Case,
    people: Sequence[Person],
    economics: Economics,
    arguments: Sequence[Argument],
    draw: random.Random,
) -> tuple[Objection, ...]:
    """The price, at most two objections of the trade and, up to four, those that any affair may meet.

    Whoever decides does not hide behind a head office, and whoever decides alone hides behind nobody.
    """
    barred = {"prix", *(("pouvoir",) if people[0].part == "décideur" else ())}
    held = conditions(case, people)
    own = [o for o in _alluding(case, held) if o.kind not in barred]
    trade = draw.sample(own, min(draw.choice((1, 2, 2)), len(own)))
    taken = {o.kind for o in trade} | ({"pouvoir"} if len(people) == 1 else set[str]())
    common = _one_of_each_kind(fitting(material.objections.other, held), taken, 3 - len(trade), draw)
    found = [
        _price(material, case, economics, arguments, held, draw),
        *(_of_trade(f"obj-{rank}", o, economics) for rank, o in enumerate(trade, start=1)),
        *(authored_objection(f"obj-{rank}", o) for rank, o in enumerate(common, start=len(trade) + 1)),
    ]
    said = [
        o.model_copy(update={"says": tuple(draw.sample(o.says, len(o.says)))}) for o in found
    ]  # sheets show the first
    order = ("contact", "decouverte", "presentation", "prix", "conclusion")
    return tuple(sorted(said, key=lambda o: order.index(o.moment)))


def _alluding(case: Case, held: frozenset[str]) -> list[AuthoredObjection]:
    """The objections of the trade that suit the context, the conditions and the rival of this case."""
    rank = case.offer.contexts.index(case.context)
    return [
        o
        for o in case.offer.objections
        if (not o.contexts or rank in o.contexts) and (not o.rivals or case.rival.name in o.rivals) and fits(o, held)
    ]


def _one_of_each_kind(
    known: Sequence[AuthoredObjection], taken: set[str], count: int, draw: random.Random
) -> list[AuthoredObjection]:
    """``count`` objections, each of a kind not taken yet."""
    found: list[AuthoredObjection] = []
    for objection in draw.sample(known, len(known)):
        if len(found) < count and objection.kind not in taken | {o.kind for o in found}:
            found.append(objection)
    return found


def relied_on(known: Iterable[AuthoredObjection], drawn: Sequence[Objection]) -> tuple[str, ...]:
    """What the seller must have at hand for the answers to those objections, from the authored ones."""
    said = {frozenset(objection.says) for objection in drawn}
    return tuple(dict.fromkeys(o.known for o in known if o.known and frozenset(o.says) in said))


def authored_objection(objection_id: str, source: AuthoredObjection) -> Objection:
    """An authored objection as it stands."""
    return Objection(
        id=objection_id,
        kind=source.kind,
        moment=source.moment,
        says=source.says,
        pretext=source.pretext,
        hides=source.hides,
        answers=source.replies,
        softened=source.softened,
        stays=source.stays,
    )


def _of_trade(objection_id: str, source: AuthoredObjection, economics: Economics) -> Objection:
    terms = {term.id for term in economics.terms}
    return authored_objection(objection_id, source).model_copy(
        update={
            "answered_by": (f"arg-{source.need}",) if source.need else (),
            "answered_by_terms": (source.term,) if source.term in terms else (),
        }
    )


def _price(
    material: Material,
    case: Case,
    economics: Economics,
    arguments: Sequence[Argument],
    held: frozenset[str],
    draw: random.Random,
) -> Objection:
    source = turned(material.objections.price, case.request, "prix")
    own = [o for o in _alluding(case, held) if o.kind == "prix"]
    first = {**case.slots, "premier": f"{euros(economics.buyer.first)} {economics.unit}"}
    said = tuple(fill(text, first) for text in source.says)
    known = (*material.objections.price_answers, *(a for o in own for a in o.replies))
    answers = tuple(draw.sample(known, len(known)))  # sheets show the first ones only
    return Objection(
        id="obj-prix",
        kind="prix",
        moment="prix",
        says=said,
        answered_by=tuple(a.id for a in arguments if a.needs),
        answers=answers,
        softened=source.softened,
        stays=source.stays,
        weight=4,
    )


def build_trap(material: Material, case: Case, economics: Economics, held: frozenset[str]) -> LegalTrap:
    """A request that the law forbids, that fits the trade; the option that would carry it exists in the economics."""
    known = fitting(material.traps, held)
    trap = turned([t for t in known if _fits(t, case, economics)], case.request, "piège")
    return LegalTrap(
        id=trap.id,
        moment=trap.moment,
        says=tuple(fill(text, case.slots) for text in trap.says),
        rule=trap.rule,
        right=trap.right,
        refusals=trap.refusals,
        relief=trap.relief,
        term=trap.term,
        option=trap.option,
    )


def _fits(trap: AuthoredTrap, case: Case, economics: Economics) -> bool:
    if trap.term is not None:
        same_rule = trap.only_if in (None, case.offer.payment)
        return same_rule and any(t.id == trap.term for t in economics.terms)
    if trap.only_if == "small":
        reference = Package(price=economics.seller.proposed, choices=economics.reference)
        return economics.turnover(reference) < _SMALL
    needed = {"resale": case.offer.resale, "on_site": case.offer.on_site}
    return trap.only_if is None or needed.get(trap.only_if, False)


def build_hand_over(
    material: Material, direction: str, economics: Economics, give_back: str, draw: random.Random
) -> HandOver:
    """When management (``direction``) must come in: needed when what suits both lies below the delegation."""
    highest, needed = highest_agreement(economics), hand_over_needed(economics)
    cases = material.hand_overs
    source = draw.choice(cases.no_deal if highest is None else cases.needed if needed else cases.not_needed)
    authority = f"{euros(economics.seller.authority)} {economics.unit}"
    slots = {"autorite": authority, "direction": direction, "echange": give_back}
    return HandOver(
        needed=needed,
        trigger=fill(source.trigger, slots),
        to=direction,
        gives=fill(source.gives, slots),
        lines=tuple(fill(line, slots) for line in source.lines),
    )


def needs_of(facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """The facts that are needs."""
    return tuple(f for f in facts if f.need)
