"""What is said of each criterion in the margin of the learner's own file."""

from __future__ import annotations

import hashlib

from assistant.domain.critique import Critique
from assistant.domain.document import Document
from assistant.domain.frozen import Frozen
from assistant.domain.judgement import Evidence, Verdict
from assistant.domain.referentiel import Referentiel
from assistant.errors import DraftError
from assistant.reporting import wording as w
from assistant.reporting.plain_text import one_line


class Comment(Frozen):
    """A title and lines of label (may be empty) and text, all on one line each."""

    title: str
    lines: tuple[tuple[str, str], ...]

    def text(self) -> str:
        """The comment as plain text."""
        return "\n".join((self.title, *(f"{label} : {text}" if label else text for label, text in self.lines)))


class PlacedComment(Frozen):
    """A comment and the quote it is about."""

    comment: Comment
    evidence: Evidence


def require_same_file(original: bytes, document: Document) -> None:
    """Raise ``DraftError`` unless ``original`` is the file that was read (and so passed the reader's guards)."""
    if hashlib.sha256(original).hexdigest() != document.sha256:
        raise DraftError(w.WRONG_FILE, w.WRONG_FILE_HINT, code="other_file")


def placed_comments(critique: Critique, referentiel: Referentiel | None) -> tuple[PlacedComment, ...]:
    """A full comment on the first quote of each criterion, a short one on the others, in the order of the critique."""
    placed: list[PlacedComment] = []
    for verdict in critique.criteria:
        for rank, evidence in enumerate(verdict.evidence):
            comment = _short(verdict) if rank else verdict_comment(verdict, referentiel)
            placed.append(PlacedComment(comment=comment, evidence=evidence))
    return tuple(placed)


def verdict_comment(verdict: Verdict, referentiel: Referentiel | None) -> Comment:
    """Criterion, level, finding, what is missing, question and next step."""
    wording = referentiel.criterion(verdict.id).text if referentiel else ""
    rows = (
        (w.CRITERION, wording),
        (w.FINDING, verdict.finding),
        (w.GAP, verdict.gap),
        (w.QUESTION, verdict.question),
        (w.NEXT_STEP, verdict.next_step),
    )
    return Comment(title=_title(verdict), lines=tuple((label, _line(text)) for label, text in rows if text))


def opening_comment(critique: Critique) -> Comment:
    """AI notice, model and its limits, first moves, and the criteria that no passage serves."""
    lines: list[tuple[str, str]] = [("", w.COMMENT_INTRO), (w.MODEL, w.model_label(critique.model))]
    lines += [("", notice) for notice in critique.notices]
    moves = [v for v in map(critique.verdict, critique.priorities) if v is not None]
    if moves:
        lines.append(("", w.moves_heading(len(moves))))
        lines += [(f"{rank}. {_title(v)}", v.next_step or v.question) for rank, v in enumerate(moves, start=1)]
    silent = [v for v in critique.criteria if not v.evidence]
    if silent:
        lines.append(("", w.COMMENT_ABSENT))
        lines += [(_title(v), _silence(v)) for v in silent]
    return Comment(title=w.AUTHOR, lines=tuple((_line(label), _line(text)) for label, text in lines))


def unplaced(comment: Comment, evidence: Evidence) -> Comment:
    """The same comment, with the quote that could not be anchored."""
    return Comment(
        title=comment.title,
        lines=((w.COMMENT_UNPLACED, f"«\u00a0{one_line(evidence.quote)}\u00a0»"), *comment.lines),
    )


def _short(verdict: Verdict) -> Comment:
    return Comment(title=_title(verdict), lines=(("", _line(w.COMMENT_AGAIN)),))


def _title(verdict: Verdict) -> str:
    return f"{verdict.id}, {w.level_word(verdict.status, verdict.level)}"


def _silence(verdict: Verdict) -> str:
    """What to say of a criterion without a passage."""
    if verdict.status == "failed":
        return f"{verdict.reason or w.FAILED_WHY} {w.FAILED_NEXT}"
    if verdict.status == "not_assessable":
        return verdict.finding or verdict.reason or w.NOT_ASSESSABLE_WHY
    return verdict.next_step or verdict.finding


def _line(text: str) -> str:
    return w.french_spaces(one_line(text))
