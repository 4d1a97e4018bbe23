import json
from pathlib import Path

import pytest

from assistant.roleplay.listening.topic_bank import LABELS, TopicBank, load_kin, load_questions
from tests.unit.roleplay.play_parts import embedder, topics

TEST = Path(__file__).parents[4] / "evals" / "datasets" / "roleplay" / "test" / "questions.jsonl"


def rows() -> list[dict[str, str]]:
    return [json.loads(line) for line in TEST.read_text(encoding="utf-8").splitlines()]


def test_topics_are_told_in_questions_not_used_for_tuning() -> None:
    texts = [row["text"] for row in rows()]
    found = [max(s, key=lambda label: s[label]) for s in topics().scores(texts, embedder().encode(texts))]
    right = sum(row["topic"] == topic for row, topic in zip(rows(), found, strict=True)) / len(texts)
    print(f"\nsujets test : {right:.3f} (n={len(texts)})")
    assert right >= 0.75


def test_the_examples_never_hold_a_test_question() -> None:
    known = {text for texts in load_questions().values() for text in texts}
    assert not known & {row["text"] for row in rows()}


def test_every_topic_has_examples_and_kin_are_topics() -> None:
    assert all(len(load_questions()[label]) >= 20 for label in LABELS)
    assert set(load_kin()) <= set(LABELS)


def test_no_question_gives_no_score() -> None:
    assert topics().scores([], embedder().encode([])) == []


def test_embeddings_are_kept(tmp_path: Path) -> None:
    few = {label: texts[:3] for label, texts in load_questions().items()}
    line = ["Qui décide chez vous ?"]
    first = TopicBank.fit(few, embedder(), tmp_path).scores(line, embedder().encode(line))
    assert len(list(tmp_path.iterdir())) == 1
    again = TopicBank.fit(few, embedder(), tmp_path).scores(line, embedder().encode(line))
    assert again[0] == pytest.approx(first[0])
