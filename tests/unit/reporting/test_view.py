from __future__ import annotations

import pytest

from assistant.domain.document import Document, Passage
from assistant.domain.judgement import Evidence
from assistant.domain.referentiel import Referentiel
from assistant.errors import UnknownIdError
from assistant.reporting import build_view
from assistant.reporting.view import CriterionView
from tests.unit.reporting import samples


def _criterion(criterion_id: str) -> CriterionView:
    return next(c for c in samples.view().criteria() if c.id == criterion_id)


def test_every_criterion_is_there_once_in_the_official_order_under_its_heading() -> None:
    view = samples.view()
    official = samples.referentiel().criteria_of("dossier")
    assert [c.id for c in view.criteria()] == [c.id for c in official]
    assert [c.wording for c in view.criteria()] == [c.text for c in official]
    assert [h.title for h in view.headings][:2] == [
        "Qualité de la méthode et de la recherche d'informations",
        "Pertinence de l'analyse du marché",
    ]
    assert view.headings[0].competences == ("C.1.1a", "C.1.1b")


def test_quotes_are_numbered_through_the_report_and_say_where_they_stand() -> None:
    quotes = list(samples.view().quote_views())
    assert [q.number for q in quotes] == list(range(1, len(quotes) + 1))
    assert quotes[0].where == "partie « 1. D'où viennent nos chiffres », page 1"
    assert all(samples.document().text[q.start : q.end] == q.quote for q in quotes)


def test_moves_come_in_the_order_of_the_priorities() -> None:
    view = samples.view()
    assert [m.id for m in view.moves] == ["CR.1.1.05", "CR.1.3.04", "CR.1.1.03"]
    assert [m.priority for m in view.moves] == [1, 2, 3]


def test_not_treated_says_where_it_looked() -> None:
    assert _criterion("CR.1.1.05").looked_at == (
        "partie « 1. D'où viennent nos chiffres »",
        "partie « 2. Le marché de la chaussure de sécurité », page 2",
    )
    assert _criterion("CR.1.1.08").looked_at == ("dans tout le texte (19 passages)",)
    assert _criterion("CR.1.1.03").looked_at == ()


def test_failed_and_not_assessable_say_why() -> None:
    assert _criterion("CR.1.2.05").why.startswith("Le modèle n'a pas répondu après 4 essais.")
    assert "Relancez" in _criterion("CR.1.3.06").why
    assert "ne permet pas" in _criterion("CR.1.4.02").why
    assert _criterion("CR.1.1.01").why == ""


def test_the_guidance_gives_the_expectation_when_the_verdict_does_not() -> None:
    assert _criterion("CR.1.4.02").expectation.startswith("Le jury attend vos arbitrages")


def test_the_worked_example_is_joined_by_its_id() -> None:
    example = _criterion("CR.1.1.06").exemplar
    assert example is not None
    assert example.company == "Jardins de Solenne"
    assert _criterion("CR.1.1.01").exemplar is None


def test_a_warning_that_the_critique_repeats_is_said_once() -> None:
    critique = samples.critique()
    warning = samples.document().warnings[0]
    twice = critique.model_copy(update={"notices": (*critique.notices, warning)})
    view = build_view(twice, samples.document(), samples.referentiel(), samples.corpus(), when=samples.WHEN)
    assert view.warnings == ()
    assert samples.view().warnings == (warning,)


def test_a_criterion_of_another_referentiel_is_refused() -> None:
    fields = samples.referentiel().model_dump(by_alias=True)
    other = Referentiel.model_validate({**fields, "groups": fields["groups"][4:]})
    with pytest.raises(UnknownIdError, match=r"CR\.1\.1\.01"):
        build_view(samples.critique(), samples.document(), other, samples.corpus(), when=samples.WHEN)


@pytest.mark.parametrize(
    ("file_format", "kind", "locator", "page", "turn", "expected"),
    [
        ("pptx", "paragraph", "", 3, None, "partie « S », diapositive 3"),
        ("xlsx", "row", "Ventes!B12", 2, None, "partie « S », Ventes!B12"),
        ("docx", "note", "pied de page", None, None, "partie « S », pied de page"),
        ("docx", "paragraph", "p:4", None, None, "partie « S »"),
        ("txt", "turn", "", None, 12, "partie « S », réplique 12"),
    ],
)
def test_a_quote_is_placed_in_the_terms_of_its_format(
    file_format: str, kind: str, locator: str, page: int | None, turn: int | None, expected: str
) -> None:
    passage = Passage(
        id="p-1", text="abc", start=0, end=3, kind=kind, section="S", page=page, turn=turn, locator=locator  # type: ignore[arg-type]
    )  # fmt: skip
    document = Document(
        name="d", sha256="0", format=file_format, kind="ecrit", text="abc", passages=(passage,)  # type: ignore[arg-type]
    )  # fmt: skip
    critique = samples.critique()
    proof = Evidence(quote="abc", passage="p-1", section="S", page=page, start=0, end=3, turn=turn)
    verdict = critique.criteria[0].model_copy(update={"evidence": (proof,)})
    small = critique.model_copy(update={"criteria": (verdict,)})
    view = build_view(small, document, samples.referentiel(), samples.corpus(), when=samples.WHEN)
    assert next(view.quote_views()).where == expected
