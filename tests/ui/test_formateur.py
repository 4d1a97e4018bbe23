from __future__ import annotations

import json
import time

import pytest
from streamlit.testing.v1 import AppTest

from assistant.domain.learning import OwnerId, PlaySummary
from assistant.errors import UnknownIdError
from assistant.roleplay.authoring.publishing import new_scenario
from assistant.roleplay.composing.case import Request
from assistant.services import Services
from assistant.ui import trainer_wording as w
from tests.ui.driving import bodies, drop, open_app, state_of, text_of

SAID = "Acheteur : Bonjour.\n\nVendeur : Quels sont vos besoins ?"


def trainer_of(at: AppTest) -> OwnerId:
    person = state_of(at).person
    assert person is not None
    return person.id


def composed(seed: int = 3) -> AppTest:
    """A trainer who has just composed a negotiation of that draw."""
    at = open_app("formateur")
    tirage = next(each for each in at.number_input if each.label == w.SEED)
    tirage.set_value(seed)
    at.button(key="composer").click().run()
    assert not at.exception
    return at


def field(at: AppTest, label: str) -> object:
    return next(each for each in [*at.text_input, *at.text_area] if each.label == label)


@pytest.mark.usefixtures("app_services")
def test_a_scenario_is_composed_checked_and_said_in_plain_french() -> None:
    at = composed()

    shown = text_of(at)
    assert "Solvable : un vendeur compétent arrive à un accord à" in shown
    assert "un vendeur faible" in shown
    assert w.SOUND in shown
    assert "Fiche vendeur" in bodies(at)
    assert "Grille d'observation" in text_of(at)


@pytest.mark.usefixtures("app_services")
def test_a_case_without_agreement_says_that_it_is_meant() -> None:
    at = open_app("formateur")
    at.selectbox(key="cas-zone").select("aucune").run()
    at.button(key="composer").click().run()

    assert "Aucun accord n'est possible, et c'est voulu" in text_of(at)


@pytest.mark.usefixtures("app_services")
@pytest.mark.parametrize("kind", ["decouverte", "prospection", "reunion"])
def test_the_other_situations_are_composed_too(kind: str) -> None:
    at = open_app("formateur")
    at.button_group(key="cas-genre").set_value(kind).run()
    at.button(key="composer").click().run()

    assert not at.exception
    assert "Jouable : un vendeur compétent obtient l'engagement" in text_of(at)


def test_an_offer_in_one_s_own_words_is_negotiated(app_services: Services) -> None:
    at = open_app("formateur")
    at.button_group(key="cas-source").set_value("mots").run()
    at.button(key="composer").click().run()
    assert w.WORDS_EMPTY in text_of(at)
    at.text_area(key="cas-mots").set_value(w.WORDS_EXAMPLE)
    at.button(key="composer").click().run()

    (kept,) = app_services.store.scenarios.all(trainer_of(at))
    assert kept.sound
    assert "anvéoc" in kept.document
    assert "980" in kept.document


def test_sharing_gives_a_link_and_withdrawing_closes_it(app_services: Services) -> None:
    at = composed()
    at.button(key="partager").click().run()
    (kept,) = app_services.store.scenarios.all(trainer_of(at))
    assert kept.published
    assert any(f"/negociation?cas={kept.id}" in str(each.value) for each in at.code)

    at.button(key="retirer").click().run()
    assert not at.code
    with pytest.raises(UnknownIdError):
        app_services.store.scenarios.get_published(kept.id)


def test_a_change_of_name_follows_everywhere_and_is_checked(app_services: Services) -> None:
    at = composed()
    before = app_services.store.scenarios.all(trainer_of(at))[0]
    old = app_services.scenario_desk.open(before).brief.buyer_company.name
    field(at, w.FIELDS["buyer_company"]).set_value("Ormée")  # type: ignore[attr-defined]
    at.button(key=f"cas-enregistrer-{w.SECTIONS[0]}").click().run()

    assert w.SAVED in text_of(at)
    (kept,) = app_services.store.scenarios.all(trainer_of(at))
    assert kept.sound
    assert old not in kept.document
    assert "Ormée" in kept.document


def test_an_empty_field_is_named_and_nothing_is_kept(app_services: Services) -> None:
    at = composed()
    (before,) = app_services.store.scenarios.all(trainer_of(at))
    field(at, w.FIELDS["context"]).set_value(" ")  # type: ignore[attr-defined]
    at.button(key=f"cas-enregistrer-{w.SECTIONS[0]}").click().run()

    assert f"« {w.FIELDS['context']} » est vide" in text_of(at)
    assert app_services.store.scenarios.all(trainer_of(at)) == (before,)


