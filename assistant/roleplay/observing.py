"""What the engine itself saw of the thirteen conduct criteria in a play: a level that facts support, and the turns.

Without a language model, likeness of words says little of a short oral exchange: the engine, which knows what was
asked, answered, given and obtained, says what happened. Each rule can be checked by a trainer on the turns.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.domain.dialogue import MoveKind
from assistant.domain.levels import Level
from assistant.domain.scenario import Scenario
from assistant.roleplay.conduct import talk_time
from assistant.roleplay.move_signs import has_sign
from assistant.roleplay.result_reading import read_result
from assistant.roleplay.session import Exchange, PlayRecord


@dataclass(frozen=True)
class Observation:
    """``level`` None: no occasion. ``turns``: seller's turns that show it, in order. ``finding``: French."""

    level: Level | None
    finding: str
    turns: tuple[int, ...] = ()


def observe(record: PlayRecord, scenario: Scenario) -> dict[str, Observation]:
    """One observation for each conduct criterion; empty when nothing was said."""
    if not record.exchanges:
        return {}
    scene = _Scene(record, scenario)
    return {f"CR.3.2.2-3.{rank:02d}": rule(scene) for rank, rule in enumerate(_RULES, start=1)}


_TAKEN_UP: tuple[MoveKind, ...] = (
    "open_question", "reformulation", "silence", "trade", "closing", "recap", "acceptance",
)  # fmt: skip
"""Moves that make something of a signal."""


class _Scene:
    """A play and the questions that the rules ask of it."""

    def __init__(self, record: PlayRecord, scenario: Scenario) -> None:
        self.exchanges, self.scenario = record.exchanges, scenario
        self.state = record.exchanges[-1].state
        self.talk = talk_time([t for e in record.exchanges for t in (e.seller, e.buyer)])
        self.result = read_result(self.state, scenario)

    def turns(self, *kinds: MoveKind) -> tuple[int, ...]:
        return self.where(lambda e: e.seller.move is not None and e.seller.move.has(*kinds))

    def where(self, holds: Callable[[Exchange], bool]) -> tuple[int, ...]:
        return tuple(e.seller.number for e in self.exchanges if holds(e))

    def said(self, *acts: str) -> tuple[int, ...]:
        return self.where(lambda e: any(a.kind in acts for a in e.acts))


def _level(*steps: bool) -> Level:
    """How many of the steps hold, one after the other, from level 1 up."""
    level: Level = 0
    for rank, holds in enumerate(steps, start=1):
        if not holds:
            break
        level = 1 if rank == 1 else 2 if rank == 2 else 3
    return level


def _attitude(scene: _Scene) -> Observation:
    tally = scene.state.tally
    if tally.rudeness:
        return Observation(1, "Une parole déplacée a fermé l'échange.", scene.turns("rudeness"))
    listens = scene.turns("open_question", "reformulation", "silence")
    level = _level(
        True, len(listens) >= 3 and tally.attempts == 0, scene.talk.seller_share <= 0.65 and tally.reformulations > 0
    )
    share = round(100 * scene.talk.seller_share)
    return Observation(
        level, f"Échange courtois ; {share} % de la parole pour vous, écoute visible {len(listens)} fois.", listens
    )


def _contact(scene: _Scene) -> Observation:
    first = scene.exchanges[:2]
    greeted = [e.seller.number for e in first if e.seller.move is not None and e.seller.move.has("contact")]
    framed = [e for e in first if has_sign(e.seller.text, "agenda", "closed_words") and e.seller.number in greeted]
    personal = any(len(e.seller.text.split()) >= 12 for e in first if e.seller.number in greeted)
    level = _level(bool(greeted), personal, bool(framed))
    text = "L'entretien s'ouvre par une prise de contact" if greeted else "L'entretien commence sans prise de contact"
    return Observation(
        level, f"{text}{', avec un déroulé annoncé' if framed else ', sans déroulé annoncé'}.", tuple(greeted)
    )


def _actors(scene: _Scene) -> Observation:
    deciding = {f.id for f in scene.scenario.facts if f.topic == "decision"}
    known = bool(deciding & set(scene.state.facts))
    names = [p.name.split()[-1].casefold() for p in scene.scenario.people if not p.at_table]
    asked = scene.where(lambda e: e.seller.move is not None and bool(deciding & set(e.seller.move.facts)))
    named = {*scene.turns("hand_over"), *scene.where(lambda e: any(n in e.seller.text.casefold() for n in names))}
    level = _level(bool(asked or named) or known, known, bool(named))
    text = "Le circuit de décision a été découvert" if known else "Le circuit de décision n'a pas été découvert"
    turns = tuple(sorted({*asked, *named}))
    return Observation(level, f"{text}{' et utilisé ensuite' if known and named else ''}.", turns)


