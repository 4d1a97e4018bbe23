"""What the engine saw of the bargain: concessions, the terms of the deal, the result."""

from __future__ import annotations

from assistant.domain.levels import Level
from assistant.roleplay.debrief import offer_questions as asking
from assistant.roleplay.debrief.scene import Observation, Scene, level_of
from assistant.roleplay.debrief.wording_said import short
from assistant.roleplay.french.amounts import listed
from assistant.roleplay.french.money import price_text
from assistant.roleplay.playing.session import Exchange


def concessions(scene: Scene) -> Observation:
    """What was given, against something or for nothing."""
    if scene.scenario.economics is None or not scene.state.price_opened:
        return Observation(None, "")
    fair, free = scene.fair, tuple(s.turn for s in scene.gifts)
    level = level_of(scene.state.tally.offers > 0, bool(fair), not free)
    text = f"Concessions contre une contrepartie : {len(fair)} ; sans contrepartie nouvelle : {len(free)}."
    return Observation(
        level,
        text,
        (*fair[:2], *free[:1]) or free,
        ("if_you", "needs_back", "amount", "give"),
        asking.concessions(scene),
    )


def terms(scene: Scene) -> Observation:
    """The deal: its terms, the law, the authority."""
    deal, result = scene.state.deal, scene.result
    economics = scene.scenario.economics
    if economics is None:
        return Observation(None, "")
    refused = (scene.taken.declined,) if scene.taken.declined is not None else ()
    law = f" ; la demande contraire à la loi est refusée (tour {refused[0]})" if refused else ""
    if deal is None:
        text = "Une demande contraire à la loi a été refusée ; aucun accord signé."
        return Observation(2, text, refused, ("cannot",), asking.terms(scene)) if refused else Observation(None, "")
    turns = (*refused, *(scene.said("confirm_deal") or scene.turns("recap", "acceptance", "closing"))[-1:])
    level = level_of(result.lawful, result.verdict != "à revoir", result.verdict == "bon")
    settled = [t.label for t in economics.terms if deal.choices.get(t.id, t.reference) != t.reference]
    agreed = listed(["prix", *settled]) if settled else "le prix seul, aux conditions de l'offre"
    owed = "" if result.within_authority else " ; le prix passe sous votre délégation sans validation annoncée"
    return Observation(level, f"Accord sur {agreed}{law}{owed}.", turns, ("cannot", "amount"), asking.terms(scene))


def result(scene: Scene) -> Observation:
    """What came of it beside the aim."""
    level: Level = 3 if scene.result.verdict == "bon" else 2 if scene.result.verdict == "moyen" else 1
    ends: tuple[int, ...] = scene.said("confirm_deal")[-1:]
    if scene.state.ending == "refus":
        ends = scene.turns("leave", "refusal")[-1:]
    last: list[Exchange] = list(scene.exchanges[-1:])
    economics, deal = scene.scenario.economics, scene.state.deal
    goal = ""
    if economics is not None and deal is not None:
        aim, got = price_text(economics.seller.target, economics), price_text(deal.price, economics)
        goal = f"Prix visé : {aim} ; obtenu : {got}. "
    return Observation(
        level,
        f"{goal}{short(_own_part(scene), 300)}",
        ends or tuple(e.seller.number for e in last),
        ("amount", "cannot"),
        asking.result(scene),
    )


def _own_part(scene: Scene) -> str:
    """What is said of the result, without the case's own arithmetic, which stands with the result."""
    economics = scene.scenario.economics
    why = economics.zone.why if economics is not None else ""
    return scene.result.sentence.replace(why, "").strip() if why else scene.result.sentence
