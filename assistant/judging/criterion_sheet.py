"""Describe criteria to a model: official wording, what the jury expects, signs, levels, traps."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.domain.levels import LEVEL_LABELS, LEVEL_MEANINGS, LEVELS
from assistant.judging.ports import JudgingTask


def levels_text() -> str:
    """The scale, one level a line."""
    lines = [f"- {level} ({LEVEL_LABELS[level]}) : {LEVEL_MEANINGS[level]}." for level in reversed(LEVELS)]
    return "\n".join([*lines, f"- null ({LEVEL_LABELS[None]}) : {LEVEL_MEANINGS[None]}."])


def sheets(tasks: Sequence[JudgingTask]) -> str:
    """The sheets of several criteria, one after the other."""
    return "\n\n".join(sheet(task) for task in tasks)


def sheet(task: JudgingTask) -> str:
    """The sheet of one criterion. Without guidance, the official wording alone."""
    lines = [
        f"### {task.criterion.id}",
        f"Rubrique : {task.heading.title}.",
        f"Énoncé officiel : {task.criterion.text}.",
    ]
    guidance = task.guidance
    if guidance is None:
        return "\n".join(lines)
    lines.append(f"Attente du jury : {guidance.expectation}")
    lines.append("Signes possibles (aucun n'est obligatoire) :")
    lines += [f"- {indicator.text}" for indicator in guidance.indicators]
    lines += [f"Au niveau {level} : {text}" for level, text in sorted(guidance.level_descriptors.items())]
    lines.append("Pièges :")
    lines += [f"- {pitfall}" for pitfall in guidance.pitfalls]
    return "\n".join(lines)


def in_words(count: int) -> str:
    """« 1 réponse », « 3 réponses »."""
    return f"{count} réponse{'s' if count > 1 else ''}"
