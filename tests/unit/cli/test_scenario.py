"""``jalon scenario``: one command makes a case with its sheets, another checks any file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.cli import main
from assistant.corpus.location import corpus_folder


def test_new_prints_the_contract_json_on_stdout_alone(capsys: pytest.CaptureFixture[str]) -> None:
    assert (
        main(["scenario", "new", "--sector", "sante", "--seed", "3", "--level", "3", "--model", "embedded", "--json"])
        == 0
    )
    out, err = capsys.readouterr()
    scenario = json.loads(out)
    assert scenario["schema"] == "jalon/scenario@1"
    assert scenario["level"] == 3
    assert scenario["solvability"]["sound"] is True
    assert err == ""


def test_new_writes_the_case_and_its_documents_and_check_accepts_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["scenario", "new", "--seed", "4", "--model", "embedded", "--output", str(tmp_path / "cas")]) == 0
    names = sorted(p.name for p in (tmp_path / "cas").iterdir())
    assert len(names) == 7
    file = next((tmp_path / "cas").glob("*.json"))
    capsys.readouterr()
    assert main(["scenario", "check", str(file)]) == 0
    assert "Scénario jouable." in capsys.readouterr().out


def test_check_refuses_a_scenario_whose_figures_disagree(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["scenario", "new", "--seed", "4", "--model", "embedded", "--json"]) == 0
    scenario = json.loads(capsys.readouterr().out)
    scenario["economics"]["buyer"]["unit_worth"] *= 2
    file = tmp_path / "faux.json"
    file.write_text(json.dumps(scenario), encoding="utf-8")
    assert main(["scenario", "check", str(file)]) == 1
    out, err = capsys.readouterr()
    assert "✗ Marges" in out
    assert "ne peut pas être joué" in err
    assert "Traceback" not in err


def test_from_an_offer_and_its_refusals(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    offer = corpus_folder() / "samples" / "offre.docx"
    assert main(["scenario", "new", "--from", str(offer), "--model", "embedded"]) == 0
    assert "43" in capsys.readouterr().out
    assert main(["scenario", "new", "--kind", "reunion", "--from", str(offer), "--model", "embedded"]) == 1
    assert "--from" in capsys.readouterr().err


def test_an_unknown_sector_lists_the_known_ones(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["scenario", "new", "--sector", "lune", "--model", "embedded"]) == 1
    assert "logistique" in capsys.readouterr().err
