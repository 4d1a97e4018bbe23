import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.domain.document import Passage
from assistant.retrieval.embedding import UseEmbedder
from assistant.retrieval.passages import PassageIndex, RankingOptions, WeightedQuery
from tests.unit.retrieval.samples import HashedWordsEmbedder, passage

DRAFT = [
    passage(1, "Le marché local", "heading", "1. Le marché"),
    passage(2, "Trois boulangeries concurrentes vendent moins cher.", section="1. Le marché", context="1. Le marché"),
    passage(3, "La clientèle vient surtout du quartier.", section="1. Le marché", context="1. Le marché"),
    passage(4, "Le budget", "heading", "2. Le budget"),
    passage(5, "4 000 euros sont prévus.", section="2. Le budget", context="2. Le budget"),
    passage(6, "Deux vendeurs seront mobilisés.", section="2. Le budget", context="2. Le budget"),
]


def best(index: PassageIndex, *texts: str) -> list[str]:
    return [p.passage for p in index.rank([WeightedQuery(t) for t in texts]).passages]


def test_the_passage_that_answers_comes_first() -> None:
    index = PassageIndex(DRAFT, HashedWordsEmbedder())
    assert best(index, "boulangeries concurrentes")[0] == DRAFT[1].id


def test_headings_are_never_returned_but_lend_their_words() -> None:
    index = PassageIndex(DRAFT, HashedWordsEmbedder())
    found = best(index, "le budget")
    assert DRAFT[3].id not in found
    assert set(found[:2]) == {DRAFT[4].id, DRAFT[5].id}
    assert len(index) == 4


def test_a_neighbour_lends_its_weight_within_its_section_only() -> None:
    draft = [
        passage(1, "alpha beta", section="A"),
        passage(2, "gamma delta", section="A"),
        passage(3, "epsilon zeta", section="B"),
    ]
    options = RankingOptions(lexical=0.0, context=0.0)
    embedder = HashedWordsEmbedder(dimension=2048)
    smoothed = PassageIndex(draft, embedder, options).rank([WeightedQuery("alpha beta")])
    assert [p.passage for p in smoothed.passages][:2] == [draft[0].id, draft[1].id]
    apart = PassageIndex(draft, embedder, RankingOptions(neighbour=0.0, lexical=0.0, context=0.0))
    by_id = {p.passage: p.similarity for p in apart.rank([WeightedQuery("alpha beta")]).passages}
    assert by_id[draft[0].id] == pytest.approx(1.0, abs=1e-3)


def test_similarity_and_coverage_are_plain_cosines() -> None:
    embedder = HashedWordsEmbedder()
    index = PassageIndex(DRAFT, embedder)
    queries = [
        WeightedQuery("boulangeries concurrentes", group="indicator.0"),
        WeightedQuery("vendeurs mobilisés", group="indicator.1"),
        WeightedQuery("euros prévus", group="indicator.1"),
        WeightedQuery("marché local"),
    ]
    ranking = index.rank(queries)
    bodies = [p for p in DRAFT if p.kind != "heading"]
    cosines = embedder.encode([q.text for q in queries]) @ embedder.encode([p.text for p in bodies]).T
    assert ranking.coverage["indicator.1"].similarity == pytest.approx(float(cosines[1:3].max()), abs=1e-5)
    assert ranking.coverage["indicator.0"].passage == DRAFT[1].id
    assert set(ranking.coverage) == {"indicator.0", "indicator.1"}
    for scored in ranking.passages:
        row = [p.id for p in bodies].index(scored.passage)
        assert scored.similarity == pytest.approx(float(cosines[:, row].max()), abs=1e-5)
        assert scored.by_group["indicator.0"] == pytest.approx(float(cosines[0, row]), abs=1e-5)
    assert ranking.searched == 4


def test_vectors_given_are_not_encoded_again() -> None:
    embedder = HashedWordsEmbedder()
    index = PassageIndex(DRAFT, embedder)
    vector = embedder.encode(["budget"])[0]
    embedder.encoded.clear()
    given_vector = index.rank([WeightedQuery("budget", vector=vector), WeightedQuery("vendeurs")])
    assert embedder.encoded == ["vendeurs"]
    assert given_vector == index.rank([WeightedQuery("budget"), WeightedQuery("vendeurs")])


def test_all_criteria_at_once_give_what_each_gives_alone() -> None:
    index = PassageIndex(DRAFT, HashedWordsEmbedder())
    asked = {
        "A": [WeightedQuery("concurrents", 2.0, "g"), WeightedQuery("prix")],
        "B": [],
        "C": [WeightedQuery("budget en euros", lexical=False)],
    }
    together = index.rank_all(asked, k=3)
    assert list(together) == ["A", "B", "C"]
    assert together["B"].passages == ()
    for key in ("A", "C"):
        alone = index.rank(asked[key], k=3)
        assert [p.passage for p in together[key].passages] == [p.passage for p in alone.passages]
        assert together[key].coverage.keys() == alone.coverage.keys()


def test_a_heavier_query_wins() -> None:
    index = PassageIndex(DRAFT, HashedWordsEmbedder(), RankingOptions(neighbour=0.0))
    for heavy, expected in (("boulangeries concurrentes", DRAFT[1].id), ("vendeurs mobilisés", DRAFT[5].id)):
        queries = [
            WeightedQuery(text, 5.0 if text == heavy else 1.0)
            for text in ("boulangeries concurrentes", "vendeurs mobilisés")
        ]
        assert index.rank(queries).passages[0].passage == expected


@pytest.mark.parametrize("draft", [[], [passage(1, "Titre seul", "heading")], [passage(1, "   ")]])
def test_a_draft_without_body_finds_nothing(draft: list[Passage]) -> None:
    ranking = PassageIndex(draft, HashedWordsEmbedder()).rank([WeightedQuery("prix", group="g")])
    assert (ranking.passages, ranking.searched, dict(ranking.coverage)) == ((), 0, {})


@settings(max_examples=30)
@given(st.lists(st.text(max_size=30), max_size=6), st.lists(st.text(max_size=30), min_size=1, max_size=4))
def test_any_text_ranks_without_failing(texts: list[str], queries: list[str]) -> None:
    draft = [passage(i, text, section=str(i // 2)) for i, text in enumerate(texts)]
    ranking = PassageIndex(draft, HashedWordsEmbedder()).rank([WeightedQuery(q, group="g") for q in queries], k=3)
    ids = [p.passage for p in ranking.passages]
    assert len(ids) == len(set(ids)) <= 3
    scores = [p.score for p in ranking.passages]
    assert scores == sorted(scores, reverse=True)
    assert all(np.isfinite(scores))


def test_french_paraphrases_are_found_by_the_embedded_engine() -> None:
    index = PassageIndex(DRAFT, UseEmbedder())
    assert best(index, "combien d'argent pour cette action ?")[0] == DRAFT[4].id
