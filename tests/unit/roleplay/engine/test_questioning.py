from assistant.domain.dialogue import Move
from assistant.domain.negotiation import Negotiation
from assistant.domain.scenario import Scenario
from assistant.roleplay.engine.step import start, step
from tests.unit.roleplay.play_parts import kept_scenario, scenario


def question(*facts: str, general: bool = False, acts: tuple[str, ...] = ("open_question",)) -> Move:
    return Move(kind="open_question", acts=acts, text=f"q{facts}{general}", facts=facts, general=general)  # type: ignore[arg-type]


def later(of: Scenario) -> Negotiation:
    return start(of).model_copy(update={"turn": 6})


def test_a_question_about_something_else_is_not_answered_with_a_fact() -> None:
    of = kept_scenario("plannings").model_copy(update={"level": 3})
    temper = of.temper.model_copy(update={"level": 3})
    of = of.model_copy(update={"temper": temper})
    result = step(later(of), question(), of)
    assert "not_caught" in [a.kind for a in result.acts]
    assert result.state.facts == ()


def test_an_open_question_about_nothing_in_particular_brings_one() -> None:
    of = kept_scenario("plannings")
    result = step(later(of), question(general=True), of)
    assert "reveal" in [a.kind for a in result.acts]
    assert not of.fact(result.state.facts[0]).secret


def test_the_level_that_helps_says_something_all_the_same() -> None:
    of = scenario(3, 1)
    result = step(later(of), question(), of)
    assert [a.kind for a in result.acts][:2] == ["not_caught", "volunteer"]


def test_what_was_said_back_in_a_question_is_confirmed() -> None:
    of = kept_scenario("plannings")
    known = next(f.id for f in of.facts if not f.secret)
    state = later(of).model_copy(update={"facts": (known,)})
    result = step(state, question(known, acts=("reformulation", "open_question")), of)
    assert result.acts[0].kind == "confirm_reformulation"
    assert result.state.tally.reformulations == 1


def test_a_new_question_beside_a_reformulation_is_answered() -> None:
    of = kept_scenario("plannings")
    known, asked = [f.id for f in of.facts if not f.secret][:2]
    state = later(of).model_copy(update={"facts": (known,), "trust": 100})
    result = step(state, question(asked, known, acts=("reformulation", "open_question")), of)
    assert asked in result.state.facts
