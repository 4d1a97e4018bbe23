"""The report's pictures as inline SVG, each with a title and a text equivalent; no external asset."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from assistant.domain.dialogue import MOVE_LABELS
from evals.report.table import number

INK, GRID, ACCENT, WARM = "#1f2933", "#d5dbe1", "#2b6cb0", "#b7410e"
_LABELS: Mapping[str, str] = {**MOVE_LABELS}
_LEVELS = ("0 non abordé", "1 insuffisant", "2 en bonne voie", "3 maîtrisé")


@dataclass(frozen=True)
class Dot:
    """A point with its name; ``low``/``high`` bounds of ``y`` when known."""

    name: str
    x: float
    y: float
    low: float | None = None
    high: float | None = None


def confusion(matrix: Sequence[Sequence[int]]) -> str:
    """Labels down, levels given across; the darker, the larger the share of its row."""
    cells: list[str] = []
    for row, counts in enumerate(matrix):
        total = sum(counts) or 1
        cells.append(_text(138, 78 + row * 56, _LEVELS[row], anchor="end"))
        for column, count in enumerate(counts):
            share = count / total
            x, y = 150 + column * 90, 44 + row * 56
            edge = INK if row == column else "none"
            cells.append(
                f'<rect x="{x}" y="{y}" width="86" height="52" fill="{ACCENT}" fill-opacity="{0.06 + 0.9 * share:.2f}" '
                f'stroke="{edge}" stroke-width="2"/>'
            )
            cells.append(
                _text(
                    x + 43,
                    y + 31,
                    f"{count} ({100 * share:.0f} %)",
                    fill="#fff" if share > 0.5 else INK,
                    anchor="middle",
                )
            )
    cells += [_text(193 + c * 90, 36, name, anchor="middle", size=11) for c, name in enumerate(_LEVELS)]
    cells += [_text(138, 36, "étiquette ↓   donné →", anchor="end", size=11)]
    spoken = " ; ".join(f"étiquette {r} : {', '.join(str(c) for c in counts)}" for r, counts in enumerate(matrix))
    return _svg(520, 275, "Confusion : étiquettes en ligne, niveaux donnés en colonne", spoken, cells)


def criterion_bars(criteria: Mapping[str, Mapping[str, Any]]) -> str:
    """Mean gap of levels by criterion (shorter is better), worst first, at most forty."""
    ranked = sorted(criteria.items(), key=lambda pair: (-pair[1]["gap"] / pair[1]["n"], pair[0]))[:40]
    parts: list[str] = []
    for row, (name, entry) in enumerate(ranked):
        gap, y = entry["gap"] / entry["n"], 24 + row * 18
        parts.append(_text(118, y + 11, name, anchor="end", size=11))
        parts.append(f'<rect x="126" y="{y}" width="{gap * 100:.1f}" height="13" fill="{ACCENT}"/>')
        told = f"{number(gap)} (exact {entry['exact']} sur {entry['n']})"
        parts.append(_text(132 + gap * 100, y + 11, told, size=11))
    spoken = " ; ".join(f"{name} : {number(e['gap'] / e['n'])}" for name, e in ranked)
    return _svg(
        520, 40 + 18 * len(ranked), "Écart moyen de niveau par critère, du plus grand au plus petit", spoken, parts
    )


def move_bars(moves: Mapping[str, Mapping[str, Any]]) -> str:
    """F1 of each seller's move, worst first."""
    ranked = sorted(moves.items(), key=lambda pair: (pair[1]["f1"], pair[0]))
    parts: list[str] = []
    for row, (kind, entry) in enumerate(ranked):
        y, name = 24 + row * 18, _LABELS.get(kind, kind)
        parts.append(_text(208, y + 11, name, anchor="end", size=11))
        parts.append(f'<rect x="216" y="{y}" width="{entry["f1"] * 220:.1f}" height="13" fill="{ACCENT}"/>')
        parts.append(_text(222 + entry["f1"] * 220, y + 11, f"{number(entry['f1'])} (n = {entry['n']})", size=11))
    spoken = " ; ".join(f"{kind} : {number(e['f1'])}" for kind, e in ranked)
    return _svg(540, 40 + 18 * len(ranked), "F1 de chaque geste de vente", spoken, parts)


def reliability(curve: Sequence[Mapping[str, Any]]) -> str:
    """Confidence announced against success observed; the diagonal is perfect."""
    parts = [f'<line x1="60" y1="260" x2="300" y2="20" stroke="{GRID}" stroke-width="2"/>', *_square_axes()]
    for point in curve:
        x, y = 60 + 240 * point["confidence"], 260 - 240 * point["success"]
        size = 3 + min(12.0, point["n"] ** 0.5)
        parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{size:.1f}" fill="{ACCENT}" fill-opacity="0.75"/>')
    parts += [_text(180, 296, "confiance annoncée", anchor="middle"), _text(66, 14, "réussite observée")]
    spoken = " ; ".join(f"{number(p['confidence'])} → {number(p['success'])} (n = {p['n']})" for p in curve)
    return _svg(340, 305, "Calibration : confiance annoncée et réussite observée", spoken, parts)


