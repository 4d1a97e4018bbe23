from __future__ import annotations

import pytest

from assistant.critique.reuse import SHOWN, evidence_digest, still_valid
from assistant.domain.document import Document
from assistant.domain.judgement import Candidate, CriterionEvidence, Evidence, Verdict
from assistant.judging.ports import JudgingTask
from tests.unit.critique.small_engine import IDS, REF
from tests.unit.drafts import document_of

QUOTE = "pèse 42 M€"


def task_on(document: Document, *ranks: int) -> JudgingTask:
    candidates = tuple(Candidate(passage=document.passages[r].id, score=1 / (i + 1)) for i, r in enumerate(ranks))
    return JudgingTask(
        criterion=REF.criterion(IDS[0]),
        heading=REF.heading_of(IDS[0]),
        guidance=None,
        exemplars=(),
        evidence=CriterionEvidence(criterion=IDS[0], candidates=candidates, searched=len(document.passages)),
    )


def verdict_on(document: Document, quote: str = QUOTE) -> Verdict:
    start = document.text.index(quote)
    passage = document.passage_at(start)
    assert passage is not None
    evidence = Evidence(
        quote=quote, passage=passage.id, section=passage.section, page=1, start=start, end=start + len(quote)
    )
    return Verdict(id=IDS[0], status="judged", level=2, evidence=(evidence,))


OLD = document_of("Introduction.", "Le marché pèse 42 M€.", "Conclusion.")


def kept(new: Document, *ranks: int) -> dict[str, Verdict]:
    task = task_on(new, *ranks)
    before = {IDS[0]: (verdict_on(OLD), evidence_digest(task_on(OLD, 1, 2), OLD))}
    return still_valid([task], {IDS[0]: evidence_digest(task, new)}, before, new)


def test_a_verdict_is_kept_when_its_evidence_is_the_same_and_its_quotes_follow_the_text() -> None:
    new = document_of("Introduction.", "Un paragraphe tout neuf.", "Conclusion.", "Le  marché pèse 42 M€.")
    verdict = kept(new, 2, 3)[IDS[0]]
    (evidence,) = verdict.evidence
    assert new.text[evidence.start : evidence.end] == QUOTE
    assert evidence.passage == new.passages[3].id
    assert verdict.level == 2


@pytest.mark.parametrize(
    ("texts", "ranks"),
    [
        (("Introduction.", "Le marché pèse 43 M€.", "Conclusion."), (1, 2)),  # a passage changed
        (("Introduction.", "Le marché pèse 42 M€.", "Conclusion."), (1,)),  # one is gone
        (("Nouveau.", "Le marché pèse 42 M€.", "Conclusion."), (0, 1, 2)),  # one came in
    ],
)
def test_it_is_judged_again_as_soon_as_its_evidence_differs(texts: tuple[str, ...], ranks: tuple[int, ...]) -> None:
    assert kept(document_of(*texts), *ranks) == {}


def test_it_is_judged_again_when_a_quote_is_not_found_word_for_word() -> None:
    new = document_of("Introduction.", "Le marché pèse  42 M€.", "Conclusion.")  # same words, another layout
    assert kept(new, 1, 2) == {}


def test_the_same_quote_elsewhere_in_the_text_does_not_mislead() -> None:
    new = document_of("Le sujet pèse 42 M€.", "Le marché pèse 42 M€.", "Conclusion.", "Introduction.")
    task = task_on(OLD, 1)
    before = {IDS[0]: (verdict_on(OLD), evidence_digest(task, OLD))}
    moved = task_on(new, 1)
    verdict = still_valid([moved], {IDS[0]: evidence_digest(moved, new)}, before, new)[IDS[0]]
    assert verdict.evidence[0].passage == new.passages[1].id


def test_passages_past_the_best_ones_do_not_count() -> None:
    texts = [f"Phrase {rank}." for rank in range(SHOWN + 1)]
    one, other = document_of(*texts), document_of(*texts[:-1], "Tout autre chose.")
    ranks = range(SHOWN + 1)
    assert evidence_digest(task_on(one, *ranks), one) == evidence_digest(task_on(other, *ranks), other)
