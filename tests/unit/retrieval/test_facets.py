import numpy as np

from assistant.retrieval.entries import corpus_entries
from assistant.retrieval.facets import DEPTH, FacetRanker
from tests.unit.retrieval.samples import corpus, referentiel

ENTRIES = corpus_entries(referentiel(), corpus())
RANKER = FacetRanker(ENTRIES)


def rows_where(**wanted: object) -> list[int]:
    return [i for i, e in enumerate(ENTRIES) if all(getattr(e, name) == value for name, value in wanted.items())]


def test_guidance_and_exemplars_speak_for_their_criterion() -> None:
    synonym = rows_where(text="les rivaux")[0]
    exemplar = rows_where(id="EX.CR.1.1.02.1")[0]
    assert RANKER.answer(synonym, None) == ("criterion", "CR.1.1.02")
    assert RANKER.answer(synonym, "guidance") == ("guidance", "CR.1.1.02")
    assert RANKER.answer(exemplar, None) == ("criterion", "CR.1.1.02")
    assert RANKER.answer(exemplar, "exemplar") == ("exemplar", "EX.CR.1.1.02.1")
    assert RANKER.answer(synonym, "exemplar") is None
    assert RANKER.answer(rows_where(id="C.1.2b")[0], "criterion") is None
    assert RANKER.answer(rows_where(id="C.1.2b")[0], None) == ("competence", "C.1.2b")


def test_each_facet_is_ranked_apart_best_first_and_zeros_are_left_out() -> None:
    scores = np.zeros(len(ENTRIES), dtype=np.float32)
    good, better = rows_where(facet="synonym")[:2]
    wording = rows_where(facet="wording")[0]
    scores[[good, better, wording]] = [0.4, 0.9, 0.1]
    ranking = RANKER.by_score(scores, None)
    assert ranking["synonym"] == [better, good]
    assert ranking["wording"] == [wording]
    assert ranking["phrase"] == []


def test_a_kind_keeps_only_its_rows() -> None:
    ranking = RANKER.by_score(np.ones(len(ENTRIES), dtype=np.float32), "competence")
    assert ranking == {"wording": rows_where(kind="competence")}


def test_a_long_facet_is_cut_at_its_best_rows_with_steady_ties() -> None:
    many = corpus_entries(referentiel(extra={f"CR.1.1.{n}": f"critère {n}" for n in range(10, 99)}), corpus())
    ranker = FacetRanker(many)
    scores = np.arange(len(many), dtype=np.float32) + 1
    wording = [i for i, e in enumerate(many) if e.facet == "wording"]
    assert ranker.by_score(scores, None)["wording"] == sorted(wording, reverse=True)[:DEPTH]


def test_rows_already_in_order_are_shared_out_by_facet() -> None:
    synonym, wording, competence = rows_where(text="les rivaux")[0], 0, rows_where(id="C.1.4")[0]
    assert RANKER.by_order([synonym, competence, wording], "criterion") == {"synonym": [synonym], "wording": [wording]}
