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


@pytest.mark.parametrize(
    "line",
    [
        "À 2,10 euros, je vendrais à perte.",
        "2,10 euros c'est trop bas pour nous",
        "Je n'irai pas jusqu'à 2,10 euros.",
        "Vous passez de 2,20 euros à 2,10 euros, pourquoi ?",
        "Je n'ai pas accepté 2,10 euros.",
    ],
)
def test_a_price_said_to_refuse_it_is_no_offer(line: str) -> None:
    assert read_terms(line, ECONOMICS, TABLE).price is None


@pytest.mark.parametrize(
    "line", ["Mon dernier pas est 2,25 euros.", "2,10 euros est trop bas, je vous propose 2,25 euros."]
)
def test_the_sellers_own_price_is_still_read(line: str) -> None:
    assert read_terms(line, ECONOMICS, TABLE).price == 2.25


DEPOSIT = "acompte de 30 % et solde à 30 jours"


@pytest.mark.parametrize(
    ("line", "option"),
    [
        (f"Je vous suis à une condition : un {DEPOSIT}.", "acompte"),
        ("sans acompte, paiement à 45 jours", "j45"),
        ("paiement à 30 jours", "j30"),
    ],
)
def test_an_option_with_a_name_wins_over_the_figure_that_it_holds(line: str, option: str) -> None:
    names = {"acompte": ("acompte", None), "j30": ("30 jours", 30.0), "j45": ("45 jours", 45.0)}
    assert ECONOMICS is not None
    payment = next(t for t in ECONOMICS.terms if t.id == "paiement")
    options = tuple(
        payment.options[0].model_copy(
            update={
                "id": id_,
                "label": DEPOSIT if id_ == "acompte" else label,
                "number": number,
                "names": (label,) if id_ == "acompte" else (),
            }
        )
        for id_, (label, number) in names.items()
    )
    term = payment.model_copy(update={"options": options, "reference": "j30", "buyer_wish": "j45"})
    economics = ECONOMICS.model_copy(update={"terms": (term,)})
    assert read_terms(line, economics).choices == {"paiement": option}


@pytest.mark.parametrize(
    "line",
    [
        "Je retire le témoignage.",
        "Sans témoignage, alors.",
        "Je renonce au témoignage.",
        "On enlève le témoignage.",
        "D'accord, plus de témoignage.",
        "J'abandonne le témoignage.",
    ],
)
def test_a_term_that_is_taken_back_is_the_written_offers_again(line: str) -> None:
    said = read_terms(line, kept_scenario("plannings").economics)  # type: ignore[arg-type]
    assert said.choices == {"temoignage": "non"}


def test_a_term_that_is_not_taken_back_stands() -> None:
    economics = kept_scenario("plannings").economics
    assert economics is not None
    assert read_terms("Je vous demande un témoignage en plus.", economics).choices["temoignage"] != "non"
    assert read_terms("Est-ce qu'on avance ?", economics).choices == {}
