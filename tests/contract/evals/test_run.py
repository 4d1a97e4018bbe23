"""``jalon eval run`` from files to scores with the real corpus, and taken up again after a kill."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from assistant.cli import main

DATA = Path(__file__).resolve().parents[3] / "evals" / "datasets" / "critique" / "dev"


@pytest.mark.slow
def test_a_run_gives_records_and_scores_and_takes_up_where_it_stopped(
    tmp_path: Path, built_home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("JALON_HOME", str(built_home))
    data, out = tmp_path / "data", tmp_path / "out"
    data.mkdir()
    for name in ("analyse-2", "bilan-1"):
        for suffix in (".md", ".json"):
            shutil.copy(DATA / f"{name}{suffix}", data)
    command = ["eval", "run", "critique", "--data", str(data), "--out", str(out), "--json"]
    assert main(command) == 0
    scores = json.loads(capsys.readouterr().out)
    assert scores["counts"]["cases"] == 2
    assert scores["counts"]["unscored"] == scores["counts"]["failed"] == 0
    assert scores["noise"]["same_level"] == 1.0  # the embedded brain is deterministic
    assert scores["overall"]["quotes_verified"]["value"] == 1.0
    assert set(scores["baselines"]) == {"always-2", "keywords", "wording-only"}
    assert (
        scores["given_evidence"]["overall"]["evidence_recall"]["value"] > scores["overall"]["evidence_recall"]["value"]
    )
    lines = (out / "run.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 2 * (2 + 1 + 3)  # two replicates, given evidence, three baselines
    (out / "run.jsonl").write_text("\n".join(lines[:5]) + "\n" + lines[5][:200], encoding="utf-8")
    assert main(command) == 0
    assert json.loads(capsys.readouterr().out)["overall"] == scores["overall"]
    again = [json.loads(line) for line in (out / "run.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len({r["key"] for r in again}) == len(again) == len(lines)
