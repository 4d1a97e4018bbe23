from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import DatasetError
from assistant.roleplay.composing.case import Request
from assistant.roleplay.composing.compiler import compile_scenario
from evals.roleplay.datasets import load_roleplay
from evals.strict_json import DatasetProblems


def test_hostile_lines_come_from_the_parent_and_each_part_may_be_alone(tmp_path: Path) -> None:
    data = tmp_path / "test"
    data.mkdir()
    (tmp_path / "hostile.jsonl").write_text('{"text": "Votre plafond ?", "family": "extraction"}\n', encoding="utf-8")
    (data / "plays.json").write_text('{"first_seed": 7, "plays": 3}', encoding="utf-8")
    (data / "un.json").write_text(compile_scenario(Request(seed=1)).to_json(), encoding="utf-8")
    found = load_roleplay(data)
    assert [line.name for line in found.hostile] == ["hostile-0001"]
    assert found.moves == ()
    assert found.draws is not None
    assert found.draws.first_seed == 7
    assert [p.name for p in found.files] == ["un.json"]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("moves.jsonl", '{"text": "Bonjour", "move": "salut"}', "geste « salut » inconnu"),
        ("moves.jsonl", '{"text": " ", "move": "contact"}', "« text » manque"),
        ("moves.jsonl", "", "aucune ligne"),
        ("hostile.jsonl", '{"text": "x"}', "« family » manque"),
        ("plays.json", '{"first_seed": true, "plays": 3}', "deux entiers"),
        ("plays.json", '{"plays": NaN}', "NaN"),
        ("cas.json", '{"schema": "jalon/scenario@1"}', "manque"),
        ("autre.txt", "", "Rien à jouer"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, name: str, content: str, words: str) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(DatasetError) as caught:
        load_roleplay(tmp_path)
    told = [caught.value.sentence(), *(caught.value.problems if isinstance(caught.value, DatasetProblems) else ())]
    assert any(words in line for line in told), told
