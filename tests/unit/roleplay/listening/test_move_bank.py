import json
from pathlib import Path

import pytest

from assistant.domain.dialogue import MOVE_KINDS
from assistant.errors import CorpusError
from assistant.roleplay.listening.move_bank import MoveBank, load_examples
from tests.unit.roleplay.play_parts import bank, embedder

DATA = Path(__file__).parents[4] / "evals" / "datasets" / "roleplay"


def labelled(name: str) -> list[dict[str, str]]:
    lines = (DATA / name / "moves.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def macro_f1(gold: list[str], found: list[str]) -> float:
    total = 0.0
    for kind in MOVE_KINDS:
        hits = sum(g == f == kind for g, f in zip(gold, found, strict=True))
        wrong = sum((g == kind) != (f == kind) for g, f in zip(gold, found, strict=True))
        total += 2 * hits / (2 * hits + wrong) if hits else 0.0
    return total / len(MOVE_KINDS)


def scores(rows: list[dict[str, str]]) -> float:
    texts = [row["text"] for row in rows]
    guesses = bank().guess(texts, embedder().encode(texts))
    return macro_f1([row["move"] for row in rows], [g.kind for g in guesses])


def test_moves_are_recognised_in_lines_not_used_for_tuning() -> None:
    rows = labelled("test")
    by_register = {r: [x for x in rows if x["register"] == r] for r in ("courant", "idiomatique")}
    found = {r: round(scores(x), 3) for r, x in by_register.items()}
    whole = scores(rows)
    print(f"\nmacro-F1 test : {whole:.3f} (n={len(rows)}), par registre : {found}")
    assert whole >= 0.75
    assert found["idiomatique"] >= 0.75


def test_the_examples_never_hold_a_test_line() -> None:
    known = {text for texts in load_examples().values() for text in texts}
    trivial = {"(silence)", "...", "…", "[silence]", "[pause]", "(pause)"}
    assert not {row["text"] for row in labelled("test")} & known - trivial


def test_no_line_gives_no_guess() -> None:
    assert bank().guess([], embedder().encode([])) == []


def test_an_incomplete_file_of_examples_is_refused(tmp_path: Path) -> None:
    (tmp_path / "scenarios").mkdir()
    (tmp_path / "scenarios" / "moves.yaml").write_text("moves:\n  contact:\n    - Bonjour.\n", encoding="utf-8")
    with pytest.raises(CorpusError):
        load_examples(tmp_path)


def test_embeddings_are_kept_and_a_damaged_copy_is_made_again(tmp_path: Path) -> None:
    few = {kind: texts[:4] for kind, texts in load_examples().items()}
    line = ["Comment travaillez-vous aujourd'hui ?"]
    vectors = embedder().encode(line)
    first = MoveBank.fit(few, embedder(), tmp_path).guess(line, vectors)
    (kept,) = tmp_path.iterdir()
    assert MoveBank.fit(few, embedder(), tmp_path).guess(line, vectors) == first
    kept.write_bytes(b"damaged")
    assert MoveBank.fit(few, embedder(), tmp_path).guess(line, vectors) == first
    assert [p.name for p in tmp_path.iterdir()] == [kept.name]
