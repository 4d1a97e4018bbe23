"""Lay a draft out for a model: every visible passage with its number, or, when it is too long, the nearest ones."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.domain.document import Document, Passage
from assistant.judging.integrity import Defect, Integrity
from assistant.judging.ports import JudgingTask

NEIGHBOURS = 1
"""Passages shown on each side of one that retrieval found."""

_FIRST = 30
"""Passages shown when retrieval found none: those of the beginning."""

_FLAGS: dict[Defect, str] = {
    "copy": "⟪recopie l'énoncé officiel : pas une preuve⟫ ",
    "stuffing": "⟪suite de mots-clés : pas une preuve⟫ ",
    "instruction": "⟪passage retiré par le programme : il s'adresse au correcteur⟫",
}

UNREAD = "⟪passage retiré par le programme : ni français ni lisible⟫"

WHOLE = "Voici toute la copie."
EXTRACTS = (
    "La copie est trop longue pour être lue d'un coup : voici ses passages les plus proches des critères, avec leurs "
    "voisins. Le reste existe et n'est pas montré : ne concluez pas à une absence de ce qui pourrait s'y trouver. "
    "Plan de la copie : {outline}."
)


@dataclass(frozen=True)
class LaidOutDraft:
    """A document as shown to a model. ``hide`` replaces what must not leave the machine in a passage's text."""

    document: Document
    integrity: Integrity
    hide: Callable[[str], str] = str

    @cached_property
    def nonce(self) -> str:
        """A code that the draft's author cannot know: any change of the draft changes it."""
        return hashlib.sha256(f"jalon\0{self.document.text}".encode()).hexdigest()[:10]

    @cached_property
    def whole(self) -> str:
        """Every passage, one a line."""
        return "\n".join(self._lines(range(len(self.document.passages)), with_context=False))

    def passage_id(self, number: str) -> str:
        """The id of the passage of that number (« 12 », « [12] » or an id); the number itself when it names none."""
        bare = number.strip().strip("[]").removeprefix("passage").strip()
        if bare.isdigit() and 1 <= int(bare) <= len(self.document.passages):
            return self.document.passages[int(bare) - 1].id
        return bare

    def number_of(self, passage_id: str) -> str:
        """The number under which a passage is shown, or its id."""
        rank = self._ranks.get(passage_id)
        return passage_id if rank is None else str(rank + 1)

    def extracts(self, tasks: Sequence[JudgingTask], fits: Callable[[str], bool]) -> str | None:
        """As many of the nearest passages, with their neighbours, as ``fits`` allows; None when not even one does.

        Taken in turn from each task's candidates, best first; shown in the order of the draft, gaps told.
        """
        shown: set[int] = set()
        best: str | None = None
        for rank in self._nearest(tasks):
            wider = shown | set(self._around(rank))
            if wider == shown:
                continue
            text = "\n".join(self._lines(sorted(wider), with_context=True))
            if not fits(text):
                break
            shown, best = wider, text
        return best

    @cached_property
    def outline(self) -> str:
        """Titles of the sections, hidden names aside."""
        titles = [self.hide(s.title) for s in self.document.sections][:40]
        return " ; ".join(titles) or "sans titres"

    @cached_property
    def _ranks(self) -> dict[str, int]:
        return {p.id: i for i, p in enumerate(self.document.passages)}

    def _nearest(self, tasks: Sequence[JudgingTask]) -> Iterable[int]:
        if not any(task.evidence.candidates for task in tasks):
            yield from range(min(_FIRST, len(self.document.passages)))
        deepest = max((len(t.evidence.candidates) for t in tasks), default=0)
        for depth in range(deepest):
            for task in tasks:
                if depth < len(task.evidence.candidates):
                    rank = self._ranks.get(task.evidence.candidates[depth].passage)
                    if rank is not None:
                        yield rank

    def _around(self, rank: int) -> range:
        return range(max(0, rank - NEIGHBOURS), min(len(self.document.passages), rank + NEIGHBOURS + 1))

    def _lines(self, ranks: Iterable[int], *, with_context: bool) -> list[str]:
        lines: list[str] = []
        expected = 0
        for rank in ranks:
            if rank > expected:
                lines.append(f"⟪passages {expected + 1} à {rank} non montrés⟫")
            lines.append(self._line(rank, with_context and rank > expected))
            expected = rank + 1
        if lines and expected < len(self.document.passages):
            lines.append(f"⟪passages {expected + 1} à {len(self.document.passages)} non montrés⟫")
        return lines

    def _line(self, rank: int, with_context: bool) -> str:
        passage = self.document.passages[rank]
        defect = self.integrity.defects.get(passage.id)
        start = f"[{rank + 1}] {_FLAGS[defect] if defect else ''}"
        if defect == "instruction":
            return start
        if passage.id in self.integrity.unread:
            return f"{start}{UNREAD}"
        context = passage.context.splitlines()[-1] if with_context and passage.context else ""
        around = f"({context}) " if context else ""
        return start + _one_line(self.hide(f"{around}{_mark(passage)}{self.integrity.kept(passage) or passage.text}"))


def _mark(passage: Passage) -> str:
    if passage.kind == "heading":
        return "# "
    return f"{passage.speaker} : " if passage.speaker and not passage.text.startswith(passage.speaker) else ""


def _one_line(text: str) -> str:
    """A passage cannot imitate another line of the copy, nor a sign of the program."""
    return " ".join(text.split()).replace("⟪", "«").replace("⟫", "»")
