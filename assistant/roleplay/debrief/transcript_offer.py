"""What a transcript shows of the offer: presented, argued, with which aids, its price defended, objections met."""

from __future__ import annotations

import re

from assistant.roleplay.debrief.transcript_talk import PRICE, Bounds, Talk
from assistant.roleplay.french.plain_words import flat

_OBJECTS = re.compile(
    r"\bmais\b|trop cher|cher\b|concurren|pas (?:convaincu|possible|sur|certain|d'accord)|"
    r"ne (?:veulent|veut|veux|peux) pas|deja essaye|refuse|inquiet|crain|peur|risque|doute|"
    r"se passer de|moins cher|l'impression|pas besoin|pas le temps|"
    r"\bnon\b|gene\b|et si (?:on|vous|ca|cela)|un effort|(?:mon|votre|un autre) (?:fournisseur|concurrent)"
)
_AIDS = {
    "écran": r"partage mon ecran|sur l'ecran|l'ecran|ecoutez", "simulateur": r"simulat|configurateur",
    "tablette": r"tablette|application|maquette", "signature": r"signature electronique|cliquer",
    "visio": r"visio|en ligne",
}  # fmt: skip


def presentation_bounds(talk: Talk) -> Bounds:
    """The offer, presented in the words of the other one."""
    shown, tied = (
        talk.acts("presentation", "argument", "offer", "trade"),
        talk.tied("presentation", "argument", "objection_reply"),
    )
    if not shown:
        return Bounds(0, 0, "L'offre n'est pas présentée.", ())
    text = f"Répliques de présentation qui reprennent les mots de l'interlocuteur : {len(tied)}."
    return Bounds(2 if len(tied) >= 3 else 1, 3 if len(tied) >= 3 else 2 if tied else 1, text, tied or shown[:2])


def argument_bounds(talk: Talk) -> Bounds:
    """Arguments tied to what was said, or a list."""
    tied = talk.tied("argument", "price_defence", "objection_reply")
    lists = tuple(
        t.number for t in talk.sellers if t.text.count(",") >= 5 and t.move is not None and t.move.has("presentation")
    )
    if not talk.acts("argument", "price_defence", "objection_reply", "presentation"):
        return Bounds(0, 0, "Aucun argument n'est donné.", ())
    text = f"Arguments reliés à ce qui a été dit : {len(tied)}" + (" ; une énumération sans lien." if lists else ".")
    return Bounds(1 if len(tied) < 2 else 2, 2 if lists or len(tied) < 2 else 3, text, tied)


def tools_bounds(talk: Talk) -> Bounds:
    """Digital sales aids."""
    used = {name: talk.said(re.compile(pattern), talk.sellers) for name, pattern in _AIDS.items()}
    seen = {name: turns for name, turns in used.items() if turns}
    turns = tuple(sorted({turns[0] for turns in seen.values()}))
    if not seen:
        return Bounds(0, 0, "Aucun outil numérique n'apparaît.", ())
    return Bounds(
        1 if len(seen) == 1 else 2, 2 if len(seen) == 1 else 3, f"Outils mobilisés : {', '.join(seen)}.", turns
    )


def price_bounds(talk: Talk) -> Bounds:
    """The price, defended or not."""
    if not talk.said(PRICE, talk.buyers) and not talk.acts("offer", "price_defence"):
        return Bounds(None, None, "")
    turns = talk.acts("price_defence")
    figures = [n for n in turns if re.search(r"\d|cent|mille|vingt|euros?", flat(talk.text_of(n)))]
    if not turns:
        return Bounds(0, 1, "Le prix n'est pas défendu.", ())
    strong = len(figures) >= 2
    return Bounds(2 if strong else 1, 3 if strong else 2, f"Prix défendu dans {len(turns)} répliques.", turns)


def objections_bounds(talk: Talk) -> Bounds:
    """Reserves heard, and taken up in the next line."""
    raised = talk.said(_OBJECTS, talk.buyers)
    if not raised:
        return Bounds(None, None, "")
    treated: list[int] = []
    for number in raised:
        reply = talk.after(number, "seller")
        takes = reply is not None and reply.move is not None and reply.move.has(
            "objection_reply", "price_defence", "argument", "open_question", "trade", "refusal", "reformulation"
        )  # fmt: skip
        if reply is not None and takes and len(reply.text.split()) >= 5:
            treated.append(reply.number)
    share = len(treated) / len(raised)
    text = f"Réserves entendues : {len(raised)} ; reprises dans la réplique suivante : {len(treated)}."
    if not treated:
        return Bounds(0, 1, text, ())
    return Bounds(2 if share >= 0.4 else 1, 3 if share >= 0.85 else 2, text, tuple(treated))
