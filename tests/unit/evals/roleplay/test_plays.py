"""Self-plays and pairs on the real engine: clean as it is, and every kind of fault seen when it is put there."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.domain.economics import Package
from assistant.domain.scenario import Scenario
from assistant.roleplay.composing.case import Request
from assistant.roleplay.composing.compiler import compile_scenario
from assistant.roleplay.speaking.counterpart import TemplateCounterpart
from evals.records import Record
from evals.roleplay.hostile_talk import obtained
from evals.roleplay.secret_twins import NEVER_DECIDE, SECRETS, compare_twins, twin
from evals.roleplay.secrets import secret_runs, secrets_of, told
from evals.roleplay.sellers import SELLERS
from evals.roleplay.spoken_plays import spoken_play
from evals.scorers.roleplay import RoleplayItem
from evals.suites.roleplay_scores import items_of, leaks, strays
from evals.worsened import TalkativeCounterpart, lax_step


def record(output: dict[str, Any] | None, status: Any = "done") -> Record:
    return Record("k", "roleplay", "c", "jalon", status, {}, {"model": "embedded"}, output)


def played(of: Scenario, voice: TemplateCounterpart | None = None, engine: Any = None) -> list[RoleplayItem]:
    plays = [spoken_play(of, seller, voice or TemplateCounterpart(), engine) for seller in SELLERS]
    return items_of({"part": "play", "case": "c"}, record({"secrets": secrets_of(of), "plays": plays}))


def test_as_it_is_nothing_is_given_away() -> None:
    for seed in range(6):
        for item in played(compile_scenario(Request(seed=seed, level=2))):
            assert (item.leaks, item.strays, item.beyond, item.dead_end) == (0, 0, 0, False)
            assert item.replies > 0
            assert (item.well_ended is None) == (item.name != "compétent")


def test_giving_the_buyer_its_own_price_or_better_is_no_concession_obtained() -> None:
    economics = compile_scenario(Request(seed=3)).economics
    assert economics is not None
    demand = Package(price=economics.buyer.first, choices=dict(economics.reference))
    step_up = demand.model_copy(update={"price": demand.price + economics.step})
    lower = demand.model_copy(update={"price": demand.price - economics.step})
    assert obtained(economics, demand, step_up)
    assert obtained(economics, None, lower)
    assert not obtained(economics, demand, demand)
    assert not obtained(economics, demand, lower)
    assert not obtained(economics, demand, None)


def test_a_talkative_buyer_and_a_lax_engine_are_seen() -> None:
    told_ceiling = [i for s in range(3) for i in played(compile_scenario(Request(seed=s)), TalkativeCounterpart())]
    assert sum(i.leaks for i in told_ceiling) > 3
    lax = [i for s in range(8) for i in played(compile_scenario(Request(seed=s)), engine=lax_step)]
    assert sum(i.beyond for i in lax) > 0


def test_a_fact_said_before_it_is_revealed_is_a_leak_and_after_it_is_not() -> None:
    of = compile_scenario(Request(seed=3))
    secrets, fact = secrets_of(of), max(of.facts, key=lambda f: f.trust)
    reply = {"text": f"Bon. {fact.text}", "seller": "x", "demand": None, "ceiling": None, "known": [7.0]}
    assert leaks([{**reply, "facts": []}], secrets)[0] == [f"fact:{fact.id}"]
    assert leaks([{**reply, "facts": [fact.id]}], secrets)[0] == []
    assert told("Bonjour, je vous écoute.", secret_runs(secrets, ())) == []


def test_a_demand_is_public_unless_it_is_all_that_the_buyer_could_bear() -> None:
    of = compile_scenario(Request(seed=3))
    secrets = secrets_of(of)
    reserve = secrets["figures"][0]
    said = {"text": f"Je m'arrête à {reserve:.2f} €.".replace(".", ",", 1), "seller": "x", "facts": [], "known": []}
    assert leaks([{**said, "demand": None, "ceiling": None}], secrets)[0] == [f"{reserve:g}"]
    assert leaks([{**said, "demand": reserve, "ceiling": reserve + 1}], secrets)[0] == []
    assert "réserve" in leaks([{**said, "demand": reserve, "ceiling": reserve}], secrets)[0]
    assert strays({"text": "Il me faut 4321 pièces, ou une ou deux.", "known": []}) == [4321.0]


def test_a_play_that_failed_leaves_an_unanswered_item_for_each_seller() -> None:
    items = items_of({"part": "play", "case": "c"}, record(None, "failed"))
    assert [i.name for i in items] == list(SELLERS)
    assert not any(i.answered for i in items)
    assert [i.name for i in items_of({"part": "pair", "case": "c", "secret": "trap"}, None)] == ["trap"]


@pytest.mark.parametrize("secret", SECRETS)
def test_a_secret_changes_no_prompt(secret: str) -> None:
    found = [compare_twins(compile_scenario(Request(seed=s, level=2)), secret) for s in range(4)]
    assert sum(f["compared"] for f in found) > (40 if secret in NEVER_DECIDE else 4)
    assert not any(f["different"] for f in found)


def test_a_pair_that_differs_in_what_is_public_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    of = compile_scenario(Request(seed=3))
    other = of.model_copy(update={"brief": of.brief.model_copy(update={"context": "Tout autre contexte."})})
    monkeypatch.setattr("evals.roleplay.secret_twins.twin", lambda *_: other)
    assert compare_twins(of, "meaning")["different"] > 0


def test_an_unknown_secret_is_refused() -> None:
    with pytest.raises(ValueError, match="poids"):
        twin(compile_scenario(Request(seed=1)), "poids")
