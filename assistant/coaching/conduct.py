"""What the coach never does, whoever speaks for it: refuse, say why, and give the next useful question."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from assistant.coaching import wording
from assistant.coaching.composer import Composer, short
from assistant.coaching.ports import CoachContext, Intent, Reply
from assistant.domain.guidance import Corpus
from assistant.domain.referentiel import Referentiel

REFUSED: frozenset[Intent] = frozenset({"ghostwriting", "exam", "offtopic", "injection"})

_WHY: dict[Intent, str] = {
    "ghostwriting": wording.GHOSTWRITING,
    "exam": wording.EXAM,
    "offtopic": wording.OFFTOPIC,
    "injection": wording.INJECTION,
}


@dataclass(frozen=True)
class Conduct:
    """The rules. ``likely``: the criterion that a message is about, None when nothing is near enough."""

    referentiel: Referentiel
    corpus: Corpus
    likely: Callable[[str, str | None], str | None]

    def refusal(self, intent: Intent, plain: str, context: CoachContext, turn: int) -> Reply:
        """The refusal of a message in plain words; nothing of the message itself is repeated."""
        out = Composer()
        out.say(_WHY[intent])
        criterion = self._criterion(intent, plain, context)
        if criterion is None:
            out.say(wording.NEXT_WITHOUT_DRAFT)
            return out.reply(intent, refused=True)
        guidance = self.corpus.guidance.get(criterion)
        text = short(self.referentiel.criterion(criterion).text)
        out.say(f"Ce que je vous propose, autour de {out.cite('criterion', criterion)} {text} :")
        if guidance is not None:
            out.say(wording.HELP_WITH.format(question=guidance.questions[turn % len(guidance.questions)]))
        if intent == "ghostwriting" and self.corpus.exemplars.get(criterion):
            out.say(wording.OFFER_EXAMPLE)
        return out.reply(intent, refused=True)

    def _criterion(self, intent: Intent, plain: str, context: CoachContext) -> str | None:
        """What to come back to: the subject of the request, else the learner's first move."""
        if intent == "ghostwriting":
            found = self.likely(plain, context.production)
            if found is not None:
                return found
        critique = context.critique if context.document is not None else None
        return critique.priorities[0] if critique is not None and critique.priorities else None
