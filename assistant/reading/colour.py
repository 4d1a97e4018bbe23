"""Whether a text can be seen: its colour on its background, its size, whether it is masked."""

from __future__ import annotations

from typing import Final, NamedTuple, TypeVar

WHITE: Final = (255, 255, 255)
# WCAG asks for 4.5; under 1.2 (white on #F2F2F2 is 1.12, light grey on white 1.4) nobody sees that there is text.
_UNSEEN_CONTRAST: Final = 1.2

SAME_COLOUR: Final = "texte blanc ou de la couleur du fond"
TINY: Final = "texte d'un point ou moins"
MASKED: Final = "texte masqué"
OFF_PAGE: Final = "texte placé hors de la page"

Rgb = tuple[int, int, int]
_T = TypeVar("_T")

_NAMED: Final[dict[str, str]] = {
    "white": "FFFFFF", "black": "000000", "yellow": "FFFF00", "green": "00FF00", "cyan": "00FFFF",
    "magenta": "FF00FF", "blue": "0000FF", "red": "FF0000", "darkblue": "00008B", "darkcyan": "008B8B",
    "darkgreen": "006400", "darkmagenta": "8B008B", "darkred": "8B0000", "darkyellow": "808000",
    "darkgray": "A9A9A9", "lightgray": "D3D3D3",
}  # fmt: skip


def rgb(value: str | None) -> Rgb | None:
    """A colour from ``RRGGBB``, ``#RRGGBB``, ``AARRGGBB`` or a highlight's name; None when there is none ("auto")."""
    if not value:
        return None
    code = _NAMED.get(value.lower(), value).lstrip("#")
    code = code[2:] if len(code) == 8 else code
    try:
        return (int(code[0:2], 16), int(code[2:4], 16), int(code[4:6], 16)) if len(code) == 6 else None
    except ValueError:
        return None


def _luminance(colour: Rgb) -> float:
    linear = [c / 255 / 12.92 if c <= 10 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in colour]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def unseen(text: Rgb, background: Rgb = WHITE) -> bool:
    """Whether a text of that colour disappears on that background."""
    low, high = sorted((_luminance(text), _luminance(background)))
    return (high + 0.05) / (low + 0.05) < _UNSEEN_CONTRAST


class Look(NamedTuple):
    """What decides whether a text is seen; None where nothing is said. ``size`` in points, colours as written."""

    hidden: bool | None = None
    colour: str | None = None
    size: float | None = None
    bold: bool | None = None
    shade: str | None = None

    def over(self, below: Look) -> Look:
        """This look, completed by the one that it overrides."""
        return Look(
            _first(self.hidden, below.hidden),
            _first(self.colour, below.colour),
            _first(self.size, below.size),
            _first(self.bold, below.bold),
            _first(self.shade, below.shade),
        )

    def unseen_because(self, background: Rgb | None) -> str:
        """Why such a text is not seen on that background (None: unknown, so colours say nothing), or ""."""
        if self.hidden:
            return MASKED
        if self.size is not None and self.size <= 1:
            return TINY
        colour, behind = rgb(self.colour), rgb(self.shade) or background
        return SAME_COLOUR if colour and behind and unseen(colour, behind) else ""


def _first(mine: _T | None, theirs: _T | None) -> _T | None:
    return theirs if mine is None else mine
