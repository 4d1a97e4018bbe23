"""What the engine saw of the criteria of a discovery talk (3.1.1): levels that facts support, and the turns."""

from __future__ import annotations

import re

from assistant.domain.negotiation import Act
from assistant.reporting.wording import counted
from assistant.retrieval.words import terms
from assistant.roleplay.debrief import situation_questions as asking
from assistant.roleplay.debrief.people_rules import attitude
from assistant.roleplay.debrief.scene import DATED, HOUSE, Observation, Scene, level_of, tells_house
from assistant.roleplay.french.plain_words import flat
from assistant.roleplay.listening.move_signs import has_sign

BOAST = re.compile(r"\bleaders?\b|numero (?:un|1)\b|n ?° ?1\b|(?:les?|la) meilleure?s?\b|incontournable")
LONG = 90
"""Words after which a presentation is not short any more."""


def discovery_observations(scene: Scene) -> dict[str, Observation]:
    """One observation for each criterion of group 3.1.1."""
    return {
        "CR.3.1.1.01": Observation(None, ""),
        "CR.3.1.1.02": _attitude(scene),
        "CR.3.1.1.03": _introduction(scene),
        "CR.3.1.1.04": _questioning(scene),
        "CR.3.1.1.05": _risks(scene),
        "CR.3.1.1.06": _need(scene),
        "CR.3.1.1.07": _farewell(scene),
    }


def _attitude(scene: Scene) -> Observation:
    seen = attitude(scene)
    if scene.scenario.interlocutor.accommodation is None or scene.state.adapted or (seen.level or 0) < 3:
        return seen
    return Observation(
        2, f"{seen.finding} La situation particulière de votre interlocuteur est restée de côté.", seen.turns
    )


def _introduction(scene: Scene) -> Observation:
    first = scene.exchanges[:3]
    said = [e for e in first if e.seller.move is not None and presents(e.seller.text)]
    if not said:
        nothing = "Votre entreprise n'est pas présentée dans les premières répliques."
        return Observation(0, nothing, question=asking.introduction(scene))
    told = [e for e in said if tells_house(e.seller.text)]
    brief = all(len(e.seller.text.split()) <= LONG for e in said)
    boasts = any(BOAST.search(flat(e.seller.text)) for e in said)
    last = said[-1].seller.number
    back = any(
        e.seller.move is not None and e.seller.move.has("open_question")
        for e in scene.exchanges
        if last <= e.seller.number <= last + 2
    )
    level = level_of(True, bool(told) and brief and not boasts, back)
    text = (
        "Entreprise présentée en quelques mots"
        if told
        else "Vous dites qui vous êtes, sans dire ce que fait votre maison"
    )
    after = ", puis la parole revient au client" if back else ", sans rendre aussitôt la parole au client"
    boasted = " ; un superlatif que rien ne prouve" if boasts else ""
    turns = tuple(e.seller.number for e in said)
    return Observation(level, f"{text}{after}{boasted}.", turns, ("self", HOUSE), asking.introduction(scene))


def presents(text: str) -> bool:
    """Whether a line says who one is or what one's house does."""
    return has_sign(text, "self") or tells_house(text)


def _questioning(scene: Scene) -> Observation:
    goal, state = scene.scenario.goal, scene.state
    wanted = goal.facts_needed if goal else len(scene.scenario.facts)
    got = [f for f in state.facts if goal is None or f in goal.facts]
    opened = state.tally.open_questions
    deep = any(scene.scenario.fact(f).secret for f in got)
    level = level_of(
        state.tally.questions > 0, len(got) >= wanted / 2 and opened >= 2, len(got) >= wanted and opened >= 3 and deep
    )
    questions = counted(opened, "question ouverte", "questions ouvertes")
    text = f"Informations obtenues : {len(got)} sur {wanted} attendues ; {questions}"
    return Observation(
        level,
        f"{text} ; {'une confidence obtenue' if deep else 'aucune confidence'}.",
        scene.said("reveal"),
        ("question_mark",),
        asking.still_unknown(scene),
    )


def _risks(scene: Scene) -> Observation:
    asked = any(scene.scenario.fact(f).topic == "solvabilite" for f in scene.state.facts)
    return Observation(
        None,
        "Ici, vous avez abordé les garanties financières : de quoi nourrir ce compte rendu."
        if asked
        else "Ici, aucune question n'a porté sur les garanties financières.",
    )


def _need(scene: Scene) -> Observation:
    known = [f for f in scene.state.facts if scene.scenario.fact(f).need]
    back = scene.turns("reformulation", "recap")
    confirmed = scene.where(lambda e: any(a.kind == "confirm_reformulation" for a in e.acts))
    precise = scene.where(lambda e: _confirms_need(e.acts, e.seller.move.facts if e.seller.move else (), known))
    redone = tuple(
        n for n in scene.said_back if any(_redone(scene.line(n), scene.scenario.fact(f).text) for f in known)
    )
    level = level_of(bool(known or back), bool(known and (confirmed or redone)), len(confirmed) >= 2 or bool(precise))
    agreed = f"reformulations confirmées par le client : {len(confirmed)}"
    text = f"Besoins appris : {len(known)} ; redits avec ses mots : {len(redone)} ; {agreed}."
    return Observation(level, text, confirmed or redone or back, ("restate", "recap_words"), asking.need(scene))


def _redone(line: str, need: str) -> bool:
    return len(frozenset(terms(line)) & frozenset(terms(need))) >= asking.SAID_BACK


def _confirms_need(acts: tuple[Act, ...], about: tuple[str, ...], needs: list[str]) -> bool:
    return bool(set(about) & set(needs)) and any(a.kind == "confirm_reformulation" for a in acts)


def _farewell(scene: Scene) -> Observation:
    asked = scene.where(lambda e: e.seller.move is not None and e.seller.move.commitment)
    summed = scene.turns("recap") or scene.where(lambda e: has_sign(e.seller.text, "recap_words"))
    ends = tuple(sorted({*scene.turns("leave", "closing"), *asked, *summed}))
    dated = scene.where(lambda e: e.seller.number in ends and bool(DATED.search(flat(e.seller.text))))
    committed = scene.state.committed
    level = level_of(bool(ends), committed or bool(dated), committed and bool(dated) and bool(summed))
    text = "La suite est acceptée par le client" if committed else "Aucune suite n'est acceptée par le client"
    when = ", à une date dite" if dated else ", sans date dite"
    resumed = ", après un résumé" if summed else ", sans résumé"
    return Observation(level, f"{text}{when}{resumed}.", ends, ("commit", "recap_words"), asking.follow_up(scene))
