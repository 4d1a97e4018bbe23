"""The embedded judge: locates evidence, estimates a level from interpretable signs, and says that it is no more."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.domain.critique import Usage
from assistant.domain.document import Document
from assistant.domain.guidance import Guidance, Indicator
from assistant.domain.judgement import Candidate, Judgement, ProposedQuote
from assistant.domain.levels import Level
from assistant.judging.features import features_of, salience_of, strength
from assistant.judging.ordinal import OrdinalModel, expected_level
from assistant.judging.ports import DraftContext, JudgingTask, Proposal
from assistant.judging.relevance import best_quote, stems

QUOTES = 3

NOTICE = (
    "Sans modèle de langue, Jalon repère les passages qui servent chaque critère et estime un niveau d'après des "
    "indices (thèmes, chiffres, sources, justifications). Il ne juge pas le fond : un formateur décide."
)


class EmbeddedJudge:
    """Judges without any language model, deterministically and in one pass."""

    name = "embedded"
    parallel = 1

    def __init__(self, model: OrdinalModel) -> None:
        self._model = model

    def batches(self, tasks: Sequence[JudgingTask]) -> list[tuple[JudgingTask, ...]]:
        """All at once: what stands out in a draft is measured against its other criteria."""
        return [tuple(tasks)] if tasks else []

    def usage(self) -> Usage:
        """Nothing is called."""
        return Usage()

    def judge(self, batch: Sequence[JudgingTask], context: DraftContext) -> list[Proposal]:
        """One judgement a task, in order."""
        salience = salience_of(batch)
        return [self._judgement(task, context, salience[task.criterion.id]) for task in batch]

    def _judgement(self, task: JudgingTask, context: DraftContext, salience: float) -> Judgement:
        chances = self._model.probabilities(features_of(task, context.document, salience))
        level = level_from(chances) if task.evidence.candidates else 0
        quotes = _quotes(task, context.document) if level else ()
        if not quotes:
            level = 0
        met, missed = _indicators(task)
        return Judgement(
            criterion=task.criterion.id,
            level=level,
            quotes=quotes,
            finding=_finding(level, met, task),
            gap=_gap(level, missed),
            confidence=round(self._model.confidence(chances[level]), 2),
        )


def level_from(chances: Sequence[float]) -> Level:
    """The level nearest to the mean of the chances: less severe errors than the likeliest level alone."""
    levels: tuple[Level, Level, Level, Level] = (0, 1, 2, 3)
    return levels[min(3, max(0, round(expected_level(chances))))]


def _quotes(task: JudgingTask, document: Document) -> tuple[ProposedQuote, ...]:
    """The best passages, and in each the sentences closest to what the jury looks for."""
    ordered = sorted(task.evidence.candidates[:6], key=_relevance, reverse=True)
    quotes: list[ProposedQuote] = []
    for candidate in ordered:
        passage = document.passage(candidate.passage)
        if passage is None or len(passage.text) < 12:
            continue
        quotes.append(ProposedQuote(passage=passage.id, text=best_quote(passage.text, _wanted(task, candidate))))
        if len(quotes) == QUOTES:
            break
    return tuple(quotes)


def _relevance(candidate: Candidate) -> tuple[float, float]:
    return (candidate.score, strength(candidate))


def _wanted(task: JudgingTask, candidate: Candidate) -> frozenset[str]:
    """Stems of the indicator that the passage meets best, else of the criterion."""
    indicator = _best_indicator(task.guidance, candidate)
    return stems([indicator.text, *indicator.phrases] if indicator else [task.criterion.text])


def _best_indicator(guidance: Guidance | None, candidate: Candidate) -> Indicator | None:
    ranked = {n: v for n, v in candidate.groups.items() if n.startswith("i")}
    if guidance is None or not ranked:
        return None
    return guidance.indicators[int(max(ranked, key=lambda n: ranked[n])[1:])]


def _indicators(task: JudgingTask) -> tuple[list[Indicator], list[Indicator]]:
    """Indicators that the draft comes close to, and the others, each best first."""
    if task.guidance is None:
        return [], []
    ranked = sorted(
        enumerate(task.guidance.indicators),
        key=lambda pair: task.evidence.coverage.get(f"i{pair[0]}", 0.0),
        reverse=True,
    )
    values = [task.evidence.coverage.get(f"i{rank}", 0.0) for rank, _ in ranked]
    middle = (values[0] + values[-1]) / 2 if values else 0.0
    met = [i for (_, i), value in zip(ranked, values, strict=True) if value >= middle]
    missed = [i for (_, i), value in zip(ranked, values, strict=True) if value < middle]
    return met, missed[::-1]


def _finding(level: Level, met: Sequence[Indicator], task: JudgingTask) -> str:
    if level == 0:
        return "Aucun passage repéré ne sert ce critère."
    if not met:
        return f"Passages repérés en rapport avec « {task.heading.title.lower()} » ; leur portée reste à vérifier."
    shown = _lowered(met[0].text)
    opening = {
        1: "Des passages effleurent le sujet sans l'étayer ; au plus près",
        2: "Des passages traitent le sujet en partie ; au plus près",
        3: "Des passages traitent le sujet avec des éléments précis ; au plus près",
    }[level]
    return f"{opening} : {shown}"


def _gap(level: Level, missed: Sequence[Indicator]) -> str:
    if level == 3 or not missed:
        return ""
    wanted = [_lowered(i.text).rstrip(".") for i in missed[: 2 if level < 2 else 1]]
    return "Pas repéré dans votre texte : " + " ; ".join(wanted) + "."


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:] if text[:2] != text[:2].upper() else text
