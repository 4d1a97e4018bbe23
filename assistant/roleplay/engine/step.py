"""The engine of a role-play: a pure, seeded step from a state and a move to a new state and what is said."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from assistant.domain.dialogue import Move, MoveKind
from assistant.domain.negotiation import Act, Negotiation, Phase
from assistant.domain.scenario import Scenario
from assistant.roleplay.engine.bargaining import on_offer
from assistant.roleplay.engine.concluding import on_acceptance, on_agreed, on_closing, on_dispute
from assistant.roleplay.engine.course import Course, seeded
from assistant.roleplay.engine.helping import nudge
from assistant.roleplay.engine.offers import complete
from assistant.roleplay.engine.parting import (
    check_patience,
    on_attempt,
    on_decline,
    on_hand_over,
    on_leave,
    on_refusal,
    on_rudeness,
    on_silence,
    parts,
)
from assistant.roleplay.engine.persuading import (
    age_objection,
    answer_objection,
    answer_trap,
    on_argument,
    raise_objection,
    set_trap,
    show_signal,
)
from assistant.roleplay.engine.questioning import on_question, on_reformulation, reveal, volunteer


@dataclass(frozen=True)
class Step:
    """A new state, and what the counterpart says to reach it, in order."""

    state: Negotiation
    acts: tuple[Act, ...]


def start(scenario: Scenario, seed: int | None = None) -> Negotiation:
    """The state before the first word. ``seed``: of the play, the scenario's by default."""
    return Negotiation(
        scenario=scenario.id,
        seed=scenario.seed if seed is None else seed,
        trust=scenario.temper.trust,
        patience=scenario.temper.patience,
    )


def step(state: Negotiation, move: Move, scenario: Scenario) -> Step:
    """What the counterpart does with a learner's move. Once over, nothing changes any more."""
    if state.over:
        return Step(state, (Act(kind="already_over"),))
    course = Course(state, move, scenario)
    echo = "silence" if move.kind == "silence" else f"{seeded(1_000_000, move.text.strip().casefold())}"
    repeated = echo in state.echoes and move.kind != "silence" and bool(move.text)
    course.change(turn=state.turn + 1, echoes=(*state.echoes[-5:], echo))
    if repeated and not move.has("acceptance", "leave", "recap", "closing"):
        course.patience(-1)
    _respond(course)
    course.change(parting_asked=course.says("ask_parting"))
    if not move.has("refusal"):
        course.change(refusals=0)
    if not course.now.over:
        _afterwards(course)
    check_patience(course)
    course.change(phase=_phase(course))
    return Step(course.now, tuple(course.acts) or (Act(kind="unclear"),))


def _respond(course: Course) -> None:
    move = course.move
    if move.approved:
        course.change(approved=True)
    if move.attempt:
        on_attempt(course)
        if move.moves_terms and move.has("offer", "trade", "concession") and course.now.agreed is None:
            _bargain(course)  # what is offered beside the attempt is heard all the same
        return
    if on_dispute(course):
        if move.kind == "leave":
            course.acts.clear()
            on_leave(course)
        return
    if move.kind in ("rudeness", "silence", "leave", "hand_over"):
        _FINAL[move.kind](course)
        return
    if parts(course):
        on_decline(course)
        return
    if course.now.deal is not None:
        _after_deal(course)
        return
    _adapt(course)
    relieved = answer_trap(course)
    softened = answer_objection(course)
    if on_agreed(course):
        return
    if move.commitment and course.scenario.economics is None:
        on_closing(course)
        return
    handled = _main(course, answered=relieved or softened)
    asked = move.has("open_question", "closed_question") and bool(move.facts)
    if handled and asked and not course.says("reveal", "evade"):
        fresh = next((f for f in move.facts if f not in course.now.facts), None)
        if fresh is not None and course.now.trust >= course.scenario.fact(fresh).trust:
            reveal(course, course.scenario.fact(fresh))


def _main(course: Course, *, answered: bool) -> bool:
    """Respond to the act that matters most; True when it was about the terms of a deal."""
    move, economics = course.move, course.scenario.economics
    if economics is not None and (move.moves_terms or move.off_grid) and move.kind not in _ONLY_TALK:
        _bargain(course)
        return True
    handler = _HANDLERS.get(move.kind)
    if answered:
        if handler is on_argument:
            on_argument(course)
            course.acts[:] = [a for a in course.acts if a.kind != "unmoved" and (a.kind, a.ref) != ("interest", "prix")]
        elif move.has("open_question", "closed_question") and move.facts:
            on_question(course)
    elif handler is not None:
        handler(course)
    else:
        course.say("unclear")
        course.count(idle=1)
        if course.now.tally.idle % 3 == 0:
            course.patience(-1)
    return False


