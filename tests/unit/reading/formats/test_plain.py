from __future__ import annotations

import pytest

from assistant.reading.formats.plain import decode
from tests.unit.reading.parsing import parsed, texts

FRENCH = "Élève à Noël : où ça coûte 12 €, « naïf » et œuvre. L'été, la société a fidélisé ses clients privilégiés."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_french_text_in_every_usual_encoding(encoding: str) -> None:
    assert decode(FRENCH.encode(encoding)) == FRENCH


def test_old_macintosh_text() -> None:
    text = "L'été, la société a fidélisé ses clients privilégiés à Orléans, où le marché est très développé. " * 3
    assert decode(text.encode("mac_roman")) == text


def test_paragraphs_titles_and_lists() -> None:
    text = """LE MARCHÉ

La demande progresse de douze pour cent par an dans toute la
région nantaise, selon l'Insee.
Les concurrents sont au nombre de trois.

2. La concurrence

Nous visons :
- les PME
- les mairies

Annexe
======
Étape\tPrévu
Leads\t50
"""
    read = parsed("txt", text)
    assert [(x.kind, x.text) for x in read.passages] == [
        ("heading", "LE MARCHÉ"),
        ("paragraph", "La demande progresse de douze pour cent par an dans toute la région nantaise, selon l'Insee."),
        ("paragraph", "Les concurrents sont au nombre de trois."),
        ("heading", "2. La concurrence"),
        ("paragraph", "Nous visons :"),
        ("list_item", "les PME"),
        ("list_item", "les mairies"),
        ("heading", "Annexe"),
        ("row", "Étape | Prévu"),
        ("row", "Leads | 50"),
    ]


def test_a_numbered_list_is_not_a_row_of_titles() -> None:
    read = parsed("txt", "Les étapes\n\n1. Appeler le client\n2. Relancer\n3. Conclure")
    assert texts(read, "list_item") == ["1. Appeler le client", "2. Relancer", "3. Conclure"]


def test_a_transcript() -> None:
    first = "Vendeur : Bonjour, je vous appelle au sujet de votre parc de vélos de fonction et de\nson entretien."
    lines = f"{first}\nAcheteur : Oui.\nVendeur : Bien.\nAcheteur : Dites."
    read = parsed("txt", lines)
    assert read.kind == "transcription"
    assert [x.turn for x in read.passages] == [1, 2, 3, 4]
    assert read.passages[0].text.endswith("entretien.")


def test_another_language_is_told() -> None:
    text = "The market is growing and we have chosen to focus on the companies of this region. " * 5
    assert parsed("txt", text).language == "en"
