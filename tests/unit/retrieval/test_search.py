"""Search over a real index on disk; Chroma itself is exercised in tests/contract/retrieval."""

import shutil
from pathlib import Path

import pytest

from assistant.retrieval import index as indexing
from assistant.retrieval.entries import Kind
from assistant.retrieval.index import build_index
from assistant.retrieval.search import CorpusSearch, SearchHit
from tests.unit.retrieval.samples import BrokenEmbedder, HashedWordsEmbedder, corpus, referentiel


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("home")
    build_index(folder, referentiel(), corpus(), HashedWordsEmbedder())
    return folder


@pytest.fixture
def search(home: Path) -> CorpusSearch:
    return CorpusSearch(home, referentiel(), corpus(), HashedWordsEmbedder())


def ids(search: CorpusSearch, question: str, k: int = 5, kind: Kind | None = None) -> list[str]:
    outcome = search.search(question, k, kind)
    assert not outcome.degraded, outcome.reason
    return [hit.id for hit in outcome.results]


def test_a_learner_s_own_word_finds_the_criterion(search: CorpusSearch) -> None:
    hit = search.search("je parle des rivaux ?").results[0]
    assert (hit.kind, hit.id, hit.matched) == ("criterion", "CR.1.1.02", "les rivaux")
    assert hit.text.startswith("la concurrence directe")
    assert 0 < hit.score <= 1


def test_each_answer_comes_once_best_first(search: CorpusSearch) -> None:
    results = search.search("le budget et les sous", k=10).results
    assert len({(hit.kind, hit.id) for hit in results}) == len(results)
    assert [hit.score for hit in results] == sorted((hit.score for hit in results), reverse=True)
    assert results[0].id == "CR.1.1.03"


def test_k_bounds_the_answers(search: CorpusSearch) -> None:
    assert len(search.search("concurrence", k=2).results) == 2


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("C.1.2b", ["C.1.2b"]),
        ("cr 1.1.3", ["CR.1.1.03"]),
        ("CR.2.2a.01 ?", ["CR.2.2a.01"]),
        ("C.1.4 et CR.1.1.01", ["C.1.4", "CR.1.1.01"]),
    ],
)
def test_a_bare_code_is_answered_exactly(search: CorpusSearch, question: str, expected: list[str]) -> None:
    results = search.search(question).results
    assert [hit.id for hit in results] == expected
    assert {hit.score for hit in results} == {1.0}


def test_a_code_inside_a_question_comes_first_then_what_the_words_find(search: CorpusSearch) -> None:
    found = ids(search, "quel rapport entre C.1.2b et les rivaux ?")
    assert found[:2] == ["C.1.2b", "CR.1.1.02"]


@pytest.mark.parametrize(
    ("kind", "question", "first"),
    [
        ("criterion", "les rivaux", "CR.1.1.02"),
        ("guidance", "les rivaux", "CR.1.1.02"),
        ("guidance", "CR.1.1.02", "CR.1.1.02"),
        ("competence", "évaluer l'intérêt des actions", "C.1.2b"),
        ("production", "plan de prospection", "plan"),
        ("exemplar", "prix et distance relevés", "EX.CR.1.1.02.2"),
        ("exemplar", "CR.1.1.02", "EX.CR.1.1.02.1"),
        ("card", "devis signé", "devis"),
    ],
)
def test_a_kind_may_be_asked_for(search: CorpusSearch, kind: Kind, question: str, first: str) -> None:
    results = search.search(question, 3, kind).results
    assert {hit.kind for hit in results} == {kind}
    assert results[0].id == first


def test_guidance_shows_its_expectation(search: CorpusSearch) -> None:
    hit = search.search("les rivaux", 1, "guidance").results[0]
    assert hit.text == "Le jury attend du concret au sujet de les rivaux."


@pytest.mark.parametrize("question", ["", "   ", "???", "le la les"])
def test_a_question_without_words_finds_nothing(search: CorpusSearch, question: str) -> None:
    assert search.search(question).results == ()


def test_without_an_index_words_answer_and_it_is_said(tmp_path: Path) -> None:
    outcome = CorpusSearch(tmp_path, referentiel(), corpus(), HashedWordsEmbedder()).search("les rivaux")
    assert outcome.results[0].id == "CR.1.1.02"
    assert outcome.degraded
    assert outcome.reason.startswith("Recherche par mots seulement.")
    assert "jalon index" in outcome.reason
    assert not list(tmp_path.iterdir())


def test_when_the_engine_fails_words_answer_and_it_is_said(home: Path) -> None:
    outcome = CorpusSearch(home, referentiel(), corpus(), BrokenEmbedder()).search("les rivaux")
    assert outcome.results[0].id == "CR.1.1.02"
    assert outcome.degraded
    assert "ne répond pas" in outcome.reason


def test_vectors_of_another_length_are_not_compared(home: Path) -> None:
    outcome = CorpusSearch(home, referentiel(), corpus(), HashedWordsEmbedder(dimension=32)).search("les rivaux")
    assert outcome.degraded
    assert "autres vecteurs" in outcome.reason
    assert outcome.results[0].id == "CR.1.1.02"


def test_an_index_of_another_engine_or_content_is_not_used(home: Path) -> None:
    for search in (
        CorpusSearch(home, referentiel(), corpus(), HashedWordsEmbedder(model_id="another")),
        CorpusSearch(home, referentiel(extra={"CR.1.1.04": "les tarifs"}), corpus(), HashedWordsEmbedder()),
    ):
        outcome = search.search("les rivaux")
        assert outcome.degraded
        assert "autre contenu" in outcome.reason


def test_a_search_that_started_without_index_takes_up_the_one_built_meanwhile(home: Path, tmp_path: Path) -> None:
    search = CorpusSearch(tmp_path, referentiel(), corpus(), HashedWordsEmbedder())
    assert search.search("les rivaux").degraded
    shutil.copytree(home, tmp_path, dirs_exist_ok=True)
    assert not search.search("les rivaux").degraded


def test_small_indexes_are_searched_without_chroma(search: CorpusSearch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(indexing, "probe_chroma", lambda _: pytest.fail("Chroma was opened"))
    assert ids(search, "les rivaux")[0] == "CR.1.1.02"


def test_a_question_is_put_in_plain_words_first(home: Path) -> None:
    plain = CorpusSearch(
        home, referentiel(), corpus(), HashedWordsEmbedder(), rewrite=lambda text: text.replace("thunes", "budget")
    )
    assert plain.search("les thunes ?").results[0].id == "CR.1.1.03"


def test_the_classifier_moves_criteria_among_themselves_only(search: CorpusSearch) -> None:
    hits = [SearchHit(kind, id_, 1 - i / 10, "") for i, (kind, id_) in enumerate(
        [("criterion", "CR.1.1.01"), ("competence", "C.1.4"), ("criterion", "CR.1.1.02"), ("criterion", "CR.1.1.03")]
    )]  # fmt: skip
    moved = search._reordered(list(hits), ["CR.1.1.03", "CR.2.2a.01", "CR.1.1.01", "CR.1.1.02"])  # pyright: ignore[reportPrivateUsage]
    assert [h.id for h in moved] == ["CR.1.1.01", "C.1.4", "CR.1.1.03", "CR.1.1.02"]
    assert [h.score for h in moved] == [h.score for h in hits]
    assert search._reordered(list(hits), []) == hits  # pyright: ignore[reportPrivateUsage]
