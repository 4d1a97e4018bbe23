"""What led the other side to end the talk: the turns that wore its patience, quoted."""

from __future__ import annotations

from typing import Final

from assistant.domain.negotiation import Negotiation
from assistant.domain.scenario import Scenario
from assistant.roleplay.debrief.wording_said import short
from assistant.roleplay.french.amounts import listed
from assistant.roleplay.playing.session import Exchange, PlayRecord

SHOWN = 3
"""Turns quoted at most."""
LOST_TRUST = 5
"""Trust lost in one exchange from which it counts as one that led there."""

_WHY: Final = {
    "rude_warning": "une parole blessante",
    "deflect": "une question sur ce qu'il ne pouvait pas dire",
    "bare_offer": "un prix seul, sans raison ni échange",
    "hold": "une offre qui n'apportait rien de nouveau",
    "too_far": "une offre restée trop loin de la sienne",
    "refuse_limit": "une condition qu'il avait déjà écartée",
    "withdrawn": "un accord de principe remis en cause",
    "nothing_more": "une question à laquelle il avait déjà répondu",
    "after_silence": "un silence qui durait",
    "still_objecting": "une objection laissée de côté",
    "not_yet": "une demande d'engagement trop tôt",
    "ask_offer": "une demande de conclure sans proposition",
}


def what_led(record: PlayRecord, scenario: Scenario) -> str:
    """A sentence on the turns that led to the break, "" when the other side did not end the talk."""
    if not record.exchanges or record.exchanges[-1].state.ending != "rupture":
        return ""
    costs: list[tuple[int, Exchange]] = []
    patience, trust = scenario.temper.patience, scenario.temper.trust
    for exchange in record.exchanges:
        cost = _cost(exchange.state, patience, trust)
        if cost > 0:
            costs.append((cost, exchange))
        patience, trust = exchange.state.patience, exchange.state.trust
    worst = sorted(sorted(costs, key=lambda c: -c[0])[:SHOWN], key=lambda c: c[1].seller.number)
    if not worst:
        return "Votre interlocuteur a mis fin à l'entretien."
    reasons: dict[str, list[Exchange]] = {}
    for _, exchange in worst:
        reasons.setdefault(_why(exchange, scenario), []).append(exchange)
    told = " ; ".join(f"{why} ({_where(shown)})" for why, shown in reasons.items())
    return f"Votre interlocuteur a mis fin à l'entretien. Ce qui y a mené : {told}."


def _cost(state: Negotiation, patience: int, trust: int) -> int:
    lost = trust - state.trust
    return 10 * max(0, patience - state.patience) + (lost if lost >= LOST_TRUST else 0)


def _where(shown: list[Exchange]) -> str:
    """« tours 20 et 22 : « … » », the first line quoted."""
    ranks = listed([str(e.seller.number) for e in shown])
    return f"{'tours' if len(shown) > 1 else 'tour'} {ranks} : « {short(shown[0].seller.text, 90)} »"


def _why(exchange: Exchange, scenario: Scenario) -> str:
    move = exchange.seller.move
    if move is not None and move.has("rudeness"):
        return _WHY["rude_warning"]
    if move is not None and move.attempt:
        return _WHY["deflect"]
    limit = next((a.ref for a in exchange.acts if a.kind == "refuse_limit"), "")
    if limit and scenario.economics is not None:
        return f"{_WHY['refuse_limit']}, {scenario.economics.term(limit).label}"
    said = (a.kind for a in exchange.acts)
    return next((_WHY[kind] for kind in said if kind in _WHY), "un échange qui n'avançait plus")
