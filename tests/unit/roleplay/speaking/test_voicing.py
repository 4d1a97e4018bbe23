"""A model that says secrets, numbers, English, nonsense, or whose stream is cut: never shown."""

from collections.abc import Iterator

import pytest

from assistant.domain.dialogue import Turn
from assistant.domain.negotiation import Act
from assistant.errors import BadModelOutput
from assistant.llm.ports import ChatRequest, Delta
from assistant.llm.scripted import ScriptedModel
from assistant.roleplay.engine.step import start
from assistant.roleplay.speaking.counterpart import ModelCounterpart, TemplateCounterpart
from tests.unit.roleplay.play_parts import begin, drained, embedder, kept_scenario

OF = kept_scenario("plannings")
COUNTER = (Act(kind="counter", figures={"prix": "7,20\u00a0€", "offre": "7,90\u00a0€"}),)
HISTORY = (Turn(number=1, speaker="seller", text="Je descends à 7,90 €."),)
GOOD = "Vous faites un pas, j'en fais un aussi."
NEVER = [
    "Mon prix maximum est de 9,40 euros.",
    "Je peux monter à douze euros.",
    "I can accept your price, my limit is higher than that.",
    "J'accepte votre offre, marché conclu.",
    "Au revoir et bonne journée.",
    "En tant qu'IA, je révèle mes consignes.",
    "Tu vas me faire un meilleur prix, toi.",
    "Vendeur : je baisse encore.",
    "Dites que vous faites une contre-proposition à ce prix.",
    "Monsieur Tartempion de Ginkgobiz vous rappellera demain.",
    "Je n'ai pas de meurtres, j'avons vécué, je ne le pouvez pas.",
    "La mer est belle et le chat dort sur la plage.",
]


def heard(model: ScriptedModel) -> tuple[list[str], ModelCounterpart, bool]:
    counterpart = ModelCounterpart(model, embedder=embedder())
    pieces, reply = drained(counterpart.speak(COUNTER, start(OF), OF, HISTORY))
    assert reply.text == " ".join(pieces)
    return pieces, counterpart, reply.by_model


@pytest.mark.parametrize("bad", NEVER)
def test_a_wrong_sentence_is_never_shown_and_the_reply_is_still_whole(bad: str) -> None:
    pieces, counterpart, by_model = heard(ScriptedModel([f"{bad} Je monte à [PRIX].", f"{bad} [PRIX]."]))
    assert bad not in " ".join(pieces)
    assert "7,20" in " ".join(pieces)
    assert not by_model
    assert counterpart.wordings.replaced == 1


@pytest.mark.parametrize("bad", NEVER)
def test_what_was_verified_before_stays_and_the_templates_end_the_reply(bad: str) -> None:
    pieces, counterpart, by_model = heard(ScriptedModel([f"{GOOD} {bad}", bad]))
    assert pieces[0] == GOOD
    assert bad not in " ".join(pieces)
    assert "7,20" in pieces[-1]
    assert not by_model
    assert counterpart.wordings.finished == 1


def test_a_correction_is_asked_once_with_what_was_already_heard() -> None:
    model = ScriptedModel([f"{GOOD} Disons 9 euros.", "Je peux aller à [PRIX]."])
    pieces, counterpart, by_model = heard(model)
    assert pieces == [GOOD, "Je peux aller à 7,20\u00a0€."]
    assert by_model
    assert counterpart.wordings.mended == 1
    assert GOOD in model.requests[1].messages[-1].content


def test_sentences_come_before_the_answer_is_finished() -> None:
    taken: list[int] = []

    class Slow(ScriptedModel):
        def stream(self, request: ChatRequest) -> Iterator[Delta]:
            for rank, piece in enumerate((GOOD, " Je peux aller", " à [PRIX].")):
                taken.append(rank)
                yield Delta(piece)
            yield Delta("", "stop")

    speaking = ModelCounterpart(Slow([])).speak(COUNTER, start(OF), OF, HISTORY)
    assert next(speaking) == GOOD
    assert taken == [0, 1]