def _bargain(course: Course) -> None:
    move, economics = course.move, course.scenario.economics
    assert economics is not None
    if move.off_grid and not move.moves_terms:
        term = economics.term(move.off_grid[0])
        labels = ", ".join(o.label for o in term.options if o.lawful)
        course.say("off_grid", ref=term.id, figures={"terme": term.label, "options": labels})
        return
    if move.kind == "acceptance":
        on_acceptance(course)
        return
    course.count(offers=1, trades=1 if move.has("trade") else 0, concessions=1 if move.has("concession") else 0)
    if move.has("trade"):
        course.trust(1)
    on_offer(course, complete(economics, course.now.seller_offer, move.price, move.choices))
    nudge(course)


def _on_give(course: Course) -> None:
    """A concession or an exchange said without any figure: ask which."""
    if course.scenario.economics is None:
        on_argument(course)
        return
    course.say("ask_price")


def _on_contact(course: Course) -> None:
    if course.now.turn <= 3:
        course.trust(4 if course.now.turn == 1 else 1)
        course.say("greet" if course.now.turn == 1 else "agree_agenda")
        if course.move.has("open_question", "closed_question") and course.move.facts:
            on_question(course)  # the greeting held a question: it is what is answered
        else:
            volunteer(course)
        return
    course.count(idle=1)
    course.say("agree_agenda")


def _on_recap(course: Course) -> None:
    """A summary with nothing agreed is a reformulation of where things stand."""
    on_reformulation(course)


def _after_deal(course: Course) -> None:
    """Once the deal binds, the talk only has to end."""
    if course.move.has("open_question", "closed_question"):
        on_question(course)
        return
    course.say("farewell", ref="soon")


RECALLED = 4
"""Learner's lines after which a person whose accommodation nobody minds says what hinders it."""


def _adapt(course: Course) -> None:
    """Minding the person's accommodation wins trust, the first time more."""
    if course.move.adapted:
        course.trust(1 if course.now.adapted else 4)
        course.change(adapted=True)


def _recall_accommodation(course: Course) -> None:
    accommodation = course.scenario.interlocutor.accommodation
    if accommodation is None or course.now.adapted or course.now.hindered or course.now.turn < RECALLED:
        return
    if len(course.acts) <= 2:
        course.change(hindered=True)
        course.trust(-2)
        course.say("hindered", text=accommodation.cue)


def _afterwards(course: Course) -> None:
    age_objection(course)
    if course.now.deal is None:
        _recall_accommodation(course)
    if course.now.deal is None and not course.move.attempt:
        set_trap(course)
        raise_objection(course)
    show_signal(course)


def _phase(course: Course) -> Phase:
    now = course.now
    if now.over or now.deal is not None or now.committed:
        return "conge" if now.over else "conclusion"
    if now.agreed is not None:
        return "conclusion"
    if now.price_opened:
        return "objections" if now.open_objection and not course.move.moves_terms else "negociation"
    if now.open_objection:
        return "objections"
    if now.tally.arguments:
        return "argumentation" if now.argued else "presentation"
    return "decouverte" if now.tally.questions else "contact"


_FINAL: dict[MoveKind, Callable[[Course], None]] = {
    "rudeness": on_rudeness,
    "silence": on_silence,
    "leave": on_leave,
    "hand_over": on_hand_over,
}
_HANDLERS: dict[MoveKind, Callable[[Course], None]] = {
    "contact": _on_contact,
    "open_question": on_question,
    "closed_question": on_question,
    "reformulation": on_reformulation,
    "presentation": on_argument,
    "argument": on_argument,
    "price_defence": on_argument,
    "objection_reply": on_argument,
    "offer": _on_give,
    "concession": _on_give,
    "trade": _on_give,
    "recap": _on_recap,
    "closing": on_closing,
    "acceptance": on_acceptance,
    "refusal": on_refusal,
}
_ONLY_TALK = ("open_question", "closed_question", "reformulation", "refusal", "price_defence", "contact", "argument")
