from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.document import Section
from assistant.domain.judgement import Candidate, CriterionEvidence
from assistant.judging.integrity import Integrity
from assistant.judging.ports import JudgingTask
from assistant.judging.whole_draft import LaidOutDraft
from tests.unit.drafts import document_of
from tests.unit.judging.model_bench import tasks_of

DRAFT = document_of(*(f"Passage numéro {i}, avec des mots." for i in range(1, 21)))
LAYOUT = LaidOutDraft(DRAFT, Integrity())


def tasks_near(*rankings: Sequence[int]) -> list[JudgingTask]:
    """A task for each ranking of passage numbers, best first."""
    found: list[JudgingTask] = []
    for base, ranking in zip(tasks_of(), rankings, strict=False):
        candidates = tuple(Candidate(passage=DRAFT.passages[n - 1].id, score=1.0) for n in ranking)
        evidence = CriterionEvidence(criterion=base.criterion.id, candidates=candidates, searched=20)
        found.append(JudgingTask(base.criterion, base.heading, None, (), evidence))
    return found


def shown(text: str | None) -> list[int]:
    return [int(line[1:].split("]")[0]) for line in (text or "").splitlines() if line.startswith("[")]


def test_each_passage_is_a_line_under_its_number() -> None:
    assert shown(LAYOUT.whole) == list(range(1, 21))
    assert LAYOUT.whole.splitlines()[2] == "[3] Passage numéro 3, avec des mots."


def test_a_number_leads_back_to_its_passage_however_it_is_written() -> None:
    wanted = DRAFT.passages[11].id
    for written in ("12", "[12]", " passage 12 ", wanted):
        assert LAYOUT.passage_id(written) == wanted
    assert LAYOUT.number_of(wanted) == "12"
    assert LAYOUT.passage_id("99") == "99"
    assert LAYOUT.number_of("p-inconnu") == "p-inconnu"


def test_extracts_show_neighbours_in_order_and_tell_the_gaps() -> None:
    text = LAYOUT.extracts(tasks_near([10], [3]), lambda _t: True)
    assert shown(text) == [2, 3, 4, 9, 10, 11]
    assert [line for line in (text or "").splitlines() if line.startswith("⟪")] == [
        "⟪passages 1 à 1 non montrés⟫",
        "⟪passages 5 à 8 non montrés⟫",
        "⟪passages 12 à 20 non montrés⟫",
    ]


def test_each_criterion_has_its_best_passage_before_any_has_its_second() -> None:
    def three_blocks(text: str) -> bool:
        return len(shown(text)) <= 6

    assert shown(LAYOUT.extracts(tasks_near([5, 18], [12]), three_blocks)) == [4, 5, 6, 11, 12, 13]


def test_nothing_fits_is_none_and_no_candidate_shows_the_beginning() -> None:
    assert LAYOUT.extracts(tasks_near([5]), lambda _t: False) is None
    assert shown(LAYOUT.extracts(tasks_near([]), lambda t: len(shown(t)) <= 5)) == [1, 2, 3, 4, 5]


def test_the_outline_hides_names_as_the_text_does() -> None:
    sections = (Section(title="Le plan de Roy", level=1, start=0, end=9),)
    document = DRAFT.model_copy(update={"sections": sections})
    layout = LaidOutDraft(document, Integrity(), lambda text: text.replace("Roy", "[Nom-1]"))
    assert layout.outline == "Le plan de [Nom-1]"
    assert LAYOUT.outline == "sans titres"


@given(st.lists(st.text(min_size=1, max_size=60), min_size=1, max_size=8))
def test_no_passage_can_look_like_two_nor_like_the_program(texts: list[str]) -> None:
    layout = LaidOutDraft(document_of(*texts), Integrity())
    lines = layout.whole.split("\n")
    assert len(lines) == len(texts)
    assert "⟪" not in layout.whole
    assert layout.nonce not in layout.whole


@given(st.text(max_size=80), st.text(max_size=80))
def test_another_text_has_another_code(left: str, right: str) -> None:
    codes = [LaidOutDraft(document_of(text), Integrity()).nonce for text in (left, right)]
    assert (codes[0] == codes[1]) == (left == right)
