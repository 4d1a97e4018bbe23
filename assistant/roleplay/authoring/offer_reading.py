"""Find in a learner's own offer what a scenario needs: who sells, to whom, what, at what price."""

from __future__ import annotations

import re
from dataclasses import dataclass

_NUMBER = r"\d{1,3}(?:[ \u00a0\u202f.]\d{3})+(?:,\d{1,2})?|\d+(?:[.,]\d{1,2})?"
_AMOUNT = re.compile(rf"({_NUMBER})[ \u00a0\u202f]*(?:€|euros?\b)", re.IGNORECASE)
_TOTAL = re.compile(
    rf"(?:total|montant|prix)[^\n\d]{{0,40}}?(?:HT|hors taxes?)[^\n\d]{{0,20}}({_NUMBER})[ \u00a0\u202f]*(?:€|euros?)?"
    rf"|(?:total|montant|prix)[^\n\d]{{0,30}}({_NUMBER})[ \u00a0\u202f]*(?:€|euros?)[ \u00a0\u202f]*(?:HT|hors taxes?)",
    re.IGNORECASE,
)
_BEFORE_TAX = re.compile(rf"({_NUMBER})[ \u00a0\u202f]*(?:€|euros?)[ \u00a0\u202f]*(?:HT|hors taxes?)", re.IGNORECASE)
_LINE = re.compile(
    rf"({_NUMBER})[^\n\d×x*€]{{0,25}}[×x*][ \u00a0]*({_NUMBER})[ \u00a0\u202f]*(?:€|euros?)", re.IGNORECASE
)
_COST = re.compile(
    rf"(?:co[uû]ts?|prix) (?:de revient|complet|total)[^\n\d]{{0,40}}({_NUMBER})[ \u00a0\u202f]*(?:€|euros?)",
    re.IGNORECASE,
)
_BUYER = re.compile(
    r"^[\W_]*(?:client|prospect|destinataire|à l'attention de|acheteur)\s*[:|]\s*([^\n|]{2,60})", re.I | re.M
)
_SELLER = re.compile(
    r"^[\W_]*(?:entreprise|société|fournisseur|prestataire|vendeur|émetteur)\s*[:|]\s*([^\n|]{2,60})", re.I | re.M
)
_BY = re.compile(r"(?:proposition|offre)(?: commerciale)? (?:de|par) ([A-ZÉÈ][\w'’ -]{2,40}?)(?= pour )", re.IGNORECASE)
_FOR = re.compile(r"\bpour (?:la |le |l['’])?([A-ZÉÈ][\w'’-]+(?: [A-ZÉÈ&][\w'’-]*)*)")
_WORDS = {"destinataire", "client", "vendeur", "prestataire", "objet", "rédacteur", "fournisseur"}
_SUBJECT = re.compile(r"^[\W_]*(?:objet|offre|produit|prestation|projet)\s*[:|]\s*([^\n|]{4,90})", re.I | re.M)


@dataclass(frozen=True)
class OfferFacts:
    """What was found. price: euros a unit before tax; quantity: units; cost: a unit, None when not stated.

    per: « par an », « par mois » when the price comes back, "" otherwise.
    """

    price: float
    quantity: int
    cost: float | None = None
    per: str = ""
    product: str | None = None
    seller: str | None = None
    buyer: str | None = None


def read_offer(text: str) -> OfferFacts | None:
    """The facts of an offer; None when it states no price at all."""
    lines = [(_value(n), _value(p)) for n, p in _LINE.findall(text)]
    totals = [_value(a or b) for a, b in _TOTAL.findall(text)]
    before_tax = [_value(a) for a in _BEFORE_TAX.findall(text)]
    amounts = [_value(a) for a in _AMOUNT.findall(text)]
    # The last of the large totals is the one after discounts; failing that, the largest amount before tax.
    large = [t for t in totals if t >= 0.5 * max(totals)]
    total = large[-1] if large else max(before_tax or amounts, default=0.0)
    if total <= 0 and not lines:
        return None
    price, quantity = total, 1
    if lines:
        units, unit_price = max(lines, key=lambda line: line[0] * line[1])
        if units >= 2 and units.is_integer() and (total <= 0 or abs(units * unit_price - total) <= 0.2 * total):
            price, quantity = unit_price, int(units)
    cost = next((_value(c) for c in _COST.findall(text)), None)
    if cost is not None and quantity > 1 and cost > price:
        cost = cost / quantity
    return OfferFacts(
        price=price,
        quantity=quantity,
        cost=cost if cost is not None and 0.2 * price < cost < 0.95 * price else None,
        per=_cadence(text, price) if quantity == 1 else "",
        product=_named(_SUBJECT, text) or _made(text),
        seller=_named(_SELLER, text) or _named(_BY, text) or _titled(text)[0],
        buyer=_named(_BUYER, text) or _titled(text)[1] or _named(_FOR, text[:600]),
    )


