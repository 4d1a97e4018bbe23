from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.cli import main
from assistant.corpus.location import corpus_folder
from assistant.corpus.referentiel_file import default_referentiel_path

DOSSIER = corpus_folder() / "samples" / "dossier.docx"


@pytest.fixture
def home(built_home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("JALON_HOME", str(built_home))
    return built_home


def test_help_speaks_french_and_imports_nothing_heavy() -> None:
    code = (
        "import sys; from assistant.cli import main\n"
        "try: main(['--help'])\n"
        "except SystemExit: pass\n"
        "heavy = {'pydantic', 'numpy', 'chromadb', 'langchain', 'openai', 'streamlit', 'docx', 'sklearn', 'yaml'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"
    for word in ("Usage :", "commandes:", "critique", "afficher cette aide"):
        assert word in done.stdout
    assert "show this help" not in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 80


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "il manque : COMMANDE"),
        (["critique"], "il manque : FICHIER"),
        (["critique", "a.md", "--vite"], "option ou argument inconnu : --vite"),
        (["search", "x", "-k", "beaucoup"], "« beaucoup » n'est pas un nombre entier"),
        (["search", "x", "--kind", "poeme"], "« poeme » n'est pas possible"),
        (["critique", "a.md", "--model"], "attend une valeur"),
    ],
)
def test_wrong_usage_is_exit_2_and_one_french_sentence(arguments, said, capsys) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
    shown = capsys.readouterr()
    assert said in shown.err
    assert shown.out == ""
    assert shown.err.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["critique", "absent.docx"], "absent.docx"),
        (["critique", str(DOSSIER), "--output", "rapport.txt"], ".txt"),
        (["critique", str(DOSSIER), "--model", "gpt"], "fournisseur:modèle"),
        (["critique", str(DOSSIER), "--production", "memoire"], "memoire"),
        (["referentiel", "show", "CR.9.9.99"], "CR.9.9.99"),
        (["referentiel", "check", "absent.yaml"], "absent.yaml"),
        (["read", "absent.pdf"], "absent.pdf"),
        (["search", "x", "-k", "0"], "au moins 1"),
    ],
)
def test_bad_input_is_exit_1_and_says_what_to_do(arguments, said, capsys, home) -> None:
    assert main(arguments) == 1
    shown = capsys.readouterr()
    assert said in shown.err
    assert "Traceback" not in shown.err
    assert shown.out == ""


def test_critique_json_is_the_contract_s_and_alone_on_standard_output(capsys, home) -> None:
    assert main(["critique", str(DOSSIER), "--json"]) == 0
    critique = json.loads(capsys.readouterr().out)
    assert list(critique)[:5] == ["schema", "draft", "production", "model", "referentiel"]
    assert critique["schema"] == "jalon/critique@1"
    assert critique["model"] == "embedded"
    assert critique["referentiel"] == "rdc@1"
    assert len(critique["criteria"]) == 23
    wanted = {
        "id",
        "status",
        "level",
        "evidence",
        "expectation",
        "finding",
        "gap",
        "question",
        "next_step",
        "confidence",
    }
    assert all(wanted <= set(c) for c in critique["criteria"])
    evidence = next(c["evidence"][0] for c in critique["criteria"] if c["evidence"])
    assert {"quote", "passage", "section", "page", "start", "end"} <= set(evidence)
    assert main(["read", str(DOSSIER), "--json"]) == 0
    text = json.loads(capsys.readouterr().out)["text"]
    for criterion in critique["criteria"]:
        for item in criterion["evidence"]:
            assert text[item["start"] : item["end"]] == item["quote"]


@pytest.mark.parametrize("suffix", [".md", ".html", ".docx", ".pdf"])
def test_the_report_is_written_whole_and_said(suffix, capsys, home, tmp_path) -> None:
    report = tmp_path / f"rapport{suffix}"
    assert main(["critique", str(DOSSIER), "--output", str(report)]) == 0
    shown = capsys.readouterr()
    assert "TROIS GESTES D'ABORD" in shown.out
    assert str(report) in shown.err
    assert report.stat().st_size > 2_000
    assert [p.name for p in tmp_path.iterdir() if p.suffix in {".md", ".html", ".docx", ".pdf", ".tmp"}] == [
        report.name
    ]


def test_a_run_that_fails_leaves_no_report(capsys, home, tmp_path) -> None:
    short = tmp_path / "court.md"
    short.write_text("# Trop court\n\nQuelques mots.", encoding="utf-8")
    assert main(["critique", str(short), "--output", str(tmp_path / "r.html")]) == 1
    assert "80 au moins" in capsys.readouterr().err
    assert not (tmp_path / "r.html").exists()


