from assistant.retrieval.entries import corpus_entries
from assistant.retrieval.probes import PROBE_WEIGHTS, evidence_queries
from assistant.retrieval.vectors import CorpusVectors
from tests.unit.retrieval.samples import HashedWordsEmbedder, corpus, referentiel


def vectors() -> CorpusVectors:
    return CorpusVectors.encode(corpus_entries(referentiel(), corpus()), HashedWordsEmbedder())


def test_every_probe_of_a_criterion_becomes_a_query_with_its_vector() -> None:
    known = vectors()
    queries = evidence_queries(known.of_criterion("CR.1.1.02"))
    assert {q.group for q in queries} == {
        "wording",
        "heading",
        "expectation",
        "indicator.0",
        "indicator.1",
        "synonym",
        "exemplar.1",
        "exemplar.3",
    }
    assert all(q.vector is not None and q.vector.shape == (64,) for q in queries)
    indicator = next(q for q in queries if q.text.startswith("Le texte montre"))
    assert indicator.weight == PROBE_WEIGHTS["indicator"]


def test_a_criterion_without_guidance_still_asks_with_its_wording_and_heading() -> None:
    assert [q.group for q in evidence_queries(vectors().of_criterion("CR.2.2a.01"))] == ["wording", "heading"]


def test_a_facet_without_weight_is_not_asked() -> None:
    queries = evidence_queries(vectors().of_criterion("CR.1.1.02"), {"wording": 1.0})
    assert [q.group for q in queries] == ["wording"]


def test_an_unknown_criterion_asks_nothing() -> None:
    assert evidence_queries(vectors().of_criterion("CR.9.9.99")) == ()
