"""What a transcript shows of the people in it: the first words, who decides, the signals, what is said back."""

from __future__ import annotations

import re

from assistant.domain.levels import Level
from assistant.roleplay.debrief.transcript_talk import Bounds, Talk
from assistant.roleplay.french.plain_words import flat
from assistant.roleplay.listening.move_signs import has_sign

_DECIDES = re.compile(
    r"tresori|\bconseil\b|gerant|directeur|directrice|direction\b|\bassocie|comptable|president|le siege|"
    r"m(?:a|on) responsable|le patron|la patronne|signera|dernier mot|acheteuse|service achats|"
    r"qui (?:decide|signe|valide)"
)
_SIGNAL = re.compile(
    r"^(?:ah|hmm+|hum)\b|interess|je ne savais pas|ce serait (?:bien|pratique)|pour demarrer|on (?:commenc|ferait)|"
    r"la suite|quand (?:est|pour|vous)|souri|regarde sa montre|soupir|(?:se penche|hoche|croise)|bon produit|ca change"
)


def contact_bounds(talk: Talk) -> Bounds:
    """The first words, and what they announce."""
    first = talk.sellers[:3]
    greeted = tuple(t.number for t in first if has_sign(t.text, "greeting", "thanks_for_meeting"))
    framed = tuple(
        t.number for t in first if has_sign(t.text, "agenda") or re.search(r"minutes|deroule|ca vous va", flat(t.text))
    )
    cut = [n for n in talk.cut_short() if n <= 12]
    if not greeted:
        return Bounds(0, 1, "L'entretien commence sans prise de contact.", ())
    text = "Prise de contact" + (" avec un cadre annoncé" if framed else " sans cadre annoncé")
    return Bounds(2 if framed else 1, 2 if cut or not framed else 3, f"{text}.", tuple(sorted({*greeted, *framed})))


def actors_bounds(talk: Talk) -> Bounds:
    """Who decides, asked or left aside."""
    named = talk.said(_DECIDES, talk.buyers)
    asked = tuple(
        t.number
        for t in talk.sellers
        for s in re.findall(r"[^.!?]*\?", flat(t.text))
        if re.search(r"decid|valid|signer|qui (?:d'autre|participe)|besoin pour|demande quoi|tient pour", s)
        and not re.search(r"dire oui|\bvous manque", s)
    )
    if asked:
        return Bounds(2, 3 if named else 2, "Le rôle de ceux qui décident est interrogé.", asked)
    if named:
        ignored: Level = 0 if len(named) >= 2 else 1
        return Bounds(
            0, ignored, "Un autre décideur est cité par l'interlocuteur ; rien ne le concerne ensuite.", named
        )
    return Bounds(0, 1, "Personne n'est interrogé sur la décision.", ())


def signals_bounds(talk: Talk) -> Bounds:
    """Signals, and what followed them."""
    shown = talk.said(_SIGNAL, talk.buyers)
    if not shown:
        return Bounds(None, None, "")
    replies = [talk.after(n, "seller") for n in shown]
    used = tuple(
        t.number for t in replies
        if t is not None and t.move is not None
        and (t.move.has("open_question", "reformulation", "closing", "trade", "silence") or "?" in t.text)
    )  # fmt: skip
    named = talk.said(re.compile(r"je (?:sens|vois) que|vous souriez|bon signe|j'en deduis"), talk.sellers)
    text = f"Signaux suivis d'une question ou d'un geste : {len(used)} sur {len(shown)}."
    if not used and not named:
        return Bounds(0, 1, text, ())
    strong = bool(named) or len(used) >= 0.5 * len(shown)
    return Bounds(2 if strong else 1, 3 if strong else 2, text, tuple(sorted({*used, *named})))


def validation_bounds(talk: Talk) -> Bounds:
    """What is said back and summed up."""
    recaps = tuple(n for n in talk.acts("recap") if has_sign(talk.text_of(n), "recap_words"))
    back = tuple(n for n in talk.acts("reformulation") if has_sign(talk.text_of(n), "restate"))
    text = f"Récapitulations : {len(recaps)} ; reformulations : {len(back)}."
    if recaps:
        answer = talk.after(recaps[-1], "buyer")
        confirmed = answer is not None and len(answer.text) > 0
        return Bounds(2, 3 if confirmed else 2, text, recaps)
    if len(back) >= 2:
        return Bounds(1, 2, text, back)
    return Bounds(0, 1 if back else 0, text, back)
