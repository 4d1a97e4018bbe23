"""A bar chart as PNG, drawn with Pillow and its own bundled typeface."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw

_WIDTH: Final = 1000
_HEIGHT: Final = 520
_LEFT: Final = 60
_TOP: Final = 90
_FLOOR: Final = 440
_INK: Final = "#26323d"
_COLOURS: Final = ("#2f6f73", "#c9803f")


def bar_chart(spec: dict[str, Any]) -> bytes:
    """PNG of ``{title, unit, legend: [name…], bars: [[label, value…]…]}``; one bar a value, grouped by label."""
    from PIL import Image, ImageDraw, ImageFont

    image = Image.new("RGB", (_WIDTH, _HEIGHT), "white")
    draw = ImageDraw.Draw(image)
    draw.text((_LEFT, 20), spec["title"], fill=_INK, font=ImageFont.load_default(26))
    _legend(draw, spec["legend"])
    draw.line((_LEFT, _FLOOR, _WIDTH - 30, _FLOOR), fill=_INK, width=2)
    _bars(draw, spec)
    out = io.BytesIO()
    image.quantize(32).save(out, "PNG", optimize=True)
    return out.getvalue()


def _legend(draw: ImageDraw, names: list[str]) -> None:
    from PIL import ImageFont

    x = _LEFT
    for rank, name in enumerate(names):
        draw.rectangle((x, 60, x + 18, 78), fill=_COLOURS[rank])
        draw.text((x + 26, 58), name, fill=_INK, font=ImageFont.load_default(20))
        x += 60 + 12 * len(name)


def _bars(draw: ImageDraw, spec: dict[str, Any]) -> None:
    from PIL import ImageFont

    bars: list[list[Any]] = spec["bars"]
    highest = max(value for _, *values in bars for value in values)
    slot = (_WIDTH - _LEFT - 40) / len(bars)
    for rank, (label, *values) in enumerate(bars):
        width = slot * 0.7 / len(values)
        x = _LEFT + rank * slot + slot * 0.15
        draw.text((x, _FLOOR + 14), label, fill=_INK, font=ImageFont.load_default(19))
        for n, value in enumerate(values):
            left, top = x + n * width, _FLOOR - (_FLOOR - _TOP - 40) * value / highest
            draw.rectangle((left, top, left + width - 6, _FLOOR - 1), fill=_COLOURS[n])
            words = f"{value} {spec['unit']}".replace(".", ",")
            draw.text((left, top - 26), words, fill=_INK, font=ImageFont.load_default(18))
