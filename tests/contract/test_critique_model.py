"""The same command with a model behind it: a real HTTP server on loopback, faults included."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from assistant.cli import main
from assistant.corpus.location import corpus_folder
from evals.benchmarks.judging_answers import faulty, good
from evals.benchmarks.model_server import ModelServer, failing, text

ANALYSE = corpus_folder() / "samples" / "sources" / "analyse.md"


@pytest.fixture(autouse=True)
def _home(built_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JALON_HOME", str(built_home))


def critique(capsys: pytest.CaptureFixture[str], address: str, *options: str) -> tuple[int, dict[str, object], str]:
    import os

    os.environ["JALON_BASE_URL"] = address
    try:
        asked = ["critique", str(ANALYSE), "--production", "outils", "--model", "generic:essai", "--json", "--fresh"]
        code = main([*asked, *options])
    finally:
        del os.environ["JALON_BASE_URL"]
    shown = capsys.readouterr()
    return code, json.loads(shown.out), shown.err


def test_a_model_judges_and_every_quote_is_still_checked(capsys) -> None:
    with ModelServer(lambda body, _rank: good(body)).running() as server:
        code, found, _ = critique(capsys, server.url)
    assert code == 0
    assert found["model"] == "generic:essai"
    assert {c["status"] for c in found["criteria"]} == {"judged"}
    assert found["usage"]["calls"] >= 2
    assert found["usage"]["prompt_tokens"] > 0
    assert found["quotes"]["dropped"] == 0
    assert any("IA (generic:essai)" in n for n in found["notices"])


def test_random_faults_lose_no_criterion(capsys) -> None:
    chance = random.Random(7)
    with ModelServer(
        lambda body, _rank: faulty(chance, body) if chance.random() < 0.3 else good(body)
    ).running() as server:
        _, found, _ = critique(capsys, server.url)
    ids = [c["id"] for c in found["criteria"]]
    assert len(ids) == len(set(ids)) == 6
    assert all(c["status"] != "failed" or c["reason"] for c in found["criteria"])


def test_a_revoked_key_is_exit_3_and_named(capsys) -> None:
    with ModelServer(lambda _body, _rank: failing(401, "bad key")).running() as server:
        code, found, _ = critique(capsys, server.url)
    assert code == 3
    assert {c["status"] for c in found["criteria"]} == {"failed"}
    assert all("clé" in c["reason"] for c in found["criteria"])


def test_an_obedient_model_that_invents_its_quotes_convinces_nobody(capsys) -> None:
    def obeys(body, _rank):
        answer = json.loads("".join(good(body).pieces))
        for item in answer["criteria"]:
            item["level"] = 3
            item["quotes"] = [{"passage": "1", "text": "Cette phrase n'a jamais été écrite par personne."}]
        return text(json.dumps(answer, ensure_ascii=False))

    with ModelServer(obeys).running() as server:
        _, found, _ = critique(capsys, server.url)
    assert not [c for c in found["criteria"] if c["level"] in {2, 3}]
    assert found["quotes"]["verified"] == 0
