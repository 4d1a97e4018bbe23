"""The deterministic coach: the same question in the same conversation always gets the same answer, sources in hand."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from assistant.coaching import wording
from assistant.coaching.aspects import level_named
from assistant.coaching.composer import Composer
from assistant.coaching.criterion_answers import Explained
from assistant.coaching.finder import Found
from assistant.coaching.grounding import NEAR, SURE, Grounding, Understood
from assistant.coaching.ports import CoachContext, Delta, Reply
from assistant.coaching.small_talk import small_talk
from assistant.domain.learning import Message
from assistant.domain.levels import level_label
from assistant.judging.relevance import stems

_FACT = re.compile(
    r"^(?:et )?c'est quoi\b|\b(?:definition|formule|calcul\w*|difference|loi|legal\w*|obligatoire|droit|delai|"
    r"combien de jours|taux|seuil|"
    r"que (?:dit|veut dire|signifie)|interdit|autorise|ca veut dire)\b"
)
_OTHERS = 4
_CARD_ASKED, _CARD_NAMED = 0.55, 0.80
"""Cosine with a card's names from which it answers: when a fact is asked for, and when nothing says so."""


class EmbeddedCoach:
    """Answers from the référentiel, its guidance and the learner's text, without any language model."""

    name = "embedded"

    def __init__(self, grounding: Grounding) -> None:
        self._ground = grounding

    def reply(
        self,
        conversation: Sequence[Message],
        message: str,
        context: CoachContext,
        *,
        stopped: Callable[[], bool] = lambda: False,
    ) -> Iterator[Delta | Reply]:
        """Paragraphs, then the whole."""
        reply = self.answer(conversation, message, context)
        paragraphs = reply.answer.split("\n\n")
        for rank, paragraph in enumerate(paragraphs):
            if stopped():
                said = "\n\n".join(paragraphs[:rank])
                cited = tuple(c for c in reply.citations if f"[{c.id}]" in said)
                yield Reply(said, reply.intent, reply.refused, cited, complete=False)
                return
            yield Delta(paragraph if rank == 0 else f"\n\n{paragraph}")
        yield reply

    def answer(self, conversation: Sequence[Message], message: str, context: CoachContext) -> Reply:
        """The whole answer at once."""
        return self.answer_understood(self._ground.understand(conversation, message), context)

    def answer_understood(self, asked: Understood, context: CoachContext) -> Reply:
        """The answer to a message already read."""
        refusal = self._ground.refusal(asked, context)
        if refusal is not None:
            return refusal
        if asked.intent == "smalltalk":
            return small_talk(asked.flat, wording.EMBEDDED_NATURE, next_step(context))
        out = Composer()
        if asked.intent == "draft":
            self._draft(out, asked, context)
        else:
            self._sources(out, asked, context)
        return out.reply(asked.intent)

    # --- the learner's text ----------------------------------------------------------------------------------------

    def _draft(self, out: Composer, asked: Understood, context: CoachContext) -> None:
        search = self._ground.draft_search(context)
        named = next((c for c in asked.codes if self._ground.referentiel.has_criterion(c)), None)
        if search is None:
            out.say(wording.NO_DRAFT)
            likely = named or self._ground.likely(asked.plain, context.production)
            if likely is not None:
                out.say(wording.MEANWHILE)
                self._ground.explainer.criterion(out, Explained(likely, "method", turn=asked.turn), named=True)
            return
        likely = named or self._about_one(asked, context)
        self._ground.drafts.answer(out, asked.flat, asked.plain, context, search, likely)

    def _about_one(self, asked: Understood, context: CoachContext) -> str | None:
        """The criterion that a question about the draft is clearly about; None for the draft as a whole."""
        subject = " ".join(_GENERAL.sub(" ", asked.flat).split())
        if not stems([subject]):
            return None
        found = self._ground.finder.criteria(subject, context.production, k=1)
        return found[0].criterion if found and found[0].closeness >= SURE else None

    # --- référentiel and guidance ----------------------------------------------------------------------------------

    def _sources(self, out: Composer, asked: Understood, context: CoachContext) -> None:
        explained = asked.criterion is not None or bool(asked.codes)
        if not explained and self._ground.structure.answer(out, asked.flat, self._ground.finder.scenes(asked.plain)):
            return
        if asked.codes:
            for code in asked.codes[:3]:
                self._named(out, code, asked, context)
        elif asked.criterion is not None:
            self._explain(out, asked.criterion, asked, context, named=True)
        else:
            self._searched(out, asked, context)

    def _named(self, out: Composer, code: str, asked: Understood, context: CoachContext) -> None:
        if self._ground.referentiel.has_criterion(code):
            self._explain(out, code, asked, context, named=True)
        else:
            self._ground.explainer.competence(out, code)

    def _searched(self, out: Composer, asked: Understood, context: CoachContext) -> None:
        found = self._ground.found(asked, context, k=_OTHERS + 1)
        card, nearness = next(iter(self._ground.finder.cards(asked.subject)), ("", 0.0))
        if nearness >= (_CARD_ASKED if _FACT.search(asked.flat) else _CARD_NAMED):
            self._ground.explainer.card(out, self._ground.corpus.cards[card])
            return
        if not found or max(f.closeness for f in found) < NEAR:
            out.say(wording.UNKNOWN)
            return
        if found[0].closeness < SURE:
            out.say(wording.UNSURE)
        self._explain(out, found[0].criterion, asked, context, named=False)
        self._beside(out, found)

    def _beside(self, out: Composer, found: Sequence[Found]) -> None:
        self._ground.explainer.others(out, [f.criterion for f in found[1 : _OTHERS + 1]])

    def _explain(self, out: Composer, criterion: str, asked: Understood, context: CoachContext, *, named: bool) -> None:
        aspect = asked.aspect or ("method" if asked.intent == "method" else None)
        level = self._ground.level_of(context, criterion)
        explained = Explained(criterion, aspect, level, asked.turn, level_named(asked.flat))
        self._ground.explainer.criterion(out, explained, named=named)
        if level is not None and aspect not in ("progress", "example"):
            out.say(wording.YOUR_LEVEL.format(level=level_label(level)))


# What a question about the draft as a whole is made of: what is left once it is taken out is its subject.
_GENERAL = re.compile(
    r"\b(?:dossier|copie|travail|texte|brouillon|document|rapport|fichier|version|doc|points?|forts?|faibles?|"
    r"faiblesses?|"
    r"manque\w*|lacunes?|cloche|priorit\w+|prochaine?|etape|avancement|premier|commence\w*|continue\w*|ameliorer|"
    r"reprendre|"
    r"retravailler|travailler|urgent\w*|reste|jury|criteres?|niveaux?|maitrise\w*|insuffisant\w*|abord\w+|bonne voie|"
    r"bon|bonne|bien|reussi\w*|rate\w*|pense\w*|trouv\w+|avis|envoye|depose|lu|vu|fais|faire|dois|peux|sont|est|quels?|"
    r"quelles?|quoi|combien|pourquoi|maintenant|encore|gagner|tu|vous|moi|moins|plus|deja|dire|dirait|chez)\b"
)


def next_step(context: CoachContext) -> str:
    """One sentence towards the learner's work, without any work being done for it."""
    critique = context.known_critique
    if critique is None or not critique.priorities:
        return wording.NEXT_WITHOUT_DRAFT
    verdict = critique.verdict(critique.priorities[0])
    if verdict is None or not verdict.question:
        return wording.NEXT_WITHOUT_DRAFT
    return wording.ASK_BACK.format(question=verdict.question)
