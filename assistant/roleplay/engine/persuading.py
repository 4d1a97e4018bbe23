"""How the counterpart takes arguments, objects, sets its legal trap and shows signals."""

from __future__ import annotations

import re

from assistant.domain.scenario import Moment, Objection, Signal
from assistant.retrieval.words import terms
from assistant.roleplay.engine.course import Course

_PRICE = re.compile(r"\d|\bprix\b")
"""What a refusal that is about the price holds: it is no answer to the trap."""
PATIENT_OBJECTION = 2
"""Turns for which an objection may be left unanswered before it costs trust."""


def on_argument(course: Course) -> None:
    """An argument tied to a need that was said moves the person; any other leaves it cold."""
    course.count(arguments=1)
    course.change(presented=True)
    defends = course.move.has("price_defence") and course.scenario.economics is not None
    new = [a for a in course.move.arguments if a not in course.now.argued]
    met = [n for a in new for n in course.scenario.argument(a).needs if n not in course.now.needs_met]
    said = [n for n in met if n in course.now.facts]
    tied = [f for f in course.move.facts if f in course.now.facts and f not in course.now.needs_met]
    said = said or (tied[:1] if new else [])
    course.change(argued=(*course.now.argued, *new), needs_met=(*course.now.needs_met, *said))
    if defends and (course.now.demand is not None or not said):
        _on_price_defence(course)
    elif said:
        course.trust(5)
        course.change(credit=course.now.credit + 1)
        course.trigger = "interet"
        course.say("interest", ref=said[0])
    elif new:
        course.trust(1)
        course.say("unmoved", ref=new[0])
    else:
        if course.before.presented and not course.move.has("presentation"):
            course.count(idle=1)
        course.say("unmoved")


def _on_price_defence(course: Course) -> None:
    known = bool(course.move.arguments) or bool(course.now.needs_met)
    if course.now.tally.arguments <= 6:
        course.trust(2 if known else 0)
        course.change(credit=course.now.credit + (0.8 if known else 0.3))
    course.say("interest" if known else "unmoved", ref="prix")


def answer_objection(course: Course) -> bool:
    """Whether the line answers the objection that stands; says so when it does."""
    objection = standing(course)
    if objection is None:
        return False
    move = course.move
    by_argument = bool(set(move.arguments) & set(objection.answered_by))
    by_term = move.moves_terms and bool(set(move.choices) & set(objection.answered_by_terms))
    if not (objection.id in move.answers or by_argument or by_term):
        return False
    course.change(answered=(*course.now.answered, objection.id), open_objection=None, objection_age=0)
    course.trust(4)
    course.change(credit=course.now.credit + 0.5)
    course.say("softened", ref=objection.id, text=_taken_up(objection.softened, move.text))
    return True


def _taken_up(authored: str, said: str) -> str:
    """The authored reaction when it takes up a word of the line, "" otherwise: it would answer something unsaid."""
    return authored if frozenset(terms(authored)) & frozenset(terms(said)) else ""


def standing(course: Course) -> Objection | None:
    """The objection raised and not answered yet."""
    return course.scenario.objection(course.now.open_objection) if course.now.open_objection else None


def age_objection(course: Course) -> None:
    """An objection left aside comes back once, then costs trust and is dropped."""
    objection = standing(course)
    if objection is None or (course.now.turn == course.before.turn and objection.id not in course.before.raised):
        return
    if course.says("object", "softened"):
        return
    if objection.kind == "prix" and course.move.moves_terms:
        course.change(open_objection=None, objection_age=0)  # the figures are on the table: they answer one another now
        return
    age = course.now.objection_age + 1
    course.change(objection_age=age)
    if age == PATIENT_OBJECTION:
        course.trust(-objection.weight // 2)
        course.say("still_objecting", ref=objection.id, text=objection.stays)
    elif age > 2 * PATIENT_OBJECTION:
        course.trust(-objection.weight // 2)
        course.change(open_objection=None, objection_age=0)


def moment_of(course: Course) -> Moment:
    """Where the talk stands, as objections see it."""
    now = course.now
    if now.agreed is not None:
        return "conclusion"
    if now.price_opened:
        return "prix"
    if now.presented:
        return "presentation"
    return "decouverte" if now.tally.questions else "contact"


def raise_objection(course: Course) -> None:
    """Object, when the moment comes, as many times as the temper allows; never to what was answered beforehand."""
    now = course.now
    if now.open_objection or now.agreed or len(now.raised) >= course.scenario.temper.objections:
        return
    if len(course.acts) > 2 or course.says(
        "object", "rude_warning", "leave", "farewell", "accept_in_principle", "trap"
    ):
        return
    moment = moment_of(course)
    ripe = [
        o
        for o in course.scenario.objections
        if o.moment == moment
        and o.id not in now.raised
        and not (now.demand is not None if o.kind == "prix" else set(o.answered_by) & set(now.argued))
    ]
    if not ripe or course.pick(100, "objection") >= 55:
        return
    objection = ripe[0]
    course.change(raised=(*now.raised, objection.id), open_objection=objection.id, objection_age=0)
    course.say("object", ref=objection.id, text=objection.says[course.pick(len(objection.says), objection.id)])


def set_trap(course: Course) -> None:
    """Make the request that the law forbids, at its moment, once."""
    trap = course.scenario.legal_trap
    if trap is None or course.now.trap != "none" or len(course.acts) > 2 or course.says("rude_warning", "withdrawn"):
        return
    talking = course.before.demand is not None and not course.says("leave", "farewell")
    ready = talking if trap.moment in ("prix", "conclusion") else moment_of(course) == trap.moment
    if not ready or course.now.restated != "none":
        return
    course.change(trap="set", trap_turn=course.now.turn)
    course.say("trap", text=trap.says[course.pick(len(trap.says), "piège")])


def answer_trap(course: Course) -> bool:
    """Whether the line declines the trap, or falls into it; says what the person answers."""
    trap = course.scenario.legal_trap
    if trap is None or course.now.trap != "set":
        return False
    taken = trap.term is not None and course.move.choices.get(trap.term) == trap.option
    if taken and not course.move.lawful_refusal and not course.move.has("refusal"):
        course.change(trap="sprung")
        return False
    just_asked = course.now.turn - course.now.trap_turn <= 1
    declined = just_asked and course.move.has("refusal") and not _PRICE.search(course.move.text)
    if course.move.lawful_refusal or declined:
        course.change(trap="refused")
        course.trust(3)
        course.say("trap_relief", text=_taken_up(trap.relief, course.move.text))
        return True
    return False


def show_signal(course: Course) -> None:
    """One sign of where the person stands, when something makes it show."""
    if course.now.patience <= 1:
        course.trigger = course.trigger or "impatience"
    if course.trigger is None or course.pick(100, "signal") >= 60:
        return
    signal = _fresh_signal(course)
    if signal is not None:
        course.change(signals=(*course.now.signals, signal.id))
        course.say("signal", ref=signal.form, text=signal.text)


def _fresh_signal(course: Course) -> Signal | None:
    fitting = [s for s in course.scenario.signals if s.trigger == course.trigger and s.id not in course.now.signals]
    if course.says("accept_in_principle", "confirm_deal"):
        fitting = [s for s in fitting if s.form == "non_verbal"]
    return fitting[0] if fitting else None
