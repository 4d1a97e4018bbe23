from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.judgement import Judgement, ProposedQuote
from assistant.judging.verification import UNSUPPORTED, JudgingFailure, Verifier
from tests.unit.drafts import document_of

DRAFT = document_of(
    "Nous avons interrogé 120 clients en mars 2024, « en magasin ».",
    "Le panier moyen est de 42 €, contre 38 € l’an passé.",
    "Oui.",
)
FIRST, SECOND, THIRD = (p.id for p in DRAFT.passages)


def judgement(level: int | None, *quotes: tuple[str, str]) -> Judgement:
    proposed = tuple(ProposedQuote(passage=p, text=t) for p, t in quotes)
    return Judgement(criterion="CR.1.1.01", level=level, quotes=proposed, finding="constat", confidence=0.5)


def test_a_true_quote_is_kept_as_the_text_has_it() -> None:
    verdict = Verifier(DRAFT).check(judgement(2, (SECOND, "contre 38 € l'an passé")))
    (evidence,) = verdict.evidence
    assert evidence.quote == "contre 38 € l’an passé" == DRAFT.text[evidence.start : evidence.end]
    assert (evidence.passage, evidence.section, evidence.page) == (SECOND, "1. Marché", 1)
    assert (verdict.status, verdict.level, verdict.proposed, verdict.dropped) == ("judged", 2, 1, 0)


def test_a_quote_pinned_to_the_wrong_passage_is_put_where_it_stands() -> None:
    verdict = Verifier(DRAFT).check(judgement(1, (FIRST, "Le panier moyen est de 42 €")))
    assert verdict.evidence[0].passage == SECOND


def test_an_invented_quote_is_dropped_and_counted() -> None:
    verdict = Verifier(DRAFT).check(
        judgement(3, (FIRST, "interrogé 120 clients en mars"), (FIRST, "interrogé 500 clients"), ("p-absent", "rien"))
    )
    assert (verdict.level, len(verdict.evidence), verdict.proposed, verdict.dropped) == (3, 1, 3, 2)


def test_a_high_level_whose_quotes_all_fail_is_not_shown_as_such() -> None:
    for level in (2, 3):
        verdict = Verifier(DRAFT).check(judgement(level, (FIRST, "interrogé 500 clients")))
        assert (verdict.status, verdict.level, verdict.reason, verdict.dropped) == ("failed", None, UNSUPPORTED, 1)
    bare = Verifier(DRAFT).check(judgement(3))
    assert bare.status == "failed"


def test_a_crumb_is_no_evidence_unless_it_is_a_whole_passage() -> None:
    assert Verifier(DRAFT).check(judgement(1, (FIRST, "Nous"))).dropped == 1
    assert Verifier(DRAFT).check(judgement(1, (THIRD, "Oui."))).evidence[0].quote == "Oui."


def test_level_zero_shows_no_quote_but_where_one_looked() -> None:
    verdict = Verifier(DRAFT).check(judgement(0, (FIRST, "interrogé 120 clients")), looked_at=("1. Marché",))
    assert (verdict.level, verdict.evidence, verdict.looked_at) == (0, (), ("1. Marché",))


def test_abstention_and_failure_are_values_with_a_reason() -> None:
    verifier = Verifier(DRAFT)
    assert verifier.check(judgement(None)).status == "not_assessable"
    failed = verifier.check(JudgingFailure("CR.1.1.01", "le serveur a coupé"))
    assert (failed.status, failed.level, failed.reason) == ("failed", None, "le serveur a coupé")


def test_the_same_place_is_quoted_once() -> None:
    verdict = Verifier(DRAFT).check(judgement(2, (SECOND, "de 42 €, contre"), (SECOND, "de 42 €, contre")))
    assert (len(verdict.evidence), verdict.dropped) == (1, 0)


@given(st.integers(0, len(DRAFT.text) - 1), st.integers(1, 60))
def test_whatever_is_quoted_the_evidence_is_a_slice_of_the_text(start: int, length: int) -> None:
    quote = DRAFT.text[start : start + length]
    found = Verifier(DRAFT).locate(ProposedQuote(passage=FIRST, text=quote))
    if found is not None:
        assert found.quote == DRAFT.text[found.start : found.end]
