"""``jalon critique --model`` taken up again: nothing already judged is asked again, and the learner is told."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from assistant.cli import main
from assistant.corpus.location import corpus_folder
from evals.benchmarks.judging_answers import asked_ids, good
from evals.benchmarks.model_server import ModelServer, failing

DRAFT = (corpus_folder() / "samples" / "sources" / "analyse.md").read_text(encoding="utf-8")


@pytest.fixture(autouse=True)
def home(built_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of its own, on the shared index."""
    own = tmp_path / "home"
    own.mkdir()
    (own / "index").symlink_to(built_home / "index")
    monkeypatch.setenv("JALON_HOME", str(own))
    return own


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    path = tmp_path / "v1.md"
    path.write_text(DRAFT, encoding="utf-8")
    return path


class Desk:
    """Runs the command against a server, and knows which criteria the server was asked about."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self._monkeypatch, self._capsys = monkeypatch, capsys
        self.said = ""

    def critique(
        self, path: Path, *options: str, breaks_after: int | None = None, model: str = "generic:essai"
    ) -> tuple[dict[str, Any], list[str]]:
        def answer(body, rank):
            broken = breaks_after is not None and rank >= breaks_after
            return failing(401, "revoked") if broken else good(body)

        with ModelServer(answer).running() as server:
            self._monkeypatch.setenv("JALON_BASE_URL", server.url)
            main(["critique", str(path), "--production", "outils", "--model", model, "--json", *options])
        shown = self._capsys.readouterr()
        self.said = shown.err
        served = server.requests[:breaks_after]
        return json.loads(shown.out), [c for body in served for c in asked_ids(body)]


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Desk:
    return Desk(monkeypatch, capsys)


def ids(critique: dict[str, Any], status: str) -> set[str]:
    return {c["id"] for c in critique["criteria"] if c["status"] == status}


def test_a_critique_cut_short_is_completed_and_nothing_is_judged_twice(desk, draft) -> None:
    first, asked = desk.critique(draft, breaks_after=1)
    assert ids(first, "judged") == set(asked)
    assert ids(first, "failed")
    second, missing = desk.critique(draft)
    assert set(missing) == ids(first, "failed")
    assert len(missing) == len(set(missing))
    assert ids(second, "judged") == ids(first, "judged") | ids(first, "failed")
    assert second["usage"]["calls"] == 1
    assert f"{len(asked)} critères sur 6 déjà jugés sur ce fichier" in desk.said
    kept = {c["id"]: c for c in first["criteria"] if c["status"] == "judged"}
    third, asked = desk.critique(draft)
    assert asked == []
    assert [c for c in third["criteria"] if c["id"] in kept] == list(kept.values())
    assert third["usage"] | {"seconds": 0} == {
        "calls": 0, "prompt_tokens": 0, "cached_tokens": 0, "completion_tokens": 0, "cost_eur": None, "seconds": 0,
    }  # fmt: skip
    assert "100 % épargnés, rien à juger" in desk.said


def test_a_new_version_is_judged_only_where_its_evidence_changed(desk, draft, tmp_path, capsys) -> None:
    desk.critique(draft)
    second = tmp_path / "v2.md"
    second.write_text(f"{DRAFT}\n\nAu revoir, et merci de votre lecture.\n", encoding="utf-8")
    found, asked = desk.critique(second)
    assert len(set(asked)) < 6
    assert "repris d'une version précédente" in desk.said
    assert len(ids(found, "judged")) == 6
    main(["read", str(second), "--json"])
    text = json.loads(capsys.readouterr().out)["text"]
    quotes = [e for c in found["criteria"] for e in c["evidence"]]
    assert quotes
    assert all(text[e["start"] : e["end"]] == e["quote"] for e in quotes)
    assert desk.critique(second)[1] == []
    third = tmp_path / "v3.md"
    third.write_text(DRAFT.replace("e", "é"), encoding="utf-8")
    assert len(set(desk.critique(third)[1])) == 6


def test_what_a_verdict_depends_on_makes_it_judged_again(desk, draft) -> None:
    desk.critique(draft)
    assert len(set(desk.critique(draft, "--fresh")[1])) == 6
    assert len(set(desk.critique(draft, "--confirm")[1])) == 6
    assert len(set(desk.critique(draft, model="generic:autre")[1])) == 6


@pytest.mark.parametrize("one_file", [True, False])
def test_what_is_kept_can_be_seen_and_forgotten(desk, draft, home, one_file, capsys) -> None:
    desk.critique(draft)
    assert main(["forget", *([str(draft)] if one_file else [])]) == 0
    assert "6 jugements oubliés" in capsys.readouterr().out
    assert b"Vous donnez un fait" not in b"".join(p.read_bytes() for p in home.glob("verdicts.sqlite3*"))
    assert len(set(desk.critique(draft)[1])) == 6
    if one_file:
        main(["doctor", "--json"])
        report = json.loads(capsys.readouterr().out)
        (kept,) = [c for c in report["checks"] if c["name"] == "Jugements gardés"]
        assert "6 jugements sur 1 fichier," in kept["found"]
        assert str(home / "verdicts.sqlite3") in kept["found"]


def test_a_damaged_file_of_verdicts_stops_nothing(desk, draft, home) -> None:
    (home / "verdicts.sqlite3").write_bytes(b"not a database" * 400)
    found, asked = desk.critique(draft)
    assert len(ids(found, "judged")) == len(set(asked)) == 6
    assert desk.said.count("jalon forget") == 1
    assert main(["forget"]) == 0
    assert not (home / "verdicts.sqlite3").exists()


def test_the_embedded_brain_keeps_nothing(draft, home, capsys) -> None:
    assert main(["critique", str(draft), "--json"]) == 0
    assert not list(home.glob("verdicts*"))
