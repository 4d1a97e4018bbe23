from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.critique.sentence_changes import Change, changes_between, sentences_of
from tests.unit.drafts import document_of


def summary(changes: tuple[Change, ...]) -> list[tuple[str, str | None, str | None]]:
    return [(c.kind, c.before and c.before.text, c.after and c.after.text) for c in changes]


def test_added_removed_and_rewritten_sentences_are_told_apart() -> None:
    old = document_of("Le marché pèse 42 M€ en 2024. Nos clients sont fidèles. La marge baisse.", "Fin du texte.")
    new = document_of("Le marché pèse 47 M€ en 2024. La marge baisse.", "Fin du texte. Une source est citée.")
    assert summary(changes_between(old, new)) == [
        ("removed", "Nos clients sont fidèles.", None),
        ("rewritten", "Le marché pèse 42 M€ en 2024.", "Le marché pèse 47 M€ en 2024."),
        ("added", None, "Une source est citée."),
    ]


def test_places_are_those_of_each_text() -> None:
    old, new = document_of("Un. Deux est long. Trois."), document_of("Avant tout.", "Un. Deux est très long. Trois.")
    for change in changes_between(old, new):
        for sentence, document in ((change.before, old), (change.after, new)):
            if sentence is not None:
                assert document.text[sentence.start : sentence.end] == sentence.text
                assert sentence.passage in {p.id for p in document.passages}


def test_layout_and_moves_are_no_change() -> None:
    old = document_of("Le  premier point est posé. Le second suit.", "Le dernier ferme la marche.")
    new = document_of("Le dernier ferme la marche.", "Le premier point\u00a0est posé.", "Le second suit.")
    assert changes_between(old, new) == ()


def test_a_sentence_said_twice_and_removed_once_is_removed_once() -> None:
    old, new = document_of("Nous vendons.", "Nous vendons.", "Fin."), document_of("Nous vendons.", "Fin.")
    assert summary(changes_between(old, new)) == [("removed", "Nous vendons.", None)]


WORDS = st.lists(
    st.sampled_from("le marché client pèse deux trois prix vite bien fort".split()), min_size=1, max_size=6
)
PARAGRAPHS = st.lists(WORDS.map(lambda ws: (" ".join(ws) + ".").capitalize()), min_size=1, max_size=8)


@given(PARAGRAPHS, PARAGRAPHS)
def test_applying_the_changes_to_the_old_sentences_gives_the_new_ones(old: list[str], new: list[str]) -> None:
    before, after = document_of(*old), document_of(*new)
    changes = changes_between(before, after)
    left = sorted(s.words for s in sentences_of(before))
    for change in changes:
        if change.before:
            left.remove(change.before.words)
        if change.after:
            left.append(change.after.words)
    assert sorted(left) == sorted(s.words for s in sentences_of(after))


@given(PARAGRAPHS)
def test_nothing_changes_when_nothing_changed(texts: list[str]) -> None:
    assert changes_between(document_of(*texts), document_of(*texts)) == ()
