"""How the counterpart says a price and the terms of a package, in French."""

from __future__ import annotations

from assistant.domain.economics import Economics, Package


def price_text(price: float, economics: Economics) -> str:
    """« 20,40 € » or « 1 250 € »: cents only when the price or its grid has some."""
    cents = f"{price:,.2f}".replace(",", "\u202f").replace(".", ",")
    if economics.step >= 1 and price == int(price):
        cents = cents[: -len(",00")]
    return f"{cents}\u00a0€"


def term_text(economics: Economics, term_id: str, option_id: str) -> str:
    """« délai de paiement : 45 jours »."""
    term = economics.term(term_id)
    return f"{term.label}\u00a0: {term.option(option_id).label}"


def terms_text(economics: Economics, package: Package, *, only: tuple[str, ...] | None = None) -> str:
    """Every term with its option, separated by commas."""
    shown = [t.id for t in economics.terms if only is None or t.id in only]
    return ", ".join(term_text(economics, t, package.choices.get(t, economics.term(t).reference)) for t in shown)


def package_text(economics: Economics, package: Package) -> str:
    """The whole package: « 20,40 € par palette, volume : 8 000 palettes, … »."""
    return f"{price_text(package.price, economics)} {economics.unit}, {terms_text(economics, package)}"
