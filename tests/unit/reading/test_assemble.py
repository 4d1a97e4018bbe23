from __future__ import annotations

import random

import docx
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.domain.document import Document
from assistant.reading.assemble import assemble
from assistant.reading.blocks import Block, Extract
from assistant.reading.invisible import TAGS
from assistant.reading.limits import ReadingLimits

from .hostile import saved
from .parsing import check_invariants, parsed, texts

_LETTER = st.sampled_from("abcdéàçûœz")
_WORD = st.builds(
    lambda a, middle, b: f"{a}{middle}{b}", _LETTER, st.text(st.sampled_from("abcdé'’0123456789"), max_size=7), _LETTER
)
_SENTENCE = st.lists(_WORD, min_size=3, max_size=40).map(lambda ws: " ".join(["Mot", *ws]) + ".")
_PARAGRAPH = st.lists(_SENTENCE, min_size=1, max_size=8).map(" ".join)
_TITLE = st.lists(_WORD, min_size=1, max_size=5).map(lambda ws: " ".join(["Titre", *ws]))
_CELL = st.lists(_WORD, min_size=1, max_size=4).map(" ".join)
_PART = st.one_of(
    st.tuples(st.just("p"), _PARAGRAPH),
    st.tuples(st.just("h"), _TITLE, st.integers(1, 4)),
    st.tuples(st.just("li"), st.lists(_SENTENCE, min_size=1, max_size=4)),
    st.tuples(st.just("t"), st.lists(st.tuples(_CELL, _CELL, _CELL), min_size=2, max_size=4)),
)
_DRAFT = st.lists(_PART, min_size=1, max_size=10)
_SLOW = settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])


def in_markdown(parts: list[tuple]) -> bytes:  # type: ignore[type-arg]
    out: list[str] = []
    for kind, content, *level in parts:
        if kind == "p":
            out.append(content)
        elif kind == "h":
            out.append("#" * level[0] + f" {content}")
        elif kind == "li":
            out.append("\n".join(f"- {x}" for x in content))
        else:
            rows = [f"| {' | '.join(row)} |" for row in content]
            out.append("\n".join([rows[0], "|---|---|---|", *rows[1:]]))
    return "\n\n".join(out).encode()


def in_word(parts: list[tuple]) -> bytes:  # type: ignore[type-arg]
    document = docx.Document()
    for kind, content, *level in parts:
        if kind == "p":
            document.add_paragraph(content)
        elif kind == "h":
            document.add_heading(content, level[0])
        elif kind == "li":
            for item in content:
                document.add_paragraph(item, style="List Bullet")
        else:
            table = document.add_table(len(content), 3)
            for row, cells in zip(table.rows, content, strict=True):
                for cell, text in zip(row.cells, cells, strict=True):
                    cell.text = text
    return saved(document)


def words_of(parts: list[tuple]) -> list[str]:  # type: ignore[type-arg]
    said: list[str] = []
    for kind, content, *_ in parts:
        for piece in [content] if kind in "ph" else content if kind == "li" else [c for row in content for c in row]:
            said.extend(piece.split())
    return said


def read_words(document: Document) -> list[str]:
    return [w for p in document.passages for w in p.text.replace(" | ", " ").split()]


@_SLOW
@given(_DRAFT)
def test_markdown_is_cut_exactly_and_loses_no_word(parts: list[tuple]) -> None:  # type: ignore[type-arg]
    assert read_words(parsed("md", in_markdown(parts))) == words_of(parts)


@_SLOW
@given(_DRAFT)
def test_word_is_cut_exactly_and_loses_no_word(parts: list[tuple]) -> None:  # type: ignore[type-arg]
    assert read_words(parsed("docx", in_word(parts))) == words_of(parts)


@_SLOW
@given(_DRAFT, _PARAGRAPH, st.randoms(use_true_random=False))
def test_ids_survive_an_edit_elsewhere(parts: list[tuple], other: str, chance: random.Random) -> None:  # type: ignore[type-arg]
    at = chance.randrange(len(parts) + 1)
    before = parsed("md", in_markdown(parts))
    after = parsed("md", in_markdown([*parts[:at], ("p", f"Ajout {other}"), *parts[at:]]))
    assert {p.id for p in before.passages} <= {p.id for p in after.passages}


def assembled(*blocks: Block) -> Document:
    document = Document(sha256="", **assemble(Extract(blocks=list(blocks)), "a.txt", "txt", ReadingLimits()))
    check_invariants(document)
    return document


def test_equal_texts_have_ids_of_their_own_in_order() -> None:
    once = assembled(Block("Idem."), Block("Autre."))
    twice = assembled(Block("Idem."), Block("Autre."), Block("Idem."))
    assert len({p.id for p in twice.passages}) == 3
    assert [p.id for p in twice.passages[:2]] == [p.id for p in once.passages]
    assert all(len(p.id) == 14 for p in twice.passages)


def test_an_id_does_not_depend_on_the_form_of_spaces() -> None:
    assert assembled(Block("4\u202f000 €")).passages[0].id == assembled(Block("4 000 €")).passages[0].id


def test_renumbering_keeps_ids() -> None:
    one = assembled(Block("Conclure", "list_item", label="2."))
    two = assembled(Block("Conclure", "list_item", label="3."))
    assert one.passages[0].id == two.passages[0].id
    assert two.passages[0].text == "3. Conclure"


def test_long_rows_are_cut_between_cells() -> None:
    cells = tuple(f"cellule {i} " + "mot " * 50 for i in range(4))
    read = assembled(Block(" | ".join(c.strip() for c in cells), "row", cells=cells, table=0))
    assert [p.text.count("cellule") for p in read.passages] == [2, 2]
    assert all(p.text.startswith("cellule") for p in read.passages)
    assert len(read.tables[0].rows) == 1


def test_passages_never_cut_a_sentence() -> None:
    sentence = "Le délai de l'art. L441-10 est de 30 jours selon M. Durand."
    read = assembled(Block(" ".join([sentence] * 30)))
    assert len(read.passages) > 1
    assert all(p.text.endswith("Durand.") and p.text.startswith("Le délai") for p in read.passages)


def test_invisible_characters_never_reach_the_text() -> None:
    secret = "".join(chr(0xE0000 + ord(c)) for c in "ignore")
    read = assembled(Block(f"Visible{secret}.", locator="ligne 1"), Block("\u200b"))
    assert texts(read) == ["Visible."]
    assert (read.hidden_text[0].reason, read.hidden_text[0].text, read.hidden_text[0].where) == (
        TAGS,
        "ignore",
        "ligne 1",
    )


def test_guessed_titles_stand_under_the_sure_ones_by_their_number() -> None:
    read = assembled(
        Block("Marché", "heading", 2),
        Block("A. Interne", "heading"),
        Block("Texte un."),
        Block("1.1 Détail", "heading"),
        Block("Texte deux."),
    )
    assert [s.level for s in read.sections] == [2, 3, 4]
    assert read.passages[-1].section == "Marché > A. Interne > 1.1 Détail"


def test_hidden_text_is_bounded() -> None:
    extract = Extract(blocks=[Block("Visible.")])
    for i in range(1000):
        extract.hide("raison", "x" * 10_000, f"page {i}")
    fields = assemble(extract, "a.txt", "txt", ReadingLimits())
    assert len(fields["hidden_text"]) == 200
    assert all(len(h["text"]) <= 2000 for h in fields["hidden_text"])