def is_an_offer(text: str) -> bool:
    """Whether the text offers something for sale, rather than telling figures of another kind."""
    sells = len(re.findall(r"\b(?:offre|proposition|devis|prix|tarif|client)s?\b", text, re.IGNORECASE))
    return bool(_OFFERED.search(text[:2500])) and sells >= 2


_OFFERED = re.compile(
    r"proposition commerciale|\boffre\b|\bdevis\b|\bproposition\b[^\n]{0,20}\bpour\b|nous (?:vous )?proposons|"
    r"total (?:net |brut )?(?:HT|TTC)",
    re.IGNORECASE,
)
_TITLE = re.compile(
    r"^[#\s]*([A-ZÀ-Ý][^\n–—]{1,50}?) [–—-] (?:offre|proposition|devis)\b[^\n]*?\bpour (?:la |le |les |l['’])?"
    r"([^\n(,–—]{2,60}?)\s*(?:\(([^)\n,]{3,50})\)|[(,–—\n]|$)",
    re.IGNORECASE | re.MULTILINE,
)
_MAKES = re.compile(
    r"\b(?:fabrique|vend|loue|propose|installe|entretient|conçoit)(?: à [^\n]{2,40}?)? "
    r"((?:des|du|de la) [^\n.,;:]{4,80})"
)
_CONTRACT = re.compile(
    r"\b((?:contrat|abonnement|formule|pack|forfait) [«“\"]\s?[^»”\"\n]{2,40}\s?[»”\"])", re.IGNORECASE
)


def _titled(text: str) -> tuple[str | None, str | None]:
    """Seller and client of a title « X – offre pour Y (Z) »; Z is the client when Y is a common name."""
    found = _TITLE.search(text[:800])
    if found is None:
        return None, None
    seller, buyer, company = found.group(1), found.group(2), found.group(3)
    named = company if company and not buyer[:1].isupper() else buyer
    return _plain(seller.title() if seller.isupper() else seller), _plain(named)


def _made(text: str) -> str | None:
    """What is sold, when the offer has no line for it: a named contract, else what the seller makes."""
    contract = _CONTRACT.search(text)
    if contract is not None:
        return _plain(contract.group(1))
    made = _MAKES.search(text[:3000])
    return _plain(re.sub(r"^(?:des|du|de la) | et (?:des|du|de la) ", _joint, made.group(1))) if made else None


def _joint(article: re.Match[str]) -> str:
    return " et " if article[0].startswith(" ") else ""


def _cadence(text: str, price: float) -> str:
    for match in re.finditer(
        rf"({_NUMBER})[ \u00a0\u202f]*(?:€|euros?)(?: HT)?[ \u00a0]*(?:/|par )[ ]?(an|mois)\b", text
    ):
        if abs(_value(match[1]) - price) < 0.01:
            return f"par {match[2]}"
    return ""


def _plain(name: str) -> str | None:
    kept = re.sub(r"[*_#`<>{}\[\]]", "", name).strip(" .;:–-")
    return " ".join(kept.split()) or None


def _value(written: str) -> float:
    """« 12 450,50 » as 12450.5; « 1.200 » as 1200."""
    plain = re.sub(r"[ \u00a0\u202f]", "", written)
    if "," in plain:
        return float(plain.replace(".", "").replace(",", "."))
    return float(plain.replace(".", "")) if re.fullmatch(r"\d{1,3}(\.\d{3})+", plain) else float(plain)


def _named(pattern: re.Pattern[str], text: str) -> str | None:
    found = pattern.search(text)
    if found is None:
        return None
    name = re.sub(r"[*_#`<>{}\[\]]", "", found.group(1)).split(",")[0].strip(" .;:–-")
    return name if name and name.casefold() not in _WORDS else None
