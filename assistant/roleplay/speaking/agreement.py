"""The whole agreement point by point, so that it can be said as a person says it, each figure with its point."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from assistant.retrieval.words import terms

_NEXT = re.compile(r", (?=[^,:\u00a0]+\u00a0: )")
_BARE = frozenset("jour mois semain heur an minut avant apres".split())


class Point(NamedTuple):
    """label: "" for the price. figure: as the engine writes it."""

    label: str
    figure: str


def agreement_parts(text: str) -> tuple[Point, ...]:
    """« 7,20 € par mois, durée : 36 mois » as its points, the price first; empty for a text of another shape."""
    price, *terms_ = _NEXT.split(text)
    pairs = [term.split("\u00a0: ", 1) for term in terms_]
    if not terms_ or any(len(pair) != 2 for pair in pairs):
        return ()
    return (Point("", price), *(Point(label, option) for label, option in pairs))


def needs_its_label(point: Point) -> bool:
    """Whether a figure says nothing by itself: « 30 jours »."""
    return bool(point.label) and all(t.isdigit() or t in _BARE for t in terms(point.figure))


def misplaced(sentence: str, points: Mapping[str, Point]) -> str | None:
    """The first token of ``sentence`` whose figure needs its point beside it and has it not.

    points: of the tokens. Its point stands in the same piece between commas; before it when figures share that piece.
    """
    for piece in _PIECES.split(sentence):
        tokens = list(_TOKEN.finditer(piece))
        for rank, token in enumerate(tokens):
            point = points.get(token[1])
            if point is None or not needs_its_label(point):
                continue
            start = tokens[rank - 1].end() if rank else 0
            around = piece[start : token.start()] if len(tokens) > 1 else piece
            if not names_point(around, point):
                return token[1]
    return None


_PIECES = re.compile(r"[,;:.!?](?=\s|$)")
_TOKEN = re.compile(r"\[([A-Z]+(?:_[A-Z0-9]+)*)\]")


def names_point(clause: str, point: Point) -> bool:
    """Whether a clause holds a word of what the figure is about."""
    wanted = {t[:3].replace("y", "i") for t in terms(point.label)} - _VAGUE
    return bool(wanted & {t[:3].replace("y", "i") for t in terms(clause)})


_VAGUE = frozenset({"del", "dur"})
"""« délai », « durée »: several points begin so."""
