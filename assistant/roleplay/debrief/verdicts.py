"""A verdict in the light of what a talk showed: its level, the words that show it, the question, or no occasion."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from assistant.domain.document import Document
from assistant.domain.guidance import Guidance
from assistant.domain.judgement import Evidence, Verdict
from assistant.domain.scenario import ScenarioKind
from assistant.roleplay.composing.grids import CONDUCT_GROUPS, ELSEWHERE, beyond_talk
from assistant.roleplay.debrief.scene import HOUSE, Observation, tells_house
from assistant.roleplay.debrief.transcript_talk import Bounds
from assistant.roleplay.debrief.wording_said import telling
from assistant.roleplay.french.filling import capital
from assistant.roleplay.listening.move_signs import has_sign

NO_OCCASION = "Pas d'occasion de le montrer dans cet échange."
EMBEDDED = "embedded"
QUOTES = 3


def with_elsewhere(
    judged: Sequence[Verdict], seen: Mapping[str, Observation], kind: ScenarioKind, guidance: Mapping[str, Guidance]
) -> tuple[Verdict, ...]:
    """The verdicts, with those of the criteria that a talk cannot show: where to show them, and what was noted."""
    if not judged:
        return ()
    prefix = f"CR.{CONDUCT_GROUPS[kind]}."
    apart = [
        Verdict(
            id=criterion,
            status="not_assessable",
            level=None,
            expectation=guidance[criterion].expectation if criterion in guidance else "",
            finding=f"{capital(beyond_talk(kind))} : à montrer {where}. {_noted(seen.get(criterion))}".strip(),
            question=guidance[criterion].questions[0] if criterion in guidance else "",
        )
        for criterion, where in ELSEWHERE.items()
        if criterion.startswith(prefix)
    ]
    return tuple(sorted((*(v for v in judged if v.id not in ELSEWHERE), *apart), key=lambda v: v.id))


def _noted(seen: Observation | None) -> str:
    return seen.finding if seen is not None else ""


def bounded(verdict: Verdict, bounds: Bounds | None, document: Document | None) -> Verdict:
    """The verdict brought between its bounds; without an occasion, nothing is held against the learner."""
    if bounds is None or verdict.status != "judged" or verdict.level is None:
        return verdict
    if bounds.low is None or bounds.high is None:
        return _without_occasion(verdict, bounds.finding or NO_OCCASION)
    level = max(bounds.low, min(bounds.high, verdict.level))
    pointed = [_quoted(document, turn) for turn in bounds.turns] if document is not None else []
    shown = tuple(e for e in pointed if e is not None) or verdict.evidence
    return verdict.model_copy(
        update={
            "level": level,
            "evidence": shown[:QUOTES] if level else (),
            "finding": bounds.finding,
            "gap": verdict.gap if level < 3 else "",
            "confidence": None,
        }
    )


def _without_occasion(verdict: Verdict, why: str) -> Verdict:
    """Not assessable, with the reason."""
    return verdict.model_copy(
        update={
            "status": "not_assessable",
            "level": None,
            "evidence": (),
            "finding": why,
            "gap": "",
            "confidence": None,
        }
    )


def advised(verdict: Verdict, guidance: Guidance | None) -> Verdict:
    """The next step of the level that stands in the end."""
    if guidance is None or verdict.level is None:
        return verdict
    return verdict.model_copy(update={"next_step": guidance.next_step.get(verdict.level, verdict.next_step)})


def observed_verdict(verdict: Verdict, seen: Observation | None, document: Document, *, embedded: bool) -> Verdict:
    """The verdict in the light of what the engine saw.

    Without an occasion, nothing is held against the learner. Without a model, the engine's level stands; with one, the
    model's does, and the engine only adds the turns that it knows.
    """
    if seen is None or verdict.status != "judged":
        return verdict
    if seen.level is None:
        if (verdict.level or 0) >= 2 and not embedded:
            return verdict
        return _without_occasion(verdict, NO_OCCASION).model_copy(update={"question": ""})
    pointed = [_quoted(document, turn, seen.shows) for turn in seen.turns]
    shown = tuple(e for e in pointed if e is not None)
    if not embedded:
        bare = bool(verdict.level) and not verdict.evidence
        return verdict.model_copy(update={"evidence": shown[:QUOTES]}) if bare else verdict
    near = [_quoted(document, e.turn, seen.shows) for e in verdict.evidence if e.turn is not None and not shown]
    rest = tuple(e for e in near if e is not None)
    return verdict.model_copy(
        update={
            "level": seen.level,
            "evidence": (*shown, *rest)[:QUOTES] if seen.level else (),
            "finding": seen.finding,
            "gap": verdict.gap if seen.level < 3 else "",
            "question": seen.question or verdict.question,
            "confidence": None,
        }
    )


def _quoted(document: Document, turn: int, shows: Sequence[str] = ()) -> Evidence | None:
    """What that line shows, as it stands in the transcript. ``shows``: signs of the sentence to prefer."""
    passage = next((p for p in document.passages if p.turn == turn), None)
    if passage is None:
        return None
    head, colon, tail = passage.text.partition(" : ")
    spoken = tail if colon and head == passage.speaker else passage.text
    skipped = len(passage.text) - len(spoken)
    a, b = telling(spoken, [partial(_shows, sign) for sign in shows])
    return Evidence(
        quote=spoken[a:b],
        passage=passage.id,
        section=passage.section,
        page=None,
        start=passage.start + skipped + a,
        end=passage.start + skipped + b,
        turn=turn,
    )


def _shows(sign: str, sentence: str) -> bool:
    if sign == HOUSE:
        return tells_house(sentence)
    return has_sign(sentence, sign)