def _presentation(scene: _Scene) -> Observation:
    turns = scene.turns("presentation", "argument", "offer")
    met = len(scene.state.needs_met)
    level = _level(scene.state.presented and bool(turns), met >= 1, met >= 2)
    return Observation(level, f"Besoins exprimés auxquels la présentation répond : {met}.", turns)


def _argument(scene: _Scene) -> Observation:
    tied = scene.where(lambda e: any(a.kind == "interest" and a.ref != "prix" for a in e.acts))
    loose = scene.said("unmoved")
    level = _level(bool(tied or loose), bool(tied), len(tied) >= 2 and len(tied) >= len(loose))
    return Observation(
        level, f"Arguments reliés à un besoin dit : {len(tied)} ; sans lien : {len(loose)}.", tied or loose
    )


def _tools(scene: _Scene) -> Observation:
    turns = scene.where(lambda e: e.seller.move is not None and e.seller.move.tool)
    level = _level(bool(turns), bool(turns), len(turns) >= 2)
    return Observation(
        level, "Un outil numérique est mobilisé." if turns else "Aucun outil numérique n'est mobilisé.", turns
    )


def _price(scene: _Scene) -> Observation:
    if scene.scenario.economics is None or not scene.state.price_opened:
        return Observation(None, "")
    turns = scene.turns("price_defence")
    backed = set(turns) & set(scene.said("interest", "softened"))
    tally = scene.state.tally
    level = _level(bool(turns) or tally.trades > 0, bool(backed), tally.concessions <= tally.trades)
    text = "Le prix est défendu" if turns else "Le prix n'est pas défendu avant de bouger"
    return Observation(level, f"{text}{' par un élément propre au client' if backed else ''}.", turns)


def _objections(scene: _Scene) -> Observation:
    raised, answered = len(scene.state.raised), len(scene.state.answered)
    if not raised:
        return Observation(None, "")
    turns = scene.said("softened")
    tried = scene.turns("objection_reply", "price_defence")
    level = _level(bool(tried or turns), answered > 0, answered == raised)
    return Observation(level, f"Objections levées : {answered} sur {raised}.", turns or tried)


def _concessions(scene: _Scene) -> Observation:
    if scene.scenario.economics is None or not scene.state.price_opened:
        return Observation(None, "")
    tally = scene.state.tally
    held = tally.offers > 0
    level = _level(held, tally.trades > 0, tally.concessions == 0)
    text = f"Concessions contre une contrepartie : {tally.trades} ; sans contrepartie : {tally.concessions}."
    return Observation(level, text, scene.turns("trade") or scene.turns("concession"))


def _signals(scene: _Scene) -> Observation:
    shown = followed = 0
    turns: list[int] = []
    for exchange, following in pairwise(scene.exchanges):
        if any(a.kind == "signal" for a in exchange.acts):
            shown += 1
            move = following.seller.move
            if move is not None and move.has(
                "open_question", "reformulation", "silence", "trade", "closing", "recap", "acceptance"
            ):
                followed += 1
                turns.append(following.seller.number)
    if not shown:
        return Observation(None, "")
    level = _level(True, followed > 0, followed == shown)
    return Observation(level, f"Signaux suivis d'un geste adapté : {followed} sur {shown}.", tuple(turns))


def _validation(scene: _Scene) -> Observation:
    recaps, back = scene.turns("recap"), scene.turns("reformulation")
    if not recaps and not back and not scene.state.price_opened:
        return Observation(None, "")
    level = _level(bool(recaps or back), bool(recaps) or len(back) >= 2, bool(recaps) and scene.state.deal is not None)
    return Observation(level, f"Récapitulations : {len(recaps)} ; reformulations : {len(back)}.", recaps or back)


def _terms(scene: _Scene) -> Observation:
    deal, result = scene.state.deal, scene.result
    if scene.scenario.economics is None:
        return Observation(None, "")
    if deal is None:
        refused = scene.where(lambda e: any(a.kind == "trap_relief" for a in e.acts))
        return (
            Observation(2, "Une demande contraire à la loi a été refusée ; aucun accord signé.", refused)
            if refused
            else Observation(None, "")
        )
    turns = scene.turns("recap", "acceptance", "closing")[-1:]
    level = _level(result.lawful, result.verdict != "à revoir", result.verdict == "bon")
    return Observation(level, result.sentence, turns)


def _result(scene: _Scene) -> Observation:
    level: Level = 3 if scene.result.verdict == "bon" else 2 if scene.result.verdict == "moyen" else 1
    last: Sequence[Exchange] = scene.exchanges[-1:]
    return Observation(level, scene.result.sentence, tuple(e.seller.number for e in last))


_RULES = (
    _attitude, _contact, _actors, _presentation, _argument, _tools, _price, _objections, _concessions, _signals,
    _validation, _terms, _result,
)  # fmt: skip
