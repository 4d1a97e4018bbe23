"""The arithmetic of a negotiation: what a package of terms is worth to each side, in euros, against its alternative.

Every gain is in euros over the whole affair and counted from the side's best alternative: 0 is indifference, a
negative gain is a deal that should be refused. Nothing here knows of trust, talk or difficulty.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import product

from pydantic import Field

from assistant.domain.frozen import Frozen

Choices = Mapping[str, str]
"""Term id -> option id, every term of the economics once."""


class Option(Frozen):
    """One value that a term may take.

    number: how the option is said in figures (``45`` for « 45 jours »), None when it has no figure. names: other words
    by which it is recognised in a sentence (« franco », « formation sur site »).
    quantity: units bought, only on the term that sets the volume.
    seller_value, buyer_value: euros gained (or lost, negative) by that side against the reference option, which is
    worth 0 to both. seller_can, buyer_can: False when it is beyond the side's limit, whatever the price.
    lawful: False for what the law forbids; ``law`` then says why, with the article.
    """

    id: str
    label: str
    number: float | None = None
    names: tuple[str, ...] = ()
    quantity: int | None = None
    seller_value: int = 0
    buyer_value: int = 0
    seller_can: bool = True
    buyer_can: bool = True
    lawful: bool = True
    law: str = ""

    @property
    def open_to_both(self) -> bool:
        """Lawful, and within the limits of both sides."""
        return self.seller_can and self.buyer_can and self.lawful


class Term(Frozen):
    """A thing that can be negotiated beside the price (volume, durée, livraison, paiement, service, garantie…).

    options: from the most comfortable for the seller to the most comfortable for the buyer.
    reference: the option of the seller's written offer, public. buyer_wish: what the buyer would like first.
    names: words by which the term is recognised in a sentence. unit: of ``Option.number`` ("jours", "mois"), or "".
    """

    id: str
    label: str
    unit: str = ""
    options: tuple[Option, ...] = Field(min_length=2)
    reference: str
    buyer_wish: str
    names: tuple[str, ...] = ()

    def option(self, option_id: str) -> Option:
        """The option of that id. Raises ``KeyError``."""
        for option in self.options:
            if option.id == option_id:
                return option
        raise KeyError(option_id)


class Alternative(Frozen):
    """What a side does if there is no agreement (MESORE). ``why``: the sum that leads to the reserve, in French."""

    text: str
    why: str


class SellerPosition(Frozen):
    """The seller's figures; known to the learner, never to the buyer. Prices in euros a unit, before tax.

    proposed: price of the written offer (public). target: what a good negotiation gets. authority: the lowest price
    the seller may grant alone, below which management decides. unit_cost: full cost of one unit.
    alternative_margin: margin, in euros, that the best alternative brings. reserve: floor at the reference conditions.
    """

    proposed: float
    target: float
    authority: float
    reserve: float
    unit_cost: float
    alternative_margin: int
    alternative: Alternative


class BuyerPosition(Frozen):
    """The buyer's figures; secret until the debrief except ``first``, which the buyer says. Euros a unit, before tax.

    first: price first asked for. target: what the buyer hopes for. unit_worth: what a unit is worth at the
    reference conditions, counted from the best alternative. reserve: ceiling at the reference conditions.
    """

    first: float
    target: float
    reserve: float
    unit_worth: float
    alternative: Alternative


class Zone(Frozen):
    """The zone of agreement as declared by the author; the checks compare it with the figures.

    exists: some lawful package within the limits suits both. at_reference: it exists without touching the other terms.
    why: in French, for the trainer: where it lies, or why there is none and what a good seller does then.
    """

    exists: bool
    at_reference: bool
    why: str


class Package(Frozen):
    """A complete proposal: a price (euros a unit, before tax) and one option for each term."""

    price: float
    choices: dict[str, str]


class Economics(Frozen):
    """All the figures of one negotiation.

    unit: what the price pays for, after « € HT » ("par palette", "par mois et par poste"). unit_plural: what is counted
    ("palettes"). step: the price grid in euros. quantity: units at the reference conditions. periods: how many times
    the price is paid for each unit (12 for a monthly price over a year).
    """

    unit: str
    unit_plural: str
    step: float
    quantity: int
    periods: int = 1
    terms: tuple[Term, ...]
    seller: SellerPosition
    buyer: BuyerPosition
    zone: Zone

    def term(self, term_id: str) -> Term:
        """The term of that id. Raises ``KeyError``."""
        for term in self.terms:
            if term.id == term_id:
                return term
        raise KeyError(term_id)

    @cached_property
    def reference(self) -> dict[str, str]:
        """The choices of the seller's written offer."""
        return {term.id: term.reference for term in self.terms}

    def options(self, choices: Choices) -> tuple[Option, ...]:
        """The chosen options, in the order of the terms; a term left out counts at its reference."""
        return tuple(term.option(choices.get(term.id, term.reference)) for term in self.terms)

    def quantity_of(self, choices: Choices) -> int:
        """Units bought under those choices."""
        return next((o.quantity for o in self.options(choices) if o.quantity is not None), self.quantity)

    def paid_units(self, choices: Choices) -> int:
        """How many times the price is paid under those choices."""
        return self.quantity_of(choices) * self.periods

    def turnover(self, package: Package) -> float:
        """Euros paid in all, before tax."""
        return self.paid_units(package.choices) * _cents(package.price) / 100

    def seller_gain(self, package: Package) -> float:
        """Euros gained by the seller against its alternative."""
        margin = self.paid_units(package.choices) * _cents(package.price - self.seller.unit_cost)
        extra = sum(o.seller_value for o in self.options(package.choices)) - self.seller.alternative_margin
        return (margin + 100 * extra) / 100

    def buyer_gain(self, package: Package) -> float:
        """Euros gained by the buyer against its alternative."""
        surplus = self.paid_units(package.choices) * _cents(self.buyer.unit_worth - package.price)
        return (surplus + 100 * sum(o.buyer_value for o in self.options(package.choices))) / 100

    def margin_rate(self, package: Package) -> float:
        """The seller's margin over turnover, between 0 and 1 (may be negative), other terms included."""
        turnover = self.turnover(package)
        cost = self.paid_units(package.choices) * self.seller.unit_cost
        return (turnover - cost + sum(o.seller_value for o in self.options(package.choices))) / turnover

    def seller_floor(self, choices: Choices) -> float:
        """The lowest price of the grid at which the seller loses nothing under those choices."""
        values = sum(o.seller_value for o in self.options(choices))
        exact = self.seller.unit_cost + (self.seller.alternative_margin - values) / self.paid_units(choices)
        return self.on_grid(exact, up=True)

    def buyer_ceiling(self, choices: Choices) -> float:
        """The highest price of the grid at which the buyer loses nothing under those choices."""
        values = sum(o.buyer_value for o in self.options(choices))
        return self.on_grid(self.buyer.unit_worth + values / self.paid_units(choices), up=False)

    def on_grid(self, price: float, *, up: bool) -> float:
        """``price`` on the price grid, rounded up or down."""
        steps = round(price / self.step, 6)
        return round((math.ceil(steps) if up else math.floor(steps)) * self.step, 2)

    def buyer_accepts(self, package: Package) -> bool:
        """Whether the package is within the buyer's limits and not worse than its alternative."""
        return all(o.buyer_can for o in self.options(package.choices)) and self.buyer_gain(package) >= 0

    def seller_accepts(self, package: Package) -> bool:
        """Whether a sound seller may sign it: lawful, within its limits, not worse than its alternative."""
        options = self.options(package.choices)
        return all(o.seller_can and o.lawful for o in options) and self.seller_gain(package) >= 0

    def within_authority(self, package: Package) -> bool:
        """Whether the seller may grant that price without going back to management."""
        return package.price >= self.seller.authority

    def all_choices(self) -> Iterator[dict[str, str]]:
        """Every combination of options that is lawful and within the limits of both sides."""
        open_options = [[o.id for o in term.options if o.open_to_both] for term in self.terms]
        for ids in product(*open_options):
            yield {term.id: chosen for term, chosen in zip(self.terms, ids, strict=True)}

    def best_choices(self) -> dict[str, str] | None:
        """The combination with the largest joint gain; None when some term has no option open to both.

        The gains add up term by term, so each term is best on its own.
        """
        best: dict[str, str] = {}
        for term in self.terms:
            open_options = [o for o in term.options if o.open_to_both]
            if not open_options:
                return None
            best[term.id] = max(open_options, key=lambda o: self.joint_gain({**self.reference, term.id: o.id})).id
        return best

    def joint_gain(self, choices: Choices) -> float:
        """Euros gained by both together; the price only shares them."""
        package = Package(price=self.seller.proposed, choices=dict(choices))
        return self.seller_gain(package) + self.buyer_gain(package)

    def room(self, choices: Choices) -> tuple[float, float] | None:
        """The prices that suit both under those choices (low, high), or None."""
        if not all(o.open_to_both for o in self.options(choices)):
            return None
        low, high = self.seller_floor(choices), self.buyer_ceiling(choices)
        return (low, high) if low <= high else None


def _cents(euros: float) -> int:
    """Euros as whole cents, so that sums are exact."""
    return round(euros * 100)
