"""Measure how a talk was conducted: talk time, price path, openings that were not taken up."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from assistant.domain.debrief import MissedOpening, PricePoint, TalkTime
from assistant.domain.dialogue import Turn
from assistant.domain.scenario import Scenario
from assistant.roleplay.playing.session import Exchange, PlayRecord

SHOWN = 6
"""Missed openings shown at most, the most telling first."""


def talk_time(turns: Sequence[Turn]) -> TalkTime:
    """Words of each side; shares by third of the talk."""
    words = {side: sum(len(t.text.split()) for t in turns if t.speaker == side) for side in ("seller", "buyer")}
    lines = [t for t in turns if t.speaker == "seller"]
    thirds = [turns[len(turns) * i // 3 : len(turns) * (i + 1) // 3] for i in range(3)]
    return TalkTime(
        seller_words=words["seller"],
        buyer_words=words["buyer"],
        seller_share=_share(turns),
        longest=max((len(t.text.split()) for t in lines), default=0),
        open_questions=_count(lines, "open_question"),
        closed_questions=_count(lines, "closed_question"),
        reformulations=_count(lines, "reformulation"),
        by_third=tuple(_share(third) for third in thirds),
    )


def _share(turns: Sequence[Turn]) -> float:
    said = sum(len(t.text.split()) for t in turns)
    return round(sum(len(t.text.split()) for t in turns if t.speaker == "seller") / said, 3) if said else 0.0


def _count(lines: Sequence[Turn], kind: str) -> int:
    return sum(t.move is not None and kind in (t.move.kind, *t.move.acts) for t in lines)


def price_path(record: PlayRecord) -> tuple[PricePoint, ...]:
    """Prices said by each side, in order, without repeats."""
    points: list[PricePoint] = []
    for exchange in record.exchanges:
        state = exchange.state
        for turn, package in ((exchange.seller, state.seller_offer), (exchange.buyer, state.demand)):
            last = next((p.price for p in reversed(points) if p.speaker == turn.speaker), None)
            if package is not None and package.price != last:
                points.append(PricePoint(turn=turn.number, speaker=turn.speaker, price=package.price))
    return tuple(points)


def missed_openings(record: PlayRecord, scenario: Scenario) -> tuple[MissedOpening, ...]:
    """What could have been taken up, the most telling first."""
    if not record.exchanges:
        return ()
    found = [
        *_trap(record, scenario),
        *_concessions(record.exchanges),
        *_signals(record.exchanges, scenario),
        *_objections(record, scenario),
        *_facts(record, scenario),
        *_arguments(record, scenario),
    ]
    return tuple(found[:SHOWN])


def _trap(record: PlayRecord, scenario: Scenario) -> list[MissedOpening]:
    state = record.exchanges[-1].state
    if scenario.legal_trap is None or state.trap not in ("set", "sprung"):
        return []
    turn = next((e.buyer.number for e in record.exchanges if any(a.kind == "trap" for a in e.acts)), None)
    done = "Vous avez accepté" if state.trap == "sprung" else "Vous avez laissé sans réponse"
    return [
        MissedOpening(
            kind="trap",
            turn=turn,
            what=f"{done} une demande que la loi n'admet pas. {scenario.legal_trap.rule}",
            question="Comment refuser cette demande sans fermer la discussion, et que proposer à la place ?",
        )
    ]


def _concessions(exchanges: Sequence[Exchange]) -> list[MissedOpening]:
    given = [
        e
        for e in exchanges
        if e.seller.move is not None and e.seller.move.has("concession") and not e.seller.move.has("trade")
    ]
    return [
        MissedOpening(
            kind="concession",
            turn=e.seller.number,
            what=f"Vous avez cédé sans rien demander en retour : « {_short(e.seller.text)} »",
            question="Que pouviez-vous demander en échange (durée, volume, délai de paiement, référence) ?",
        )
        for e in given[:2]
    ]


def _signals(exchanges: Sequence[Exchange], scenario: Scenario) -> list[MissedOpening]:
    found: list[MissedOpening] = []
    for exchange, following in pairwise(exchanges):
        act = next((a for a in exchange.acts if a.kind == "signal"), None)
        signal = next((s for s in scenario.signals if act is not None and s.text == act.text), None)
        move = following.seller.move
        if signal is None or move is None:
            continue
        wanted = (
            ("closing", "recap", "silence", "acceptance")
            if signal.trigger == "zone"
            else ("open_question", "reformulation", "silence", "trade")
        )
        if not move.has(*wanted):
            found.append(
                MissedOpening(
                    kind="signal",
                    turn=exchange.buyer.number,
                    what=f"Un signal est passé : « {signal.text} » {signal.meaning}",
                    question=f"Qu'auriez-vous pu en faire ? Une piste : {signal.good_move}",
                )
            )
    return found[:2]


def _objections(record: PlayRecord, scenario: Scenario) -> list[MissedOpening]:
    state = record.exchanges[-1].state
    found: list[MissedOpening] = []
    for objection_id in state.raised:
        if objection_id in state.answered:
            continue
        objection = scenario.objection(objection_id)
        turn = next((e.buyer.number for e in record.exchanges if any(a.ref == objection_id for a in e.acts)), None)
        hidden = scenario.fact(objection.hides).text if objection.hides else ""
        behind = f" Derrière, il y avait autre chose : « {hidden} »" if hidden else ""
        found.append(
            MissedOpening(
                kind="objection",
                turn=turn,
                what=f"Cette objection est restée sans réponse : « {objection.says[0]} »{behind}",
                question="Quelle question l'aurait éclaircie, et quelle preuve l'aurait levée ?",
            )
        )
    return found[:2]


def _facts(record: PlayRecord, scenario: Scenario) -> list[MissedOpening]:
    known = record.exchanges[-1].state.facts
    hidden = [f for f in scenario.facts if f.id not in known]
    hidden.sort(key=lambda f: (not f.need, not f.secret, f.trust))
    return [
        MissedOpening(
            kind="fact",
            turn=None,
            what=f"Vous n'avez pas appris ceci : « {f.text} »",
            question="Quelle question ouverte, et à quel moment, vous aurait permis de l'apprendre ?",
        )
        for f in hidden[:2]
    ]


def _arguments(record: PlayRecord, scenario: Scenario) -> list[MissedOpening]:
    state = record.exchanges[-1].state
    needs = [f for f in scenario.facts if f.need and f.id in state.facts and f.id not in state.needs_met]
    return [
        MissedOpening(
            kind="argument",
            turn=next((e.buyer.number for e in record.exchanges if any(a.ref == f.id for a in e.acts)), None),
            what=f"Ce besoin exprimé n'a reçu aucun argument : « {f.text} »",
            question="Quel avantage de votre offre répond à ce besoin-là, et quelle preuve en donneriez-vous ?",
        )
        for f in needs[:1]
    ]


def _short(text: str) -> str:
    return text if len(text) <= 120 else text[:117].rsplit(" ", 1)[0] + "…"
