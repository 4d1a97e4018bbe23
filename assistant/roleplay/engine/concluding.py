"""From an agreement in principle to a deal: it binds only once restated in full and confirmed by the other side."""

from __future__ import annotations

import re

from assistant.domain.economics import Economics, Package
from assistant.roleplay.engine.bargaining import agree, on_offer, put_on_table
from assistant.roleplay.engine.course import Course
from assistant.roleplay.engine.offers import complete, restatement
from assistant.roleplay.french.plain_words import flat

_CONDITION = re.compile(r"\b(?:a (?:une|la|cette|la seule) condition|a condition (?:que|de|d')|il manque|sauf si)\b")
MISHEARD = 2
"""Times that an agreement may be said to be none at no cost."""
SELDOM_RECAPS = 3
"""Level from which the person first asks the learner to restate, rather than doing it itself."""


def on_agreed(course: Course) -> bool:
    """Go on from an agreement in principle; False when the line is about something else."""
    economics = course.scenario.economics
    agreed = course.now.agreed
    if economics is None or agreed is None:
        return False
    move = course.move
    said = complete(economics, agreed, move.price, move.choices)
    if move.moves_terms and said != agreed:
        _other_terms(course, economics, agreed, said)
        return True
    if _CONDITION.search(flat(move.text)):
        course.say("unclear")  # a yes that hangs on something binds nobody
        return True
    if move.has("recap") and (move.moves_terms or course.now.restated == "buyer"):
        _bind(course, economics, agreed)
        return True
    if (
        move.moves_terms
        and move.price is not None
        and move.has("closing", "acceptance", "offer", "concession", "trade")
    ):
        _bind(course, economics, agreed)
        return True
    if move.has("acceptance", "closing", "recap") or (move.kind == "other" and is_yes(move.text)):
        if course.now.restated == "buyer":
            _bind(course, economics, agreed)
        elif course.now.restated == "none" and course.scenario.level >= SELDOM_RECAPS:
            course.change(restated="asked")
            course.say("ask_recap")
        else:
            restate(course, economics, agreed)
        return True
    if move.has("refusal") and not move.has("closing"):
        course.change(agreed=None, restated="none")
        course.trust(-5)
        course.patience(-1)
        course.say("withdrawn")
        return True
    return False


def on_dispute(course: Course) -> bool:
    """What was taken for an agreement or an offer is none: back to before it. True when something was taken back.

    Nobody pays for having been misheard; one who takes back what was agreed again and again does.
    """
    economics, now, move = course.scenario.economics, course.now, course.move
    taken = now.deal or now.agreed
    if economics is None or not move.disputes or taken is None:
        return False
    course.change(deal=None, agreed=None, restated="none", seller_offer=now.offer_before, misheard=now.misheard + 1)
    if course.now.misheard > MISHEARD:
        course.trust(-3)
        course.patience(-1)
    if move.price is not None and move.price != taken.price:
        course.say("stand_corrected", ref="heard")
        on_offer(course, complete(economics, course.now.seller_offer, move.price, move.choices))
    else:
        course.say("stand_corrected")
    return True


def is_yes(text: str) -> bool:
    """Whether the line is a bare yes."""
    return text.strip(" .!").casefold() in {
        "oui",
        "oui oui",
        "ok",
        "exact",
        "exactement",
        "voilà",
        "c'est ça",
        "tout à fait",
    }


def restate(course: Course, economics: Economics, package: Package) -> None:
    """Say the whole agreement and ask for a yes."""
    course.change(restated="buyer")
    course.say("restate", figures=restatement(economics, package))


def _bind(course: Course, economics: Economics, package: Package) -> None:
    assert economics.buyer_accepts(package), "no deal beyond the buyer's reserve"
    course.change(deal=package)
    course.say("confirm_deal", figures=restatement(economics, package))
    course.trust(3)


def _other_terms(course: Course, economics: Economics, agreed: Package, said: Package) -> None:
    """The line says something else than what was agreed: better is taken, worse is put right or withdrawn."""
    if course.move.has("recap") or course.move.has("reformulation"):
        if economics.buyer_gain(said) >= economics.buyer_gain(agreed) and economics.buyer_accepts(said):
            course.change(agreed=said, restated="buyer")
            course.say("restate", figures=restatement(economics, said))
            return
        course.trust(-2)
        course.change(restated="buyer")
        course.say("wrong_recap", figures=restatement(economics, agreed))
        return
    if economics.buyer_accepts(said) and economics.buyer_gain(said) >= economics.buyer_gain(agreed):
        put_on_table(course, said)
        agree(course, said)
        return
    course.change(agreed=None, restated="none", demand=agreed)
    course.trust(-3 if course.move.has("trade") else -8)
    course.patience(-1)
    course.say("withdrawn")
    on_offer(course, said)


def on_acceptance(course: Course) -> None:
    """The seller takes what the buyer asked for."""
    economics, demand = course.scenario.economics, course.now.demand
    if economics is None or demand is None:
        course.say("ask_offer" if economics is not None and not course.now.presented else "unclear")
        return
    wish = _wish_said(course, economics)
    package = complete(economics, demand, course.move.price, {**course.move.choices, **wish})
    if economics.buyer_accepts(package) and economics.buyer_gain(package) >= economics.buyer_gain(demand):
        put_on_table(course, package)
        agree(course, package)
        if course.scenario.level < SELDOM_RECAPS and course.now.restated == "none":
            course.acts.pop()
            restate(course, economics, package)
    else:
        on_offer(course, package)


def _wish_said(course: Course, economics: Economics) -> dict[str, str]:
    """The wish of the last demand, when the line takes it all (« d'accord pour vos conditions »)."""
    if course.move.moves_terms or not course.now.asked_terms or course.now.turn - course.now.asked_turn > 1:
        return {}
    term = economics.term(course.now.asked_terms[-1])
    return {term.id: term.buyer_wish}


def on_closing(course: Course) -> None:
    """Asked to commit with nothing agreed: say what is missing, or take what is on the table if it suits."""
    economics = course.scenario.economics
    if course.move.postpones and _still_open(course):
        course.say("call_back")
        return
    course.change(tried=course.now.tried + 1)
    if economics is None:
        _commitment(course)
        return
    if course.now.seller_offer is None and course.now.demand is None:
        course.say("ask_offer")
        if course.now.tried > 1:
            course.patience(-1)
        return
    on_offer(course, complete(economics, course.now.seller_offer, None, {}))


def _still_open(course: Course) -> bool:
    """Whether figures are on the table and nothing is agreed: what is put off is the decision itself."""
    return course.scenario.economics is not None and course.now.price_opened and course.now.agreed is None


def _commitment(course: Course) -> None:
    goal = course.scenario.goal
    if goal is None:
        course.say("unclear")
        return
    enough = len([f for f in goal.facts if f in course.now.facts]) >= goal.facts_needed
    settled = {*goal.answered} & {*course.now.raised} <= {*course.now.answered} or course.now.trust >= 60
    if enough and settled and not course.now.open_objection:
        course.change(committed=True)
        course.say("give_commitment", text=goal.accepts)
        return
    course.patience(-1)
    course.say("not_yet", ref="" if enough else "facts")