def test_one_that_no_longer_holds_is_withdrawn_and_says_what_to_mend(app_services: Services) -> None:
    at = composed()
    at.button(key="partager").click().run()
    at.button_group(key="cas-partie").set_value(w.SECTIONS[2]).run()
    ceiling = next(each for each in at.number_input if each.label == w.FIELDS["reserve"])
    ceiling.set_value(1.0)
    at.button(key=f"cas-enregistrer-{w.SECTIONS[2]}").click().run()

    shown = text_of(at)
    assert w.SAVED_BROKEN in shown
    assert w.MENDING in shown
    assert "première demande < objectif ≤ plafond" in shown
    assert w.REMEDIES["Marges"][1] in shown
    (kept,) = app_services.store.scenarios.all(trainer_of(at))
    assert not kept.published
    assert at.button(key="partager").disabled


def test_the_price_of_the_offer_follows_in_the_sheets(app_services: Services) -> None:
    at = composed()
    at.button_group(key="cas-partie").set_value(w.SECTIONS[2]).run()
    price = next(each for each in at.number_input if each.label == w.FIELDS["proposed"])
    price.set_value(8.5)
    at.button(key=f"cas-enregistrer-{w.SECTIONS[2]}").click().run()

    (kept,) = app_services.store.scenarios.all(trainer_of(at))
    assert kept.sound, text_of(at)
    scenario = app_services.scenario_desk.open(kept)
    assert scenario.brief.offer[0].startswith("Prix\u00a0: 8,50\u00a0€")
    assert "8,50" in text_of(at)


def test_a_file_of_the_command_line_comes_in_and_a_broken_one_is_explained(app_services: Services) -> None:
    at = open_app("formateur")
    document = new_scenario(Request(seed=8)).to_json()
    drop(at, "cas.json", document.encode())
    (kept,) = app_services.store.scenarios.all(trainer_of(at))
    assert kept.sound

    at.button(key="cas-nouveau").click().run()
    data = json.loads(document)
    del data["brief"]["context"]
    drop(at, "cas.json", json.dumps(data).encode())
    assert "« brief.context » manque" in text_of(at)
    assert len(app_services.store.scenarios.all(trainer_of(at))) == 1


def test_a_file_that_does_not_hold_can_be_mended_but_not_shared(app_services: Services) -> None:
    at = open_app("formateur")
    data = json.loads(new_scenario(Request(seed=8)).to_json())
    data["people"][0]["weight"] += 7
    drop(at, "cas.json", json.dumps(data).encode())

    assert "les poids dans la décision font 107 %" in text_of(at)
    assert w.REMEDIES["Acteurs"][1] in text_of(at)
    assert at.button(key="partager").disabled


def test_deleting_asks_first(app_services: Services) -> None:
    at = composed()
    assert at.button(key="supprimer").disabled
    next(each for each in at.checkbox if each.label == w.DELETE_SURE).check().run()
    at.button(key="supprimer").click().run()

    assert w.DELETED in text_of(at)
    assert app_services.store.scenarios.all(trainer_of(at)) == ()


def test_the_trainer_reads_how_it_was_played_and_words_only_with_consent(app_services: Services) -> None:
    at = composed()
    at.button(key="partager").click().run()
    store = app_services.store
    (kept,) = store.scenarios.all(trainer_of(at))
    shared = store.scenarios.get_published(kept.id)
    for visible in (False, True):
        learner = store.person(None).id
        play = store.plays.create(learner, shared.title, shared.document, published=shared.id, visible=visible)
        ended = PlaySummary(ending="accord", exchanges=14, seconds=900, levels={"CR.3.2.2-3.01": 2})
        store.plays.save(learner, play.id, "{}", over=True, summary=ended, transcript=SAID)
        time.sleep(0.01)
    at.button(key="actualiser").click().run()

    shown = text_of(at)
    assert "Apprenant 1" in shown
    assert "Apprenant 2" in shown
    assert "accord conclu" in shown
    assert "14 répliques, 15 min" in shown
    assert "1 en bonne voie" in shown
    readable = [each.label for each in at.expander if each.label.startswith(w.READ)]
    assert len(readable) == 1
    assert "Apprenant 2" in readable[0]
    assert shown.count("Quels sont vos besoins") == 1


@pytest.mark.usefixtures("app_services")
def test_the_trainer_is_told_what_will_be_seen() -> None:
    told = " ".join(each.value.replace("\\", "").replace("\u00a0", " ") for each in composed().markdown)
    assert told.count(w.WHAT_YOU_SEE[:60]) == 2  # where it is shared, and where the plays are read


def test_everything_can_be_printed(app_services: Services) -> None:
    from assistant.ui.components.scenario_sheets import zipped

    at = composed()
    assert {"cas-zip", "cas-guide-pdf", "cas-vendeur-docx"} <= {each.key for each in at.download_button}
    (kept,) = app_services.store.scenarios.all(trainer_of(at))
    assert zipped(app_services.scenario_desk.open(kept)).startswith(b"PK")
