"""What a transcript alone shows of the thirteen conduct criteria: the levels between which a judgement may stand.

The scenario is not known: what was said, and what the other one answered, sets the bounds; the judgement keeps its
place between them. A rule never says more than a trainer can check on the turns quoted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from assistant.domain.dialogue import MoveKind, Turn
from assistant.domain.levels import Level
from assistant.retrieval.words import terms
from assistant.roleplay.debrief.conduct import talk_time
from assistant.roleplay.french.plain_words import flat
from assistant.roleplay.listening.move_signs import has_sign


@dataclass(frozen=True)
class Bounds:
    """``low``/``high`` None: no occasion. ``turns``: numbers of the turns that show it. ``finding``: French."""

    low: Level | None
    high: Level | None
    finding: str
    turns: tuple[int, ...] = ()


def observe_transcript(turns: Sequence[Turn]) -> dict[str, Bounds]:
    """Bounds for each criterion of a negotiation; ``turns``: with the seller's moves recognised. Empty without one."""
    talk = Talk(turns)
    if not talk.sellers:
        return {}
    return {f"CR.3.2.2-3.{rank:02d}": rule(talk) for rank, rule in enumerate(_RULES, start=1)}


_OBJECTS = re.compile(
    r"\bmais\b|trop cher|cher\b|concurren|pas (?:convaincu|possible|sur|certain|d'accord)|"
    r"ne (?:veulent|veut|veux|peux) pas|deja essaye|refuse|inquiet|crain|peur|risque|doute|"
    r"se passer de|moins cher|l'impression|pas besoin|pas le temps|"
    r"\bnon\b|gene\b|et si (?:on|vous|ca|cela)|un effort|(?:mon|votre|un autre) (?:fournisseur|concurrent)"
)
_SIGNAL = re.compile(
    r"^(?:ah|hmm+|hum)\b|interess|je ne savais pas|ce serait (?:bien|pratique)|pour demarrer|on (?:commenc|ferait)|"
    r"la suite|quand (?:est|pour|vous)|souri|regarde sa montre|soupir|(?:se penche|hoche|croise)|bon produit|ca change"
)
_DECIDES = re.compile(
    r"tresori|\bconseil\b|gerant|directeur|directrice|direction\b|\bassocie|comptable|president|le siege|"
    r"m(?:a|on) responsable|le patron|la patronne|signera|dernier mot|acheteuse|service achats|"
    r"qui (?:decide|signe|valide)"
)
_PRICE = re.compile(r"\bprix\b|tarif|euros?\b|€|\bcher\b|remise|budget|par mois")
_AGREED = re.compile(
    r"c'est signe|je signe|marche conclu|on est d'accord|d'accord sur tout|moi,? oui|je confirme|c'est bien (?:ca|cela)"
)
_LOOSE = re.compile(r"on verra|ca peut bouger|sous reserve|a voir|plus tard|on en reparle")
_GOAL = re.compile(
    r"(?:mon|notre|l'|un) ?(?:objectif|but)\b|(?:je|nous) (?:voulais|visais|vise|visons)|ma cible|je m'etais fixe"
)
_TERMS = {
    "prix": r"prix|tarif|euros?|remise", "durée": r"\bmois\b|\bans?\b|duree",
    "paiement": r"paiement|acompte|facture|virement", "délai": r"delai|livraison|livr|jours|semaines?",
    "volume": r"volume|quantite|mille|millions?",
    "sortie": r"sort(?:ie|ez|ir)|resili|preavis", "données": r"donnees|restitu|confiden",
}  # fmt: skip
_AIDS = {
    "écran": r"partage mon ecran|sur l'ecran|l'ecran|ecoutez", "simulateur": r"simulat|configurateur",
    "tablette": r"tablette|application|maquette", "signature": r"signature electronique|cliquer",
    "visio": r"visio|en ligne",
}  # fmt: skip


