from __future__ import annotations

from evals.systems.always_two import AlwaysTwo
from evals.systems.fit_thresholds import matching
from evals.systems.port import DraftCase
from evals.systems.wording import KeywordSearch, WordingOnly
from tests.unit.drafts import document_of
from tests.unit.evals.samples import ANALYSE, REF
from tests.unit.retrieval.samples import HashedWordsEmbedder


def case(*paragraphs: str) -> DraftCase:
    return DraftCase("d", document_of(*paragraphs), "analyse")


def test_always_two_reads_nothing() -> None:
    answer = AlwaysTwo(REF).answer(case("peu importe"))
    assert [(v["id"], v["level"], v["evidence"]) for v in answer.criteria] == [(i, 2, []) for i in ANALYSE]
    assert answer.candidates == {}


def test_keywords_find_the_passage_that_shares_the_words() -> None:
    wording = REF.criterion(ANALYSE[0]).text
    answer = KeywordSearch(REF).answer(case("Rien à voir ici, les chats dorment.", f"Dans ce texte, {wording}."))
    assert answer.candidates[ANALYSE[0]][0][1] > 0  # the second paragraph first
    assert answer.criteria[0]["level"] == 3


def test_a_draft_without_a_common_word_gets_level_zero_without_quote() -> None:
    answer = KeywordSearch(REF).answer(case("zzz yyy xxx"))
    assert all(v["level"] == 0 and not v["evidence"] for v in answer.criteria)


def test_wording_only_ranks_by_similarity() -> None:
    wording = REF.criterion(ANALYSE[1]).text
    answer = WordingOnly(REF, HashedWordsEmbedder()).answer(case("Les chats dorment.", wording))
    assert answer.candidates[ANALYSE[1]][0][1] > 0


def test_thresholds_give_the_labels_own_distribution() -> None:
    scores = [0.1 * n for n in range(10)]
    limits = matching(scores, [0, 0, 1, 1, 1, 2, 2, 2, 3, 3])
    given = [sum(s >= limit - 1e-9 for limit in limits) for s in scores]
    assert [given.count(level) for level in range(4)] == [2, 3, 3, 2]
    assert matching([0.5], [0]) == [1.01, 1.01, 1.01]