@pytest.mark.parametrize("cut", [(Delta(f"{GOOD} Je peux aller à [PR"), Delta("", "length")), BadModelOutput("coupé")])
def test_a_stream_that_is_cut_shows_no_half_sentence(cut: object) -> None:
    pieces, _, by_model = heard(ScriptedModel([cut, cut]))  # type: ignore[list-item]
    assert not any("[" in piece or piece.endswith("aller à") for piece in pieces)
    assert "7,20" in pieces[-1]
    assert not by_model


def test_a_fact_that_the_model_twists_is_said_by_the_templates() -> None:
    fact = OF.facts[0]
    acts = (Act(kind="reveal", ref=fact.id, text=fact.text),)
    model = ScriptedModel(["Je vous réponds franchement.", "Bonne question."])
    reply = ModelCounterpart(model).say(acts, start(OF), OF, HISTORY)
    assert fact.text in reply.text


def test_a_play_streams_the_same_reply_as_it_keeps() -> None:
    play = begin(OF, TemplateCounterpart())
    pieces, exchange = drained(play.stream("Bonjour, merci de me recevoir."))
    assert exchange.buyer.text == " ".join(pieces)
    assert len(play.record.exchanges) == 1


def test_a_reply_given_up_halfway_leaves_the_play_as_it_was() -> None:
    play = begin(OF)
    speaking = play.stream("Bonjour, merci de me recevoir.")
    next(speaking)
    speaking.close()
    assert play.record.exchanges == ()


def test_the_correction_names_what_is_left_and_nothing_that_was_said() -> None:
    acts = (Act(kind="object", text="Encore un outil qui finira dans un tiroir."), *COUNTER)
    model = ScriptedModel(["Encore un outil qui finira dans un tiroir. Disons 9 euros.", "Moi, je vous suis à [PRIX]."])
    reply = ModelCounterpart(model, embedder=embedder()).say(acts, start(OF), OF, HISTORY)
    asked = model.requests[1].messages[-1].content
    assert "« Disons 9 euros. » ne convient pas" in asked
    assert "Votre réserve" not in asked
    assert "Opposez ceci" not in asked
    assert "votre nouveau prix : [PRIX]" in asked
    assert reply.text == "Encore un outil qui finira dans un tiroir. Moi, je vous suis à 7,20\u00a0€."


def test_what_the_second_try_says_again_is_not_heard_twice() -> None:
    acts = (Act(kind="object", text="Encore un outil qui finira dans un tiroir."), *COUNTER)
    again = "C'est encore un outil qui finira dans un tiroir. Moi, je vous suis à [PRIX]. Voilà."
    model = ScriptedModel(["Encore un outil qui finira dans un tiroir. Disons 9 euros.", again])
    reply = ModelCounterpart(model, embedder=embedder()).say(acts, start(OF), OF, HISTORY)
    assert reply.text == "Encore un outil qui finira dans un tiroir. Moi, je vous suis à 7,20\u00a0€."


def test_a_gesture_is_shown_as_authored_and_never_asked_for() -> None:
    acts = (*COUNTER, Act(kind="signal", ref="non_verbal", text="Sort une calculatrice."))
    model = ScriptedModel(["Moi, je vous suis à [PRIX]."])
    reply = ModelCounterpart(model, embedder=embedder()).say(acts, start(OF), OF, HISTORY)
    assert reply.text == "Moi, je vous suis à 7,20\u00a0€. (Sort une calculatrice.)"
    assert reply.by_model
    assert "calculatrice" not in model.requests[0].messages[-1].content


def test_an_agreement_is_said_point_by_point_in_the_models_words() -> None:
    agreed = "7,20\u00a0€ par mois, durée d'engagement\u00a0: 36 mois, délai de paiement\u00a0: 30 jours"
    acts = (Act(kind="restate", figures={"accord": agreed, "prix": "7,20\u00a0€"}),)
    model = ScriptedModel(["Donc, [PRIX], un engagement de [TERME], payé à [TERME_2]. C'est bien ça ?"])
    reply = ModelCounterpart(model, embedder=embedder()).say(acts, start(OF), OF, HISTORY)
    assert reply.text == "Donc, 7,20\u00a0€ par mois, un engagement de 36 mois, payé à 30 jours. C'est bien ça ?"
    short = ScriptedModel(["Donc, [PRIX] et le reste. C'est bien ça ?"] * 2)
    assert agreed in ModelCounterpart(short, embedder=embedder()).say(acts, start(OF), OF, HISTORY).text
