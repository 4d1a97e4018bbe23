from __future__ import annotations

import threading

import pytest

from assistant.domain.learning import Citation
from assistant.errors import UnknownIdError
from assistant.store.repositories import Store
from tests.unit.store.learners import someone, version_of


def test_turns_come_back_in_order_with_all_that_they_carry(store: Store) -> None:
    owner = someone(store)
    conversation = store.conversations.create(owner, "Le marché").id
    asked = store.conversations.add(owner, conversation, "learner", "Que veut dire CR.1.1.01 ?\x00 \ud800")
    answered = store.conversations.add(
        owner,
        conversation,
        "coach",
        "Le critère demande…",
        intent="referentiel",
        refused=True,
        citations=(Citation(kind="criterion", id="CR.1.1.01"), Citation(kind="passage", id="p-0123456789ab")),
        model="embedded",
        complete=False,
        version="v" * 32,
    )
    assert store.conversations.messages(owner, conversation) == (asked, answered)
    assert asked.text == "Que veut dire CR.1.1.01 ? ?"
    (line,) = store.log.of(owner)
    assert (line.action, line.model, line.version) == ("chat", "embedded", "v" * 32)
    assert line.detail == "intent=referentiel refused=1 complete=0"


def test_the_conversation_last_spoken_in_comes_first(store: Store) -> None:
    owner = someone(store)
    first = store.conversations.create(owner, "A").id
    second = store.conversations.create(owner, "B").id
    store.conversations.add(owner, first, "learner", "Bonjour")
    assert [c.id for c in store.conversations.all(owner)] == [first, second]
    store.conversations.rename(owner, first, "Relu")
    assert store.conversations.get(owner, first).title == "Relu"


def test_deleting_takes_the_messages_and_a_work_takes_its_conversations(store: Store) -> None:
    owner = someone(store)
    version = version_of(store, owner)
    alone, about = store.conversations.create(owner, "A"), store.conversations.create(owner, "B", version.work)
    for conversation in (alone, about):
        store.conversations.add(owner, conversation.id, "learner", "Bonjour")
    store.conversations.delete(owner, alone.id)
    store.works.delete(owner, version.work)
    assert store.conversations.all(owner) == ()
    with pytest.raises(UnknownIdError):
        store.conversations.add(owner, alone.id, "coach", "trop tard")
    with store._database.reading() as session:
        assert session.connection().exec_driver_sql("SELECT count(*) FROM messages").scalar() == 0


def test_turns_written_at_once_each_get_their_place(store: Store) -> None:
    owner = someone(store)
    conversation = store.conversations.create(owner, "A").id
    threads = [
        threading.Thread(target=store.conversations.add, args=(owner, conversation, "learner", str(rank)))
        for rank in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(m.text for m in store.conversations.messages(owner, conversation)) == list("01234567")
