"""A scenario from the learner's own offer: its price, quantity, client; a refusal when it states no price."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.corpus.location import corpus_folder
from assistant.domain.document import Document
from assistant.errors import ScenarioError
from assistant.reading import read_draft
from assistant.roleplay.authoring.offer_reading import read_offer
from assistant.roleplay.authoring.own_offer import offer_report, scenario_from_offer
from assistant.roleplay.composing.case import Request
from assistant.roleplay.french.amounts import euros
from assistant.roleplay.validation.checks import check_scenario

OFFER = """Proposition commerciale
Client : Scierie Vaubert, 88000 Épinal
Société : Affûtage Collin
Objet : entretien annuel des lames de scie

Nous proposons 120 passages × 85 € soit 10 200 €.
Coût de revient : 62 €
Total HT : 10 200 €
"""


def test_a_line_of_units_gives_price_and_quantity() -> None:
    facts = read_offer(OFFER)
    assert facts is not None
    assert (facts.price, facts.quantity, facts.cost) == (85.0, 120, 62.0)
    assert (facts.buyer, facts.seller) == ("Scierie Vaubert", "Affûtage Collin")
    assert facts.product == "entretien annuel des lames de scie"


def test_the_last_large_total_is_the_one_after_discount() -> None:
    facts = read_offer("Total brut HT : 44 498 €\nRemise 3 %\nTotal net HT : 43 163,06 €\nFrais HT : 120 €")
    assert facts is not None
    assert facts.price == 43163.06


@pytest.mark.parametrize("seed", range(5))
def test_the_scenario_keeps_the_figures_and_names_of_the_offer(seed: int) -> None:
    scenario = scenario_from_offer(OFFER, Request(seed=seed, level=2))
    assert scenario.source == "offre"
    assert scenario.brief.buyer_company.name == "Scierie Vaubert"
    assert scenario.brief.seller_company.name == "Affûtage Collin"
    assert "entretien annuel" in scenario.title.lower()
    assert euros(85) in scenario.brief.offer[0]
    assert scenario.economics is not None
    assert scenario.economics.quantity == 120
    assert scenario.economics.seller.unit_cost == 62.0
    assert check_scenario(scenario).sound


def test_the_bundled_offer_makes_a_sound_scenario() -> None:
    text = read_draft(corpus_folder() / "samples" / "offre.docx").text
    scenario = scenario_from_offer(text, Request(seed=1))
    assert scenario.solvability is not None
    assert scenario.solvability.sound
    assert scenario.brief.buyer_company.name == "Assurances Montfleury"


def _read(name: str) -> Document:
    return read_draft(Path(__file__).parents[4] / name)


def test_names_product_delay_strong_points_and_words_of_the_client_are_taken() -> None:
    document = _read("corpus/samples/offre.docx")
    report = offer_report(document)
    taken = "\n".join(report.taken)
    for expected in ("Quiétis", "Assurances Montfleury", "panneaux acoustiques", "5 semaines", "Capteurs compris"):
        assert expected in taken
    scenario = scenario_from_offer(document, Request(seed=1))
    said = {a.feature.casefold() for a in scenario.seller.arguments}
    assert "fabrication à 50 km" in said
    assert "délai de mise en œuvre" in scenario.brief.offer[1].casefold()
    assert "5" in scenario.brief.offer[1]
    assert "interlocuteurs" in report.invented


@pytest.mark.parametrize(
    ("name", "seller", "buyer", "price"),
    [
        ("offre-1.md", "Sylvaphone", "Ruchon Restauration", 17790),
        ("offre-2.md", "Kernevel Froid", "Mareyage Gwenved", 7680),
    ],
)
def test_learners_offers_give_their_names_and_price(name: str, seller: str, buyer: str, price: float) -> None:
    document = _read(f"evals/datasets/critique/dev/{name}")
    facts = read_offer(document.text)
    assert facts is not None
    assert (facts.seller, facts.buyer, facts.price) == (seller, buyer, price)
    assert check_scenario(scenario_from_offer(document, Request(seed=2))).sound


def test_a_yearly_price_stays_yearly() -> None:
    document = _read("evals/datasets/critique/dev/offre-2.md")
    assert scenario_from_offer(document, Request(seed=1)).brief.offer[0].endswith("par an")


@pytest.mark.parametrize("name", ["bilan.xlsx", "reunion.pptx", "analyse.odt", "outils.pdf", "dossier.docx"])
def test_a_file_with_nothing_to_sell_is_refused_in_one_sentence(name: str) -> None:
    with pytest.raises(ScenarioError) as refused:
        scenario_from_offer(_read(f"corpus/samples/{name}"), Request())
    assert refused.value.hint == ""
    assert refused.value.message.count(".") == 1


def test_an_offer_without_a_price_is_refused() -> None:
    with pytest.raises(ScenarioError, match="Aucun prix"):
        scenario_from_offer("Notre offre est excellente, appelez-nous.", Request())


@given(st.text(max_size=400))
def test_any_text_is_read_without_an_accident(text: str) -> None:
    facts = read_offer(text)
    assert facts is None or facts.price > 0 or facts.quantity >= 1


def test_braces_and_markup_in_an_offer_are_not_expanded() -> None:
    offer = OFFER.replace("entretien annuel des lames de scie", "entretien {acheteur} <b>gras</b>")
    scenario = scenario_from_offer(offer, Request(seed=1))
    assert not set("{}<>") & set(scenario.title)
    assert "entretien acheteur" in scenario.title.lower()
