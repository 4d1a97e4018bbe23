"""The buyer's policy on offers: what it asks for, when it gives ground, what it accepts; never beyond its reserve.

The price that the buyer is ready for (``stance``) starts from its first demand, which it says, and moves by shares of
the gap with the seller's own offers. The reserve only stops it: it never sets a figure that is said.
"""

from __future__ import annotations

from assistant.domain.dialogue import MoveKind
from assistant.domain.economics import Economics, Package
from assistant.domain.negotiation import ActKind
from assistant.roleplay.engine.course import HELPS, Course
from assistant.roleplay.engine.offers import (
    blocked_terms,
    figures_of,
    first_demand,
    improvement,
    next_wish,
    restatement,
    shy_of_ceiling,
    stance,
)
from assistant.roleplay.french.money import price_text

LAST_INCH = 0.01
"""Share of the price that does not stand in the way of an agreement being summed up."""
LONG_STEP, SHORT_STEP = 0.2, 0.1
"""Longest step towards the seller for an exchange and for a gift, as a share of what lay between the two first prices:
nobody gives everything at once, and the limit is not guessed from where the steps stop."""
WISHES = 2
"""Terms on which the buyer says what it would like, at most."""
REPEATS = 3
"""Offers that change nothing, or prices said alone, borne before they cost patience twice."""
ROUNDS = 8
"""Offers after which each one more costs patience, whatever it brings."""
REASONS: tuple[MoveKind, ...] = ("trade", "argument", "price_defence", "objection_reply", "presentation")
"""Acts that put something around a price."""
EXPLAINS: tuple[MoveKind, ...] = ("argument", "price_defence", "objection_reply", "presentation")
"""Those that say why."""


def on_offer(course: Course, offer: Package) -> None:
    """The seller puts a package on the table: accept in principle, counter, hold or refuse."""
    economics = course.scenario.economics
    assert economics is not None
    previous = course.now.seller_offer
    demand = course.now.demand or first_demand(economics)
    first_time = course.now.demand is None
    put_on_table(course, offer)
    course.change(price_opened=True, presented=True)
    limits = blocked_terms(economics, offer)
    if limits:
        _refuse_limit(course, economics, demand, limits)
        return
    bare = is_bare(course, economics, previous, offer)
    if _suits(course, economics, demand, offer, bare=bare):
        course.trigger = "zone"
        agree(course, offer)
        return
    if course.now.tally.offers > ROUNDS:
        course.patience(-1)
    _acknowledge(course, economics, previous, offer)
    if first_time:
        _first_answer(course, economics, demand, offer)
        return
    gained = improvement(economics, previous, offer)
    if bare:
        _bare_number(course, economics, demand, offer, gained)
    elif gained <= 0 and previous is not None and offer.choices != previous.choices and offer.price >= previous.price:
        _repriced(course, economics, demand, offer)
    elif gained <= 0:
        _unchanged(course, economics, demand, offer)
    else:
        _give_ground(course, economics, demand, offer, gained)


def _acknowledge(course: Course, economics: Economics, previous: Package | None, offer: Package) -> None:
    """Say that what the seller gives on a term was heard: the dearest to it, whatever it is worth to the buyer."""
    before = previous.choices if previous is not None else economics.reference
    given = [
        (option.seller_value - term.option(before.get(term.id, term.reference)).seller_value, term, option)
        for term, option in zip(economics.terms, economics.options(offer.choices), strict=True)
        if term.id in course.move.choices
    ]
    cost, term, option = min(given, key=lambda g: g[0], default=(0.0, None, None))
    if term is not None and option is not None and cost < 0:
        wished = term.id in course.now.asked_terms and option.id == term.buyer_wish
        course.say("acknowledge", ref="wished" if wished else "", text=f"{term.label} : {option.label}")


def put_on_table(course: Course, offer: Package) -> None:
    """The seller's offer from now on; the one before is kept, in case this one was misheard."""
    course.change(seller_offer=offer, offer_before=course.now.seller_offer)


def is_bare(course: Course, economics: Economics, previous: Package | None, offer: Package) -> bool:
    """Whether a price is said with nothing around it: no term moved, nothing asked in return, no reason given."""
    move = course.move
    if move.price is None or move.counterpart or move.has(*REASONS):
        return False
    return offer.choices == (previous.choices if previous is not None else economics.reference)


