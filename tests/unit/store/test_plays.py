from __future__ import annotations

from assistant.store.repositories import Store
from tests.unit.store.learners import someone


def test_a_role_play_keeps_where_it_stands(store: Store) -> None:
    owner = someone(store)
    play = store.plays.create(owner, "Négociation", '{"secret": 1}')
    assert (play.state, play.over) == ("{}", False)
    saved = store.plays.save(owner, play.id, '{"turn": 3}', over=True)
    assert (saved.scenario, saved.state, saved.over) == ('{"secret": 1}', '{"turn": 3}', True)
    assert store.plays.all(owner) == (saved,)
    assert "secret" not in repr(saved)
    store.plays.delete(owner, play.id)
    assert store.plays.all(owner) == ()
