from assistant.domain.dialogue import Move
from assistant.domain.negotiation import Negotiation, Tally
from assistant.domain.scenario import Scenario
from assistant.roleplay.engine.step import start, step
from tests.unit.roleplay.play_parts import kept_scenario


def talk(of: Scenario, **fields: object) -> Negotiation:
    return start(of).model_copy(update={"turn": 6, **fields})


def raised_after(of: Scenario, state: Negotiation) -> set[str]:
    """Objections that some turn of this moment raises."""
    found: set[str] = set()
    for turn in range(40):
        now = state.model_copy(update={"turn": turn + 6})
        found |= set(step(now, Move(kind="other", acts=("other",), text=f"l{turn}"), of).state.raised)
    return found


def test_an_objection_that_was_answered_beforehand_is_not_raised() -> None:
    of = kept_scenario("plannings")
    objection = next(o for o in of.objections if o.answered_by and o.kind != "prix")
    alone = of.model_copy(update={"objections": (objection,), "legal_trap": None})
    before = {"presentation": {"presented": True}, "decouverte": {"tally": Tally(questions=1)}}[objection.moment]
    assert raised_after(alone, talk(alone, **before)) == {objection.id}
    assert raised_after(alone, talk(alone, argued=objection.answered_by, **before)) == set()


def test_an_argument_that_takes_up_what_was_said_moves_the_person() -> None:
    of = kept_scenario("plannings")
    said = next(f.id for f in of.facts if not f.secret)
    argument = of.seller.arguments[0]
    line = Move(kind="argument", acts=("argument",), text="a", arguments=(argument.id,), facts=(said,))
    told = step(talk(of, facts=(said,)), line, of)
    assert "interest" in [a.kind for a in told.acts]
    untold = step(talk(of), line.model_copy(update={"facts": ()}), of)
    assert "interest" not in [a.kind for a in untold.acts]


def test_a_refusal_that_is_about_the_price_is_no_answer_to_the_trap() -> None:
    of = kept_scenario("plannings")
    assert of.legal_trap is not None
    state = talk(of, trap="set", trap_turn=6, price_opened=True)
    no = Move(kind="refusal", acts=("refusal",), text="Non, à ce prix c'est non.")
    assert step(state, no, of).state.trap == "set"
    assert step(state, no.model_copy(update={"text": "Non, cela je ne le ferai pas."}), of).state.trap == "refused"
    late = state.model_copy(update={"turn": 9})
    assert step(late, no.model_copy(update={"text": "Non, cela je ne le ferai pas."}), of).state.trap == "set"


def test_the_price_objection_stands_no_longer_once_figures_are_exchanged() -> None:
    of = kept_scenario("plannings")
    assert of.economics is not None
    objection = next(o for o in of.objections if o.kind == "prix")
    state = talk(of, raised=(objection.id,), open_objection=objection.id, objection_age=1)
    offer = Move(kind="offer", acts=("offer",), text="o", price=of.economics.seller.proposed)
    after = step(state, offer, of)
    assert after.state.open_objection is None
    assert "still_objecting" not in [a.kind for a in after.acts]
