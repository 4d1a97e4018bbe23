"""Everything both coaches share: what was asked, what it is about, what is refused, and what the sources say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from assistant.coaching.aspects import Aspect, Focus, aspect_of, focus_of, follow_up
from assistant.coaching.conduct import REFUSED, Conduct
from assistant.coaching.criterion_answers import Explainer
from assistant.coaching.draft_answers import DraftGuide, DraftSearch
from assistant.coaching.finder import Finder, Found
from assistant.coaching.material import CoachMaterial
from assistant.coaching.ports import CoachContext, Intent, Reply
from assistant.coaching.recognition import Recogniser
from assistant.coaching.structure_answers import StructureGuide
from assistant.domain.guidance import Corpus
from assistant.domain.learning import Message
from assistant.domain.levels import Level
from assistant.domain.referentiel import Referentiel
from assistant.retrieval.embedding import Embedder
from assistant.retrieval.plain_french import folded
from assistant.retrieval.search import CorpusSearch

MESSAGE_LIMIT = 4_000
"""Characters of a message that are read; a longer one is a draft, and belongs in « Mon travail »."""
SURE = 0.42
"""Closeness from which a question is taken to be about a criterion without any reserve."""
NEAR = 0.25
"""Closeness under which nothing is said to be near."""


@dataclass(frozen=True)
class Understood:
    """A message once read.

    plain, flat: in plain words, and folded. codes: criteria and competences that it names. subject: what to search
    for. criterion, aspect: of a follow-up. turn: rank of the answer in the conversation, from 0.
    """

    intent: Intent
    plain: str
    flat: str
    codes: tuple[str, ...]
    subject: str
    criterion: str | None
    aspect: Aspect | None
    focus: Focus
    turn: int


class Grounding:
    """Reads messages and knows the sources. Thread-safe; built once."""

    def __init__(
        self,
        referentiel: Referentiel,
        corpus: Corpus,
        material: CoachMaterial,
        search: CorpusSearch,
        embedder: Embedder,
        cache: Path | None = None,
    ) -> None:
        self.referentiel = referentiel
        self.corpus = corpus
        self._embedder = embedder
        self.recogniser = Recogniser(material, embedder, cache)
        self.finder = Finder(search, embedder, material, referentiel, corpus, cache)
        self.explainer = Explainer(referentiel, corpus)
        self.structure = StructureGuide(referentiel, material.silent)
        self.drafts = DraftGuide(referentiel)

    def understand(self, conversation: Sequence[Message], message: str) -> Understood:
        """The message in its conversation."""
        text = message[:MESSAGE_LIMIT]
        seen = self.recogniser.recognise(text)
        flat = folded(seen.plain)
        focus = focus_of(conversation)
        codes = self.finder.codes(text)
        turn = sum(m.role == "coach" for m in conversation)
        intent, subject, criterion, aspect = seen.intent, seen.plain, None, aspect_of(flat)
        if intent not in REFUSED and self.structure.silent_on(flat):
            intent = "referentiel"
        after = None if codes or (intent in REFUSED and seen.by == "rule") else follow_up(flat, focus, self.referentiel)
        if after is not None and not (intent == "draft" and seen.by == "rule"):
            criterion, subject, aspect = after.criterion, after.subject or subject, after.aspect
            intent = "method" if aspect in ("method", "progress") else "referentiel"
        return Understood(intent, seen.plain, flat, codes, subject, criterion, aspect, focus, turn)

    def refusal(self, asked: Understood, context: CoachContext) -> Reply | None:
        """The refusal that the rules of conduct command, or None."""
        if asked.intent not in REFUSED:
            return None
        return self.conduct.refusal(asked.intent, asked.plain, context, asked.turn)

    def likely(self, plain: str, production: str | None) -> str | None:
        """The criterion that a message is about, None when nothing is near enough."""
        found = self.finder.criteria(plain, production, k=1)
        return found[0].criterion if found and found[0].closeness >= NEAR else None

    def subject_of_refusal(self, plain: str, production: str | None) -> str | None:
        """The criterion to come back to after a refusal: only one that the message is surely about."""
        found = self.finder.criteria(plain, production, k=1)
        return found[0].criterion if found and found[0].closeness >= SURE else None

    def found(self, asked: Understood, context: CoachContext, k: int = 5) -> tuple[Found, ...]:
        """Criteria for what was asked; those of the focus's production weigh more in a follow-up."""
        production = context.production
        if asked.focus.criterion and asked.subject != asked.plain:
            production = self.referentiel.production_of(asked.focus.criterion).slug
        return self.finder.criteria(asked.subject, production, k)

    def draft_search(self, context: CoachContext) -> DraftSearch | None:
        """The index of the context's draft, made once and kept in the context."""
        if context.document is None:
            return None
        if context.index is None:
            context.index = DraftSearch(context.document, self._embedder)
        assert isinstance(context.index, DraftSearch)
        return context.index

    @staticmethod
    def level_of(context: CoachContext, criterion: str) -> Level | None:
        """The level of the learner's draft on a criterion, as far as it is known without any work."""
        critique = context.known_critique
        verdict = critique.verdict(criterion) if critique else None
        return verdict.level if verdict else None

    @cached_property
    def conduct(self) -> Conduct:
        """The rules of conduct over these sources."""
        return Conduct(self.referentiel, self.corpus, self.subject_of_refusal)
