"""Keep, for each draft that a model judges, what all its calls share: layout, hidden names, checks, verifier."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from assistant.domain.discrepancy import Discrepancy
from assistant.domain.judgement import Evidence, ProposedQuote
from assistant.judging.arithmetic import audit
from assistant.judging.criterion_sheet import in_words, levels_text, sheets
from assistant.judging.figures import french
from assistant.judging.model_words import holds
from assistant.judging.ports import DraftContext, JudgingTask
from assistant.judging.pseudonyms import Pseudonyms
from assistant.judging.verification import Verifier
from assistant.judging.whole_draft import EXTRACTS, WHOLE, LaidOutDraft
from assistant.llm.ports import ChatRequest, Message
from assistant.llm.tokens import count_tokens
from assistant.prompting.prompt_file import Prompt
from assistant.prompting.render import render

_MARGIN = 1.15
"""Other vocabularies than OpenAI's cut French into more tokens than are counted here."""

_SHRUNK = 0.6
_SHEET = 700
"""Tokens of the sheet of a criterion, about."""


@dataclass(frozen=True)
class Room:
    """Tokens: of the model's ``window``, and of an answer (``base`` and so many ``each`` criterion)."""

    window: int
    base: int = 200
    each: int = 750
    ceiling: int = 8_000

    def answer(self, criteria: int) -> int:
        """What an answer on so many criteria may take."""
        return min(self.ceiling, self.base + self.each * criteria)


class PreparedDraft:
    """One draft, ready to be put in prompts. Thread-safe: what is computed late is computed alike."""

    def __init__(self, context: DraftContext, prompt: Prompt, room: Room, *, pseudonyms: bool) -> None:
        self.context, self._prompt, self._room = context, prompt, room
        self.names = Pseudonyms.of(context.document.text) if pseudonyms else Pseudonyms.none()
        self.layout = LaidOutDraft(context.document, context.integrity, self.names.hide)
        self._verifier = Verifier(context.document)
        self._window = float(room.window)

    @cached_property
    def discrepancies(self) -> tuple[Discrepancy, ...]:
        """Figures of the draft that its own figures contradict."""
        return audit(self.context.document)

    def request(self, tasks: Sequence[JudgingTask]) -> ChatRequest | None:
        """The prompt for some criteria: the whole draft when it fits, else its nearest passages.

        None when not even one passage fits in the model's window.
        """
        request = self._build(tasks, WHOLE, self.layout.whole)
        if self._fits(request):
            return request
        extent = EXTRACTS.format(outline=self.layout.outline)
        text = self.layout.extracts(tasks, lambda draft: self._fits(self._build(tasks, extent, draft)))
        if text is None:
            return None
        return replace(self._build(tasks, extent, text), cache_key="")

    def shrink(self, refused: ChatRequest) -> None:
        """The endpoint could not read that request: from now on, believe its window smaller than that."""
        self._window = min(self._window, _SHRUNK * (self._weight(refused) + refused.max_tokens))

    def reads_whole(self, criteria: int) -> bool:
        """Whether the whole draft fits, with the sheets of so many criteria beside it."""
        fixed = self._weight(self._build((), WHOLE, self.layout.whole))
        return fixed + criteria * _SHEET * _MARGIN + self._room.answer(criteria) <= self._window

    def locate(self, quote: ProposedQuote) -> Evidence | None:
        """The quote as it stands in the draft."""
        return self._verifier.locate(quote)

    @cached_property
    def says(self) -> Callable[[str], bool]:
        """Whether the draft holds some words, typography aside."""
        return holds(self.context.document.text)

    def counts(self, evidence: Evidence) -> bool:
        """Whether the place of a quote may serve as evidence: neither a title nor a passage with a defect."""
        passage = self.context.document.passage(evidence.passage)
        if passage is None or passage.kind == "heading":
            return False
        return any(evidence.quote in piece for piece in self.context.integrity.pieces(passage))

    def _build(self, tasks: Sequence[JudgingTask], extent: str, draft: str) -> ChatRequest:
        rendered = render(
            self._prompt,
            {
                "levels": levels_text(),
                "production": self.context.production_title,
                "referentiel": self.context.referentiel,
                "nonce": self.layout.nonce,
                "extent": extent,
                "draft": draft,
                "checks": self._checks,
                "criteria": sheets(tasks),
                "count": in_words(len(tasks)),
                "ids": ", ".join(t.criterion.id for t in tasks),
            },
        )
        return ChatRequest(
            (Message("system", rendered.system), Message("user", rendered.user)),
            max_tokens=self._room.answer(len(tasks)),
            prompt=rendered.key,
            cache_key=f"jalon-{self.layout.nonce}",
        )

    @cached_property
    def _checks(self) -> str:
        if not self.discrepancies:
            return "Contrôle des chiffres par le programme : rien relevé (il ne voit que les calculs les plus simples)."
        lines = [self._check(d) for d in self.discrepancies[:12]]
        return "Contrôle des chiffres par le programme (calculé, fiable) :\n" + "\n".join(lines)

    def _check(self, found: Discrepancy) -> str:
        places = [e for e in (found.quote_a, found.quote_b) if e is not None]
        where = " et ".join(f"passage {self.layout.number_of(e.passage)}" for e in places)
        stated, computed = french(found.stated, step=0.01), french(found.computed, step=0.01)
        return f"- {where} : le texte annonce {stated}, ses propres chiffres donnent {computed}."

    def _fits(self, request: ChatRequest) -> bool:
        return self._weight(request) + request.max_tokens <= self._window

    def _weight(self, request: ChatRequest) -> float:
        return _MARGIN * sum(count_tokens(m.content) for m in request.messages)


class PreparedDrafts:
    """The last few drafts prepared, by content."""

    def __init__(self, prompt: Prompt, room: Room, *, pseudonyms: bool, kept: int = 4) -> None:
        self._prompt, self._room, self._pseudonyms, self._kept = prompt, room, pseudonyms, kept
        self._lock = threading.Lock()
        self._drafts: dict[tuple[str, str], PreparedDraft] = {}

    def of(self, context: DraftContext) -> PreparedDraft:
        """The draft of that context, prepared once."""
        key = (context.document.sha256, context.production_title)
        with self._lock:
            draft = self._drafts.get(key)
            if draft is None or draft.context is not context:
                draft = PreparedDraft(context, self._prompt, self._room, pseudonyms=self._pseudonyms)
                self._drafts[key] = draft
                while len(self._drafts) > self._kept:
                    del self._drafts[next(iter(self._drafts))]
            return draft
