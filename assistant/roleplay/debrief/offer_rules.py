"""What the engine saw of the offer: presented, argued, shown, its price defended, objections met."""

from __future__ import annotations

from assistant.reading.sentences import sentence_spans
from assistant.roleplay.debrief import offer_questions as asking
from assistant.roleplay.debrief.scene import HOUSE, Observation, Scene, level_of
from assistant.roleplay.french.amounts import listed
from assistant.roleplay.french.plain_words import flat


def presentation(scene: Scene) -> Observation:
    """The offer beside the needs that were said."""
    turns = scene.turns("presentation", "argument", "offer", "trade")
    met = scene.taken.needs
    heard = [f for f in scene.scenario.facts if f.need and f.id in scene.state.facts]
    level = level_of(bool(turns) and (scene.state.presented or bool(met)), len(met) >= 1, len(met) >= 2)
    text = f"Besoins exprimés : {len(heard)} ; ceux auxquels votre offre répond : {len(met)}"
    tied = tuple(sorted(set(met.values())))
    return Observation(level, f"{text}.", tied or turns[:2], (HOUSE, "benefit", "propose"), asking.presentation(scene))


def argument(scene: Scene) -> Observation:
    """Arguments tied to a need, or to nothing."""
    moved = scene.where(lambda e: any(a.kind == "interest" and a.ref != "prix" for a in e.acts))
    tied = tuple(sorted({*moved, *scene.taken.needs.values()}))
    loose = tuple(n for n in scene.said("unmoved") if n not in tied)
    level = level_of(bool(tied or loose), bool(tied), len(tied) >= 2 and len(tied) >= len(loose))
    return Observation(
        level,
        f"Arguments reliés à un besoin dit : {len(tied)} ; sans lien : {len(loose)}.",
        tied or loose,
        (HOUSE, "benefit", "proof"),
        asking.argument(scene, loose),
    )


def tools(scene: Scene) -> Observation:
    """Digital sales aids."""
    turns = scene.where(lambda e: e.seller.move is not None and e.seller.move.tool)
    level = level_of(bool(turns), bool(turns), len(turns) >= 2)
    names = [
        t.label for t in scene.scenario.seller.tools if any(_holds(scene.line(n), t.names, t.label) for n in turns)
    ]
    which = f" ({listed(names)})" if names else ""
    return Observation(
        level,
        f"Un outil numérique est mobilisé{which}." if turns else "Aucun outil numérique n'est mobilisé.",
        turns,
        ("screen",),
        asking.tools(scene, turns),
    )


def _holds(line: str, names: tuple[str, ...], label: str) -> bool:
    return any(flat(name) in flat(line) for name in (label, *names))


def price(scene: Scene) -> Observation:
    """The price, defended before it moves."""
    if scene.scenario.economics is None or not scene.state.price_opened:
        return Observation(None, "")
    turns = tuple(n for n in scene.turns("price_defence") if _tells(scene.line(n)))
    backed = set(turns) & set(scene.said("interest", "softened"))
    level = level_of(bool(turns) or bool(scene.fair), bool(backed), len(scene.gifts) <= len(scene.fair))
    text = "Le prix est défendu" if turns else "Le prix n'est pas défendu avant de bouger"
    shown = tuple(n for n in turns if n in backed) + tuple(n for n in turns if n not in backed)
    return Observation(
        level,
        f"{text}{' par un élément propre au client' if backed else ''}.",
        shown,
        ("price_reason", "price_word", "cannot"),
        asking.price(scene),
    )


def _tells(text: str) -> bool:
    return any(not text[a:b].endswith("?") for a, b in sentence_spans(text))


def objections(scene: Scene) -> Observation:
    """Objections heard and met."""
    raised = scene.state.raised
    if not raised:
        return Observation(None, "")
    met = {o: n for o, n in scene.taken.objections.items() if o in raised}
    turns = tuple(sorted(set(met.values())))
    asked = tuple(sorted(set(scene.taken.questioned.values())))
    tried = scene.turns("objection_reply", "price_defence")
    level = level_of(bool(tried or turns or asked), bool(met), len(met) == len(raised) and bool(scene.state.answered))
    return Observation(
        level,
        f"Objections entendues : {len(raised)} ; traitées : {len(met)} ; creusées par une question : {len(asked)}.",
        turns or asked or tried,
        ("proof", HOUSE, "empathy", "cannot"),
        asking.objections(scene),
    )
