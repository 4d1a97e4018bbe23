from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.judging.features import FEATURES, features_of
from assistant.judging.gather import gather_evidence
from assistant.judging.profiles import profiles_for, with_standing
from assistant.judging.quality import QualityScale
from assistant.judging.ranking import SIGNS, DraftIndex, rank, resemblance_of, signs_of
from tests.unit.drafts import document_of
from tests.unit.judging.corpora import CRITERIA, AxisEmbedder, corpus_vectors

VECTORS = corpus_vectors()
PROFILES = with_standing(profiles_for(CRITERIA, VECTORS))
SCALE = QualityScale(VECTORS)
EVEN = dict.fromkeys(SIGNS, 1.0)
DRAFT = document_of(
    "Le prix est de 42 € et la marge de 30 %, contre 25 % hier, car le coût a baissé.",
    "Le client dit son besoin : livrer avant midi.",
    "Nous aimons beaucoup la ville et ses environs.",
    "La date du 12 mars tient dans le calendrier.",
)
PRICE, CLIENT, OFF_TOPIC, DATE = (p.id for p in DRAFT.passages)


def index_of(*paragraphs: str) -> DraftIndex:
    return DraftIndex(document_of(*paragraphs).passages, AxisEmbedder())


def test_each_criterion_finds_its_own_passage_first() -> None:
    found = gather_evidence(DraftIndex(DRAFT.passages, AxisEmbedder()), PROFILES, EVEN, SCALE)
    assert [found[c.id].candidates[0].passage for c in CRITERIA] == [PRICE, CLIENT, DATE]
    assert {e.searched for e in found.values()} == {4}
    assert all(len(c.indicators) == 2 for e in found.values() for c in e.candidates)
    assert all(set(e.features) == set(FEATURES) for e in found.values())


def test_the_criterion_that_the_draft_ignores_stands_lower() -> None:
    index = index_of("Le prix et la marge sont fixés.", "Notre marge suit le prix.", "Le client a un besoin.")
    found = gather_evidence(index, PROFILES, EVEN, SCALE)
    treated, ignored = found["CR.1.1.01"], found["CR.1.1.03"]
    assert treated.features["wins"] > ignored.features["wins"]
    assert treated.features["margin"] > ignored.features["margin"]
    assert treated.features["standing"] > ignored.features["standing"]
    assert max(treated.coverage) > max(ignored.coverage)


def test_relative_features_are_centred_on_the_draft() -> None:
    found = gather_evidence(DraftIndex(DRAFT.passages, AxisEmbedder()), PROFILES, EVEN, SCALE)
    for name in ("wins", "margin", "standing"):
        assert sum(e.features[name] for e in found.values()) == pytest.approx(0, abs=1e-3)


def test_headings_lend_their_title_and_are_never_evidence() -> None:
    heading = DRAFT.passages[2].model_copy(update={"kind": "heading"})
    index = DraftIndex([*DRAFT.passages[:2], heading, DRAFT.passages[3]], AxisEmbedder())
    assert heading.id not in {p.id for p in index.passages}
    assert len(index) == 3


def test_no_passage_no_candidate_and_no_crash() -> None:
    found = gather_evidence(DraftIndex([], AxisEmbedder()), PROFILES, EVEN, SCALE)
    assert all(e.candidates == () and e.searched == 0 for e in found.values())
    assert features_of(found["CR.1.1.01"]) == dict.fromkeys(FEATURES, 0.0)


def test_a_lone_criterion_is_ranked_without_rivals() -> None:
    found = gather_evidence(DraftIndex(DRAFT.passages, AxisEmbedder()), PROFILES[:1], EVEN, SCALE)
    assert found["CR.1.1.01"].candidates[0].passage == PRICE


def test_a_criterion_without_guidance_is_looked_for_by_its_wording() -> None:
    from assistant.retrieval.vectors import CorpusVectors

    bare = [e for e in VECTORS.entries if e.facet == "wording"]
    vectors = CorpusVectors.encode(bare, AxisEmbedder())
    found = gather_evidence(
        DraftIndex(DRAFT.passages, AxisEmbedder()),
        with_standing(profiles_for(CRITERIA, vectors)),
        EVEN,
        QualityScale(vectors),
    )
    assert [found[c.id].candidates[0].passage for c in CRITERIA] == [PRICE, CLIENT, DATE]


def test_standing_measures_against_the_examples_of_the_others() -> None:
    for profile in PROFILES:
        assert len(profile.usual) == len(profile.spread) == len(profile.indicators) == 2
        assert all(s > 0 for s in profile.spread)


def test_what_is_worked_out_stands_above_what_is_asserted() -> None:
    texts = ["prix marge cas 7", "prix marge cas 7 parce que 12 % contre 9 % en mars 2024"]
    low, high = SCALE.score(texts, AxisEmbedder().encode(texts))
    assert low < high
    assert 0.5 < low < 3.5


def test_without_examples_every_passage_is_average() -> None:
    from assistant.retrieval.vectors import CorpusVectors

    scale = QualityScale(CorpusVectors.encode([e for e in VECTORS.entries if e.facet == "wording"], AxisEmbedder()))
    assert scale.score(["a", "b"], np.zeros((2, 9), np.float32)).tolist() == [2.0, 2.0]


WORDS = st.lists(st.sampled_from(["prix", "client", "date", "ville", "marge", "42", "car"]), min_size=1, max_size=6)


@given(st.lists(WORDS.map(" ".join), min_size=1, max_size=7, unique=True))
def test_whatever_the_draft_signs_are_finite_and_candidates_distinct(paragraphs: list[str]) -> None:
    index = index_of(*paragraphs)
    signs, resemblance = signs_of(index, PROFILES), resemblance_of(index, PROFILES)
    assert set(signs) == set(SIGNS)
    assert all(np.isfinite(m).all() and m.shape == (3, len(paragraphs)) for m in signs.values())
    assert np.isfinite(resemblance).all()
    assert np.isfinite(rank(index, PROFILES, EVEN).scores).all()
    for evidence in gather_evidence(index, PROFILES, EVEN, SCALE).values():
        ids = [c.passage for c in evidence.candidates]
        assert len(ids) == len(set(ids)) == min(12, len(paragraphs))
        scores = [c.score for c in evidence.candidates]
        assert scores == sorted(scores, reverse=True)
