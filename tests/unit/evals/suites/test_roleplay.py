"""Labelled lines are recognised by the classifier alone, and with a model by the whole hearing of each line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from assistant.services import Services
from assistant.settings import Settings
from evals.benchmarks.model_server import Body, ModelServer, Reply, failing, text
from evals.suites.options import RunOptions
from evals.suites.roleplay import build
from tests.unit.roleplay.play_parts import embedder

LINES = [
    {"text": "Merci et au revoir, Monsieur.", "move": "leave"},
    {"text": "Ce dossier ne va pas.", "move": "refusal"},
]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "lignes"
    folder.mkdir()
    written = "\n".join(json.dumps(line, ensure_ascii=False) for line in LINES)
    (folder / "moves.jsonl").write_text(f"{written}\n", encoding="utf-8")
    return folder


def outputs(data: Path, settings: Settings) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    with Services(settings) as services:
        services.embedder = embedder()  # pyright: ignore[reportAttributeAccessIssue]
        plan = build(data, services, RunOptions())
        return [job.call(None) for job in plan.jobs]


def test_without_a_model_nothing_is_asked(data: Path, tmp_path: Path) -> None:
    found = outputs(data, Settings(home=tmp_path))
    assert [spent for _, spent in found] == [{}, {}]
    assert found[0][0] == {"move": "leave"}


def test_with_a_model_each_line_is_one_call(data: Path, tmp_path: Path) -> None:
    def answer(body: Body, _rank: int) -> Reply:
        if "au revoir" in body["messages"][-1]["content"]:
            return failing(400)
        return text(json.dumps({"acts": [{"kind": "refusal", "words": "ne va pas"}]}))

    with ModelServer(answer).running() as server:
        found = outputs(data, Settings(home=tmp_path, model="generic:essai", base_url=server.url, api_key="cle"))
    assert [output for output, _ in found] == [
        {"move": "leave", "hearer": "rules"},
        {"move": "refusal", "hearer": "model"},
    ]
    assert [spent["calls"] for _, spent in found] == [1, 1]
