import pytest

from assistant.domain.dialogue import Move
from assistant.domain.economics import Economics, Term
from assistant.domain.negotiation import Negotiation
from assistant.domain.scenario import Scenario
from assistant.roleplay.engine.bargaining import LONG_STEP
from assistant.roleplay.engine.offers import first_demand
from assistant.roleplay.engine.step import start, step
from tests.unit.roleplay.play_parts import kept_scenario, scenario


def economics_of(of: Scenario) -> Economics:
    assert of.economics is not None
    return of.economics


def priced(of: Scenario) -> Negotiation:
    offer = Move(kind="offer", acts=("offer",), text="o", price=economics_of(of).seller.proposed)
    return step(start(of), offer, of).state.model_copy(update={"open_objection": None, "trap": "refused"})


def given(of: Scenario) -> tuple[Term, str]:
    """A term with an option that costs the seller and that the buyer can take."""
    for term in economics_of(of).terms:
        reference = term.option(term.reference)
        for option in term.options:
            if option.seller_value < reference.seller_value and option.buyer_can and option.lawful:
                return term, option.id
    raise AssertionError("no such term")


@pytest.mark.parametrize("seed", range(12))
def test_nobody_gives_everything_at_the_first_exchange(seed: int) -> None:
    of = scenario(seed, 1 + seed % 4)
    economics = economics_of(of)
    before = priced(of)
    if before.demand is None or before.over:
        return
    high = economics.on_grid(economics.seller.proposed * 0.99, up=False)
    trade = Move(kind="trade", acts=("trade",), text="si vous", price=high, counterpart=True)
    after = step(before.model_copy(update={"trust": 90, "credit": 3.0}), trade, of).state
    longest = LONG_STEP * (economics.seller.proposed - first_demand(economics).price)
    if after.demand is not None and after.agreed is None:
        assert after.demand.price - before.demand.price <= max(longest, economics.step) + economics.step


def test_what_is_given_on_a_term_is_heard() -> None:
    of = kept_scenario("plannings")
    term, option = given(of)
    price = economics_of(of).seller.proposed
    line = Move(kind="trade", acts=("trade",), text="t", price=price, choices={term.id: option}, counterpart=True)
    acts = step(priced(of), line, of).acts
    assert acts[0].kind == "acknowledge"
    assert term.option(option).label in acts[0].text


def test_what_is_asked_back_is_not_thanked_for() -> None:
    of = kept_scenario("plannings")
    economics = economics_of(of)
    term = next(t for t in economics.terms if t.options[0].seller_value > t.option(t.reference).seller_value)
    line = Move(kind="trade", acts=("trade",), text="t", price=8.3, choices={term.id: term.options[0].id})
    assert "acknowledge" not in [a.kind for a in step(priced(of), line, of).acts]


def test_the_worth_of_a_term_to_the_buyer_does_not_change_what_is_heard() -> None:
    of = kept_scenario("plannings")
    term, option = given(of)
    economics = economics_of(of)
    dear = tuple(
        t.model_copy(update={"options": tuple(o.model_copy(update={"buyer_value": 0}) for o in t.options)})
        for t in economics.terms
    )
    twin = of.model_copy(update={"economics": economics.model_copy(update={"terms": dear})})
    line = Move(kind="trade", acts=("trade",), text="t", price=8.4, choices={term.id: option}, counterpart=True)
    assert step(priced(of), line, of).acts[0] == step(priced(twin), line, twin).acts[0]


def test_a_term_taken_back_lowers_the_price_and_nothing_is_called_asked_for() -> None:
    of = kept_scenario("plannings")
    term, option = given(of)
    price = economics_of(of).on_grid(economics_of(of).seller.proposed * 0.95, up=False)
    gave = Move(kind="trade", acts=("trade",), text="a", price=price, choices={term.id: option}, counterpart=True)
    state = step(priced(of), gave, of).state.model_copy(update={"open_objection": None})
    assert state.demand is not None
    assert state.agreed is None
    back = Move(kind="offer", acts=("offer",), text="b", price=price, choices={term.id: term.reference})
    result = step(state, back, of)
    assert result.acts[0].kind == "counter"
    assert result.acts[0].ref in ("worse", "same")
    assert result.state.demand is not None
    assert result.state.demand.price <= state.demand.price
    assert result.state.demand.choices[term.id] == term.reference
