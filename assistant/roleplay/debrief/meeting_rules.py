"""What the engine saw of the criteria of a team meeting (4.3): levels that facts support, and the turns."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from assistant.roleplay.debrief import situation_questions as asking
from assistant.roleplay.debrief.scene import DATED, Observation, Scene, level_of
from assistant.roleplay.french.amounts import listed
from assistant.roleplay.french.plain_words import flat
from assistant.roleplay.listening.move_signs import has_sign

Patterns = Mapping[str, re.Pattern[str]]

TECHNIQUES: Final[Patterns] = {
    "tour de table": re.compile(
        r"tour de (?:table|parole|cloture)|chacun (?:son|a son) tour|en une phrase|a tour de role"
    ),
    "écrit individuel": re.compile(
        r"post-?its?|en silence|(?:ecri(?:t|vez|re)|not(?:e|ez|er)) (?:chacun|seul|sur|d'abord)"
    ),
    "tableau commun": re.compile(r"tableau|paperboard|\bau mur\b|affich|colonnes?\b"),
    "vote": re.compile(r"\bvot(?:e|er|ez|ons)\b|points? (?:par|chacun)|gommettes?|main levee|prioris"),
    "petits groupes": re.compile(r"binomes?|sous-groupes?|(?:par|a) (?:deux|trois)\b|petits groupes"),
}
STEERING: Final[Patterns] = {
    "la parole distribuée": re.compile(
        r"\bla parole\b|chacun (?:son|a son) tour|l'un apres l'autre|un par un|on (?:l'|vous |t')?ecoute|tour de table"
        r"|\b(?:a|et) (?:toi|vous)[ ,?]"
    ),
    "le temps tenu": re.compile(r"\bminutes?\b|il nous reste|on finit a|\bheure\b|le temps"),
    "le recentrage": re.compile(
        r"reven(?:ons|ir|ez)|recentr|hors sujet|parking|notre (?:objet|sujet|question|but)"
        r"|(?:on|je) (?:le |la |l'|les )?(?:not|gard|met|repren)\w* .{0,20}(?:pour|a|de cote|plus tard)"
    ),
}
_OBJECT: Final = re.compile(
    r"\b(?:notre|l') ?(?:objet|sujet|question|objectif|but)\b|(?:on|nous) \w+ (?:la |aujourd'hui )?pour\b"
)
_OPENS: Final = 3
"""First lines of the learner in which what the meeting is about is announced."""


def meeting_observations(scene: Scene) -> dict[str, Observation]:
    """One observation for each criterion of group 4.3."""
    return {
        "CR.4.3.01": _announced(scene, "le déroulé", "agenda"),
        "CR.4.3.02": _announced(scene, "l'objet", "agenda", "contact"),
        "CR.4.3.03": _technique(scene),
        "CR.4.3.04": _everyone(scene),
        "CR.4.3.05": _together(scene),
        "CR.4.3.06": _steering(scene),
        "CR.4.3.07": _summary(scene),
    }


def _announced(scene: Scene, what: str, *signs: str) -> Observation:
    opening = scene.exchanges[:_OPENS]
    names = tuple(s for s in signs if s != "contact")
    subject = set(re.findall(r"\w{5,}", flat(scene.scenario.brief.product)))
    heard = any(
        has_sign(e.seller.text, *names)
        or ("contact" in signs and _OBJECT.search(flat(e.seller.text)) is not None)
        or ("contact" in signs and subject & set(re.findall(r"\w{5,}", flat(e.seller.text))))
        for e in opening
    )
    return Observation(
        None,
        f"Ici, vous avez annoncé {what} à l'ouverture." if heard else f"Ici, {what} n'a pas été annoncé à l'ouverture.",
    )


def _used(scene: Scene, patterns: Patterns) -> dict[str, tuple[int, ...]]:
    """Those that were said -> the turns."""
    found = {
        name: scene.where(lambda e, p=pattern: bool(p.search(flat(e.seller.text))))
        for name, pattern in patterns.items()
    }
    return {name: turns for name, turns in found.items() if turns}


def _technique(scene: Scene) -> Observation:
    used = _used(scene, TECHNIQUES)
    asked = scene.turns("open_question")
    fruitful = len(scene.state.facts) * 2 >= len(scene.scenario.facts)
    level = level_of(bool(used or asked), bool(used), len(used) >= 2 and fruitful)
    text = (
        f"Technique d'animation : {listed(list(used))}"
        if used
        else "Aucune technique d'animation au-delà des questions"
    )
    turns = tuple(sorted({n for shown in used.values() for n in shown}))
    return Observation(level, f"{text}.", turns or asked, (), asking.technique(scene))


def _everyone(scene: Scene) -> Observation:
    people = scene.scenario.people
    heard = {scene.scenario.fact(f).holder for f in scene.state.facts}
    called = {p.id for p in people if scene.where(lambda e, name=p.name: _named(e.seller.text, name))}
    round_table = bool(_used(scene, {"tour": TECHNIQUES["tour de table"]}))
    invited = {p.id for p in people} if round_table else heard | called
    able = {f.holder for f in scene.scenario.facts}
    kept = bool(scene.turns("recap", "reformulation"))
    level = level_of(bool(heard), len(invited) * 4 >= len(people) * 3, heard >= able and kept)
    text = f"Participants entendus : {len(heard)} sur {len(able)} qui savaient quelque chose"
    turns = scene.said("reveal") or scene.turns("open_question") or scene.said("volunteer")
    ideas = "leurs idées sont reprises" if kept else "leurs idées ne sont pas reprises"
    return Observation(level, f"{text} ; {ideas}.", turns, ("question_mark",), asking.everyone(scene))


def _named(text: str, name: str) -> bool:
    return flat(name.split()[-1]) in flat(text)


def _together(scene: Scene) -> Observation:
    state = scene.state
    if state.tally.rudeness:
        return Observation(1, "Une parole déplacée a blessé le groupe.", scene.turns("rudeness"))
    cares = scene.where(lambda e: has_sign(e.seller.text, "empathy") or "merci" in flat(e.seller.text))
    eased = scene.said("softened")
    settled = set(state.raised) <= set(state.answered)
    level = level_of(
        bool(cares or eased), bool(eased) or (not state.raised and state.committed), settled and state.committed
    )
    text = f"Désaccords apaisés : {len(state.answered)} sur {len(state.raised)}"
    text = text if state.raised else "Aucun désaccord n'a été exprimé"
    agreed = "l'équipe a dit oui" if state.committed else "l'équipe n'a pas dit oui"
    return Observation(level, f"{text} ; {agreed}.", eased or cares, ("empathy",), asking.together(scene))


def _steering(scene: Scene) -> Observation:
    used = _used(scene, STEERING)
    level = level_of(bool(used), len(used) >= 2, len(used) == len(STEERING) and scene.talk.seller_share <= 0.65)
    text = (
        f"Conduite de la séance : {listed(list(used))}"
        if used
        else "Ni parole distribuée, ni temps annoncé, ni recentrage"
    )
    turns = tuple(sorted({n for shown in used.values() for n in shown}))
    share = round(100 * scene.talk.seller_share)
    return Observation(level, f"{text} ; {share} % de la parole pour vous.", turns)


def _summary(scene: Scene) -> Observation:
    recaps = scene.turns("recap") or scene.where(lambda e: has_sign(e.seller.text, "recap_words"))
    dated = scene.where(lambda e: bool(DATED.search(flat(e.seller.text))) and e.seller.number >= (recaps or (0,))[0])
    committed = scene.state.committed
    asked = scene.turns("closing")
    level = level_of(bool(recaps or asked), committed or bool(recaps and dated), committed and bool(recaps and dated))
    text = "Une synthèse redit ce qui est décidé" if recaps else "Aucune synthèse ne redit ce qui est décidé"
    follow = "les actions sont acceptées" if committed else "les actions ne sont pas acceptées"
    when = "une date est dite" if dated else "aucune date n'est dite"
    shows = ("recap_words", "commit")
    return Observation(level, f"{text} ; {follow} ; {when}.", recaps or asked, shows, asking.follow_up(scene))
