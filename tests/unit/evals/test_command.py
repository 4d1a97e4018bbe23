from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.cli import main
from evals.records import Record
from evals.run_folder import RunFolder
from tests.unit.evals.samples import ANALYSE, write_draft


def recorded_run(folder: Path, levels: list[int]) -> Path:
    """A run already recorded: scoring it needs no model, no index, no draft."""
    run = RunFolder(folder)
    cases = [
        {
            "case": f"d{n}",
            "production": "analyse",
            "text": "abcdef",
            "labels": [
                {"id": c, "group": "2.4", "level": (n + k) % 4, "why": "", "quotes": []} for k, c in enumerate(ANALYSE)
            ],
        }
        for n in range(6)
    ]
    provenance = {"model": "embedded", "code": "v", "seed": 1, "prompts": {}}
    answers = [
        {"key": f"k{n}", "case": f"d{n}", "system": "jalon", "evidence": "retrieved", "replicate": 0} for n in range(6)
    ]
    run.write_plan(
        {"suite": "critique", "data": "dev", "provenance": provenance, "notes": [], "cases": cases, "answers": answers}
    )
    for n in range(6):
        criteria = [
            {"id": c, "status": "judged", "level": ((n + k) % 4 + levels[k]) % 4, "evidence": [], "confidence": 0.5}
            for k, c in enumerate(ANALYSE)
        ]
        output = {"criteria": criteria, "candidates": {}, "expected": {}, "priorities": []}
        run.log.append(Record(f"k{n}", "critique", f"d{n}", "jalon", "done", {}, provenance, output))
    return folder


def test_score_compare_and_report_need_nothing_but_the_records(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    a, b = recorded_run(tmp_path / "a", [0, 0, 0]), recorded_run(tmp_path / "b", [0, 1, 2])
    assert main(["eval", "score", str(a), "--json"]) == 0
    scores = json.loads(capsys.readouterr().out)
    assert scores["overall"]["qwk"] == {"value": 1.0, "low": 1.0, "high": 1.0, "n": 18}
    assert json.loads((a / "scores.json").read_text()) == scores
    assert main(["eval", "score", str(b)]) == 0
    assert "Kappa quadratique" in capsys.readouterr().out
    assert main(["eval", "compare", str(a), str(b), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["metrics"]["exact"]["outcome"] == "worse"
    assert main(["eval", "compare", str(a), str(b)]) == 0
    assert "moins bien" in capsys.readouterr().out
    assert main(["eval", "report", str(a), str(b), "--output", str(tmp_path / "r.html")]) == 0
    assert "Désaccords les plus forts" in (tmp_path / "r.html").read_text()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["score", "nulle-part"], "plan.json manque"),
        (["report", "nulle-part", "--output", "r.html"], "n'a pas de scores"),
        (["report", "nulle-part", "--output", "r.docx"], "n'est pas un nom de page HTML"),
        (["run", "critique", "--data", "nulle-part"], "n'existe pas"),
    ],
)
def test_bad_input_is_one_french_sentence_and_exit_1(
    arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["eval", *arguments]) == 1
    captured = capsys.readouterr()
    assert words in captured.err
    assert captured.out == ""


def test_all_faults_of_a_folder_are_listed_on_standard_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_draft(
        tmp_path, entries=[{"id": ANALYSE[0], "level": 9}, {"id": "CR.9.9.99", "level": 1, "evidence": ["non"]}]
    )
    assert main(["eval", "run", "critique", "--data", str(tmp_path)]) == 1
    err = capsys.readouterr().err
    assert "niveau « 9 »" in err
    assert "n'est pas dans le travail" in err


def test_wrong_usage_is_exit_2_in_french(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["eval", "run", "poésie", "--data", "x"])
    assert caught.value.code == 2
    assert "n'est pas possible" in capsys.readouterr().err