class Talk:
    """The turns and the questions that the rules ask of them."""

    def __init__(self, turns: Sequence[Turn]) -> None:
        self.turns = tuple(turns)
        self.sellers = [t for t in turns if t.speaker == "seller"]
        self.buyers = [t for t in turns if t.speaker == "buyer"]
        self.share = talk_time(turns).seller_share

    def acts(self, *kinds: MoveKind) -> tuple[int, ...]:
        """Numbers of the seller's turns that make one of these moves."""
        return tuple(t.number for t in self.sellers if t.move is not None and t.move.has(*kinds))

    def said(self, pattern: re.Pattern[str], who: Iterable[Turn] | None = None) -> tuple[int, ...]:
        """Numbers of the turns, of those people or of all, in which the pattern stands."""
        return tuple(t.number for t in (self.turns if who is None else who) if pattern.search(flat(t.text)))

    def after(self, number: int, speaker: str) -> Turn | None:
        """The next turn of that side."""
        return next((t for t in self.turns if t.number > number and t.speaker == speaker), None)

    def tied(self, *kinds: MoveKind) -> tuple[int, ...]:
        """Seller's turns of these kinds that take up at least two content words that the other had said before."""
        found: list[int] = []
        for turn in self.sellers:
            if turn.move is not None and turn.move.has(*kinds):
                heard = {w for t in self.buyers if t.number < turn.number for w in terms(t.text)}
                if len(heard & set(terms(turn.text))) >= 2:
                    found.append(turn.number)
        return tuple(found)

    def cut_short(self) -> tuple[int, ...]:
        """Seller's turns that begin while the other one was speaking."""
        cut = [t.number for t in self.buyers if re.search(r"(?:…|\.\.\.)\s*$", t.text)]
        replies = [self.after(n, "seller") for n in cut]
        return tuple(t.number for t in replies if t is not None and t.text[-1:] != "?" and len(t.text.split()) > 3)


def attitude_bounds(talk: Talk) -> Bounds:
    """Courtesy, listening, share of the words."""
    familiar = tuple(
        t.number for t in talk.sellers if has_sign(t.text, "familiar_you") and re.search(r"\btu\b|\bt'", flat(t.text))
    )
    harsh = tuple(
        t.number for t in talk.sellers if has_sign(t.text, "insult") or re.search(r"pardon|mauvais mot", flat(t.text))
    )
    faults = (*familiar, *harsh, *talk.cut_short())
    listens = talk.acts("open_question", "reformulation", "silence")
    if len(faults) >= 2:
        return Bounds(0, 1, "Des paroles ou des coupures ont pu fermer l'échange.", tuple(sorted(set(faults))))
    high: Level = 2 if faults or talk.share > 0.7 or not listens else 3
    low: Level = 2 if len(listens) >= 3 and not faults else 1
    return Bounds(
        low, high, f"Écoute visible dans {len(listens)} répliques ; {round(100 * talk.share)} % de la parole.", listens
    )


def _contact(talk: Talk) -> Bounds:
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


def _actors(talk: Talk) -> Bounds:
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


def _presentation(talk: Talk) -> Bounds:
    shown, tied = (
        talk.acts("presentation", "argument", "offer", "trade"),
        talk.tied("presentation", "argument", "objection_reply"),
    )
    if not shown:
        return Bounds(0, 0, "L'offre n'est pas présentée.", ())
    text = f"Répliques de présentation qui reprennent les mots de l'interlocuteur : {len(tied)}."
    return Bounds(2 if len(tied) >= 3 else 1, 3 if len(tied) >= 3 else 2 if tied else 1, text, tied or shown[:2])


def _argument(talk: Talk) -> Bounds:
    tied = talk.tied("argument", "price_defence", "objection_reply")
    lists = tuple(
        t.number for t in talk.sellers if t.text.count(",") >= 5 and t.move is not None and t.move.has("presentation")
    )
    if not talk.acts("argument", "price_defence", "objection_reply", "presentation"):
        return Bounds(0, 0, "Aucun argument n'est donné.", ())
    text = f"Arguments reliés à ce qui a été dit : {len(tied)}" + (" ; une énumération sans lien." if lists else ".")
    return Bounds(1 if len(tied) < 2 else 2, 2 if lists or len(tied) < 2 else 3, text, tied)


def _tools(talk: Talk) -> Bounds:
    used = {name: talk.said(re.compile(pattern), talk.sellers) for name, pattern in _AIDS.items()}
    seen = {name: turns for name, turns in used.items() if turns}
    turns = tuple(sorted({turns[0] for turns in seen.values()}))
    if not seen:
        return Bounds(0, 0, "Aucun outil numérique n'apparaît.", ())
    return Bounds(
        1 if len(seen) == 1 else 2, 2 if len(seen) == 1 else 3, f"Outils mobilisés : {', '.join(seen)}.", turns
    )


