from __future__ import annotations

import pytest

from assistant.domain.learning import OwnerId
from assistant.errors import UnknownIdError
from assistant.store.repositories import Store
from tests.unit.store.learners import draft, someone, version_of


def test_versions_are_numbered_and_keep_file_and_text(store: Store) -> None:
    owner = someone(store)
    work = store.works.create(owner, "  Mon   dossier ", "dossier")
    assert work.title == "Mon dossier"
    document, data = draft("Un marché de 42 M€.", name="v1.md")
    first = store.works.add_version(owner, work.id, document, data)
    second = version_of(store, owner, "Un marché de 43 M€.", work=work.id)
    assert [v.number for v in store.works.versions(owner, work.id)] == [1, 2]
    assert store.works.document(owner, first.id) == document
    assert store.works.file(owner, first.id) == data
    assert store.works.previous(owner, second.id) == first
    assert store.works.previous(owner, first.id) is None
    assert store.works.get(owner, work.id).versions == 2


def test_the_same_bytes_again_are_the_same_version_but_going_back_is_a_new_one(store: Store) -> None:
    owner = someone(store)
    work = store.works.create(owner, "Dossier").id
    first = version_of(store, owner, "Un.", work=work)
    assert version_of(store, owner, "Un.", work=work) == first
    version_of(store, owner, "Deux.", work=work)
    assert version_of(store, owner, "Un.", work=work).number == 3


def test_the_name_of_a_version_is_its_own_even_when_its_bytes_were_seen_under_another(store: Store) -> None:
    owner = someone(store)
    one, other = store.works.create(owner, "A").id, store.works.create(owner, "B").id
    document, data = draft("Le même texte.", name="avant.md")
    store.works.add_version(owner, one, document, data)
    renamed = store.works.add_version(owner, other, document.model_copy(update={"name": "après.md"}), data)
    assert store.works.document(owner, renamed.id).name == "après.md"


def test_titles_and_productions_change(store: Store) -> None:
    owner = someone(store)
    work = store.works.create(owner, "   ").id
    assert store.works.get(owner, work).title == "Sans titre"
    store.works.rename(owner, work, "Offre")
    store.works.set_production(owner, work, "offre")
    assert (store.works.get(owner, work).title, store.works.get(owner, work).production) == ("Offre", "offre")


def test_a_deleted_work_takes_its_own_files_and_leaves_the_others(store: Store) -> None:
    owner = someone(store)
    told: list[OwnerId] = []
    store.on_erase(told.append)
    kept, gone = store.works.create(owner, "A").id, store.works.create(owner, "B").id
    shared = version_of(store, owner, "Partagé.", work=kept)
    version_of(store, owner, "Partagé.", work=gone)
    alone = version_of(store, owner, "Seul.", work=gone)
    store.works.delete(owner, gone)
    assert store.works.file(owner, shared.id) == "Partagé.".encode()
    with pytest.raises(UnknownIdError):
        store.works.file(owner, alone.id)
    with store._database.reading() as session:
        assert session.connection().exec_driver_sql("SELECT count(*) FROM drafts").scalar() == 1
    assert told == [owner]


def test_self_assessment_is_replaced_criterion_by_criterion(store: Store) -> None:
    owner = someone(store)
    version = version_of(store, owner)
    store.works.self_assess(owner, version.id, {"CR.1.1.02": 3, "CR.1.1.01": 1})
    store.works.self_assess(owner, version.id, {"CR.1.1.01": 2})
    levels = [(s.criterion, s.level) for s in store.works.self_assessment(owner, version.id)]
    assert levels == [("CR.1.1.01", 2), ("CR.1.1.02", 3)]
