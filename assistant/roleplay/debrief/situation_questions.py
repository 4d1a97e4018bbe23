"""The better move asked as a question in the learner's own discovery talk, call or meeting; "" when none is known."""

from __future__ import annotations

from assistant.domain.scenario import Fact
from assistant.retrieval.words import terms
from assistant.roleplay.composing.situation_words import topics
from assistant.roleplay.debrief.missed import said_words
from assistant.roleplay.debrief.scene import Scene
from assistant.roleplay.debrief.wording_said import short
from assistant.roleplay.french.amounts import listed

SAID_BACK = 3
"""Words of a need that a line holds to say it back."""


def introduction(scene: Scene) -> str:
    """On the house that was not introduced."""
    house, person = scene.scenario.brief.seller_company, scene.scenario.interlocutor.name
    return f"En deux phrases, que dire de {house.name} à {person} qui se vérifie et lui donne envie de parler ?"


def still_unknown(scene: Scene) -> str:
    """On what was not learned, and on a question that got no answer."""
    goal = scene.scenario.goal
    wanted = goal.facts if goal else tuple(f.id for f in scene.scenario.facts)
    left = [scene.scenario.fact(f) for f in wanted if f not in scene.state.facts]
    if not left:
        return ""
    evaded = next((n for n in scene.said("evade", "not_caught", "nothing_more")), None)
    if evaded is not None:
        line = short(scene.line(evaded), 80)
        return f"« {line} » (tour {evaded}) n'a rien fait dire : comment la reposer pour apprendre {topics(left[:1])} ?"
    return f"Vous ne savez rien de ceci : {topics(left[:3])}. Quelle question ouverte poser, et après quelle réponse ?"


def need(scene: Scene) -> str:
    """On a need that was heard and not said back."""
    heard = [f for f in scene.scenario.facts if f.need and f.id in scene.state.facts]
    back = [frozenset(terms(scene.line(n))) for n in scene.said_back]
    left = next((f for f in heard if not any(len(b & frozenset(terms(f.text))) >= SAID_BACK for b in back)), None)
    if left is None:
        turn = next(iter(scene.said_back), None)
        if turn is None:
            return ""
        line = short(scene.line(turn), 80)
        return (
            f"« {line} » (tour {turn}) : quelle question courte, seule, aurait obtenu un oui de votre interlocuteur ?"
        )
    return f"« {_words(scene, left)} » : avec quels mots le redire, et comment le faire confirmer ?"


def follow_up(scene: Scene) -> str:
    """On the commitment that was not obtained."""
    goal = scene.scenario.goal
    if goal is None:
        return ""
    refused = scene.said("not_yet")
    if refused:
        line = short(scene.line(refused[-1]), 80)
        return f"« {line} » (tour {refused[-1]}) n'a pas suffi : que manquait-il pour obtenir {goal.commitment} ?"
    return "" if scene.state.committed else f"Avec quels mots obtenir, avant de vous quitter, {goal.commitment} ?"


def steps(scene: Scene, left: list[str]) -> str:
    """On the first step that is missing."""
    person = scene.scenario.interlocutor.name
    return f"À quel moment de l'appel, et en quels mots, {left[0]} avec {person} ?" if left else ""


def qualified(scene: Scene, lacking: list[str]) -> str:
    """On what would say whether there is an affair."""
    person = scene.scenario.interlocutor.name
    return f"Quelle question à {person} vous aurait dit {listed(lacking)} ?" if lacking else ""


def technique(scene: Scene) -> str:
    """On a moment of the meeting when a way of working together would have helped."""
    dull = scene.said("evade", "not_caught", "unclear", "unmoved")
    if not dull:
        return ""
    line = short(scene.line(dull[0]), 80)
    return f"Après « {line} » (tour {dull[0]}), personne ne suit : quelle technique aurait fait produire le groupe ?"


def everyone(scene: Scene) -> str:
    """On those who said nothing."""
    heard = {scene.scenario.fact(f).holder for f in scene.state.facts}
    silent = [p.name for p in scene.scenario.people if p.id not in heard]
    return (
        f"{listed(silent)} n'ont rien apporté : à quel moment, et sur quoi, les interroger ?"
        if len(silent) > 1
        else (f"{silent[0]} n'a rien apporté : à quel moment, et sur quoi, l'interroger ?" if silent else "")
    )


def together(scene: Scene) -> str:
    """On a disagreement left open, else on the yes of the team."""
    left = next((o for o in scene.state.raised if o not in scene.taken.objections), None)
    if left is not None:
        turn = scene.taken.said(left)
        words = said_words(scene.record, turn, scene.scenario.objection(left).says)
        return f"À « {words} » (tour {turn}), quelle réponse aurait reconnu le problème avant d'avancer ?"
    goal = scene.scenario.goal
    if goal is None or scene.state.committed:
        return ""
    return f"Comment faire choisir par l'équipe elle-même {goal.commitment} ?"


def _words(scene: Scene, fact: Fact) -> str:
    return said_words(scene.record, scene.taken.said(fact.id), (fact.text,)).rstrip(".")
