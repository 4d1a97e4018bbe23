from __future__ import annotations

import io

import pytest
from docx import Document as WordFile

from assistant.services import Services
from assistant.ui import wording as w
from tests.ui.driving import SAMPLE, bodies, drop, open_app, state_of, text_of, until, with_sample


def reworked() -> bytes:
    """The sample with one empty promise replaced by what the jury looks for."""
    file = WordFile(str(SAMPLE))
    paragraph = next(p for p in file.paragraphs if p.text.startswith("J’ai gardé les informations"))
    paragraph.text = (
        "J'ai retenu ces sources parce que la direction se demande où gagner 260 000 € : l'enquête dit qui achète et "
        "pourquoi, la caisse dit combien. J'ai écarté les statistiques nationales d'ameublement, trop larges."
    )
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def two_versions():
    at = with_sample("versions")
    drop(at, "dossier-v2.docx", reworked())
    return until(at, lambda now: w.TIMELINE in text_of(now) and "Version 2" in text_of(now))


@pytest.mark.usefixtures("app_services")
def test_without_a_work_the_page_shows_the_way() -> None:
    assert w.NO_WORK in text_of(open_app("versions"))


@pytest.mark.usefixtures("app_services")
def test_the_next_version_shows_the_sentences_that_changed_and_what_was_not_judged_again() -> None:
    shown = text_of(two_versions())

    assert "où gagner 260 000 €" in shown  # the sentence replaced served no criterion: only what came in is shown
    assert "gardent leur niveau" in shown


@pytest.mark.usefixtures("app_services")
def test_the_timeline_has_a_column_a_version_and_a_line_a_criterion() -> None:
    sent = bodies(two_versions())

    picture = sent[sent.index('class="chemin"') :]
    assert picture.count('<th scope="col">Version') == 2
    assert picture.count('<th scope="row">') == 23


def test_the_same_file_is_not_a_new_version(app_services: Services) -> None:
    at = with_sample("versions")
    drop(at, SAMPLE.name, SAMPLE.read_bytes())

    state = state_of(at)
    assert w.SAME_FILE in text_of(at)
    assert state.person is not None
    assert state.work is not None
    assert len(app_services.store.works.versions(state.person.id, state.work)) == 1


@pytest.mark.usefixtures("app_services")
def test_advice_is_refused_with_a_reason_only() -> None:
    at = with_sample("versions")
    refuse = next(b for b in at.button if b.label == w.REFUSE_DO)

    refuse.click().run()
    assert at.error

    reason = next(t for t in at.text_area if t.label == w.REFUSE_WHY)
    reason.set_value("Mon tuteur préfère attendre le devis.")
    next(b for b in at.button if b.label == w.REFUSE_DO).click().run()
    at.segmented_control[0].set_value("refused").run()
    assert "Mon tuteur préfère attendre le devis." in text_of(at)
    assert w.ADVICE_STATES["refused"] in text_of(at)
