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


def priced(of: Scenario) -> Negotiation:
    assert of.economics is not None
    offer = Move(kind="offer", acts=("offer",), text="o", price=of.economics.seller.proposed)
    return step(start(of), offer, of).state.model_copy(update={"open_objection": None, "trap": "refused"})


def test_asked_its_price_the_person_says_the_one_it_said() -> None:
    of = kept_scenario("plannings")
    state = priced(of)
    asked = Move(kind="closed_question", acts=("closed_question",), text="Et vous ?", asks_price=True)
    result = step(state, asked, of)
    assert (result.acts[0].kind, result.acts[0].ref) == ("hold", "asked")
    assert result.state.demand == state.demand


def test_asked_about_the_price_before_any_offer_it_answers_the_written_one() -> None:
    of = kept_scenario("plannings")
    asked = Move(kind="closed_question", acts=("closed_question",), text="Le prix vous va ?", asks_price=True)
    result = step(later(of), asked, of)
    assert result.acts[0].kind in ("object", "demand")
    assert result.state.demand is not None


def test_a_question_about_a_fact_is_answered_even_if_it_sounds_like_asking_the_price() -> None:
    of = kept_scenario("plannings")
    known = next(f.id for f in of.facts if not f.secret)
    asked = Move(kind="open_question", acts=("open_question",), text="q", facts=(known,), asks_price=True)
    assert known in step(later(of).model_copy(update={"trust": 100}), asked, of).state.facts


def test_asked_about_a_term_the_person_says_its_wish_or_that_it_suits() -> None:
    of = kept_scenario("plannings")
    assert of.economics is not None
    wishes = {t.id: t for t in of.economics.terms if t.buyer_wish != t.reference and t.option(t.buyer_wish).lawful}
    suits = next((t for t in of.economics.terms if t.buyer_wish == t.reference), None)
    term = next(t for t in wishes.values() if t.option(t.buyer_wish).buyer_can)
    asked = Move(kind="open_question", acts=("open_question",), text="q", terms_asked=(term.id,))
    result = step(later(of), asked, of)
    assert (result.acts[0].kind, result.acts[0].figures["souhait"]) == ("term_wish", term.option(term.buyer_wish).label)
    assert term.id in result.state.asked_terms
    if suits is not None:
        line = asked.model_copy(update={"terms_asked": (suits.id,)})
        assert step(later(of), line, of).acts[0].kind == "term_suits"


def test_putting_the_decision_off_is_no_clumsiness() -> None:
    of = kept_scenario("plannings")
    state = priced(of)
    line = Move(kind="closing", acts=("closing",), text="On se rappelle jeudi ?", postpones=True)
    result = step(state, line, of)
    assert "call_back" in [a.kind for a in result.acts]
    assert (result.state.patience, result.state.tried) == (state.patience, state.tried)


def test_a_question_in_the_greeting_is_answered_after_the_hello() -> None:
    of = kept_scenario("plannings")
    asked = next(f.id for f in of.facts if not f.secret and f.trust <= of.temper.trust)
    hello = Move(kind="contact", acts=("contact", "open_question"), text="Bonjour, et…", facts=(asked,))
    result = step(start(of), hello, of)
    assert [a.kind for a in result.acts][:2] == ["greet", "reveal"]
    assert result.state.facts == (asked,)
