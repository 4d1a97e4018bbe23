from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import delete, update

from assistant.errors import StoreError
from assistant.store.log import KEPT_DAYS
from assistant.store.repositories import Store
from assistant.store.rows import now
from assistant.store.schema import LogRow
from tests.unit.store.learners import SECRET, someone


def test_lines_say_who_asked_what_of_which_model_on_which_version(store: Store) -> None:
    owner = someone(store)
    store.log.add(owner, "critique", model="mistral:small", version="v" * 32, detail="CR.1.1.01 criteria=23")
    (line,) = store.log.of(owner)
    assert (line.action, line.model, line.version, line.detail) == (
        "critique",
        "mistral:small",
        "v" * 32,
        "CR.1.1.01 criteria=23",
    )


@pytest.mark.parametrize("prose", [SECRET, "bonjour", "mon dossier", "intent=chat bonjour", "ligne=1\nligne"])
def test_prose_is_refused(store: Store, prose: str) -> None:
    with pytest.raises(ValueError, match="prose"):
        store.log.add(someone(store), "chat", detail=prose)


def test_the_database_itself_refuses_to_change_or_shorten_the_log(store: Store) -> None:
    owner = someone(store)
    store.log.add(owner, "chat")
    for statement in (update(LogRow).values(action="rien"), delete(LogRow)):
        with pytest.raises(StoreError), store._database.writing() as session:
            session.execute(statement)
    assert [line.action for line in store.log.of(owner)] == ["chat"]


def test_lines_go_after_six_months_and_not_before(store: Store) -> None:
    owner = someone(store)
    with store._database.writing() as session:
        for age in (KEPT_DAYS + 5, KEPT_DAYS - 5):
            row = LogRow(at=now() - timedelta(days=age), owner=owner, action=f"d{age}", model="", version="", detail="")
            session.add(row)
    store.log.prune(days=1)
    assert [line.action for line in store.log.of(owner)] == [f"d{KEPT_DAYS - 5}"]
