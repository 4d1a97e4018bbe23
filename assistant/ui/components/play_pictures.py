"""The two pictures of a debrief, as figures ready to be drawn: the price path and the talk-time."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.domain.debrief import PricePoint, TalkTime
from assistant.domain.economics import Economics
from assistant.domain.negotiation import Negotiation
from assistant.roleplay.french.money import price_text
from assistant.ui import play_wording as pw
from assistant.ui.markup import show

_ROOM = 13.0  # percent of the width that a written price takes


@dataclass(frozen=True)
class Step:
    """A price and how long it held, in percent of the picture: from ``left`` to ``right``, at ``top``.

    label: the price, "" where there is no room to write it (the table has them all).
    rise: where the previous price of the same side stood (None for the first).
    """

    side: str
    left: float
    right: float
    top: float
    rise: float | None
    label: str
    turn: int


@dataclass(frozen=True)
class PricePath:
    """The steps of both sides, and the horizontal marks (label, top, kind)."""

    steps: tuple[Step, ...]
    marks: tuple[tuple[str, float, str], ...]
    ticks: tuple[tuple[int, float], ...]


def show_prices(points: Sequence[PricePoint], last: int, state: Negotiation, economics: Economics) -> None:
    """The picture and its table. ``last``: rank of the last turn. Only once the play is over: it shows the limit."""
    package = state.deal or state.agreed or state.demand or state.seller_offer
    limit = economics.buyer_ceiling(package.choices if package else economics.reference)
    path = price_path(points, last, economics, limit)
    rows = [(p.turn, pw.YOU if p.speaker == "seller" else pw.THEIRS, pw.price_line(p.price, economics)) for p in points]
    show("play_prices", path=path, rows=rows, limit=pw.price_line(limit, economics), pw=pw)


def price_path(points: Sequence[PricePoint], last: int, economics: Economics, limit: float) -> PricePath:
    """Where everything stands, in percent from the left and from the top."""
    if not points:
        return PricePath((), (), ())
    prices = [*(p.price for p in points), limit]
    low, high = min(prices), max(prices)
    margin = (high - low) * 0.12 or max(high * 0.02, economics.step)
    low, high = low - margin, high + margin

    def top(price: float) -> float:
        return round(100 * (high - price) / (high - low), 2)

    def across(turn: int) -> float:
        return round(100 * (turn - 1) / max(last, 2), 2)

    steps: list[Step] = []
    for side in ("seller", "buyer"):
        own = [p for p in points if p.speaker == side]
        ends = [*(following.turn for following in own[1:]), last + 1][: len(own)]
        shown = _labelled([(p.turn, across(p.turn)) for p in own])
        before: float | None = None
        for point, end in zip(own, ends, strict=True):
            right = min(100.0, across(end))
            label = price_text(point.price, economics) if point.turn in shown else ""
            steps.append(Step(side, across(point.turn), right, top(point.price), before, label, point.turn))
            before = top(point.price)
    every = max(1, math.ceil(last / 8))
    ticks = tuple((turn, across(turn)) for turn in range(1, last + 1, every))
    return PricePath(tuple(steps), ((pw.THEIR_LIMIT, top(limit), "limite"),), ticks)


def _labelled(places: Sequence[tuple[int, float]]) -> set[int]:
    """The turns whose price has room to be written: the last one always, then the others from the first."""
    if not places:
        return set()
    last, end = places[-1]
    shown, free = {last}, -_ROOM
    for turn, left in places[:-1]:
        if left - free >= _ROOM and end - left >= _ROOM:
            shown.add(turn)
            free = left
    return shown


def show_talk_time(talk: TalkTime) -> None:
    """The bars and their table."""
    shares = [(pw.WHOLE, talk.seller_share), *zip(pw.THIRDS, talk.by_third, strict=False)]
    counts = [
        (pw.counted_word(label, count), label, count)
        for label, count in (
            (pw.OPEN_QUESTIONS, talk.open_questions),
            (pw.CLOSED_QUESTIONS, talk.closed_questions),
            (pw.REFORMULATIONS, talk.reformulations),
        )
    ]
    show(
        "play_talk_time",
        shares=[(label, round(100 * share)) for label, share in shares],
        counts=counts,
        talk=talk,
        pw=pw,
    )
