"""Complete a judge's words with the trainers' own: what the jury expects, a question, the next move."""

from __future__ import annotations

from assistant.domain.guidance import Guidance
from assistant.domain.judgement import Judgement
from assistant.domain.levels import Level
from assistant.judging.ports import JudgingTask, Proposal


def complete_feedback(proposal: Proposal, task: JudgingTask) -> Proposal:
    """The proposal with expectation, question and next step filled in from the guidance where it is silent."""
    if not isinstance(proposal, Judgement):
        return proposal
    guidance = task.guidance
    return proposal.model_copy(
        update={
            "expectation": proposal.expectation or _expectation(task),
            "question": proposal.question or _question(guidance, task, proposal.level),
            "next_step": proposal.next_step or _next_step(guidance, task, proposal.level),
        }
    )


def _expectation(task: JudgingTask) -> str:
    return task.guidance.expectation if task.guidance else f"Le référentiel demande : {task.criterion.text}."


def _question(guidance: Guidance | None, task: JudgingTask, level: Level | None) -> str:
    if guidance is None:
        return f"Qu'est-ce qui, dans votre travail, montre au jury que {task.criterion.text} ?"
    return guidance.questions[min(level or 0, len(guidance.questions) - 1)]


def _next_step(guidance: Guidance | None, task: JudgingTask, level: Level | None) -> str:
    if level is None:
        return ""
    if guidance is not None:
        return guidance.next_step[level]
    if level == 3:
        return "Gardez ce passage et préparez-vous à l'expliquer sans notes."
    return f"Relisez la rubrique « {task.heading.title} » et ajoutez ce que vous avez fait, avec une preuve."
