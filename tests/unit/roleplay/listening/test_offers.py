import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.economics import Package
from assistant.roleplay.french.money import package_text
from assistant.roleplay.listening.offers import read_terms
from tests.unit.roleplay.play_parts import kept_scenario, scenario

SHOP = kept_scenario("vivaces")
ECONOMICS = SHOP.economics
assert ECONOMICS is not None
TABLE = Package(price=2.3, choices={})


@pytest.mark.parametrize(
    ("line", "price", "choices"),
    [
        ("Je vous propose 2,43 euros le pot pour 18 000 pots.", 2.43, {"volume": "reference"}),
        ("deux euros vingt-cinq et 60 jours pour le règlement", 2.25, {"paiement": "j60"}),
        ("22 000 pots à 2 euros 20", 2.2, {"volume": "plus"}),
        ("Bon, 2,25", 2.25, {}),
        ("Deux cinquante ?", 2.5, {}),
        ("Deux vingt-cinq, et on signe", 2.25, {}),
        ("je vous fais 3 % de remise", 2.23, {}),
        ("je baisse de 10 centimes", None, {}),
        ("Je reprends 10 % des invendus", None, {"reprise": "r10"}),
        ("livraison tous les 7 jours, paiement à 45 jours", None, {"livraison": "s2", "paiement": "j45"}),
        ("avec le meuble de présentation", None, {"service": "o1"}),
        ("Bonjour, merci de me recevoir.", None, {}),
    ],
)
def test_terms_are_read_in_the_learners_words(line: str, price: float | None, choices: dict[str, str]) -> None:
    said = read_terms(line, ECONOMICS, TABLE)
    assert (said.price, said.choices) == (price, choices)


def test_a_price_without_unit_is_read_near_the_written_offer_before_any_price_is_said() -> None:
    assert read_terms("Deux cinquante ?", ECONOMICS).price == 2.5
    assert read_terms("Quatre cinquante ?", ECONOMICS).price is None


def test_a_value_that_is_not_offered_is_told_apart() -> None:
    assert read_terms("paiement à 52 jours", ECONOMICS, TABLE).off_grid == ("paiement",)


@pytest.mark.parametrize("seed", range(0, 60, 3))
def test_what_the_buyer_restates_is_read_back_whole(seed: int) -> None:
    economics = scenario(seed, 2).economics
    assert economics is not None
    package = Package(price=economics.seller.proposed, choices=dict(economics.reference))
    said = read_terms(package_text(economics, package), economics, package)
    assert said.price == pytest.approx(package.price)
    assert all(package.choices[term] == option for term, option in said.choices.items())


@given(st.text(max_size=300))
def test_any_line_is_survived(line: str) -> None:
    said = read_terms(line, ECONOMICS, TABLE)
    assert said.price is None or said.price > 0
