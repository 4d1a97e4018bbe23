"""Replies written by hand: how many good ones are refused, how many bad ones pass."""

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.domain.dialogue import Turn
from assistant.domain.negotiation import Act
from assistant.llm.scripted import ScriptedModel
from assistant.roleplay.engine.step import start
from assistant.roleplay.speaking.counterpart import ModelCounterpart
from tests.unit.roleplay.play_parts import embedder, kept_scenario

OF = kept_scenario("plannings")
DATA = Path(__file__).parent / "data" / "replies.yaml"


@cache
def cases() -> tuple[dict[str, Any], ...]:
    return tuple(yaml.safe_load(DATA.read_text(encoding="utf-8"))["cases"])


def whole(case: dict[str, Any], reply: str) -> bool:
    """Whether the reply is shown as it is, with nothing added, at the first try."""
    acts = tuple(Act(**act) for act in case["acts"])
    model = ScriptedModel([reply.replace("{P}", "[PRIX]").replace("{S}", "[SOUHAIT]"), ""])
    counterpart = ModelCounterpart(model, embedder=embedder())
    counterpart.say(acts, start(OF), OF, [Turn(number=1, speaker="seller", text=case["heard"])])
    return counterpart.wordings.whole == 1


def test_there_are_enough_of_them() -> None:
    for kind in ("good", "bad"):
        assert sum(len(case[kind]) for case in cases()) >= 40


def test_good_replies_are_hardly_ever_refused() -> None:
    refused = [r for case in cases() for r in case["good"] if not whole(case, r)]
    assert len(refused) <= 2, refused


@pytest.mark.parametrize(("case", "reply"), [(c, r) for c in cases() for r in c["bad"]])
def test_a_bad_reply_is_never_shown_whole(case: dict[str, Any], reply: str) -> None:
    assert not whole(case, reply)
