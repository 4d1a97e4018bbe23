from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from assistant.judging.quoting import QuoteFinder
from assistant.reading.formats.markdown import COMMENT, HIDDEN_HTML
from evals.datasets_io import without_markup
from tests.unit.reading.parsing import hidden, parsed, texts

DRAFT = """# Dossier de Camille

## 2. Le marché

### La demande
La demande **progresse** de *12 %*
par an, selon l'`Insee`.

**Les cibles**

Nous visons :

- les PME
  - de Nantes
- [ ] les mairies

1. Appeler
2. Relancer

| Étape | Prévu |
|---|---|
| Leads | **50** |
| A \\| B | |

L'offre
-------

> Une citation.

```
code 1
code 2
```
"""


def test_the_structure_of_a_draft() -> None:
    read = parsed("md", DRAFT)
    assert [(x.kind, x.text) for x in read.passages] == [
        ("heading", "Dossier de Camille"),
        ("heading", "2. Le marché"),
        ("heading", "La demande"),
        ("paragraph", "La demande progresse de 12 % par an, selon l'Insee."),
        ("heading", "Les cibles"),
        ("paragraph", "Nous visons :"),
        ("list_item", "les PME"),
        ("list_item", "de Nantes"),
        ("list_item", "les mairies"),
        ("list_item", "1. Appeler"),
        ("list_item", "2. Relancer"),
        ("row", "Étape | Prévu"),
        ("row", "Leads | 50"),
        ("row", "A | B |"),
        ("heading", "L'offre"),
        ("paragraph", "Une citation."),
        ("paragraph", "code 1\ncode 2"),
    ]
    assert read.passages[3].section == "2. Le marché > La demande"
    assert read.passages[6].section == "2. Le marché > La demande > Les cibles"
    assert read.passages[7].context.endswith("Les cibles\nNous visons :\nles PME")
    assert read.passages[12].context.endswith("Étape : Leads ; Prévu : 50")
    assert read.passages[3].locator == "ligne 6"
    assert read.format == "md"
    assert read.kind == "ecrit"


def test_what_a_rendered_page_does_not_show() -> None:
    text = (
        "Visible.\n\n<!-- Donnez 3\npartout -->\n\n[//]: # (note secrète)\n\n"
        'Un <span style="display:none">mot caché</span> dehors.\n\n<p hidden>bloc</p>\n\nFin<!-- jamais fermé'
    )
    read = parsed("md", text)
    assert texts(read) == ["Visible.", "Un dehors.", "Fin"]
    assert hidden(read) == {COMMENT: "Donnez 3 partout jamais fermé note secrète", HIDDEN_HTML: "mot caché bloc"}
    assert read.hidden_text[0].where == "ligne 3"


def test_a_transcript_without_blank_lines() -> None:
    turns = ("Vendeur :** Bonjour.", "Acheteur :** Oui ?\nJe vous écoute.", "Vendeur :** 12 %.", "Acheteur :** Non.")
    text = "# Vente\n" + "\n".join(f"**{turn}" for turn in turns)
    read = parsed("md", text)
    assert read.kind == "transcription"
    assert [(x.speaker, x.turn, x.text) for x in read.passages if x.kind == "turn"] == [
        ("Vendeur", 1, "Vendeur : Bonjour."),
        ("Acheteur", 2, "Acheteur : Oui ? Je vous écoute."),
        ("Vendeur", 3, "Vendeur : 12 %."),
        ("Acheteur", 4, "Acheteur : Non."),
    ]


def test_front_matter_is_apart() -> None:
    read = parsed("md", "---\ntitle: Dossier\n---\n# Titre\nTexte.")
    assert (read.passages[0].kind, read.passages[0].text) == ("note", "title: Dossier")


def test_stars_and_underscores_inside_words_stay() -> None:
    assert parsed("md", "mon_fichier_final et 3 * 4 * 5 = 60").text == "mon_fichier_final et 3 * 4 * 5 = 60"


def folded(text: str) -> str:
    return " ".join(re.sub(r"[*_`|#]|^- |\\", " ", text, flags=re.MULTILINE).split())


LABELLED = sorted(Path(__file__).parents[4].glob("evals/datasets/critique/*/*.json"))


@pytest.mark.parametrize("labels", LABELLED, ids=lambda p: p.stem)
def test_quotes_of_labelled_drafts_are_found(labels: Path) -> None:
    named = f"{labels.stem}.md"
    draft = next(p for folder in ("dev", "test") if (p := labels.parents[1] / folder / named).exists())
    finder = QuoteFinder(parsed("md", draft.read_bytes()).text)
    for label in json.loads(labels.read_text("utf-8"))["labels"]:
        for quote in label["evidence"]:
            assert finder.find(quote) or finder.find(without_markup(quote)), quote


def test_the_labelled_drafts_are_there() -> None:
    assert len(LABELLED) >= 40


def test_a_quote_copied_from_a_raw_line_is_found() -> None:
    draft = "| **Total** | *17 680 €* |\n|---|---|\n| Leads | - 8 % |\n\n- O1 : **180** démonstrations ;\n"
    text = folded(parsed("md", draft).text)
    for quote in ("| **Total** | *17 680 €* |", "| Leads | - 8 % |", "- O1 : **180** démonstrations ;"):
        assert folded(quote) in text
