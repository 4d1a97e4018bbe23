"""Rudeness, attempts to get the secrets, silences, hand-over to management, and how a talk ends."""

from __future__ import annotations

from assistant.domain.negotiation import Ending
from assistant.roleplay.engine.concluding import is_yes, restate
from assistant.roleplay.engine.course import Course
from assistant.roleplay.engine.persuading import standing
from assistant.roleplay.engine.questioning import reveal

REASONED = 12
"""Words from which a refusal says why."""
HELD_TO = 4
"""Refusals in a row after which both know that it ends there."""
LAST_TURN = 60
"""Learner's lines after which the person has to go."""


def on_rudeness(course: Course) -> None:
    """A warning first, then the door."""
    course.count(rudeness=1)
    course.trust(-15)
    course.patience(-2)
    if course.now.tally.rudeness >= 3 or course.now.patience == 0:
        end(course, "rupture")
        course.say("leave")
    else:
        course.say("rude_warning")


def on_attempt(course: Course) -> None:
    """Someone asks for instructions, secrets or another role: the person stays who it is."""
    course.count(attempts=1)
    course.trust(-2)
    if course.now.tally.attempts % 2 == 0:
        course.patience(-1)
    course.say("deflect")


def on_silence(course: Course) -> None:
    """A silence after one's own offer or question makes the other talk, once in a row."""
    course.count(idle=1)
    objection = standing(course)
    twice = course.now.echoes[-2:].count("silence") > 1
    if twice:
        course.patience(-1)
        course.say("after_silence", ref="long")
        return
    if objection is not None:
        course.say("after_silence", ref=objection.id, text=objection.stays)
        return
    fact = next((f for f in course.scenario.facts if not f.secret and f.id not in course.now.facts), None)
    if fact is not None and course.now.tally.questions and course.now.trust >= fact.trust and not course.now.agreed:
        reveal(course, fact, asked=False)
        return
    course.say("after_silence")


def on_hand_over(course: Course) -> None:
    """The seller brings in its management: fair when it is needed or when the price is beyond its authority."""
    hand_over = course.scenario.hand_over
    repeated = course.now.handed_over
    course.change(handed_over=True)
    if repeated:
        course.patience(-1)
    if hand_over is not None and hand_over.needed:
        course.trust(0 if repeated else 3)
    course.say("handed_over", ref="needed" if hand_over is not None and hand_over.needed else "")


def on_leave(course: Course) -> None:
    """The seller takes its leave: how it ends depends on where things stand."""
    now = course.now
    if (
        now.agreed is not None
        and now.deal is None
        and now.restated != "buyer"
        and course.scenario.economics is not None
    ):
        restate(course, course.scenario.economics, now.agreed)
        return
    if now.deal is not None:
        ending: Ending = "accord"
    elif now.committed:
        ending = "engagement"
    elif now.handed_over:
        ending = "relais"
    elif now.agreed is not None:
        ending = "sans_suite"
    elif course.scenario.economics is not None and now.price_opened:
        ending = "refus"
    else:
        ending = "sans_suite"
    end(course, ending)
    course.say("farewell", ref=ending)


def on_decline(course: Course) -> None:
    """The seller declines the affair for good: no agreement is left to restate."""
    course.change(agreed=None, restated="none")
    on_leave(course)


def on_refusal(course: Course) -> None:
    """The seller holds: respected once; held to with reasons, the person asks whether they stop there."""
    move = course.move
    if course.scenario.economics is None or course.now.demand is None:
        course.say("unclear")
        return
    course.change(refusals=course.now.refusals + 1, credit=course.now.credit + 0.2)
    reasoned = len(move.text.split()) >= REASONED
    if course.now.refusals > (1 if reasoned else 2):
        if course.now.refusals >= HELD_TO:
            on_decline(course)
            return
        course.say("ask_parting")
        return
    course.change(probes=course.now.probes + 1)
    if course.now.probes > 2 and not reasoned:
        course.patience(-1)
    course.say("ask_offer", ref="after_reasoned_refusal" if reasoned else "after_refusal")


def parts(course: Course) -> bool:
    """Whether the line ends the talk without a goodbye: declined for good, or a yes to « on s'arrête là ? »."""
    move, now = course.move, course.now
    if course.scenario.economics is None or not now.price_opened or now.deal is not None:
        return False
    if move.final and not move.moves_terms:
        return True
    if move.final and move.has("refusal"):
        return True
    return now.parting_asked and not move.moves_terms and (move.has("acceptance") or is_yes(move.text))


def end(course: Course, ending: Ending) -> None:
    """Close the talk."""
    course.change(ending=ending, phase="conge", open_objection=None)


def check_patience(course: Course) -> None:
    """Impatience is shown before it ends the talk; nobody stays for ever."""
    now = course.now
    if now.over:
        return
    if now.patience == 0 and now.deal is None and not now.committed:
        end(course, "rupture")
        course.acts[:] = [a for a in course.acts if a.kind in ("hold", "too_far", "deflect", "refuse_limit")][:1]
        course.say("leave", ref="patience")
    elif now.turn >= LAST_TURN:
        course.change(restated="buyer")
        on_leave(course)
    elif now.patience == 1 and course.before.patience > 1 and now.deal is None:
        course.say("impatient")
