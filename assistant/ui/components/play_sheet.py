"""The seller's sheet at hand, and what is public of the talk."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.domain.economics import Economics
from assistant.domain.negotiation import PHASE_LABELS, PublicOffer
from assistant.roleplay.french.money import price_text
from assistant.roleplay.sheets.building import build_sheet
from assistant.services.play_desk import OpenPlay
from assistant.ui import play_wording as pw
from assistant.ui.house import services
from assistant.ui.markup import show

_OPENED = 2  # sections unfolded while one talks: the situation is known, the mission and the limits are at hand


@dataclass(frozen=True)
class OfferRow:
    """One thing that is negotiated: what the written offer says, what each has said. ``moved``: one has left it."""

    label: str
    written: str
    yours: str
    theirs: str
    moved: bool


def show_sheet(table: OpenPlay, *, opened: bool) -> None:
    """The printed seller's sheet without its empty card. ``opened``: everything unfolded."""
    sheet = build_sheet(table.scenario, "vendeur", services().referentiel)
    sections = [(section, opened or rank in range(1, 1 + _OPENED)) for rank, section in enumerate(sheet.sections[:-1])]
    show("play_sheet", title=sheet.title, sections=sections, pw=pw)


def show_card(table: OpenPlay) -> None:
    """What the learner had planned."""
    card = table.kept.record.preparation
    rows = [(pw.CARD[field][0], card[field]) for field in pw.CARD if field in card]
    if rows:
        show("play_card", rows=rows, pw=pw)


def show_standing(table: OpenPlay, seconds: float) -> None:
    """Moment, mood, time, on one line."""
    public = table.public
    show(
        "play_standing",
        phase=PHASE_LABELS[public.phase],
        mood=public.mood,
        seconds=int(seconds),
        time=pw.minutes(seconds),
        running=not table.kept.over,
        pw=pw,
    )


def show_offers(table: OpenPlay) -> None:
    """What each has put on the table, beside the written offer; and what was learnt."""
    public, economics = table.public, table.scenario.economics
    rows = offer_rows(economics, public.seller_offer, public.buyer_demand) if economics else []
    deal = public.deal or public.agreed
    show(
        "play_offers",
        rows=rows,
        priced=economics is not None,
        deal=_said(deal, economics) if deal and economics else "",
        firm=public.deal is not None,
        learnt=public.revealed,
        pw=pw,
    )


def offer_rows(economics: Economics, yours: PublicOffer | None, theirs: PublicOffer | None) -> list[OfferRow]:
    """The price and every term; empty while nothing was said."""
    if yours is None and theirs is None:
        return []

    def price(offer: PublicOffer | None) -> str:
        return price_text(offer.price, economics) if offer and offer.price is not None else ""

    rows = [OfferRow(pw.PRICE, price_text(economics.seller.proposed, economics), price(yours), price(theirs), True)]
    for term in economics.terms:
        written = term.option(term.reference).label
        mine, other = (offer.terms.get(term.label, "") if offer else "" for offer in (yours, theirs))
        rows.append(OfferRow(term.label, written, mine, other, {mine, other} - {"", written} != set()))
    return rows


def _said(offer: PublicOffer, economics: Economics) -> str:
    parts = [pw.price_line(offer.price, economics)] if offer.price is not None else []
    return " ; ".join([*parts, *(f"{label} : {value}" for label, value in offer.terms.items())])
