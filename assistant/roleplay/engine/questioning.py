"""How the counterpart answers questions and reformulations: what it reveals, dodges, or has already said."""

from __future__ import annotations

from assistant.domain.economics import Economics
from assistant.domain.scenario import Fact
from assistant.roleplay.engine.bargaining import on_offer
from assistant.roleplay.engine.course import HELPS, Course
from assistant.roleplay.engine.offers import complete, figures_of

EARLY = 3
"""Learner's lines within which asking again for what was just volunteered is ordinary: something else is said."""


def on_question(course: Course) -> None:
    """Reveal the fact that the question reaches, or say why not; an open question wins trust."""
    opened = course.move.has("open_question")
    fresh = [f for f in course.move.facts if f not in course.now.facts]
    if course.move.asks_price and not fresh and course.scenario.economics is not None:
        _say_price(course, course.scenario.economics)
        return
    course.count(questions=1, open_questions=1 if opened else 0)
    if course.now.tally.open_questions <= 6 and opened:
        course.trust(2)
    for fact_id in course.move.facts:
        fact = course.scenario.fact(fact_id)
        if fact.id not in course.now.facts:
            _answer(course, fact)
            return
    if not fresh and course.move.terms_asked and course.scenario.economics is not None:
        _say_wish(course, course.scenario.economics, course.move.terms_asked[0])
        return
    known = set(course.move.facts) & set(course.now.facts)
    if course.move.has("reformulation") and (known or course.now.open_objection):
        on_reformulation(course)
        return
    spare = _spare(course)
    if spare is not None and opened and (course.move.general or course.now.turn <= EARLY):
        reveal(course, spare)
        return
    if course.move.facts:
        course.say("nothing_more", ref=course.move.facts[0], text=course.scenario.fact(course.move.facts[0]).text)
        course.patience(-1 if course.now.tally.idle else 0)
        course.count(idle=1)
    elif course.move.general:
        course.say("evade", text="")
    else:
        course.say("not_caught")
        if spare is not None and course.scenario.temper.level == HELPS:
            reveal(course, spare, asked=False)


def _say_price(course: Course, economics: Economics) -> None:
    """Asked what it proposes: the price that was said stands; before any, the written offer is answered."""
    demand, offer = course.now.demand, course.now.seller_offer
    if demand is None or offer is None:
        on_offer(course, complete(economics, offer, None, {}))
    else:
        course.say("hold", ref="asked", figures=figures_of(economics, demand, offer))


def _say_wish(course: Course, economics: Economics, term_id: str) -> None:
    """Asked about a term: what the person would like on it, or that what is offered suits; never what it is worth."""
    term, offer = economics.term(term_id), course.now.seller_offer
    held = offer.choices.get(term_id, term.reference) if offer is not None else term.reference
    wish = term.option(term.buyer_wish)
    if wish.id == held or not (wish.lawful and wish.buyer_can):
        course.say("term_suits", figures={"terme": term.label})
        return
    if term_id not in course.now.asked_terms:
        course.change(asked_terms=(*course.now.asked_terms, term_id), asked_turn=course.now.turn)
    course.say("term_wish", figures={"terme": term.label, "souhait": wish.label})


def _answer(course: Course, fact: Fact) -> None:
    needed = max(0, fact.trust - course.scenario.temper.trust_discount)
    if course.now.trust >= needed:
        reveal(course, fact)
    else:
        course.say("evade", ref=fact.id, text=fact.evasive)


def reveal(course: Course, fact: Fact, *, asked: bool = True) -> None:
    """Say a fact, asked for or not: it is public from now on."""
    course.change(facts=(*course.now.facts, fact.id))
    course.trust(2 if fact.secret else 1)
    course.say("reveal" if asked else "volunteer", ref=fact.id, text=fact.text)


def _spare(course: Course) -> Fact | None:
    """A fact that a question about nothing in particular may bring: never a secret one."""
    allowed = course.scenario.temper.warmth + course.scenario.temper.volunteered
    told = sum(not course.scenario.fact(f).secret for f in course.now.facts)
    open_facts = [f for f in course.scenario.facts if not f.secret and f.id not in course.now.facts]
    calm = [f for f in open_facts if f.trust - course.scenario.temper.trust_discount <= course.now.trust]
    return calm[0] if calm and told <= allowed + 1 else None


def on_reformulation(course: Course) -> None:
    """Said back what was said: confirmed, and it wins trust. Guessed right: completed. From nowhere: put right."""
    course.count(reformulations=1)
    gain = 4 if course.now.tally.reformulations <= 4 else 1
    if set(course.move.facts) & set(course.now.facts) or course.now.open_objection:
        course.trust(gain)
        course.say("confirm_reformulation")
        return
    guessed = next((f for f in course.move.facts if f not in course.now.facts), None)
    if guessed is not None:
        _answer(course, course.scenario.fact(guessed))
    elif course.now.facts or course.now.seller_offer:
        course.trust(1)
        course.say("confirm_reformulation")
    else:
        course.say("correct_reformulation")


def volunteer(course: Course) -> None:
    """At the first exchange, a friendly person says something without being asked."""
    told = len(course.now.facts)
    if course.now.turn > 2 or told >= course.scenario.temper.volunteered:
        return
    fact = next((f for f in course.scenario.facts if not f.secret and f.id not in course.now.facts), None)
    if fact is not None:
        reveal(course, fact, asked=False)
