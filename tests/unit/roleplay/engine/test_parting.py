import pytest

from assistant.domain.dialogue import Move
from assistant.domain.negotiation import Negotiation
from assistant.domain.scenario import Scenario
from assistant.roleplay.engine.step import start, step
from tests.unit.roleplay.play_parts import kept_scenario

WHY = "À ce prix je vendrais sous mon coût de revient, et mon entreprise ne peut pas le porter plus d'une saison."


def refusal(text: str, **more: object) -> Move:
    return Move(kind="refusal", acts=("refusal",), text=text, **more)  # type: ignore[arg-type]


@pytest.fixture
def of() -> Scenario:
    return kept_scenario("plannings").model_copy(update={"legal_trap": None})


@pytest.fixture
def priced(of: Scenario) -> Negotiation:
    """The price was opened, and the buyer has asked for its own."""
    assert of.economics is not None
    return step(start(of), Move(kind="offer", acts=("offer",), text="o", price=of.economics.seller.proposed), of).state


def test_a_reasoned_refusal_held_to_makes_the_buyer_ask_whether_they_stop(of: Scenario, priced: Negotiation) -> None:
    once = step(priced, refusal(WHY), of)
    assert "ask_offer" in [a.kind for a in once.acts]
    twice = step(once.state, refusal("Non. " + WHY), of)
    assert "ask_parting" in [a.kind for a in twice.acts]
    assert twice.state.patience == priced.patience, "holding with reasons is no clumsiness"
    yes = step(twice.state, Move(kind="acceptance", acts=("acceptance",), text="Oui, je crois."), of)
    assert yes.state.ending == "refus"


def test_the_talk_goes_on_when_the_seller_comes_back_with_an_offer(of: Scenario, priced: Negotiation) -> None:
    assert of.economics is not None
    asked = step(step(priced, refusal(WHY), of).state, refusal("Non. " + WHY), of).state
    assert asked.parting_asked
    price = of.economics.on_grid(of.economics.seller.proposed * 0.98, up=False)
    after = step(asked, Move(kind="trade", acts=("trade",), text="Si vous signez", price=price, counterpart=True), of)
    assert not after.state.over
    assert not after.state.parting_asked
    assert after.state.refusals == 0


def test_a_yes_later_is_not_a_farewell(of: Scenario, priced: Negotiation) -> None:
    asked = step(step(priced, refusal(WHY), of).state, refusal("Non. " + WHY), of).state
    question = Move(kind="open_question", acts=("open_question",), text="Pourquoi ?", general=True)
    later = step(asked, question, of).state
    assert step(later, Move(kind="acceptance", acts=("acceptance",), text="Oui."), of).state.ending is None


def test_refusing_for_good_needs_no_goodbye(of: Scenario, priced: Negotiation) -> None:
    after = step(priced, refusal("Je préfère en rester là.", final=True), of)
    assert after.state.ending == "refus"
    assert [a.kind for a in after.acts] == ["farewell"]


def test_refusing_for_good_signs_nothing_that_was_agreed(of: Scenario) -> None:
    assert of.economics is not None
    cheap = Move(kind="offer", acts=("offer",), text="o", price=of.economics.buyer.first)
    after = step(step(start(of), cheap, of).state, refusal("Je renonce.", final=True), of).state
    assert after.ending == "refus"
    assert after.deal is None


def test_a_last_word_that_is_a_price_is_an_offer(of: Scenario, priced: Negotiation) -> None:
    assert of.economics is not None
    price = of.economics.on_grid(of.economics.seller.proposed * 0.97, up=False)
    last = Move(kind="offer", acts=("offer",), text="dernier mot", price=price, final=True)
    assert not step(priced, last, of).state.over


def test_the_managements_approval_is_kept(of: Scenario, priced: Negotiation) -> None:
    assert not priced.approved
    line = Move(kind="other", acts=("other",), text="Ma directrice valide ce prix.", approved=True)
    assert step(priced, line, of).state.approved
