"""A run written as a log of inspect-ai is read back by inspect-ai itself; without it, a sentence says what to do."""

from __future__ import annotations

import json
from importlib.util import find_spec
from pathlib import Path

import pytest

from assistant.cli import main
from evals.records import Record
from evals.run_folder import RunFolder
from tests.unit.evals.test_command import recorded_run

HERE = find_spec("inspect_ai") is not None


@pytest.fixture
def run(tmp_path: Path) -> Path:
    """Six drafts, of which the last failed."""
    folder = recorded_run(tmp_path / "run", [0, 1, 2])
    failed = RunFolder(folder)
    provenance = {"model": "embedded", "code": "v", "seed": 1, "prompts": {}}
    failure = {"type": "DraftError", "message": "illisible"}
    failed.log.append(Record("k5", "critique", "d5", "jalon", "failed", {}, provenance, failure=failure))
    assert main(["eval", "score", str(folder)]) == 0
    return folder


@pytest.mark.skipif(not HERE, reason="inspect-ai is not installed (extra « inspect »)")
@pytest.mark.parametrize("suffix", [".eval", ".json"])
def test_the_log_is_read_back_whole(run: Path, tmp_path: Path, suffix: str) -> None:
    from inspect_ai.log import read_eval_log  # pyright: ignore

    target = tmp_path / f"journal{suffix}"
    assert main(["eval", "export-inspect", str(run), str(target)]) == 0
    log = read_eval_log(str(target))
    scores = json.loads((run / "scores.json").read_text(encoding="utf-8"))
    assert (log.status, log.eval.task, log.eval.model) == ("success", "jalon/critique", "embedded")
    metrics = log.results.scores[0].metrics
    assert metrics["qwk"].value == scores["overall"]["qwk"]["value"]
    assert metrics["qwk"].metadata["low"] == scores["overall"]["qwk"]["low"]
    assert "priorities_precision" not in metrics  # not defined: left out, never 0
    assert len(log.samples) == 6
    by_id = {sample.id: sample for sample in log.samples}
    assert by_id["d0"].scores["jalon"].value["exact"] == pytest.approx(1 / 3, abs=1e-3)
    assert by_id["d5"].error.message == "illisible"
    assert by_id["d5"].scores is None
    assert (log.results.total_samples, log.results.completed_samples) == (6, 5)


@pytest.mark.skipif(HERE, reason="inspect-ai is installed here")
def test_without_inspect_ai_a_sentence_says_what_to_do(run: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["eval", "export-inspect", str(run), "journal.eval"]) == 1
    err = capsys.readouterr().err
    assert "inspect-ai n'est pas installé" in err
    assert "jalon[inspect]" in err


def test_another_suffix_and_an_unscored_folder_are_refused(
    run: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["eval", "export-inspect", str(run), "journal.txt"]) == 1
    assert ".eval ou .json" in capsys.readouterr().err
    assert main(["eval", "export-inspect", str(tmp_path), "journal.eval"]) == 1
    assert "n'a pas de scores" in capsys.readouterr().err
