"""`jalon roleplay` and `jalon debrief` as another program sees them."""

import json
from pathlib import Path

import pytest

from assistant.cli import main

SAMPLE = Path(__file__).parents[3] / "corpus" / "samples" / "negociation-transcription.md"
SCENARIO = Path(__file__).parents[2] / "unit" / "roleplay" / "data" / "plannings.json"
SCRIPT = """# une réplique par ligne
Vendeur : Bonjour Madame, merci de me recevoir. Je vous propose de parler de votre organisation puis de notre offre.
Comment faites-vous les plannings aujourd'hui ?
Si je comprends bien, vous y passez une journée et demie par semaine ?
Que vous demande l'inspection du travail ?
Comme vous devez montrer les temps de repos, notre registre est horodaté et s'exporte en un clic.
Je vous propose 8,30 euros par mois et par salarié.
Si vous vous engagez sur 36 mois, je descends à 7,80 €.
Merci Madame, je dois en rester là. Au revoir.
"""


@pytest.fixture
def scenario_file(tmp_path: Path) -> Path:
    path = tmp_path / "scenario.json"
    path.write_bytes(SCENARIO.read_bytes())
    return path


@pytest.fixture
def home(built_home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("JALON_HOME", str(built_home))
    return built_home


@pytest.mark.usefixtures("home")
def test_a_script_is_played_and_debriefed(
    scenario_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    script = tmp_path / "repliques.txt"
    script.write_text(SCRIPT, encoding="utf-8")
    assert main(["roleplay", str(scenario_file), "--script", str(script), "--seed", "3", "--json"]) == 0
    first = capsys.readouterr().out
    played = json.loads(first)
    assert played["schema"] == "jalon/roleplay@1"
    assert [t["turn"] for t in played["turns"]] == list(range(1, 18))
    assert {t["speaker"] for t in played["turns"]} == {"seller", "buyer"}
    assert played["turns"][2]["state"]["phase"] == "contact"
    assert played["outcome"]["ending"] == "refus"
    criteria = played["debrief"]["criteria"]
    assert [c["id"] for c in criteria] == [f"CR.3.2.2-3.{n:02d}" for n in range(1, 14)]
    sellers = {t["turn"] for t in played["turns"] if t["speaker"] == "seller"}
    assert all(e["turn"] in sellers for c in criteria for e in c["evidence"])
    main(["roleplay", str(scenario_file), "--script", str(script), "--seed", "3", "--json"])
    again = json.loads(capsys.readouterr().out)
    assert again["turns"] == played["turns"]


@pytest.mark.usefixtures("home")
def test_without_a_debrief_the_play_and_its_outcome_are_there(
    scenario_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    script = tmp_path / "repliques.txt"
    script.write_text(SCRIPT, encoding="utf-8")
    command = ["roleplay", str(scenario_file), "--script", str(script), "--seed", "3"]
    main([*command, "--json"])
    whole = json.loads(capsys.readouterr().out)
    assert main([*command, "--json", "--no-debrief"]) == 0
    played = json.loads(capsys.readouterr().out)
    assert played["debrief"] is None
    assert played["turns"] == whole["turns"]
    assert played["outcome"] == whole["outcome"]
    assert main([*command, "--no-debrief"]) == 0
    shown = capsys.readouterr().out
    assert "Fin :" in shown
    assert "Débriefing" not in shown


@pytest.mark.usefixtures("home")
def test_a_transcript_is_debriefed_on_the_thirteen_criteria(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["debrief", str(SAMPLE), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [c["id"] for c in found["criteria"]] == [f"CR.3.2.2-3.{n:02d}" for n in range(1, 14)]
    evidence = [e for c in found["criteria"] for e in c["evidence"]]
    assert evidence
    assert all(e["turn"] for e in evidence)
    assert found["talk"]["open_questions"] > 0


MEETING = """Animatrice : Bonjour. Nous avons trente minutes : un tour de table, puis nous notons les idées au tableau.

Inès : D'accord, je commence. Je manque d'échantillons pour les magasins.

Animatrice : Qu'est-ce qui vous manque, Karim, pour avancer sur la production ?

Karim : Le fumoir est pris jusqu'à fin mai, je ne tiendrai pas la cadence.

Animatrice : Revenons à notre objet. Je récapitule : deux références. Qui fait quoi, et pour quel jour ?

Inès : J'appelle les trois magasins avant vendredi.

Animatrice : Je vous envoie le compte rendu ce soir et nous nous retrouvons jeudi à neuf heures.
"""


@pytest.mark.usefixtures("home")
def test_a_meeting_is_debriefed_on_its_own_criteria(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "reunion.md"
    path.write_text(MEETING, encoding="utf-8")
    assert main(["debrief", str(path), "--kind", "reunion", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["situation"], found["group"]) == ("reunion", "4.3")
    assert [c["id"] for c in found["criteria"]] == [f"CR.4.3.{n:02d}" for n in range(1, 8)]
    apart = {c["id"] for c in found["criteria"] if c["status"] == "not_assessable"}
    assert apart == {"CR.4.3.01", "CR.4.3.02"}
    assert next(c for c in found["criteria"] if c["id"] == "CR.4.3.07")["level"] >= 2
    assert main(["debrief", str(path), "--kind", "reunion"]) == 0
    assert "non évaluable dans une réunion" in capsys.readouterr().out


@pytest.mark.usefixtures("home")
def test_what_a_person_reads(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["debrief", str(SAMPLE)]) == 0
    shown = capsys.readouterr().out
    assert "Débriefing" in shown
    assert "tour " in shown


@pytest.mark.usefixtures("home")
def test_a_conversation_in_the_terminal(
    scenario_file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = iter(["Bonjour Madame.", "/indice", "/retour", "/aide", "Comment travaillez-vous aujourd'hui ?", "/fin"])
    monkeypatch.setattr("builtins.input", lambda _prompt="": next(lines))
    assert main(["roleplay", str(scenario_file)]) == 0
    shown = capsys.readouterr().out
    assert "Vous échangez avec une IA" in shown
    assert "Indice :" in shown
    assert "annulé" in shown


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["roleplay", "absent.json"], "n'existe pas"),
        (["debrief", "absent.md"], ""),
    ],
)
def test_a_missing_file_is_one_french_sentence(
    arguments: list[str], word: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 1
    shown = capsys.readouterr()
    assert word in shown.err
    assert "Traceback" not in shown.err
    assert not shown.out


def test_files_that_are_not_what_they_should_be(
    tmp_path: Path, scenario_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = tmp_path / "broken.json"
    broken.write_text("{}", encoding="utf-8")
    empty = tmp_path / "vide.txt"
    empty.write_text("# rien\n", encoding="utf-8")
    prose = tmp_path / "prose.md"
    prose.write_text("Une page de texte suivi, sans aucun dialogue. " * 20, encoding="utf-8")
    for arguments in (
        ["roleplay", str(broken)],
        ["roleplay", str(scenario_file), "--script", str(empty)],
        ["roleplay", str(scenario_file), "--script", str(tmp_path / "absent.txt")],
        ["roleplay", str(scenario_file), "--json"],
        ["debrief", str(prose)],
    ):
        assert main(arguments) == 1, arguments
        assert "Traceback" not in capsys.readouterr().err
