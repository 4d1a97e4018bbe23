from pathlib import Path

import numpy as np
import pytest

from assistant.retrieval.discriminant import CriterionClassifier, fit_discriminant, scores_of
from assistant.retrieval.entries import corpus_entries
from assistant.retrieval.vectors import CorpusVectors
from tests.unit.retrieval.samples import CRITERIA, HashedWordsEmbedder, corpus, referentiel


def vectors_of(embedder: HashedWordsEmbedder) -> CorpusVectors:
    return CorpusVectors.encode(corpus_entries(referentiel(), corpus()), embedder)


def test_each_text_belongs_most_to_its_owner() -> None:
    generator = np.random.default_rng(3)
    centres = generator.normal(size=(4, 16)).astype(np.float32) * 3
    owner = [i % 4 for i in range(80)]
    texts = centres[owner] + generator.normal(size=(80, 16)).astype(np.float32)
    weights = fit_discriminant(texts, [1.0] * 80, owner, 1.0)
    assert weights.shape == (17, 4)
    assert list(scores_of(texts, weights).argmax(axis=1)) == owner


def test_it_is_the_ridge_regression_that_it_says() -> None:
    generator = np.random.default_rng(9)
    texts = generator.normal(size=(30, 5)).astype(np.float32)
    owner = np.array([i % 3 for i in range(30)])
    shares = generator.uniform(0.5, 2, size=30)
    targets = np.where(owner[:, None] == np.arange(3), 1.0, -0.5)
    centred = texts - np.average(texts, axis=0, weights=shares)
    expected = np.linalg.solve(
        centred.T @ (centred * shares[:, None]) + 4.0 * np.eye(5), (centred * shares[:, None]).T @ targets
    )
    weights = fit_discriminant(texts, list(shares), list(owner), 4.0)
    assert np.allclose(weights[:-1], expected, atol=1e-5)


def test_a_text_that_weighs_nothing_changes_nothing() -> None:
    generator = np.random.default_rng(5)
    texts = generator.normal(size=(12, 6)).astype(np.float32)
    owner = [i % 3 for i in range(12)]
    noise = np.concatenate([texts, generator.normal(size=(3, 6)).astype(np.float32)])
    with_noise = fit_discriminant(noise, [1.0] * 12 + [0.0] * 3, [*owner, 0, 1, 2], 2.0)
    assert np.allclose(fit_discriminant(texts, [1.0] * 12, owner, 2.0), with_noise, atol=1e-5)


def test_a_question_in_the_words_of_a_criterion_is_about_it(tmp_path: Path) -> None:
    embedder = HashedWordsEmbedder()
    classifier = CriterionClassifier.fit(vectors_of(embedder), tmp_path)
    assert classifier is not None
    assert set(classifier.criteria) == set(CRITERIA)
    for criterion, text in CRITERIA.items():
        ranked = classifier.ranked(embedder.encode([text])[0])
        assert ranked[0] == criterion
        assert sorted(ranked) == sorted(CRITERIA)


def test_what_was_learnt_is_kept_for_these_vectors_only(tmp_path: Path) -> None:
    first = CriterionClassifier.fit(vectors_of(HashedWordsEmbedder()), tmp_path)
    again = CriterionClassifier.fit(vectors_of(HashedWordsEmbedder()), tmp_path)
    other = CriterionClassifier.fit(vectors_of(HashedWordsEmbedder(dimension=32)), tmp_path)
    assert first is not None
    assert again is not None
    assert other is not None
    assert np.array_equal(first.weights, again.weights)
    assert other.weights.shape != first.weights.shape
    assert len(list(tmp_path.glob("criteria-*.npy"))) == 2


@pytest.mark.parametrize("count", [0, 1])
def test_there_is_nothing_to_tell_apart_with_less_than_two_criteria(count: int) -> None:
    whole = vectors_of(HashedWordsEmbedder())
    rows = [i for i, e in enumerate(whole.entries) if count and e.criterion == "CR.1.1.01"]
    assert CriterionClassifier.fit(CorpusVectors([whole.entries[i] for i in rows], whole.matrix[rows])) is None