def _bare_number(course: Course, economics: Economics, demand: Package, offer: Package, gained: float) -> None:
    """A small step at the first one, then none: who only tries prices hears the price that was already said.

    What is said depends on the standing demand alone, so that nobody learns from a refusal how near the limit is.
    """
    course.change(bare=course.now.bare + 1)
    ready = stance(economics, demand, offer.choices)
    price = economics.on_grid(ready + min(0.12 * (offer.price - ready), max(gained, 0.0)) + 1e-9, up=False)
    limit = shy_of_ceiling(course, economics, offer.choices)
    if course.now.bare == 1 and gained > 0 and ready < price <= limit:
        countered = Package(price=price, choices=dict(offer.choices))
        course.change(demand=countered, conceded=course.now.conceded + price - ready)
        course.say("thank_concession", figures=figures_of(economics, countered, offer))
        _wish(course, economics)
        return
    course.trust(-2)
    course.patience(-2 if course.now.bare > REPEATS else -1)
    course.trigger = "blocage"
    kind: ActKind = "hold" if course.move.has("recap", "closing") else "bare_offer"
    course.say(kind, figures=figures_of(economics, demand, offer))


def agree(course: Course, package: Package) -> None:
    """Accept in principle: nothing binds until it is restated and confirmed."""
    economics = course.scenario.economics
    assert economics is not None
    assert economics.buyer_accepts(package), "the buyer never accepts beyond its reserve"
    course.change(agreed=package, agreed_turn=course.now.turn, restated="none", open_objection=None)
    if course.move.has("recap"):
        course.change(restated="buyer")
        course.say("restate", figures=restatement(economics, package))
        return
    course.say("accept_in_principle", figures={"prix": price_text(package.price, economics)})


def _suits(course: Course, economics: Economics, demand: Package, offer: Package, *, bare: bool) -> bool:
    """Whether the offer meets the buyer's stance, or comes close enough after a good exchange, within its reserve.

    A price alone is taken only when it is the buyer's own.
    """
    if not economics.buyer_accepts(offer):
        return False
    ready = stance(economics, demand, offer.choices)
    if bare:
        return offer.price <= ready
    stretch = 0.002 + 0.0003 * max(0, course.now.trust - 40) + 0.004 * min(3.0, course.now.credit)
    if course.move.has("recap", "closing") and course.now.tally.trades:
        stretch += LAST_INCH
    return offer.price <= ready * (1 + stretch)


def _first_answer(course: Course, economics: Economics, demand: Package, offer: Package) -> None:
    course.change(demand=demand)
    objection = next(
        (o for o in course.scenario.objections if o.kind == "prix" and o.id not in course.now.raised), None
    )
    if objection is not None and not course.now.open_objection:
        course.change(raised=(*course.now.raised, objection.id), open_objection=objection.id, objection_age=0)
        course.say("object", ref=objection.id, text=objection.says[course.pick(len(objection.says), objection.id)])
        return
    course.say(
        "demand",
        figures={"prix": price_text(demand.price, economics), "offre": price_text(offer.price, economics)},
    )
    _wish(course, economics)


def _wish(course: Course, economics: Economics) -> None:
    """Say once what the buyer would like on the term that matters most to it."""
    term_id = next_wish(course, economics) if len(course.now.asked_terms) < WISHES else None
    if term_id is None or course.pick(100, "souhait") >= 70:
        return
    term = economics.term(term_id)
    course.change(asked_terms=(*course.now.asked_terms, term_id), asked_turn=course.now.turn)
    course.acts[-1] = course.acts[-1].model_copy(
        update={
            "figures": {**course.acts[-1].figures, "souhait": term.option(term.buyer_wish).label, "terme": term.label}
        }
    )


def _refuse_limit(course: Course, economics: Economics, demand: Package, limits: list[str]) -> None:
    term = economics.term(limits[0])
    if course.now.demand is None:
        course.change(demand=demand)
    said = demand.choices.get(term.id, term.reference)
    course.say("refuse_limit", ref=term.id, figures={"terme": term.label, "souhait": term.option(said).label})
    course.trigger = "blocage"
    if limits[0] in course.before.asked_terms or course.now.probes:
        course.patience(-1)
    course.change(probes=course.now.probes + 1)


def _unchanged(course: Course, economics: Economics, demand: Package, offer: Package) -> None:
    """The same again, or worse: hold, and lose patience the longer it lasts."""
    course.change(probes=course.now.probes + 1)
    asks_back = course.move.has("trade") and offer != course.before.seller_offer
    worse = improvement(economics, course.before.seller_offer, offer) < 0 and not asks_back
    course.trust(-6 if worse else -1)
    if not (asks_back and course.now.probes == 1):
        _wear(course, 2 if course.now.probes > REPEATS or worse else 1)
    course.trigger = "blocage"
    course.say(
        "hold", ref="reasoned" if course.move.has(*EXPLAINS) else "", figures=figures_of(economics, demand, offer)
    )


