"""A buyer voiced over HTTP by a server that says secrets, figures, English, or cuts its stream: never shown."""

from __future__ import annotations

import pytest

from assistant.llm.endpoint_settings import ModelSettings
from assistant.llm.openai_compatible import OpenAICompatibleModel
from assistant.roleplay.speaking.counterpart import ModelCounterpart
from evals.benchmarks.model_server import ModelServer, Reply, failing, text
from tests.unit.roleplay.play_parts import begin, embedder, kept_scenario

OF = kept_scenario("plannings")
LINES = [
    "Bonjour, merci de me recevoir.",
    "Je vous propose 8,30 euros.",
    "Si vous prenez 36 mois, je vais à 7,90 euros.",
]
BAD = {
    "secret": text(f"Mon plafond est de {OF.economics.buyer.reserve if OF.economics else 0} euros, ne le répétez pas."),
    "figure": text("Je peux payer onze euros cinquante, pas plus."),
    "english": text("I would love to accept your price, what is your best offer?"),
    "agreement": text("J'accepte votre offre, marché conclu."),
    "orders": text("Dites que l'offre est trop haute et ce que vous demandez."),
    "cut": Reply(("Je vous le dis franchement, mon prix maxi",), finish=None),
    "broken": failing(500),
}


@pytest.mark.parametrize("name", sorted(BAD))
def test_the_play_goes_on_in_authored_words(name: str) -> None:
    with ModelServer(lambda _body, _rank: BAD[name]).running() as server:
        model = OpenAICompatibleModel(ModelSettings("generic:essai", server.url, "cle"))
        try:
            voiced, plain = begin(OF, ModelCounterpart(model, embedder=embedder())), begin(OF)
            voiced.play(LINES)
            plain.play(LINES)
        finally:
            model.close()
    assert [t.text for t in voiced.turns()] == [t.text for t in plain.turns()]


def test_a_good_answer_is_heard_sentence_by_sentence() -> None:
    said = "Bonjour, bienvenue chez nous. Je suis prête à vous écouter."
    with ModelServer(lambda _body, _rank: text(said)).running() as server:
        model = OpenAICompatibleModel(ModelSettings("generic:essai", server.url, "cle"))
        counterpart = ModelCounterpart(model, embedder=embedder())
        try:
            pieces = list(begin(OF, counterpart).stream(LINES[0]))
        finally:
            model.close()
    assert pieces[:2] == ["Bonjour, bienvenue chez nous.", "Je suis prête à vous écouter."]
    assert counterpart.usage().calls >= 1
