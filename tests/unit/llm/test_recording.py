from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from assistant.errors import ModelUnavailable
from assistant.llm.ports import ChatRequest, Delta, Message, UnusableAnswer
from assistant.llm.recording import Recording
from assistant.llm.scripted import ScriptedModel

REQUEST = ChatRequest((Message("user", "Le chiffre secret est 42"),), prompt="judge-criteria@1")


def lines_of(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_a_line_a_call_without_a_word_of_the_learner(tmp_path: Path) -> None:
    path = tmp_path / "calls" / "model.jsonl"
    model = Recording(ScriptedModel(["Réponse privée", ModelUnavailable("panne"), (Delta("coup"),)]), path)
    model.complete(REQUEST)
    with pytest.raises(ModelUnavailable):
        model.complete(REQUEST)
    with pytest.raises(UnusableAnswer):
        model.complete(REQUEST)
    ok, down, cut = lines_of(path)
    assert (ok["outcome"], ok["finish"], ok["prompt"], ok["model"]) == (
        "ok",
        "stop",
        "judge-criteria@1",
        "scripted:essai",
    )
    assert isinstance(ok["prompt_tokens"], int)
    assert (down["outcome"], cut["outcome"]) == ("ModelUnavailable", "UnusableAnswer:cut")
    assert ok["request_sha256"] == down["request_sha256"]
    written = path.read_text(encoding="utf-8")
    assert not any(word in written for word in ("secret", "42 ", "privée", "coup"))
    assert path.stat().st_mode & 0o077 == 0


def test_text_is_kept_when_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "model.jsonl"
    Recording(ScriptedModel(["Réponse"]), path, with_text=True).complete(REQUEST)
    (line,) = lines_of(path)
    assert (line["answer"], line["messages"]) == ("Réponse", [["user", "Le chiffre secret est 42"]])


def test_a_stream_left_midway_is_recorded_as_such(tmp_path: Path) -> None:
    stream = Recording(ScriptedModel(["a" * 100]), tmp_path / "m.jsonl").stream(REQUEST)
    next(stream)
    stream.close()  # type: ignore[attr-defined]
    assert lines_of(tmp_path / "m.jsonl")[0]["outcome"] == "abandoned"


def test_lines_stay_whole_under_threads(tmp_path: Path) -> None:
    model = Recording(ScriptedModel(lambda _r: "ok"), tmp_path / "m.jsonl")
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _n: model.complete(REQUEST), range(80)))
    assert len(lines_of(tmp_path / "m.jsonl")) == 80
