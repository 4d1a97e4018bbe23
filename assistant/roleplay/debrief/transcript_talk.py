"""A transcript as the rules look at it: who said what, what came after, and the bounds that its words set.

The scenario is not known: what was said, and what the other one answered, sets the bounds; the judgement keeps its
place between them. A rule never says more than a trainer can check on the turns quoted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.domain.dialogue import MoveKind, Turn
from assistant.domain.levels import Level
from assistant.retrieval.words import terms
from assistant.roleplay.debrief.conduct import talk_time
from assistant.roleplay.french.plain_words import flat
from assistant.roleplay.listening.move_signs import has_sign

PRICE = re.compile(r"\bprix\b|tarif|euros?\b|€|\bcher\b|remise|budget|par mois")
"""Words of price, on flat words."""
AGREED = re.compile(
    r"c'est signe|je signe|marche conclu|on est d'accord|d'accord sur tout|moi,? oui|je confirme|c'est bien (?:ca|cela)"
)
"""Words of an agreement, on flat words."""


@dataclass(frozen=True)
class Bounds:
    """``low``/``high`` None: no occasion. ``turns``: numbers of the turns that show it. ``finding``: French."""

    low: Level | None
    high: Level | None
    finding: str
    turns: tuple[int, ...] = ()


class Talk:
    """The turns and the questions that the rules ask of them."""

    def __init__(self, turns: Sequence[Turn]) -> None:
        self.turns = tuple(turns)
        self.sellers = [t for t in turns if t.speaker == "seller"]
        self.buyers = [t for t in turns if t.speaker == "buyer"]
        self.share = talk_time(turns).seller_share

    def acts(self, *kinds: MoveKind) -> tuple[int, ...]:
        """Numbers of the seller's turns that make one of these moves."""
        return tuple(t.number for t in self.sellers if t.move is not None and t.move.has(*kinds))

    def said(self, pattern: re.Pattern[str], who: Iterable[Turn] | None = None) -> tuple[int, ...]:
        """Numbers of the turns, of those people or of all, in which the pattern stands."""
        return tuple(t.number for t in (self.turns if who is None else who) if pattern.search(flat(t.text)))

    def after(self, number: int, speaker: str) -> Turn | None:
        """The next turn of that side."""
        return next((t for t in self.turns if t.number > number and t.speaker == speaker), None)

    def tied(self, *kinds: MoveKind) -> tuple[int, ...]:
        """Seller's turns of these kinds that take up at least two content words that the other had said before."""
        found: list[int] = []
        for turn in self.sellers:
            if turn.move is not None and turn.move.has(*kinds):
                heard = {w for t in self.buyers if t.number < turn.number for w in terms(t.text)}
                if len(heard & set(terms(turn.text))) >= 2:
                    found.append(turn.number)
        return tuple(found)

    def cut_short(self) -> tuple[int, ...]:
        """Seller's turns that begin while the other one was speaking."""
        cut = [t.number for t in self.buyers if re.search(r"(?:…|\.\.\.)\s*$", t.text)]
        replies = [self.after(n, "seller") for n in cut]
        return tuple(t.number for t in replies if t is not None and t.text[-1:] != "?" and len(t.text.split()) > 3)

    def text_of(self, number: int) -> str:
        """The words of that turn."""
        return next(t.text for t in self.turns if t.number == number)


def attitude_bounds(talk: Talk) -> Bounds:
    """Courtesy, listening, share of the words."""
    familiar = tuple(
        t.number for t in talk.sellers if has_sign(t.text, "familiar_you") and re.search(r"\btu\b|\bt'", flat(t.text))
    )
    harsh = tuple(
        t.number for t in talk.sellers if has_sign(t.text, "insult") or re.search(r"pardon|mauvais mot", flat(t.text))
    )
    faults = (*familiar, *harsh, *talk.cut_short())
    listens = talk.acts("open_question", "reformulation", "silence")
    if len(faults) >= 2:
        return Bounds(0, 1, "Des paroles ou des coupures ont pu fermer l'échange.", tuple(sorted(set(faults))))
    high: Level = 2 if faults or talk.share > 0.7 or not listens else 3
    low: Level = 2 if len(listens) >= 3 and not faults else 1
    return Bounds(
        low, high, f"Écoute visible dans {len(listens)} répliques ; {round(100 * talk.share)} % de la parole.", listens
    )
