"""Set apart what must never count as evidence: copies of the référentiel, orders to the reader, strings of keywords."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from assistant.corpus.wording import words_of
from assistant.domain.document import Document, Passage

Defect = Literal["copy", "instruction", "stuffing"]

COPY_RUN = 5
COPY_SHARE = 0.6
"""A passage is a copy when that share of its words stands in runs of ``COPY_RUN`` taken from the official text."""

_ORDERS = (
    # forget the rules
    r"\b(?:ignore[zr]?|oublie[zr]?|disregard|forget|override)\b.{0,60}"
    r"\b(?:consigne|instruction|r[eè]gle|prompt|pr[ée]c[ée]dent|above|previous|prior|rules?|rubric|crit[eè]re)",
    # turns and tags of a machine's dialogue
    r"^\W*(?:system|user|developer|assistant)\s*(?:prompt)?\s*[:>\]]",
    r"\bprompt\s+syst[eè]me\b|\bsystem\s+prompt\b",
    r"<\s*/?\s*(?:system|instruction|assistant|im_start|im_end)",
    # give this level
    r"\b(?:attribue[zr]?|donne[zr]|mette[zr]|mets|accorde[zr]?|note[zr]|valide[zr]|classe[zr]|consid[eè]re[zr]|"
    r"give|assign|award|rate|mark|grade|score|output|return|respond)\b.{0,60}"
    r"\b(?:niveaux?\s*\W?\s*(?:3|trois|max\w*|ma[iî]tris\w*)|crit[eè]res?\b.{0,30}\bma[iî]tris\w*|la\s+note\s+max\w*|"
    r"level\s*3|full\s+marks?|maximum\s+(?:level|score|grade)|20\s*/\s*20)",
    # you are a machine
    r"\b(?:tu\s+es|vous\s+[eê]tes|you\s+are|en\s+tant\s+qu[e'’])\s*(?:une?\s+|an?\s+)?"
    r"(?:ia\b|ai\b|intelligence\s+artificielle|mod[eè]le\s+de\s+lang|assistant\s+(?:virtuel|ia)|correct(?:eur|rice)\b|"
    r"[ée]valuat(?:eur|rice)\b|grader|examiner)",
    r"\b(?:ch[eè]re?|note\s+[àa]\s+l['’])\s*(?:ia\b|intelligence\s+artificielle|correct\w+\s+automatique|"
    r"[ée]valuat\w+\s+automatique)",
    # the verdict stated in the draft itself
    r"\b(?:ce|ces|les|tous\s+les)\s+crit[eè]res?\s+(?:d['’][ée]valuation\s+)?(?:est|sont)\b.{0,30}"
    r"\b(?:atteints?|valid[ée]s?|acquis|ma[iî]tris[ée]s?|remplis?)",
)
_INSTRUCTION = re.compile("(?i)" + "|".join(f"(?:{order})" for order in _ORDERS))
_VERBISH = re.compile(
    r"(?i)\b\w+(?:ons|ez|ent|ait|aient|era|eront|ée?s?|er|ir|is|it|ût|a|ai|ont|est|sont|sera|avons|avez|peut|doit|veut)\b"
)


@dataclass(frozen=True)
class PassageDefect:
    """Why a passage does not count as evidence."""

    passage: str
    defect: Defect


@dataclass(frozen=True)
class Integrity:
    """The defects of one draft, by passage id."""

    defects: dict[str, Defect] = field(default_factory=dict[str, Defect])

    @cached_property
    def instructions(self) -> tuple[str, ...]:
        """Ids of the passages that address the reader or the machine."""
        return tuple(p for p, d in self.defects.items() if d == "instruction")

    @cached_property
    def copies(self) -> tuple[str, ...]:
        """Ids of the passages copied from the référentiel."""
        return tuple(p for p, d in self.defects.items() if d == "copy")

    def counts(self, passage: str) -> bool:
        """Whether the passage may serve as evidence."""
        return passage not in self.defects


def examine(document: Document, official: Iterable[str]) -> Integrity:
    """The defects of every passage. ``official``: the wordings of criteria and competences."""
    runs = {run for text in official for run in _runs(words_of(text))}
    defects: dict[str, Defect] = {}
    for passage in document.passages:
        defect = _defect(passage, runs)
        if defect is not None:
            defects[passage.id] = defect
    return Integrity(defects)


def _defect(passage: Passage, runs: set[tuple[str, ...]]) -> Defect | None:
    words = words_of(passage.text)
    if _INSTRUCTION.search(passage.text):
        return "instruction"
    if copied_share(words, runs) >= COPY_SHARE:
        return "copy"
    if passage.kind in {"paragraph", "list_item"} and is_stuffed(passage.text, words):
        return "stuffing"
    return None


def _runs(words: list[str]) -> Iterable[tuple[str, ...]]:
    return (tuple(words[i : i + COPY_RUN]) for i in range(len(words) - COPY_RUN + 1))


def copied_share(words: list[str], runs: set[tuple[str, ...]]) -> float:
    """Share (0–1) of the words that stand in a run of the official text; 0 under ``COPY_RUN`` words."""
    covered = [False] * len(words)
    for start, run in enumerate(_runs(words)):
        if run in runs:
            covered[start : start + COPY_RUN] = [True] * COPY_RUN
    return sum(covered) / len(words) if words else 0.0


def is_stuffed(text: str, words: list[str]) -> bool:
    """Whether the text is a long string of terms: no figure and hardly a verb, or the same words again and again."""
    if len(words) < 14:
        return False
    repeated = 1 - len(set(words)) / len(words)
    separators = text.count(",") + text.count(";") + text.count("/") + text.count("|")
    listed = separators / len(words) > 0.28 and not any(c.isdigit() for c in text)
    verbless = len(_VERBISH.findall(text)) / len(words) < 0.15
    return repeated > 0.62 or (listed and verbless)
