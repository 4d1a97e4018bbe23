from __future__ import annotations

from datetime import timedelta

from sqlalchemy import update

from assistant.store.repositories import Store
from assistant.store.rows import now
from assistant.store.schema import PersonRow


def test_a_key_brings_back_the_same_person_and_no_key_a_new_one(store: Store) -> None:
    one, other = store.person(None), store.person(None)
    assert one.id != other.id
    assert len(one.key) >= 43  # 256 bits
    assert store.person(one.key).id == one.id
    assert store.person("").id not in (one.id, other.id)


def test_an_unknown_key_never_becomes_the_key_of_anybody(store: Store) -> None:
    person = store.person("choisie-par-un-inconnu")
    assert person.key != "choisie-par-un-inconnu"
    assert store.person("choisie-par-un-inconnu").id != person.id


def test_the_key_is_neither_kept_nor_printed(store: Store) -> None:
    person = store.person(None)
    assert person.key not in repr(person)
    with store._database.reading() as session:
        row = session.get(PersonRow, person.id)
        assert row is not None
        assert person.key not in (row.key_digest, row.id)


def test_the_last_visit_is_noted_to_the_hour(store: Store) -> None:
    person = store.person(None)
    with store._database.writing() as session:
        session.execute(update(PersonRow).values(seen=now() - timedelta(days=10)))
    store.person(person.key)
    assert now() - store.person(person.key).seen < timedelta(minutes=1)


def test_retention_erases_those_who_did_not_come_back_and_nobody_else(store: Store) -> None:
    gone, here = store.person(None), store.person(None)
    store.works.create(gone.id, "Vieux dossier")
    with store._database.writing() as session:
        session.execute(update(PersonRow).where(PersonRow.id == gone.id).values(seen=now() - timedelta(days=31)))
    assert store.expire(30) == 1
    assert store.expire(30) == 0
    assert store.person(here.key).id == here.id
    assert store.person(gone.key).id != gone.id
    assert store.works.all(gone.id) == ()
    assert [line.action for line in store.log.of(gone.id)] == ["expire"]


def test_an_erased_person_s_key_answers_to_a_blank_person_and_stays_good(store: Store) -> None:
    gone = store.person(None)
    store.works.create(gone.id, "Dossier")
    store.erase_everything(gone)
    blank = store.person(gone.key)
    assert (blank.key, store.person(gone.key).id) == (gone.key, blank.id)
    assert blank.id != gone.id
    assert store.works.all(blank.id) == () == store.log.of(blank.id)


def test_those_who_passed_by_and_left_nothing_are_forgotten_and_nobody_else(store: Store) -> None:
    passer, recent, talker, worker = (store.person(None) for _ in range(4))
    store.conversations.create(talker.id, "Échange")
    store.works.create(worker.id, "Dossier")
    with store._database.writing() as session:
        away = (passer.id, talker.id, worker.id)
        session.execute(update(PersonRow).where(PersonRow.id.in_(away)).values(seen=now() - timedelta(days=31)))
    assert store.forget_passers_by() == 1
    for person in (recent, talker, worker):
        assert store.person(person.key).id == person.id
    assert store.person(passer.key).key != passer.key
