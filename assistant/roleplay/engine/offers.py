"""What offers and demands are worth to the buyer, and how their figures are said; nothing here decides."""

from __future__ import annotations

from assistant.domain.economics import Economics, Package
from assistant.roleplay.engine.course import Course, seeded
from assistant.roleplay.french.money import package_text, price_text, terms_text


def complete(economics: Economics, table: Package | None, price: float | None, choices: dict[str, str]) -> Package:
    """A whole package from what a line says, the rest taken from what was on the table, else from the written offer."""
    base = table or Package(price=economics.seller.proposed, choices=dict(economics.reference))
    return Package(price=base.price if price is None else price, choices={**base.choices, **choices})


def first_demand(economics: Economics) -> Package:
    """What the buyer asks for at first: its first price at the terms of the written offer."""
    choices = dict(economics.reference)
    return Package(price=min(economics.buyer.first, economics.buyer_ceiling(choices)), choices=choices)


def stance(economics: Economics, demand: Package, choices: dict[str, str]) -> float:
    """The price, under those choices, that is worth as much to the buyer as its demand; not bounded by the reserve."""
    values = sum(o.buyer_value for o in economics.options(choices))
    known = sum(o.buyer_value for o in economics.options(demand.choices))
    return demand.price + (values - known) / economics.paid_units(choices)


def shy_of_ceiling(course: Course, economics: Economics, choices: dict[str, str]) -> float:
    """The highest price that the buyer says under those choices: some way below its ceiling, which stays unsaid."""
    ceiling = economics.buyer_ceiling(choices)
    share = 0.008 + 0.012 * seeded(1000, course.now.seed, "retenue") / 1000
    return economics.on_grid(min(ceiling - economics.step, ceiling * (1 - share)), up=False)


def blocked_terms(economics: Economics, package: Package) -> list[str]:
    """Terms whose option is beyond the buyer's limits."""
    return [
        term.id
        for term, option in zip(economics.terms, economics.options(package.choices), strict=True)
        if not option.buyer_can
    ]


def improvement(economics: Economics, previous: Package | None, offer: Package) -> float:
    """Euros a unit gained by the buyer over the seller's previous offer (the written one at first)."""
    before = previous or Package(price=economics.seller.proposed, choices=dict(economics.reference))
    gain = economics.buyer_gain(offer) - economics.buyer_gain(before)
    return gain / economics.paid_units(offer.choices)


def next_wish(course: Course, economics: Economics) -> str | None:
    """The term not yet asked for on which the buyer's lawful wish differs from the seller's offer, dearest first."""
    offer = course.now.seller_offer
    best: tuple[int, str] | None = None
    for term in economics.terms:
        wish = term.option(term.buyer_wish)
        held = offer.choices.get(term.id, term.reference) if offer else term.reference
        moved = held != term.reference or term.id in course.move.choices
        if moved or term.id in course.now.asked_terms or wish.id == held or not (wish.lawful and wish.buyer_can):
            continue
        worth = wish.buyer_value - term.option(held).buyer_value
        if worth > 0 and (best is None or worth > best[0]):
            best = (worth, term.id)
    return best[1] if best else None


def figures_of(economics: Economics, demand: Package, offer: Package) -> dict[str, str]:
    """What an answer may say of the buyer's demand and of the seller's offer."""
    figures = {"prix": price_text(demand.price, economics), "offre": price_text(offer.price, economics)}
    changed = tuple(t.id for t in economics.terms if offer.choices.get(t.id, t.reference) != t.reference)
    if changed:
        figures["termes"] = terms_text(economics, offer, only=changed)
    return figures


def restatement(economics: Economics, package: Package) -> dict[str, str]:
    """The figures of a package restated in full."""
    return {"accord": package_text(economics, package), "prix": price_text(package.price, economics)}