def test_read_prints_the_text(capsys) -> None:
    assert main(["read", str(corpus_folder() / "samples" / "negociation-transcription.md")]) == 0
    assert "Acheteur" in capsys.readouterr().out


def test_search_finds_codes_exactly_and_words_by_meaning(capsys, home) -> None:
    assert main(["search", "que veut dire CR.1.1.03 ?", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["results"][0]["id"] == "CR.1.1.03"
    assert main(["search", "c.1.2b", "-k", "1", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["results"][0] == {
        **json.loads(json.dumps({"kind": "competence", "id": "C.1.2b", "score": 1.0})),
        "text": json.loads(json.dumps(_competence("C.1.2b"))),
    }
    assert main(["search", "calculer ma marge et mon prix", "--kind", "criterion"]) == 0
    assert "CR.3.1.3.03" in capsys.readouterr().out


def _competence(code: str) -> str:
    from assistant.corpus.referentiel_file import load_referentiel

    return load_referentiel().competence(code).text


def test_index_says_it_is_ready(capsys, home) -> None:
    assert main(["index"]) == 0
    assert "Index prêt" in capsys.readouterr().out


def test_doctor_checks_every_part_hides_secrets_and_gives_remedies(capsys, home, monkeypatch) -> None:
    monkeypatch.setenv("JALON_API_KEY", "sk-secret-123")
    assert main(["doctor"]) == 0
    shown = capsys.readouterr().out
    assert "sk-secret" not in shown
    for part in ("Python", "Référentiel", "Dossier", "Empreintes", "Index", "Chroma", "Modèle"):
        assert part in shown
    assert main(["doctor", "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert all(c["state"] == "ok" or c["remedy"] for c in report["checks"])


def test_doctor_names_a_home_that_cannot_be_written(capsys, monkeypatch, tmp_path) -> None:
    blocked = tmp_path / "fichier"
    blocked.write_text("", encoding="utf-8")
    monkeypatch.setenv("JALON_HOME", str(blocked))
    assert main(["doctor"]) == 1
    assert "→" in capsys.readouterr().out


def test_referentiel_show_and_check(capsys) -> None:
    for wanted, said in (
        ([], "Bloc 4"),
        (["CR.1.1.03"], "Ce que le jury attend"),
        (["c.1.2b"], "C.1.2b"),
        (["3.2.2-3"], "CR.3.2.2-3.13"),
        (["dossier"], "Modalités"),
        (["B2"], "C.2.4"),
    ):
        assert main(["referentiel", "show", *wanted]) == 0
        assert said in capsys.readouterr().out
    assert main(["referentiel", "check"]) == 0
    assert "119 critères" in capsys.readouterr().out
    assert main(["referentiel", "check", str(default_referentiel_path())]) == 0


def test_an_unexpected_error_is_one_sentence_and_a_trace_without_text(capsys, monkeypatch, tmp_path) -> None:
    import assistant.cli.referentiel as command

    def broken(_options: object) -> int:
        raise RuntimeError("phrase secrète de l'apprenant")

    monkeypatch.setattr(command, "show", broken)
    assert main(["referentiel", "show"]) == 1
    shown = capsys.readouterr()
    assert "erreur inattendue" in shown.err
    assert "Traceback" not in shown.err
    (trace,) = (tmp_path / "home" / "incidents").iterdir()
    assert "secrète" not in trace.read_text("utf-8") + shown.err


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes on this system")
@pytest.mark.usefixtures("home")
def test_a_pipe_is_not_waited_for_to_forget_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    os.mkfifo(tmp_path / "tube.md")

    assert main(["forget", str(tmp_path / "tube.md")]) == 1
    assert "fichier spécial" in capsys.readouterr().err


@pytest.mark.usefixtures("home")
def test_a_report_never_takes_the_place_of_the_draft(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    draft, alias = tmp_path / "dossier.docx", tmp_path / "rapport.docx"
    draft.write_bytes(DOSSIER.read_bytes())
    alias.symlink_to(draft)

    for output in (draft, alias):
        assert main(["critique", str(draft), "--output", str(output)]) == 1
        assert "votre brouillon" in capsys.readouterr().err
    assert draft.read_bytes() == DOSSIER.read_bytes()


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("command", ["search", "chat"])
def test_bytes_that_are_no_text_are_refused_in_one_sentence(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([command, "\udcff prix"]) == 1
    assert "UTF-8" in capsys.readouterr().err
