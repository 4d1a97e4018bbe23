import pytest

from assistant.domain.dialogue import Move
from assistant.domain.negotiation import Negotiation
from assistant.domain.scenario import Scenario
from assistant.roleplay.engine.step import start, step
from tests.unit.roleplay.play_parts import kept_scenario

DISPUTE = Move(kind="refusal", acts=("refusal",), text="Je n'ai pas accepté cela.", disputes=True)
YES = Move(kind="acceptance", acts=("acceptance",), text="d'accord")


@pytest.fixture
def of() -> Scenario:
    return kept_scenario("plannings")


def agreed(of: Scenario, *, restated: bool = False) -> Negotiation:
    assert of.economics is not None
    cheap = Move(kind="offer", acts=("offer",), text="o", price=of.economics.buyer.first)
    state = step(start(of), cheap, of).state
    assert state.agreed is not None
    return step(state, YES, of).state if restated else state


@pytest.mark.parametrize("restated", [False, True])
def test_an_agreement_that_was_misheard_is_undone_at_no_cost(of: Scenario, restated: bool) -> None:
    before = agreed(of, restated=restated)
    after = step(before, DISPUTE, of)
    assert after.acts[0].kind == "stand_corrected"
    assert after.state.agreed is None
    assert after.state.restated == "none"
    assert after.state.seller_offer is None, "the offer that was misheard is off the table too"
    assert (after.state.trust, after.state.patience) == (before.trust, before.patience)


def test_a_deal_misheard_is_undone_and_nothing_is_signed(of: Scenario) -> None:
    bound = step(agreed(of, restated=True), YES, of).state
    assert bound.deal is not None
    after = step(bound, DISPUTE, of).state
    assert after.deal is None
    assert after.agreed is None
    assert not after.over


def test_the_price_said_with_the_dispute_is_the_new_offer(of: Scenario) -> None:
    assert of.economics is not None
    mine = DISPUTE.model_copy(update={"price": of.economics.seller.proposed})
    after = step(agreed(of), mine, of)
    kinds = [a.kind for a in after.acts]
    assert kinds[0] == "stand_corrected"
    assert "withdrawn" not in kinds
    assert after.state.seller_offer is not None
    assert after.state.seller_offer.price == of.economics.seller.proposed


def test_the_price_that_is_disputed_is_no_new_offer(of: Scenario) -> None:
    state = agreed(of)
    assert state.agreed is not None
    after = step(state, DISPUTE.model_copy(update={"price": state.agreed.price}), of).state
    assert after.agreed is None
    assert after.seller_offer is None


def test_taking_back_agreements_again_and_again_costs(of: Scenario) -> None:
    assert of.economics is not None
    state = start(of)
    seen: list[int] = []
    for turn in range(4):
        state = step(
            state, Move(kind="offer", acts=("offer",), text=f"o{turn}", price=of.economics.buyer.first), of
        ).state
        assert state.agreed is not None
        before = state.trust
        state = step(state, DISPUTE.model_copy(update={"text": f"non {turn}"}), of).state
        seen.append(state.trust - before)
    assert seen[:2] == [0, 0]
    assert all(cost < 0 for cost in seen[2:])


def test_a_dispute_with_nothing_agreed_is_heard_as_the_rest_of_the_line(of: Scenario) -> None:
    question = Move(kind="closed_question", acts=("closed_question",), text="Malentendu ?", disputes=True)
    assert "stand_corrected" not in [a.kind for a in step(start(of), question, of).acts]
