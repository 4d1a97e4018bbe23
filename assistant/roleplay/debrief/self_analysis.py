"""Set the learner's own account of a play beside what can be observed in it (3.2.4)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from assistant.domain.debrief import Comparison, Debrief
from assistant.domain.judgement import Verdict
from assistant.domain.referentiel import Referentiel
from assistant.reporting.wording import counted

NOTES: Final = ("reperes", "moments", "forces", "progres")
"""Fields of the account, in the order of the four criteria of 3.2.4."""

_SUBJECTS: Final = {
    "reperes": "Vos repères",
    "moments": "Vos moments-clés",
    "forces": "Vos points forts",
    "progres": "Vos axes de progrès",
}
_SHOWN = 2  # criteria named at most


def compare_account(notes: Mapping[str, str], debrief: Debrief, referentiel: Referentiel) -> tuple[Comparison, ...]:
    """One comparison for each field that was filled in."""
    said = {key: notes.get(key, "").strip() for key in NOTES}
    happened = {
        "reperes": _figures(debrief),
        "moments": _moments(debrief),
        "forces": _named([v for v in debrief.criteria if (v.level or 0) >= 2], referentiel, best=True),
        "progres": _named([v for v in debrief.criteria if v.level in (0, 1)], referentiel, best=False),
    }
    return tuple(
        Comparison(subject=_SUBJECTS[key], planned=said[key], happened=happened[key], remark=_remark(key, said[key]))
        for key in NOTES
        if said[key]
    )


def _figures(debrief: Debrief) -> str:
    if debrief.talk is None:
        return "rien à mesurer"
    talk = debrief.talk
    parts = [
        f"{round(100 * talk.seller_share)} % de la parole pour vous",
        counted(talk.open_questions, "question ouverte", "questions ouvertes"),
        counted(talk.reformulations, "reformulation"),
    ]
    if debrief.prices:
        parts.append(counted(len(debrief.prices), "prix annoncé", "prix annoncés"))
    return ", ".join(parts)


def _moments(debrief: Debrief) -> str:
    turns = sorted({m.turn for m in debrief.missed if m.turn is not None})
    if not turns:
        return "aucun tournant relevé par l'analyse"
    ranks = ", ".join(str(turn) for turn in turns)
    return f"l'analyse s'arrête sur {'le tour' if len(turns) == 1 else 'les tours'} {ranks}"


def _named(verdicts: list[Verdict], referentiel: Referentiel, *, best: bool) -> str:
    ranked = sorted(verdicts, key=lambda v: -(v.level or 0) if best else (v.level or 0))[:_SHOWN]
    if not ranked:
        return "aucun critère à ce niveau dans l'analyse"
    return " ; ".join(referentiel.criterion(v.id).text for v in ranked)


def _remark(field: str, said: str) -> str:
    if field == "reperes" and not any(c.isdigit() for c in said):
        return "Vos repères ne sont pas chiffrés : lesquels de ces chiffres appuieraient votre jugement ?"
    return {
        "reperes": "Ces chiffres confirment-ils votre impression ?",
        "moments": "Aviez-vous vu ces moments-là, et qu'ont-ils changé pour la suite ?",
        "forces": "Quelle réplique citeriez-vous pour prouver chacun de ces points forts ?",
        "progres": "Que ferez-vous autrement la prochaine fois, et à quoi verrez-vous que cela marche ?",
    }[field]
