"""The agreement that ``jalon eval run critique --model`` prints is the one that can be worked out by hand.

The server answers the labelled levels, wrong by one level at a known rate: the whole way from the wire to the score
is real.
"""

from __future__ import annotations

import json
import random
import shutil
from pathlib import Path

import pytest

from assistant.cli import main
from assistant.judging.integrity import Integrity
from assistant.judging.whole_draft import LaidOutDraft
from assistant.reading import read_draft
from evals.benchmarks.judging_answers import asked_ids, graded, nonce
from evals.benchmarks.model_server import Body, ModelServer, Reply

DATA = Path(__file__).resolve().parents[3] / "evals" / "datasets" / "critique" / "test"
DRAFTS = ("analyse-3", "bilan-2", "outils-3")
ERROR_RATE = 0.3


class Grader:
    """Knows the labels by the code of each draft, errs on purpose, and remembers what it answered."""

    def __init__(self, folder: Path) -> None:
        self.pairs: dict[tuple[str, str], tuple[int, int]] = {}
        self._given: dict[str, dict[str, int]] = {}
        chance = random.Random(11)
        self._labels: dict[str, dict[str, int]] = {}
        for path in sorted(folder.glob("*.md")):
            code = LaidOutDraft(read_draft(path), Integrity()).nonce
            labels = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))["labels"]
            self._labels[code] = {label["id"]: label["level"] for label in labels if label["level"] is not None}
            self._given[code] = {c: self._said(level, chance) for c, level in self._labels[code].items()}

    def answer(self, body: Body, _rank: int) -> Reply:
        code = nonce(body)
        for criterion in asked_ids(body):
            if criterion in self._labels[code]:
                self.pairs[code, criterion] = (self._labels[code][criterion], self._given[code][criterion])
        return graded(body, {c: self._given[code].get(c, 2) for c in asked_ids(body)})

    @staticmethod
    def _said(level: int, chance: random.Random) -> int:
        if chance.random() >= ERROR_RATE:
            return level
        return level + 1 if level == 0 or (level < 3 and chance.random() < 0.5) else level - 1


def quadratic_kappa(pairs: list[tuple[int, int]]) -> float:
    """From the definition: one minus the mean squared gap over the one that chance would give."""
    observed = sum((a - b) ** 2 for a, b in pairs) / len(pairs)
    expected = sum((a - b) ** 2 for a, _ in pairs for _, b in pairs) / len(pairs) ** 2
    return 1 - observed / expected


def test_the_printed_agreement_is_the_one_worked_out_by_hand(
    tmp_path: Path, built_home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    data = tmp_path / "data"
    data.mkdir()
    for name in DRAFTS:
        for suffix in (".md", ".json"):
            shutil.copy(DATA / f"{name}{suffix}", data)
    grader = Grader(data)
    with ModelServer(grader.answer).running() as server:
        monkeypatch.setenv("JALON_HOME", str(built_home))
        monkeypatch.setenv("JALON_BASE_URL", server.url)
        monkeypatch.setenv("OPENAI_API_KEY", "cle")
        command = ["eval", "run", "critique", "--data", str(data), "--out", str(tmp_path / "out"), "--json"]
        assert main([*command, "--model", "openai:gpt-essai", "--baselines", "none"]) == 0
    scores = json.loads(capsys.readouterr().out)
    pairs = list(grader.pairs.values())
    assert len(pairs) >= 10
    assert any(a != b for a, b in pairs)
    assert scores["model"] == "openai:gpt-essai"
    assert scores["counts"]["failed"] == 0
    overall = scores["overall"]
    assert overall["qwk"]["n"] == len(pairs)
    assert overall["qwk"]["value"] == pytest.approx(quadratic_kappa(pairs), abs=1e-4)
    assert overall["exact"]["value"] == pytest.approx(sum(a == b for a, b in pairs) / len(pairs), abs=1e-4)
    assert overall["within_one"]["value"] == 1.0
    assert overall["bias"]["value"] == pytest.approx(sum(b - a for a, b in pairs) / len(pairs), abs=1e-4)
    assert scores["usage"]["jalon"]["calls"] == len(server.requests)
    assert scores["usage"]["jalon"]["cost_eur"] is None
