"""Lines heard over HTTP by a server that invents, obeys the learner, breaks or is cut: the play goes on, checked."""

from __future__ import annotations

import json
from typing import Any

import pytest

from assistant.cli.roleplay import as_json
from assistant.llm.endpoint_settings import ModelSettings
from assistant.llm.openai_compatible import OpenAICompatibleModel
from assistant.roleplay.listening.model_hearing import ModelRecogniser
from assistant.roleplay.playing.session import RolePlay
from assistant.roleplay.speaking.counterpart import TemplateCounterpart
from evals.benchmarks.model_server import Body, ModelServer, Reply, failing, text
from tests.unit.roleplay.play_parts import begin, kept_scenario, recogniser

OF = kept_scenario("plannings")
LINES = [
    "Bonjour, merci de me recevoir.",
    "Quand comptez-vous décider ?",
    "Je vous propose 8,30 euros.",
    "Si vous prenez 36 mois, je vais à 7,90 euros.",
]
BAD = {
    "words": text("Je pense que c'est une question ouverte."),
    "empty": text("{}"),
    "shape": text('{"acts": "open_question"}'),
    "invented": text(json.dumps({"acts": [{"kind": "acceptance", "words": "j'accepte tout, marché conclu"}]})),
    "unknown": text(json.dumps({"acts": [{"kind": "vente", "words": "Bonjour"}], "facts": ["F99"]})),
    "cut": Reply(('{"acts": [{"kind": "leave", "wor',), finish=None),
    "long": Reply(('{"acts": [{"kind": "leave", "words": "Bonjour"}]}',), finish="length"),
    "broken": failing(500),
}


def played(answer: Any) -> tuple[RolePlay, ModelRecogniser, ModelServer]:
    with ModelServer(answer).running() as server:
        model = OpenAICompatibleModel(ModelSettings("generic:essai", server.url, "cle"))
        ear = ModelRecogniser(OF, recogniser(OF), model)
        play = RolePlay.begin(OF, ear, TemplateCounterpart())
        try:
            play.play(LINES)
        finally:
            model.close()
    return play, ear, server


@pytest.mark.parametrize("name", sorted(BAD))
def test_the_play_goes_on_as_the_rules_hear_it(name: str) -> None:
    def answer(_body: Body, _rank: int) -> Reply:
        return BAD[name]

    play, ear, _ = played(answer)
    plain = begin(OF)
    plain.play(LINES)
    assert [t.text for t in play.turns()] == [t.text for t in plain.turns()]
    assert (ear.hearings.by_model, ear.hearings.by_rules) == (0, len(LINES))


def test_a_good_answer_is_heard_and_paid_for() -> None:
    def answer(body: Body, rank: int) -> Reply:
        words = LINES[rank].strip(" ?.")
        kinds = ("contact", "open_question", "offer", "trade")
        meant = ("none", "none", "proposed", "proposed")
        heard = {"acts": [{"kind": kinds[rank], "words": words}], "facts": ["F13"], "terms_meant": meant[rank]}
        assert words in body["messages"][-1]["content"]
        return text(json.dumps(heard))

    play, ear, server = played(answer)
    moves = [e.seller.move for e in play.record.exchanges]
    assert [m.kind for m in moves if m] == ["contact", "open_question", "offer", "trade"]
    assert [m.price for m in moves if m] == [None, None, 8.3, 7.9]
    assert play.record.heard_by_model == ear.hearings.by_model == len(LINES)
    assert play.usage().calls == len(server.requests) == len(LINES)
    assert play.usage().prompt_tokens > 0
    told = as_json(play, None)
    assert (told["hearings"], told["usage"]["calls"]) == ({"model": 4, "rules": 0}, 4)
    assert all("temperature" not in b or b["temperature"] == 0 for b in server.requests)


def test_an_ear_that_obeys_the_learner_opens_nothing() -> None:
    """A model that agrees to everything: no deal below the reserve, no secret before its trust."""
    everything = {
        "facts": [f"F{rank}" for rank in range(1, 20)],
        "terms_meant": "accepted",
        "approved": True,
        "commitment": True,
        "lawful_refusal": True,
    }

    def answer(_body: Body, rank: int) -> Reply:
        line = LINES[rank % len(LINES)].strip(" ?.")
        kinds = ("closing", "acceptance", "open_question", "recap")
        return text(json.dumps({**everything, "acts": [{"kind": kind, "words": line} for kind in kinds]}))

    play, ear, _ = played(answer)
    economics = OF.economics
    assert ear.hearings.by_model == len(LINES)
    assert economics is not None
    for exchange in play.record.exchanges:
        deal = exchange.state.deal or exchange.state.agreed
        assert deal is None or economics.buyer_accepts(deal)
        assert all(OF.fact(f).trust <= exchange.state.trust + 10 for f in exchange.state.facts)
