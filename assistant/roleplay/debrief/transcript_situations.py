"""What the transcript of a discovery talk, a call or a meeting shows by its words alone: levels to stay between.

The scenario is not known. A criterion that words alone do not bound keeps the judged level.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from assistant.domain.dialogue import Turn
from assistant.domain.levels import Level
from assistant.domain.scenario import ScenarioKind
from assistant.reporting.wording import counted
from assistant.roleplay.debrief.discovery_rules import BOAST, LONG, presents
from assistant.roleplay.debrief.meeting_rules import STEERING, TECHNIQUES, Patterns
from assistant.roleplay.debrief.scene import DATED
from assistant.roleplay.debrief.transcript_observing import observe_transcript
from assistant.roleplay.debrief.transcript_talk import Bounds, Talk, attitude_bounds
from assistant.roleplay.french.amounts import listed
from assistant.roleplay.french.plain_words import flat
from assistant.roleplay.listening.move_signs import has_sign

_YES = re.compile(r"^(?:oui|exact|voila|c'est (?:ca|cela|bien)|tout a fait|absolument|d'accord|en effet)")
_QUALIFIES: Final[Patterns] = {
    "qui décide": re.compile(r"decid|valid|\bsign|qui (?:d'autre|participe)|dernier mot"),
    "les dates": re.compile(r"\bquand\b|echeance|\bdate|delai|calendrier|d'ici"),
    "le budget": re.compile(r"budget|enveloppe|combien (?:avez|prevoy|depens|pay)"),
    "le besoin": re.compile(r"besoin|attend|cherch|souhait|gene|difficult|probleme|priorit|important pour"),
}


def observe_situation(turns: Sequence[Turn], kind: ScenarioKind) -> dict[str, Bounds]:
    """Bounds by criterion, those that words alone can give; ``turns``: with the seller's moves recognised."""
    talk = Talk(turns)
    if kind == "negociation":
        return observe_transcript(turns)
    return {criterion: rule(talk) for criterion, rule in _RULES[kind].items()} if talk.sellers else {}


def _scale(count: int, finding: str, turns: tuple[int, ...], *, full: int = 2) -> Bounds:
    """None: at most insufficient. Some: on the way. ``full`` or more: as far as mastered."""
    low: Level = 0 if not count else 1 if count < full else 2
    high: Level = 1 if not count else 2 if count < full else 3
    return Bounds(low, high, finding, turns)


def _introduction(talk: Talk) -> Bounds:
    said = [t for t in talk.sellers[:3] if presents(t.text)]
    if not said:
        return Bounds(0, 0, "Votre entreprise n'est pas présentée dans les premières répliques.")
    told = any(has_sign(t.text, "we_have") for t in said)
    sober = all(len(t.text.split()) <= LONG and not BOAST.search(flat(t.text)) for t in said)
    high: Level = 1 if not (told and sober) else 3
    text = "Entreprise présentée en quelques mots" if told else "Vous dites qui vous êtes, pas ce que fait votre maison"
    return Bounds(1, high, f"{text}{'' if sober else ' ; trop long, ou un superlatif sans preuve'}.", _numbers(said))


def _questions(talk: Talk) -> Bounds:
    opened = talk.acts("open_question")
    return _scale(len(opened), f"{counted(len(opened), 'question ouverte', 'questions ouvertes')}.", opened, full=4)


def _restated(talk: Talk) -> Bounds:
    back = tuple(n for n in talk.acts("reformulation", "recap"))
    agreed = [n for n in back if (after := talk.after(n, "buyer")) is not None and _YES.search(flat(after.text))]
    text = f"Reformulations : {len(back)} ; confirmées par le client : {len(agreed)}."
    return _scale(0 if not back else 2 if agreed else 1, text, back)


def _closing(talk: Talk) -> Bounds:
    last = talk.sellers[-4:]
    dated = [t for t in last if DATED.search(flat(t.text))]
    summed = [t for t in last if has_sign(t.text, "recap_words")]
    when = "une date est dite" if dated else "aucune date n'est dite"
    text = f"{'Un résumé est fait' if summed else 'Aucun résumé'} avant la fin ; {when}."
    return _scale(bool(dated) + bool(summed), text, _numbers([t for t in last if t in dated or t in summed]))


def _steps(talk: Talk) -> Bounds:
    done = {
        "se présenter": [t.number for t in talk.sellers[:2] if has_sign(t.text, "greeting", "self")],
        "accrocher": talk.acts("presentation", "argument"),
        "questionner": talk.acts("open_question", "closed_question"),
        "demander le rendez-vous": [t.number for t in talk.sellers if re.search(r"rendez-vous|revoir", flat(t.text))],
        "prendre congé": talk.acts("leave"),
    }
    left = [name for name, turns in done.items() if not turns]
    text = (
        f"Étapes couvertes : {len(done) - len(left)} sur {len(done)}{f' ; il manque : {listed(left)}' if left else ''}."
    )
    shown = tuple(sorted({turns[0] for turns in done.values() if turns}))
    return _scale(0 if len(left) >= 4 else 2 if not left else 1, text, shown)


def _qualified(talk: Talk) -> Bounds:
    asked = [t for t in talk.sellers if "?" in t.text]
    return _found(talk, _QUALIFIES, "Questions posées sur", "Aucune question n'établit s'il y a une affaire", asked, 4)


def _techniques(talk: Talk) -> Bounds:
    return _found(talk, TECHNIQUES, "Technique d'animation :", "Aucune technique d'animation", talk.sellers, 2)


def _steering(talk: Talk) -> Bounds:
    nothing = "Ni parole distribuée, ni temps annoncé, ni recentrage"
    return _found(talk, STEERING, "Conduite de la séance :", nothing, talk.sellers, 3)


def _found(talk: Talk, patterns: Patterns, lead: str, nothing: str, turns: Sequence[Turn], full: int) -> Bounds:
    seen = {name: shown for name, pattern in patterns.items() if (shown := talk.said(pattern, turns))}
    text = f"{lead} {listed(list(seen))}." if seen else f"{nothing}."
    return _scale(len(seen), text, tuple(sorted({shown[0] for shown in seen.values()})), full=full)


def _numbers(turns: Sequence[Turn]) -> tuple[int, ...]:
    return tuple(t.number for t in turns)


_RULES: Final[Mapping[ScenarioKind, Mapping[str, Callable[[Talk], Bounds]]]] = {
    "decouverte": {
        "CR.3.1.1.02": attitude_bounds,
        "CR.3.1.1.03": _introduction,
        "CR.3.1.1.04": _questions,
        "CR.3.1.1.06": _restated,
        "CR.3.1.1.07": _closing,
    },
    "prospection": {"CR.2.3.04": _questions, "CR.2.3.05": _steps, "CR.2.3.06": _qualified},
    "reunion": {"CR.4.3.03": _techniques, "CR.4.3.06": _steering, "CR.4.3.07": _closing},
}
