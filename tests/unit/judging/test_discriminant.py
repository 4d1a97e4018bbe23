import numpy as np

from assistant.judging.discriminant import belonging
from assistant.judging.profiles import profiles_for
from tests.unit.judging.corpora import CRITERIA, AxisEmbedder, corpus_vectors

PROFILES = profiles_for(CRITERIA, corpus_vectors())
PASSAGES = AxisEmbedder().encode(["notre marge et le prix", "le besoin du client", "calendrier à date", "la ville"])


def test_each_passage_belongs_to_the_criterion_it_speaks_of() -> None:
    scores = belonging(PROFILES, PASSAGES)
    assert scores.shape == (3, 4)
    assert list(scores[:, :3].argmax(axis=0)) == [0, 1, 2]
    assert scores[:, 3].max() < scores[:, :3].max(axis=0).min()  # what speaks of nothing belongs to nobody


def test_a_lone_criterion_keeps_its_cosine() -> None:
    assert np.allclose(belonging(PROFILES[:1], PASSAGES), PROFILES[0].prototype @ PASSAGES.T)
