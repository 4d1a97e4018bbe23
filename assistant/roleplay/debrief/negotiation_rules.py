"""What the engine itself saw of the thirteen criteria of a negotiation: a level that facts support, and the turns.

Without a language model, likeness of words says little of a short oral exchange: the engine, which knows what was
asked, answered, given and obtained, says what happened. Each rule can be checked by a trainer on the turns.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from assistant.domain.levels import Level
from assistant.roleplay.debrief.scene import Observation, Scene, level_of
from assistant.roleplay.listening.move_signs import has_sign
from assistant.roleplay.playing.session import Exchange


def attitude(scene: Scene) -> Observation:
    """Courtesy, visible listening, room left to the other."""
    tally = scene.state.tally
    if tally.rudeness:
        return Observation(1, "Une parole déplacée a fermé l'échange.", scene.turns("rudeness"))
    listens = scene.turns("open_question", "reformulation", "silence")
    level = level_of(
        True, len(listens) >= 3 and tally.attempts == 0, scene.talk.seller_share <= 0.65 and tally.reformulations > 0
    )
    share = round(100 * scene.talk.seller_share)
    return Observation(
        level, f"Échange courtois ; {share} % de la parole pour vous, écoute visible {len(listens)} fois.", listens
    )


def _contact(scene: Scene) -> Observation:
    first = scene.exchanges[:2]
    greeted = [e.seller.number for e in first if e.seller.move is not None and e.seller.move.has("contact")]
    framed = [e for e in first if has_sign(e.seller.text, "agenda", "closed_words") and e.seller.number in greeted]
    personal = any(len(e.seller.text.split()) >= 12 for e in first if e.seller.number in greeted)
    level = level_of(bool(greeted), personal, bool(framed))
    text = "L'entretien s'ouvre par une prise de contact" if greeted else "L'entretien commence sans prise de contact"
    return Observation(
        level, f"{text}{', avec un déroulé annoncé' if framed else ', sans déroulé annoncé'}.", tuple(greeted)
    )


def _actors(scene: Scene) -> Observation:
    deciding = {f.id for f in scene.scenario.facts if f.topic == "decision"}
    known = bool(deciding & set(scene.state.facts))
    names = [p.name.split()[-1].casefold() for p in scene.scenario.people if not p.at_table]
    asked = scene.where(lambda e: e.seller.move is not None and bool(deciding & set(e.seller.move.facts)))
    named = {*scene.turns("hand_over"), *scene.where(lambda e: any(n in e.seller.text.casefold() for n in names))}
    level = level_of(bool(asked or named) or known, known, bool(named))
    text = "Le circuit de décision a été découvert" if known else "Le circuit de décision n'a pas été découvert"
    turns = tuple(sorted({*asked, *named}))
    return Observation(level, f"{text}{' et utilisé ensuite' if known and named else ''}.", turns)


def _presentation(scene: Scene) -> Observation:
    turns = scene.turns("presentation", "argument", "offer")
    met = len(scene.state.needs_met)
    level = level_of(scene.state.presented and bool(turns), met >= 1, met >= 2)
    return Observation(level, f"Besoins exprimés auxquels la présentation répond : {met}.", turns)


def _argument(scene: Scene) -> Observation:
    tied = scene.where(lambda e: any(a.kind == "interest" and a.ref != "prix" for a in e.acts))
    loose = scene.said("unmoved")
    level = level_of(bool(tied or loose), bool(tied), len(tied) >= 2 and len(tied) >= len(loose))
    return Observation(
        level, f"Arguments reliés à un besoin dit : {len(tied)} ; sans lien : {len(loose)}.", tied or loose
    )


def _tools(scene: Scene) -> Observation:
    turns = scene.where(lambda e: e.seller.move is not None and e.seller.move.tool)
    level = level_of(bool(turns), bool(turns), len(turns) >= 2)
    return Observation(
        level, "Un outil numérique est mobilisé." if turns else "Aucun outil numérique n'est mobilisé.", turns
    )


def _price(scene: Scene) -> Observation:
    if scene.scenario.economics is None or not scene.state.price_opened:
        return Observation(None, "")
    turns = scene.turns("price_defence")
    backed = set(turns) & set(scene.said("interest", "softened"))
    tally = scene.state.tally
    level = level_of(bool(turns) or tally.trades > 0, bool(backed), tally.concessions <= tally.trades)
    text = "Le prix est défendu" if turns else "Le prix n'est pas défendu avant de bouger"
    return Observation(level, f"{text}{' par un élément propre au client' if backed else ''}.", turns)


def _objections(scene: Scene) -> Observation:
    raised, answered = len(scene.state.raised), len(scene.state.answered)
    if not raised:
        return Observation(None, "")
    turns = scene.said("softened")
    tried = scene.turns("objection_reply", "price_defence")
    level = level_of(bool(tried or turns), answered > 0, answered == raised)
    return Observation(level, f"Objections levées : {answered} sur {raised}.", turns or tried)


def _concessions(scene: Scene) -> Observation:
    if scene.scenario.economics is None or not scene.state.price_opened:
        return Observation(None, "")
    tally = scene.state.tally
    held = tally.offers > 0
    level = level_of(held, tally.trades > 0, tally.concessions == 0)
    text = f"Concessions contre une contrepartie : {tally.trades} ; sans contrepartie : {tally.concessions}."
    return Observation(level, text, scene.turns("trade") or scene.turns("concession"))


def _signals(scene: Scene) -> Observation:
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
    level = level_of(True, followed > 0, followed == shown)
    return Observation(level, f"Signaux suivis d'un geste adapté : {followed} sur {shown}.", tuple(turns))


def _validation(scene: Scene) -> Observation:
    recaps, back = scene.turns("recap"), scene.turns("reformulation")
    if not recaps and not back and not scene.state.price_opened:
        return Observation(None, "")
    level = level_of(
        bool(recaps or back), bool(recaps) or len(back) >= 2, bool(recaps) and scene.state.deal is not None
    )
    return Observation(level, f"Récapitulations : {len(recaps)} ; reformulations : {len(back)}.", recaps or back)


def _terms(scene: Scene) -> Observation:
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
    level = level_of(result.lawful, result.verdict != "à revoir", result.verdict == "bon")
    return Observation(level, result.sentence, turns)


def _result(scene: Scene) -> Observation:
    level: Level = 3 if scene.result.verdict == "bon" else 2 if scene.result.verdict == "moyen" else 1
    last: Sequence[Exchange] = scene.exchanges[-1:]
    return Observation(level, scene.result.sentence, tuple(e.seller.number for e in last))


def negotiation_observations(scene: Scene) -> dict[str, Observation]:
    """One observation for each criterion of group 3.2.2-3."""
    return {f"CR.3.2.2-3.{rank:02d}": rule(scene) for rank, rule in enumerate(_RULES, start=1)}


_RULES = (
    attitude, _contact, _actors, _presentation, _argument, _tools, _price, _objections, _concessions, _signals,
    _validation, _terms, _result,
)  # fmt: skip