def _price(talk: Talk) -> Bounds:
    if not talk.said(_PRICE, talk.buyers) and not talk.acts("offer", "price_defence"):
        return Bounds(None, None, "")
    turns = talk.acts("price_defence")
    figures = [n for n in turns if re.search(r"\d|cent|mille|vingt|euros?", flat(_text(talk, n)))]
    if not turns:
        return Bounds(0, 1, "Le prix n'est pas défendu.", ())
    strong = len(figures) >= 2
    return Bounds(2 if strong else 1, 3 if strong else 2, f"Prix défendu dans {len(turns)} répliques.", turns)


def _objections(talk: Talk) -> Bounds:
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


def _concessions(talk: Talk) -> Bounds:
    given, traded = talk.acts("concession"), talk.acts("trade")
    gifts = tuple(
        t.number
        for t in talk.sellers
        if (has_sign(t.text, "gives_free") or re.search(r"\boffre\b(?! (?:de|est))|gratuit|cadeau", flat(t.text)))
        and re.search(r"je (?:vous|te) (?:l'|les? |mets |fais |offre|laisse)", flat(t.text))
        and not has_sign(t.text, "if_you")
    )
    free = tuple(sorted({*given, *gifts}))
    fair = tuple(n for n in traded if n not in free and _exchanged(_text(talk, n)))
    if not free and not fair:
        return Bounds(None, None, "") if not talk.said(_PRICE) else Bounds(1, 3, "Aucune concession n'est relevée.", ())
    text = f"Concessions contre une contrepartie : {len(fair)} ; sans contrepartie : {len(free)}."
    if not fair:
        return Bounds(0, 1, text, free)
    return Bounds(2, 3 if not free else 2, text, fair)


def _exchanged(text: str) -> bool:
    """Whether something is given on a condition."""
    verbs = "peux|peut|pouvons|passe|vais|garde|fais|mets|descends|reste|lache|monte|baisse"
    gives = rf"\b(?:je|on|nous) (?:{verbs})|c'est possible"
    return has_sign(text, "if_you", "needs_back") and re.search(gives, flat(text)) is not None


def _signals(talk: Talk) -> Bounds:
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


def _validation(talk: Talk) -> Bounds:
    recaps = tuple(n for n in talk.acts("recap") if has_sign(_text(talk, n), "recap_words"))
    back = tuple(n for n in talk.acts("reformulation") if has_sign(_text(talk, n), "restate"))
    text = f"Récapitulations : {len(recaps)} ; reformulations : {len(back)}."
    if recaps:
        answer = talk.after(recaps[-1], "buyer")
        confirmed = answer is not None and len(answer.text) > 0
        return Bounds(2, 3 if confirmed else 2, text, recaps)
    if len(back) >= 2:
        return Bounds(1, 2, text, back)
    return Bounds(0, 1 if back else 0, text, back)


def _terms(talk: Talk) -> Bounds:
    deal = talk.said(_AGREED)
    if not deal:
        return Bounds(None, None, "")
    settled = [name for name, pattern in _TERMS.items() if talk.said(re.compile(pattern), talk.sellers)]
    loose = talk.said(_LOOSE)
    text = f"Termes abordés : {', '.join(settled)}" + (" ; un point est laissé ouvert." if loose else ".")
    low: Level = 2 if len(settled) >= 4 else 1
    return Bounds(low, 2 if loose or len(settled) < 4 else 3, text, deal[-2:])


def _result(talk: Talk) -> Bounds:
    stated = talk.said(_GOAL, talk.sellers)
    if not stated:
        return Bounds(
            None, None, "Aucun objectif n'est énoncé dans l'échange : rien ne permet d'y rapporter le résultat."
        )
    return Bounds(1, 3 if talk.said(_AGREED) else 2, "Un objectif est énoncé dans l'échange.", stated)


def _text(talk: Talk, number: int) -> str:
    return next(t.text for t in talk.turns if t.number == number)


_RULES: tuple[Callable[[Talk], Bounds], ...] = (
    attitude_bounds, _contact, _actors, _presentation, _argument, _tools, _price, _objections, _concessions, _signals,
    _validation, _terms, _result,
)  # fmt: skip
