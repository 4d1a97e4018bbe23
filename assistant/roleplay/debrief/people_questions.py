"""The better move towards the people of a negotiation, asked in the learner's own situation; "" when none is known."""

from __future__ import annotations

from itertools import pairwise

from assistant.retrieval.words import terms as words_of
from assistant.roleplay.debrief.missed import said_words
from assistant.roleplay.debrief.offer_questions import heard_words
from assistant.roleplay.debrief.scene import Scene
from assistant.roleplay.debrief.signals import follows, signal_of
from assistant.roleplay.debrief.wording_said import short

TALKATIVE = 0.6
"""Share of the words from which one's longest line is looked at."""
HEARD = 2
"""Words of a confidence that the next line holds to have heard it."""


def attitude(scene: Scene, faults: tuple[int, ...]) -> str:
    """On the line that shut the talk, else on a confidence that got no word back, else on the longest line."""
    if faults:
        line = short(scene.line(faults[0]), 90)
        return f"Au tour {faults[0]}, vous dites « {line} » : que cherchiez-vous, et comment l'obtenir sans blesser ?"
    told = _unheard(scene)
    if told is not None:
        turn, words = told
        return f"Au tour {turn}, on vous confie « {words} » : quelle phrase aurait montré que vous l'aviez entendu ?"
    if scene.talk.seller_share >= TALKATIVE:
        longest = max(scene.exchanges, key=lambda e: len(e.seller.text.split())).seller
        count = len(longest.text.split())
        where = f"Votre réplique du tour {longest.number} fait {count} mots"
        return f"{where} : laquelle de ses idées pouvait être une question ?"
    return ""


def _unheard(scene: Scene) -> tuple[int, str] | None:
    for exchange, following in pairwise(scene.exchanges):
        act = next((a for a in exchange.acts if a.kind in ("reveal", "volunteer")), None)
        move = following.seller.move
        if act is None or move is None or following.seller.number in scene.said_back:
            continue
        fact = scene.scenario.fact(act.ref)
        heard = len(frozenset(words_of(fact.text)) & frozenset(words_of(following.seller.text))) >= HEARD
        if (fact.secret or fact.need) and not heard and act.ref not in move.facts:
            return exchange.buyer.number, said_words(scene.record, exchange.buyer.number, (fact.text,))
    return None


def contact(scene: Scene, *, greeted: bool) -> str:
    """On the first words of the other side, and on its house."""
    opening = short(scene.record.opening, 90)
    house = scene.scenario.brief.buyer_company.name
    if not greeted:
        return f"À « {opening} », quels premiers mots auraient salué, remercié et parlé de {house} ?"
    frame = f"Après « {opening} », quel déroulé proposer en une phrase"
    return f"{frame}, et quel fait sur {house} montre que vous avez préparé l'entretien ?"


def actors(scene: Scene, *, known: bool, asked: bool) -> str:
    """On those who decide and are not at the table."""
    others = [f"{p.name}, {p.role}," for p in scene.scenario.people if p.public and not p.at_table]
    person = scene.scenario.interlocutor.name
    if known:
        who = next((f for f in scene.scenario.facts if f.topic == "decision" and f.id in scene.state.facts), None)
        words = heard_words(scene, who) if who else ""
        return f"Vous savez que « {words} » : qu'avez-vous prévu pour convaincre les autres ?" if words else ""
    if asked:
        return f"Votre question sur la décision n'a rien donné : à quel moment, et comment, y revenir avec {person} ?"
    if others:
        return f"{others[0]} participe au projet : quelle question à {person} aurait dit son poids et ses attentes ?"
    return f"Quelle question à {person} aurait dit qui d'autre pèse dans la décision ?"


def signals(scene: Scene) -> str:
    """On a signal that was let pass."""
    for shown, after in pairwise(scene.exchanges):
        signal = signal_of(shown, scene.scenario)
        if signal is not None and not follows(signal, shown, after):
            return f"Au tour {shown.buyer.number} : « {signal.text} » Qu'avez-vous vu, et qu'auriez-vous pu en faire ?"
    return ""


def validation(scene: Scene, recaps: tuple[int, ...]) -> str:
    """On the terms that had to be said back."""
    economics = scene.scenario.economics
    offer = scene.state.agreed or scene.state.seller_offer
    if economics is None or offer is None or recaps:
        need = next((f for f in scene.scenario.facts if f.need and f.id in scene.state.facts), None)
        return (
            ""
            if need is None or recaps
            else f"Avec quels mots redire « {heard_words(scene, need)} » et le faire confirmer ?"
        )
    said = [t.label for t in economics.terms if offer.choices.get(t.id, t.reference) != t.reference]
    points = ", ".join(["prix", *said[:3]])
    return f"Avec quelle phrase redire chaque point ({points}) et obtenir un oui avant de vous quitter ?"
