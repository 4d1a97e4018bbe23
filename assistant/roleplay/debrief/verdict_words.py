"""The word that stands for a verdict on a talk, on the page, in the terminal and on paper."""

from __future__ import annotations

from assistant.domain.judgement import Verdict
from assistant.domain.levels import level_label
from assistant.domain.scenario import ScenarioKind
from assistant.roleplay.composing.grids import ELSEWHERE, beyond_talk

NO_OCCASION = "pas d'occasion"


def verdict_word(verdict: Verdict, kind: ScenarioKind) -> str:
    """« en bonne voie », « pas d'occasion », « non évaluable dans un entretien », « non jugé »."""
    if verdict.status == "failed":
        return "non jugé"
    if verdict.level is not None:
        return level_label(verdict.level)
    return beyond_talk(kind) if verdict.id in ELSEWHERE else NO_OCCASION
