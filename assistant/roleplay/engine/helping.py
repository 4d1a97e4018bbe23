"""What the person adds, at the level that helps, when the talk is stuck on the price: where else it could move."""

from __future__ import annotations

from assistant.roleplay.engine.course import HELPS, Course
from assistant.roleplay.engine.offers import next_wish


def nudge(course: Course) -> None:
    """After a price that did not move: name the other point that matters most to it, else ask for an exchange.

    What is named is a wish, which the person also says of itself while it bargains: never a limit.
    """
    economics = course.scenario.economics
    if economics is None or course.scenario.temper.level != HELPS or course.now.over:
        return
    if not course.says("hold", "bare_offer", "too_far") or any("souhait" in a.figures for a in course.acts):
        return
    wished = next_wish(course, economics)
    if wished is None:
        course.say("nudge", ref="open")
        return
    term = economics.term(wished)
    course.change(asked_terms=(*course.now.asked_terms, wished), asked_turn=course.now.turn)
    course.say("nudge", figures={"terme": term.label, "souhait": term.option(term.buyer_wish).label})
