"""The embedded judge: locates evidence, estimates a level from interpretable signs, and says that it is no more."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.domain.critique import Usage
from assistant.domain.guidance import Indicator
from assistant.domain.judgement import Candidate, Judgement, ProposedQuote
from assistant.domain.levels import Level
from assistant.judging.features import features_of
from assistant.judging.ordinal import JudgeWeights
from assistant.judging.ports import DraftContext, JudgingTask, Proposal
from assistant.judging.relevance import best_quote, stems
from assistant.judging.verification import MIN_QUOTE

QUOTES = 3
FAR_BEHIND = 2.5
"""A passage that far behind the best one (in ranking points) is not quoted beside it."""
STANDS_OUT = 1.5
"""Standard deviations above the usual from which an indicator is taken as met."""

NOTICE = (
    "Sans modèle de langue, Jalon repère les passages qui servent chaque critère et estime un niveau d'après des "
    "indices (thèmes, chiffres, sources, justifications). Il ne juge pas le fond : un formateur décide."
)


class EmbeddedJudge:
    """Judges without any language model, deterministically and in one pass."""

    name = "embedded"
    parallel = 1

    def __init__(self, weights: JudgeWeights) -> None:
        self._model = weights.levels
        self.version = weights.version

    def notice(self, context: DraftContext) -> str:  # noqa: ARG002 (the port gives it)
        """Every passage is looked at: nothing to own up to."""
        return ""

    def batches(self, tasks: Sequence[JudgingTask]) -> list[tuple[JudgingTask, ...]]:
        """All at once: nothing is waited for."""
        return [tuple(tasks)] if tasks else []

    def usage(self) -> Usage:
        """Nothing is called."""
        return Usage()

    def judge(self, batch: Sequence[JudgingTask], context: DraftContext) -> list[Proposal]:
        """One judgement a task, in order."""
        return [self._judgement(task, context) for task in batch]

    def _judgement(self, task: JudgingTask, context: DraftContext) -> Judgement:
        features = features_of(task.evidence)
        level = self._model.level(features) if task.evidence.candidates else 0
        quotes = _quotes(task, context) if level else ()
        if not quotes:
            level = 0
        if level > 1 and context.integrity.shows_little(q.passage for q in quotes):
            level = 1
        met, missed = _indicators(task)
        return Judgement(
            criterion=task.criterion.id,
            level=level,
            quotes=quotes,
            finding=_finding(level, met, task),
            gap=_gap(level, missed),
            confidence=round(self._model.confidence(self._model.probabilities(features)[level]), 2),
        )


def _quotes(task: JudgingTask, context: DraftContext) -> tuple[ProposedQuote, ...]:
    """The best passages, and in each the sentences closest to what the jury looks for.

    A sentence that the draft repeats is quoted once.
    """
    best = task.evidence.candidates[0].score if task.evidence.candidates else 0.0
    quotes: list[ProposedQuote] = []
    for candidate in task.evidence.candidates:
        passage = context.document.passage(candidate.passage)
        if passage is None or candidate.score < best - FAR_BEHIND:
            continue
        text = _best_piece(context.integrity.pieces(passage), _wanted(task, candidate))
        if len(text) < MIN_QUOTE:
            continue
        if all(quote.text != text for quote in quotes):
            quotes.append(ProposedQuote(passage=passage.id, text=text))
        if len(quotes) == QUOTES:
            break
    return tuple(quotes)


def _best_piece(pieces: Sequence[str], wanted: frozenset[str]) -> str:
    """The best quote of what counts in a passage; a quote never spans what was set aside."""
    quotes = [best_quote(piece, wanted) for piece in pieces]
    return max(quotes, key=lambda quote: len(stems([quote]) & wanted) / (4 + len(stems([quote]))), default="")


def _wanted(task: JudgingTask, candidate: Candidate) -> frozenset[str]:
    """Stems of the indicator that the passage meets best, else of the criterion."""
    if task.guidance is None or not candidate.indicators:
        return stems([task.criterion.text])
    rank = max(range(len(candidate.indicators)), key=lambda i: candidate.indicators[i])
    indicator = task.guidance.indicators[rank]
    return stems([indicator.text, *indicator.phrases])


def _indicators(task: JudgingTask) -> tuple[list[Indicator], list[Indicator]]:
    """Indicators that the draft stands out for, best first, and the others, farthest first."""
    if task.guidance is None:
        return [], []
    ranked = sorted(
        zip(task.guidance.indicators, task.evidence.coverage, strict=False), key=lambda pair: pair[1], reverse=True
    )
    met = [indicator for indicator, standing in ranked if standing >= STANDS_OUT]
    missed = [indicator for indicator, standing in reversed(ranked) if standing < STANDS_OUT]
    return met or [indicator for indicator, _ in ranked[:1]], missed


def _finding(level: Level, met: Sequence[Indicator], task: JudgingTask) -> str:
    if level == 0:
        return "Aucun passage repéré ne sert ce critère."
    if not met:
        return f"Passages repérés en rapport avec « {task.heading.title.lower()} » ; leur portée reste à vérifier."
    shown = _lowered(met[0].text)
    opening = {
        1: "Le sujet est effleuré sans être étayé. Le signe le mieux repéré",
        2: "Le sujet est traité en partie. Le signe le mieux repéré",
        3: "Le sujet est traité avec des éléments précis. Le signe le mieux repéré",
    }[level]
    return f"{opening} : {shown}"


def _gap(level: Level, missed: Sequence[Indicator]) -> str:
    if level == 3 or not missed:
        return ""
    wanted = [_lowered(i.text).rstrip(".") for i in missed[: 2 if level < 2 else 1]]
    return "Pas repéré dans votre texte : " + " ; ".join(wanted) + "."


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:] if text[:2] != text[:2].upper() else text
