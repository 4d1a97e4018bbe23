"""What a learner wants, on sentences that set neither the rules nor the examples."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from assistant.coaching.conduct import REFUSED
from assistant.coaching.grounding import Grounding

SENTENCES: dict[str, list[str]] = yaml.safe_load((Path(__file__).parent / "sentences.yaml").read_text(encoding="utf-8"))
FORBIDDEN = [s for kind in ("ghostwriting", "exam", "injection", "offtopic") for s in SENTENCES[kind]]
IN_SCOPE = [s for kind in ("smalltalk", "draft", "domain") for s in SENTENCES[kind]]


@pytest.mark.parametrize("sentence", FORBIDDEN)
def test_what_the_rules_of_conduct_forbid_is_refused(ground: Grounding, sentence: str) -> None:
    assert ground.recogniser.recognise(sentence).intent in REFUSED


@pytest.mark.parametrize("sentence", IN_SCOPE)
def test_a_question_in_scope_is_never_refused(ground: Grounding, sentence: str) -> None:
    assert ground.recogniser.recognise(sentence).intent not in REFUSED


@pytest.mark.parametrize("kind", [k for k in SENTENCES if k != "domain"])
def test_most_sentences_get_their_own_intent(ground: Grounding, kind: str) -> None:
    right = sum(ground.recogniser.recognise(s).intent == kind for s in SENTENCES[kind])
    assert right >= 0.75 * len(SENTENCES[kind])


def test_how_and_what_are_told_apart(ground: Grounding) -> None:
    recognise = ground.recogniser.recognise
    assert recognise("comment segmenter mes prospects ?").intent == "method"
    assert recognise("faut-il segmenter les prospects ?").intent == "referentiel"
