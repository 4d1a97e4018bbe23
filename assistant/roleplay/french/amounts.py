"""How figures are written in French: « 1 250 € », « 8,40 € », « 12 % », with no-break spaces."""

from __future__ import annotations

NBSP = "\u00a0"
NARROW = "\u202f"


def number(value: float, decimals: int | None = None) -> str:
    """« 1 250 », « 8,4 »; ``decimals`` fixes the number of decimals, otherwise as many as needed up to two."""
    if decimals is None:
        decimals = 0 if float(value).is_integer() else 2
    sign = "-" if round(value, decimals) < 0 else ""
    whole, _, rest = f"{abs(value):.{decimals}f}".partition(".")
    groups = f"{int(whole):,}".replace(",", NARROW)
    return f"{sign}{groups},{rest}" if rest else f"{sign}{groups}"


def euros(value: float) -> str:
    """« 1 250 € » for whole euros, « 8,40 € » otherwise."""
    return f"{number(value, 0 if float(value).is_integer() else 2)}{NBSP}€"


def percent(share: float, decimals: int = 0) -> str:
    """« 12 % » from 0.12."""
    return f"{number(100 * share, decimals)}{NBSP}%"


def counted(value: float, unit: str) -> str:
    """« 45 jours », « 25 % »."""
    return f"{number(value)}{NBSP}{unit}" if unit else number(value)


def listed(items: list[str] | tuple[str, ...], last: str = "et") -> str:
    """« a, b et c »."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"
