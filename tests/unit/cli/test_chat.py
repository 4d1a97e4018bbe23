"""``jalon chat`` in a pipe: the contract's JSON, a conversation, a draft."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from assistant.cli import main

DRAFT = Path(__file__).parents[3] / "corpus" / "samples" / "prospection.docx"


@pytest.fixture(autouse=True)
def _home(built_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JALON_HOME", str(built_home))


def test_the_json_is_that_of_the_contract(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["chat", "c'est quoi le CR.2.1.03 ?", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert set(answer) == {"answer", "intent", "refused", "citations", "usage"}
    assert answer["intent"] == "referentiel"
    assert answer["refused"] is False
    assert answer["citations"][0] == {"kind": "criterion", "id": "CR.2.1.03"}
    assert all(c["id"] in answer["answer"] for c in answer["citations"])


def test_a_conversation_is_read_until_quitter(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("explique CR.2.1.03\n\net le suivant ?\nquitter\nbonjour\n"))
    assert main(["chat"]) == 0
    shown = capsys.readouterr()
    assert "[CR.2.1.03]" in shown.out
    assert "[CR.2.1.04]" in shown.out
    assert "Bonjour" not in shown.out
    assert "IA" in shown.err


def test_a_draft_is_quoted(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["chat", "où en est mon travail ?", "--draft", str(DRAFT), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["intent"] == "draft"
    assert "12 critères" in answer["answer"]


@pytest.mark.parametrize("arguments", [["chat", "  "], ["chat", "--json"], ["chat", "salut", "--draft", "absent.docx"]])
def test_wrong_input_is_one_french_sentence(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 1
    assert capsys.readouterr().err.count("\n") == 1
