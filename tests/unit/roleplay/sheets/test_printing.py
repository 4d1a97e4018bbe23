"""The printed sheets: three documents, in Word and PDF, each with what its reader may know and nothing else."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from assistant.corpus.referentiel_file import load_referentiel
from assistant.domain.scenario import Scenario
from assistant.errors import UserError
from assistant.roleplay.authoring.publishing import new_scenario
from assistant.roleplay.composing.case import Request
from assistant.roleplay.french.amounts import euros
from assistant.roleplay.sheets.building import build_sheet
from assistant.roleplay.sheets.printing import render_document, write_scenario
from assistant.roleplay.sheets.sheet import SHEET_NAMES, Sheet, SheetName


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return new_scenario(Request(seed=7, accommodation="malvoyant", zone="reference"))


def words(sheet: Sheet) -> str:
    parts: list[str] = [sheet.title, sheet.subtitle, sheet.warning]
    for section in sheet.sections:
        parts += [section.title, *section.paragraphs, *section.bullets]
        parts += [cell for table in section.tables for row in (table.header, *table.rows) for cell in row]
    return "\n".join(parts)


def sheet(scenario: Scenario, name: SheetName) -> str:
    return words(build_sheet(scenario, name, load_referentiel()))


def test_the_sellers_sheet_holds_no_secret(scenario: Scenario) -> None:
    text = sheet(scenario, "vendeur")
    economics = scenario.economics
    assert economics is not None
    assert euros(economics.seller.reserve) in text
    assert economics.buyer.alternative.text not in text
    assert not any(fact.text in text for fact in scenario.facts)
    assert not any(said in text for o in scenario.objections for said in o.says)


def test_the_buyers_sheet_holds_nothing_of_the_sellers_side(scenario: Scenario) -> None:
    text = sheet(scenario, "acheteur")
    economics = scenario.economics
    assert economics is not None
    assert all(fact.text in text for fact in scenario.facts)
    assert euros(economics.buyer.reserve) in text
    assert economics.seller.alternative.text not in text
    assert euros(economics.seller.unit_cost) not in text
    assert "Jamais" in text


def test_the_line_of_whoever_picks_up_is_marked_and_the_prospects_are_not() -> None:
    call = new_scenario(Request(kind="prospection", seed=2))
    barrier, *own = call.objections
    first = call.person(barrier.holder)
    for name in ("acheteur", "guide"):
        text = sheet(call, name)
        assert f"{first.name} ({first.role}) : {barrier.says[0]}" in text
        assert not any(f") : {o.says[0]}" in text for o in own)
    assert f"Décrochez en jouant {first.name}" in sheet(call, "acheteur")


def test_the_sheet_of_a_team_says_who_knows_and_who_objects() -> None:
    meeting = new_scenario(Request(kind="reunion", seed=2))
    text = sheet(meeting, "acheteur")
    for item, said in [(f, f.text) for f in meeting.facts] + [(o, o.says[0]) for o in meeting.objections]:
        person = meeting.person(item.holder)
        assert f"{person.name} ({person.role}) : {said}" in text


def test_each_participant_has_a_part_to_cut_out() -> None:
    meeting = new_scenario(Request(kind="reunion", seed=2))
    sections = build_sheet(meeting, "acheteur", load_referentiel()).sections
    for person in meeting.people:
        part = next(s for s in sections if s.title.endswith(person.name))
        told = "\n".join(cell for table in part.tables for row in table.rows for cell in row)
        assert all((fact.text in told) == (fact.holder == person.id) for fact in meeting.facts)


def test_whoever_plays_the_client_has_the_first_words_the_reason_of_a_pretext_and_the_weights(
    scenario: Scenario,
) -> None:
    hidden = scenario.facts[0]
    pretext = scenario.objections[0].model_copy(update={"pretext": True, "hides": hidden.id})
    played = scenario.model_copy(update={"objections": (pretext, *scenario.objections[1:])})
    text = sheet(played, "acheteur")
    assert scenario.brief.opening in text
    assert f"(Prétexte ; ce qui compte au fond : « {hidden.text} »)" in text
    for person in scenario.people:
        assert f"{person.weight} % de la décision" in text


def test_the_sellers_sheet_says_that_a_condition_obtained_lowers_the_floor(scenario: Scenario) -> None:
    text = sheet(scenario, "vendeur")
    assert "relève ce plancher" in text
    assert "l'abaisse de ce qu'elle vous rapporte" in text


@pytest.mark.parametrize("kind", ["decouverte", "prospection", "reunion"])
def test_the_questions_of_the_debrief_are_those_of_the_talk(kind: Any, scenario: Scenario) -> None:
    made = new_scenario(Request(kind=kind, seed=2))
    assert "Qu'avez-vous cédé" not in sheet(made, "guide")
    assert "Qu'avez-vous cédé" in sheet(scenario, "guide")


def test_the_guide_holds_both_sides_and_the_whole_grid(scenario: Scenario) -> None:
    text = sheet(scenario, "guide")
    referentiel = load_referentiel()
    for occasion in scenario.occasions:
        assert occasion.criterion in text
        assert referentiel.criterion(occasion.criterion).text[1:] in text
    economics = scenario.economics
    assert economics is not None
    assert euros(economics.seller.reserve) in text
    assert euros(economics.buyer.reserve) in text
    assert scenario.legal_trap is not None
    assert scenario.legal_trap.rule in text
    assert "vendeur compétent" in text


@pytest.mark.parametrize("name", SHEET_NAMES)
def test_each_document_opens_in_word_and_in_pdf(scenario: Scenario, name: SheetName) -> None:
    import docx
    import pypdfium2

    referentiel = load_referentiel()
    word = docx.Document(BytesIO(render_document(scenario, name, "docx", referentiel)))
    headings = [p.text for p in word.paragraphs if p.style is not None and p.style.name == "Heading 1"]
    assert headings == [s.title.replace(" :", "\u00a0:") for s in build_sheet(scenario, name, referentiel).sections]
    assert word.core_properties.language == "fr-FR"
    pdf = pypdfium2.PdfDocument(render_document(scenario, name, "pdf", referentiel))
    try:
        text = "".join(page.get_textpage().get_text_bounded() for page in pdf)
        assert 1 <= len(pdf) <= 12
        assert scenario.brief.buyer_company.name in text
    finally:
        pdf.close()


@pytest.mark.parametrize("kind", ["decouverte", "prospection", "reunion"])
def test_the_smaller_situations_print_too(kind: Any) -> None:
    made = new_scenario(Request(kind=kind, seed=2))
    for name in SHEET_NAMES:
        assert render_document(made, name, "pdf", load_referentiel()).startswith(b"%PDF")
        assert render_document(made, name, "docx", load_referentiel()).startswith(b"PK")


def test_a_folder_receives_seven_files_or_none(scenario: Scenario, tmp_path: Path) -> None:
    written = write_scenario(scenario, tmp_path / "a", load_referentiel())
    assert len(written) == 7
    assert sorted(p.name for p in (tmp_path / "a").iterdir()) == sorted(p.name for p in written)
    blocked = tmp_path / "fichier"
    blocked.write_text("x")
    with pytest.raises(UserError, match="ne peut pas être écrit"):
        write_scenario(scenario, blocked / "b", load_referentiel())
