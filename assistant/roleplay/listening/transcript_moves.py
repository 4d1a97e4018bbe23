"""Recognise the moves of the seller's turns of a transcript, sentence by sentence, without any scenario."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from assistant.domain.dialogue import Move, MoveKind, Turn
from assistant.reading.sentences import sentence_spans
from assistant.roleplay.listening.act_rules import first_act, sober
from assistant.roleplay.listening.recognition import MAX_CHARS, MAX_SENTENCES

if TYPE_CHECKING:
    from assistant.retrieval.embedding import Embedder
    from assistant.roleplay.listening.move_bank import MoveBank

CLEAR = 0.1
"""Margin from which one sentence's act counts beside the others."""


def with_moves(turns: Sequence[Turn], bank: MoveBank, embedder: Embedder) -> tuple[Turn, ...]:
    """The turns, those of the seller with every act found; ``kind`` is the one that matters most."""
    return tuple(_recognised(t, bank, embedder) if t.speaker == "seller" else t for t in turns)


def _recognised(turn: Turn, bank: MoveBank, embedder: Embedder) -> Turn:
    line = turn.text.strip()[:MAX_CHARS]
    if not line:
        return turn.model_copy(update={"move": Move(kind="silence", acts=("silence",))})
    parts = [line[a:b] for a, b in sentence_spans(line)][:MAX_SENTENCES] or [line]
    whole, *each = bank.guess([line, *parts], embedder.encode([line, *parts]))
    found: list[MoveKind] = [whole.kind, *(g.kind for g in each if g.margin >= CLEAR)]
    acts: list[MoveKind] = [sober(kind, line) for kind in dict.fromkeys(found)]
    kept: list[MoveKind] = [a for a in dict.fromkeys(acts) if a != "other"] or ["other"]
    return turn.model_copy(update={"move": Move(kind=first_act(kept), acts=tuple(kept), text=turn.text)})