def _repriced(course: Course, economics: Economics, demand: Package, offer: Package) -> None:
    """Less on the terms at no lower a price: the demand is said again at those terms, which it is worth."""
    price = min(stance(economics, demand, offer.choices), shy_of_ceiling(course, economics, offer.choices))
    said = Package(price=economics.on_grid(price + 1e-9, up=False), choices=dict(offer.choices))
    course.change(demand=said, probes=course.now.probes + 1)
    course.trust(-1)
    if course.now.probes > REPEATS:
        _wear(course, 1)
    course.trigger = "blocage"
    course.say("counter", ref=_way(course, economics, demand, said), figures=figures_of(economics, said, offer))


def _way(course: Course, economics: Economics, demand: Package, said: Package) -> str:
    """How the price went: up, the same, or down, for what was asked in exchange or for what is no longer given."""
    if said.price >= demand.price:
        return "same" if said.price == demand.price else ""
    asked = any(
        option.seller_value > term.option(term.reference).seller_value and term.id in course.move.choices
        for term, option in zip(economics.terms, economics.options(said.choices), strict=True)
    )
    return "lower" if asked else "worse"


def _wear(course: Course, cost: int) -> None:
    """What a fruitless offer costs in patience: less, at the level that helps, when it came with a reason."""
    helped = course.scenario.temper.level == HELPS and course.move.has(*REASONS)
    course.patience(min(0, 1 - cost) if helped else -cost)


def _give_ground(course: Course, economics: Economics, demand: Package, offer: Package, gained: float) -> None:
    """Answer a move by a move: a share of the gap, larger for an exchange than for a gift."""
    ready = stance(economics, demand, offer.choices)
    gap = offer.price - ready
    trade = course.move.counterpart or course.move.has("trade")
    share = (0.38 if trade else 0.2) + 0.002 * (course.now.trust - 50) + 0.04 * min(3.0, course.now.credit)
    share *= 0.8 ** max(0, course.now.bare - 1)
    if course.now.open_objection:
        share *= 0.6
    step_up = max(share, 0.08) * gap
    bound = (2.0 if trade else 1.0) * max(gained, 0.0) + (0.3 * gap if trade else 0.12 * gap)
    longest = (LONG_STEP if trade else SHORT_STEP) * max(0.0, economics.seller.proposed - first_demand(economics).price)
    target = ready + min(step_up, bound, max(longest, economics.step))
    if (trade and gained >= economics.step / 2) or gained >= economics.step:
        target = max(target, min(offer.price, economics.on_grid(ready + 1e-9, up=False) + economics.step))
    limit = shy_of_ceiling(course, economics, offer.choices)
    price = economics.on_grid(min(target, limit) + 1e-9, up=False)
    countered = Package(price=price, choices=dict(offer.choices))
    course.change(credit=max(0.0, course.now.credit - 0.5), probes=max(0, course.now.probes - 1))
    if trade:
        course.change(bare=max(0, course.now.bare - 1))
    wanted = Package(price=economics.on_grid(target + 1e-9, up=False), choices=dict(offer.choices))
    if offer.price <= wanted.price * 1.004 and economics.buyer_accepts(offer):
        course.trigger = "zone"
        agree(course, offer)
        return
    moved = price > economics.on_grid(ready + 1e-9, up=False)
    course.change(demand=countered, conceded=course.now.conceded + max(0.0, price - ready))
    if not moved and target >= limit:
        _at_the_end(course, economics, countered, offer)
        return
    if not trade and course.move.has("concession") and countered.price >= demand.price:
        course.say("thank_concession", figures=figures_of(economics, countered, offer))
    else:
        way = _way(course, economics, demand, countered)
        course.say("counter", ref=way, figures=figures_of(economics, countered, offer))
    if not moved:
        course.change(probes=course.now.probes + 1)
    _wish(course, economics)


def _at_the_end(course: Course, economics: Economics, demand: Package, offer: Package) -> None:
    """Nothing left to give: accept what is bearable and well earned, else say that it is too far."""
    earned = course.now.trust >= 45 and not course.now.open_objection and course.now.tally.trades > 0
    if economics.buyer_accepts(offer) and (earned or course.now.credit >= 2):
        course.trigger = "zone"
        agree(course, offer)
        return
    _wear(course, 1)
    course.change(probes=course.now.probes + 1)
    course.trigger = "blocage"
    course.say("too_far", figures=figures_of(economics, demand, offer))
