from __future__ import annotations

import re

import pytest

from assistant.services import Services
from assistant.ui import wording as w
from tests.ui.driving import SAMPLE, bodies, critiqued, drop, open_app, state_of, text_of, until, visit, with_sample

HOSTILE = (
    """# Plan <img src=x onerror=alert(1)>

<script>alert(1)</script> Nous avons fixé trois objectifs pour 2027 : gagner 40 clients, porter le panier à 150 € et
visiter [60 comptes](https://exemple.invalid/piege) par mois. ![](https://exemple.invalid/espion.png)

"""
    + "Chaque commercial suit un secteur, note ses visites et rend compte le lundi. " * 12
)


@pytest.mark.usefixtures("app_services")
def test_a_dropped_file_gets_a_proposed_production_then_its_critique() -> None:
    at = drop(open_app("travail"), SAMPLE.name, SAMPLE.read_bytes())

    assert at.selectbox[0].value == "dossier"
    assert "mots" in text_of(at)

    at.button(key="lancer").click().run()
    critiqued(at)
    assert bodies(at).count('<article class="criterion') == 23
    assert state_of(at).round == 1  # the uploader let go of its bytes


@pytest.mark.usefixtures("app_services")
def test_another_production_can_be_chosen() -> None:
    at = drop(open_app("travail"), SAMPLE.name, SAMPLE.read_bytes())
    at.selectbox[0].set_value("prospection").run()
    at.button(key="lancer").click().run()
    critiqued(at)

    assert bodies(at).count('<article class="criterion') == 12


@pytest.mark.usefixtures("app_services")
@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("vide.docx", b"", "vide"),
        ("faux.pdf", b"ceci est du texte, pas un PDF", "faux.pdf"),
        ("court.md", b"Nous vendons du pain.", "80"),
    ],
)
def test_a_file_that_cannot_be_judged_is_told_in_french_and_nothing_breaks(name: str, data: bytes, says: str) -> None:
    at = drop(open_app("travail"), name, data)

    assert [e.value for e in at.error], text_of(at)
    assert says in text_of(at)
    assert "Traceback" not in text_of(at)
    assert state_of(at).pending is None


@pytest.mark.usefixtures("app_services")
def test_pasted_text_is_read_too_and_an_empty_paste_is_told() -> None:
    at = open_app("travail")
    at.button[0].click().run()
    assert w.PASTE_EMPTY in text_of(at)

    at.text_area[0].set_value(HOSTILE)
    at.button[0].click().run()
    pending = state_of(at).pending
    assert pending is not None
    assert pending.document.words > 80


@pytest.mark.usefixtures("app_services")
def test_hostile_text_is_shown_as_text() -> None:
    at = drop(open_app("travail"), "plan <b>x</b>.md", HOSTILE.encode())
    at.selectbox[0].set_value("prospection").run()
    at.button(key="lancer").click().run()
    critiqued(at)

    sent = bodies(at)
    assert "alert(1)" in sent  # the learner finds all of it again
    assert "<script" not in sent
    assert not re.search(r"<img|<b>x", sent)
    assert 'href="http' not in sent


@pytest.mark.usefixtures("app_services")
def test_levels_filter_the_criteria_but_not_the_text() -> None:
    at = with_sample()
    whole = bodies(at)
    pills = at.pills[0]
    kept = pills.options[0]

    pills.set_value([pills.value[0]]).run()

    shown = re.findall(r'<article class="criterion t(\w+)"', bodies(at))
    assert set(shown) == {pills.value[0]}
    assert f"({len(shown)})" in kept
    assert bodies(at).count("<mark") == whole.count("<mark")


@pytest.mark.usefixtures("app_services")
def test_every_evidence_link_has_its_place_in_the_text() -> None:
    sent = bodies(with_sample())

    links = set(re.findall(r'class="quote" href="#(q\d+)"', sent))
    places = set(re.findall(r'<span class="pin" id="(q\d+)"', sent))
    assert links
    assert links == places
    assert set(re.findall(r'class="tag[^"]*" href="#(CR[^"]+)"', sent)) <= set(
        re.findall(r'<article [^>]*id="(CR[^"]+)"', sent)
    )


@pytest.mark.usefixtures("app_services")
def test_the_picture_and_its_table_have_every_criterion_once() -> None:
    sent = bodies(with_sample())

    assert len(re.findall(r'<a class="dot ', sent)) == 23
    assert len(re.findall(r'<tr><th scope="row"><span class="cid">CR', sent)) == 23


@pytest.mark.usefixtures("app_services")
def test_the_work_is_found_again_after_a_reload() -> None:
    at = with_sample()
    again = open_app()
    again.session_state["jalon"].person = state_of(at).person  # as the browser's cookie does
    visit(again, "travail")

    assert bodies(again).count('<article class="criterion') == 23


def test_nobody_sees_the_work_of_another(app_services: Services) -> None:
    with_sample()

    other = open_app("travail")

    assert "criterion" not in bodies(other)
    assert app_services.store.works.all(app_services.store.person(None).id) == ()


@pytest.mark.usefixtures("app_services")
def test_the_critique_waits_for_the_learners_own_levels_when_asked() -> None:
    at = drop(open_app("travail"), SAMPLE.name, SAMPLE.read_bytes())
    at.checkbox(key="auto-avant").check().run()
    at.button(key="lancer").click().run()

    assert at.title[0].value == w.SELF
    visit(at, "travail")
    until(at, lambda page: w.HELD_BACK in text_of(page))
    assert "criterion" not in bodies(at)

    at.button(key="voir-quand-meme").click().run()
    assert bodies(at).count('<article class="criterion') == 23