def cost_against_agreement(dots: Sequence[Dot], unit: str) -> str:
    """``x`` cost of a draft in ``unit``, ``y`` QWK from −0.2 to 1."""
    widest = max([d.x for d in dots], default=1.0) or 1.0
    parts = [_text(8, 14, "QWK"), _text(300, 296, f"{unit} par travail", anchor="middle")]
    for tick in (0.0, 0.25, 0.5, 0.75, 1.0):
        y = _qwk_y(tick)
        parts.append(f'<line x1="60" y1="{y:.1f}" x2="540" y2="{y:.1f}" stroke="{GRID}"/>')
        parts.append(_text(52, y + 4, number(tick), anchor="end", size=11))
    for rank, dot in enumerate(dots):
        x, y = 60 + 360 * dot.x / widest, _qwk_y(dot.y)
        colour = ACCENT if rank == 0 else WARM
        parts += _whisker(x, dot, colour)
        parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="6" fill="{colour}"/>')
        parts.append(_text(x + 10, y - 6 + 13 * (rank % 2), dot.name, size=11))
    parts.append(_text(420, 278, number(widest), anchor="middle", size=11))
    spoken = " ; ".join(f"{d.name} : QWK {number(d.y)}, {number(d.x)} {unit}" for d in dots)
    return _svg(620, 305, "Coût et accord de chaque système", spoken, parts)


def drift(dots: Sequence[Dot], metric: str) -> str:
    """One metric from run to run, with its interval."""
    step = 480 / max(1, len(dots) - 1) if len(dots) > 1 else 0
    places = [(60 + step * rank if step else 300.0, dot) for rank, dot in enumerate(dots)]
    parts = [_text(8, 14, metric)]
    for tick in (0.0, 0.25, 0.5, 0.75, 1.0):
        y = _qwk_y(tick)
        parts.append(f'<line x1="60" y1="{y:.1f}" x2="560" y2="{y:.1f}" stroke="{GRID}"/>')
        parts.append(_text(52, y + 4, number(tick), anchor="end", size=11))
    line = " ".join(f"{x:.1f},{_qwk_y(dot.y):.1f}" for x, dot in places)
    parts.append(f'<polyline points="{line}" fill="none" stroke="{ACCENT}" stroke-width="2"/>')
    for x, dot in places:
        parts += _whisker(x, dot, ACCENT)
        parts.append(f'<circle cx="{x:.1f}" cy="{_qwk_y(dot.y):.1f}" r="5" fill="{ACCENT}"/>')
        parts.append(_text(x, 296, dot.name, anchor="middle", size=11))
    spoken = " ; ".join(f"{d.name} : {number(d.y)}" for d in dots)
    return _svg(620, 305, f"{metric} d'une évaluation à l'autre", spoken, parts)


def _qwk_y(value: float) -> float:
    return 220 - 190 * max(-0.2, min(1.0, value))


def _whisker(x: float, dot: Dot, colour: str) -> list[str]:
    if dot.low is None or dot.high is None:
        return []
    top, bottom = _qwk_y(dot.high), _qwk_y(dot.low)
    return [f'<line x1="{x:.1f}" y1="{top:.1f}" x2="{x:.1f}" y2="{bottom:.1f}" stroke="{colour}" stroke-width="2"/>']


def _square_axes() -> list[str]:
    parts: list[str] = []
    for tick in (0.0, 0.5, 1.0):
        x, y = 60 + 240 * tick, 260 - 240 * tick
        parts.append(f'<line x1="60" y1="{y:.0f}" x2="300" y2="{y:.0f}" stroke="{GRID}"/>')
        parts.append(_text(52, y + 4, number(tick), anchor="end", size=11))
        parts.append(_text(x, 277, number(tick), anchor="middle", size=11))
    return parts


def _text(x: float, y: float, text: str, *, anchor: str = "start", fill: str = INK, size: int = 12) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{fill}" font-size="{size}">{escape(text)}</text>'
    )


def _svg(width: int, height: int, title: str, spoken: str, parts: Sequence[str]) -> str:
    return (
        f'<svg viewBox="0 0 {width} {height}" width="{width}" role="img" xmlns="http://www.w3.org/2000/svg" '
        f'font-family="system-ui, sans-serif"><title>{escape(title)}</title><desc>{escape(spoken)}</desc>'
        f"{''.join(parts)}</svg>"
    )
