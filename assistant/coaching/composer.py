"""Build an answer whose citations exist and stand in its text, by construction."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.coaching.ports import Intent, Reply
from assistant.domain.critique import Usage
from assistant.domain.learning import Citation, CitationKind


class Composer:
    """Gathers paragraphs; ``cite`` gives the mark ``[id]`` to put in a sentence and remembers the source."""

    def __init__(self) -> None:
        self._paragraphs: list[str] = []
        self._citations: dict[str, Citation] = {}

    def cite(self, kind: CitationKind, id_: str) -> str:
        """The mark of a source that the caller has looked up."""
        self._citations.setdefault(id_, Citation(kind=kind, id=id_))
        return f"[{id_}]"

    def say(self, text: str) -> None:
        """A paragraph; empty ones are left out."""
        if text.strip():
            self._paragraphs.append(text.strip())

    def points(self, lead: str, items: Iterable[str]) -> None:
        """A lead and a list; nothing when the list is empty."""
        lines = [f"- {item}" for item in items]
        if lines:
            self._paragraphs.append("\n".join([f"{lead}\n", *lines]) if lead else "\n".join(lines))

    @property
    def text(self) -> str:
        """The answer so far."""
        return "\n\n".join(self._paragraphs)

    def reply(self, intent: Intent, *, refused: bool = False, usage: Usage | None = None) -> Reply:
        """The whole, with the citations in the order in which they stand in the text."""
        text = self.text
        cited = [c for c in self._citations.values() if f"[{c.id}]" in text]
        cited.sort(key=lambda c: text.index(f"[{c.id}]"))
        return Reply(text, intent, refused, tuple(cited), usage or Usage())


def quoted(text: str) -> str:
    """A learner's words between guillemets, on one line. They are shown as they are: whoever renders an answer as
    markup must treat it as untrusted text."""
    return f"« {' '.join(text.split())} »" if text.strip() else ""


def lower_first(text: str) -> str:
    """The text made to follow a colon, unless it starts with an acronym or a code."""
    return text[:1].lower() + text[1:] if text[1:2].islower() or text[1:2] in " '’" else text


def short(text: str, limit: int = 90) -> str:
    """The text cut at a word, with an ellipsis when it is longer."""
    if len(text) <= limit:
        return text
    return text[:limit].rsplit(" ", 1)[0].rstrip(",;: ") + "…"
