"""Measure how a talk was conducted: talk time and price path."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.domain.debrief import PricePoint, TalkTime
from assistant.domain.dialogue import MoveKind, Turn
from assistant.roleplay.listening.move_signs import has_sign
from assistant.roleplay.playing.session import PlayRecord


def talk_time(turns: Sequence[Turn]) -> TalkTime:
    """Words of each side; shares by third of the talk."""
    words = {side: sum(len(t.text.split()) for t in turns if t.speaker == side) for side in ("seller", "buyer")}
    lines = [t for t in turns if t.speaker == "seller"]
    thirds = [turns[len(turns) * i // 3 : len(turns) * (i + 1) // 3] for i in range(3)]
    return TalkTime(
        seller_words=words["seller"],
        buyer_words=words["buyer"],
        seller_share=_share(turns),
        longest=max((len(t.text.split()) for t in lines), default=0),
        open_questions=_count(lines, "open_question"),
        closed_questions=_count(lines, "closed_question"),
        reformulations=sum(says_back(t) for t in lines),
        by_third=tuple(_share(third) for third in thirds),
    )


def _share(turns: Sequence[Turn]) -> float:
    said = sum(len(t.text.split()) for t in turns)
    return round(sum(len(t.text.split()) for t in turns if t.speaker == "seller") / said, 3) if said else 0.0


def says_back(turn: Turn) -> bool:
    """Whether the line says back what was heard, whatever else it does."""
    return turn.move is not None and (turn.move.has("reformulation") or has_sign(turn.text, "restate"))


def _count(lines: Sequence[Turn], kind: MoveKind) -> int:
    return sum(t.move is not None and t.move.has(kind) for t in lines)


def price_path(record: PlayRecord) -> tuple[PricePoint, ...]:
    """Prices said by each side, in order, without repeats."""
    points: list[PricePoint] = []
    for exchange in record.exchanges:
        state = exchange.state
        for turn, package in ((exchange.seller, state.seller_offer), (exchange.buyer, state.demand)):
            last = next((p.price for p in reversed(points) if p.speaker == turn.speaker), None)
            if package is not None and package.price != last:
                points.append(PricePoint(turn=turn.number, speaker=turn.speaker, price=package.price))
    return tuple(points)
