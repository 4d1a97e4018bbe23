"""What the engine saw of the criteria that a prospecting call can show (2.3): levels that facts support, the turns."""

from __future__ import annotations

from assistant.reporting.wording import counted
from assistant.roleplay.composing.situation_words import topics
from assistant.roleplay.debrief import situation_questions as asking
from assistant.roleplay.debrief.scene import Observation, Scene, level_of, tells_house
from assistant.roleplay.french.amounts import listed


def call_observations(scene: Scene) -> dict[str, Observation]:
    """One observation for each criterion of group 2.3."""
    return {
        "CR.2.3.01": Observation(None, ""),
        "CR.2.3.02": _arguments(scene),
        "CR.2.3.03": _suited(scene),
        "CR.2.3.04": _asked(scene),
        "CR.2.3.05": _themes(scene),
        "CR.2.3.06": _qualified(scene),
    }


def _arguments(scene: Scene) -> Observation:
    count = len(_hooks(scene))
    said = counted(count, "réplique présente", "répliques présentent") if count else "aucune réplique ne présente"
    return Observation(None, f"Ici, {said} votre offre ou ses avantages.")


def _hooks(scene: Scene) -> tuple[int, ...]:
    """Turns that say what one's house does or brings, whatever else they do."""
    said = scene.where(lambda e: tells_house(e.seller.text) and not e.seller.text.rstrip().endswith("?"))
    return tuple(sorted({*scene.turns("argument", "presentation"), *said}))


def _suited(scene: Scene) -> Observation:
    tied = scene.where(lambda e: any(a.kind == "interest" for a in e.acts))
    said = counted(len(tied), "argument répond", "arguments répondent") if tied else "aucun argument ne répond"
    return Observation(None, f"Ici, {said} à ce que le prospect a dit.")


def _asked(scene: Scene) -> Observation:
    state, goal = scene.state, scene.scenario.goal
    known = [scene.scenario.fact(f) for f in state.facts]
    families = {f.topic for f in known}
    wanted = goal.facts_needed if goal else 3
    text = f"Informations recueillies : {topics(known)}" if known else "Aucune information recueillie"
    lacking = [
        name
        for name, holds in (
            ("qui décide", "decision" in families),
            ("les dates ou le budget", bool(families & {"budget", "calendrier"})),
        )
        if not holds
    ]
    missing = f" ; inconnu : {listed(lacking)}" if lacking else ""
    level = level_of(state.tally.questions > 0, len(known) >= wanted, len(families) >= 4 and not lacking)
    return Observation(
        level, f"{text}{missing}.", scene.said("reveal"), ("question_mark",), asking.still_unknown(scene)
    )


def _themes(scene: Scene) -> Observation:
    state = scene.state
    done = {
        "se présenter": scene.turns("contact"),
        "accrocher": _hooks(scene),
        "questionner": scene.turns("open_question", "closed_question"),
        "répondre aux réticences": scene.said("softened") if state.answered else (),
        "demander le rendez-vous": scene.where(lambda e: e.seller.move is not None and e.seller.move.commitment)
        or scene.turns("closing"),
        "prendre congé": scene.turns("leave"),
    }
    if not state.raised:
        del done["répondre aux réticences"]
    left = [name for name, turns in done.items() if not turns]
    level = level_of(len(done) - len(left) >= 2, len(left) <= 2, not left)
    text = f"Étapes couvertes : {len(done) - len(left)} sur {len(done)}"
    shown = tuple(sorted({turns[0] for turns in done.values() if turns}))
    lacks = f" ; il manque : {listed(left)}" if left else ""
    return Observation(level, f"{text}{lacks}.", shown, question=asking.steps(scene, left))


def _qualified(scene: Scene) -> Observation:
    topics_known = {scene.scenario.fact(f).topic for f in scene.state.facts}
    need = any(scene.scenario.fact(f).need for f in scene.state.facts)
    signs = {
        "un besoin": need or bool(topics_known & {"probleme", "enjeu"}),
        "qui décide": "decision" in topics_known,
        "les dates ou le budget": bool(topics_known & {"calendrier", "budget"}),
    }
    known = [name for name, holds in signs.items() if holds]
    level = level_of(bool(known), len(known) >= 2, len(known) == len(signs))
    text = (
        f"De quoi dire s'il y a une affaire : {listed(known)}"
        if known
        else "Rien ne permet de dire s'il y a une affaire"
    )
    lacking = [name for name, holds in signs.items() if not holds]
    turns = scene.said("reveal") or scene.said("volunteer")
    unknown = f" ; inconnu : {listed(lacking)}" if known and lacking else ""
    return Observation(level, f"{text}{unknown}.", turns, ("question_mark",), asking.qualified(scene, lacking))
