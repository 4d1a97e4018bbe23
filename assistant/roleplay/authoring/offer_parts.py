"""Find in a learner's own offer its terms, its strong points and the client's own words."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from assistant.domain.document import Document
from assistant.roleplay.french.numbers import numbers_in
from assistant.roleplay.french.plain_words import flat

POINTS = 3
"""Strong points, and words of the client, taken at most."""


@dataclass(frozen=True)
class StrongPoint:
    """A row of the seller's argumentation: what it is, what it brings, what proves it."""

    feature: str
    advantage: str
    proof: str


@dataclass(frozen=True)
class ClientWord:
    """What the client said, and the question that brought it."""

    question: str
    answer: str


@dataclass(frozen=True)
class OfferParts:
    """What the offer says beside its price. weeks: delay; months: commitment (None: unsaid). payment: as written."""

    weeks: int | None = None
    months: int | None = None
    payment: str = ""
    points: tuple[StrongPoint, ...] = field(default=())
    words: tuple[ClientWord, ...] = field(default=())


_ADVANTAGE = re.compile(r"gagn|avantage|benefice|interet|apporte")
_PROOF = re.compile(r"preuve|reference|demonstr")
_PAYMENT = re.compile(
    r"^[\W_]*(?:conditions? de )?(?:paiement|règlement)\s*[:|]\s*([^\n|]{4,90})|"
    r"(\d{2,3}\s*% à la commande[^\n|]{0,60})",
    re.I | re.M,
)
_DELAY = re.compile(
    r"(?:délai|livraison|livré\w*|pose|fabrication|installation|mise en (?:service|œuvre|route))[^\n.]{0,40}?"
    r"\b([\w]+) semaines?\b",
    re.IGNORECASE,
)
_DURATION = re.compile(r"(?:durée|engagement|contrat)[^\n.]{0,30}?\b(\d{1,2}) mois\b", re.IGNORECASE)
_QUOTED = re.compile(r"^\s*[«“\"]\s*(.+?)\s*[»”\"]\s*\.?$")
_ASKED = re.compile(r"[«“\"]?\s*([A-ZÀ-Ý][^«»\n?]{8,90}\?)\s*[»”\"]?\s*(?:→|->|:)\s*([^\n]+)")


def read_parts(document: Document) -> OfferParts:
    """What stands in the text and tables of an offer; nothing is made up."""
    text = document.text
    payment = _PAYMENT.search(text)
    delay = next((n for m in _DELAY.finditer(text) for n in [_count(m[1])] if n is not None), None)
    months = _DURATION.search(text)
    return OfferParts(
        weeks=delay,
        months=int(months[1]) if months else None,
        payment=_clean(payment[1] or payment[2]) if payment else "",
        points=tuple(p for t in document.tables for p in _points(t.rows))[:POINTS],
        words=tuple(_words(document))[:POINTS],
    )


def _points(rows: tuple[tuple[str, ...], ...]) -> list[StrongPoint]:
    """Rows of a table whose head names an advantage."""
    if len(rows) < 2:
        return []
    head = [flat(cell) for cell in rows[0]]
    gain = next((i for i, cell in enumerate(head) if _ADVANTAGE.search(cell)), None)
    if gain is None or gain == 0 or len(head) < 2:
        return []
    proof = next((i for i, cell in enumerate(head) if _PROOF.search(cell)), None)
    found: list[StrongPoint] = []
    for row in rows[1:]:
        cells = [_clean(cell) for cell in row]
        if len(cells) > gain and _said(cells[0]) and _said(cells[gain]):
            shown = cells[proof] if proof is not None and proof < len(cells) and cells[proof] else "à présenter"
            found.append(StrongPoint(cells[0], cells[gain], shown))
    return found


def _words(document: Document) -> list[ClientWord]:
    pairs = [
        (row[0], row[1]) for t in document.tables for row in t.rows if len(row) == 2 and row[0].strip().endswith("?")
    ]
    pairs += [(m[1], m[2]) for m in _ASKED.finditer(document.text)]
    found: list[ClientWord] = []
    for question, answer in pairs:
        quoted = _QUOTED.match(answer.strip())
        words = _clean(quoted[1]) if quoted else ""
        if len(words.split()) >= 5 and _said(words) and not re.search(r"€|euros?|budget|prix", flat(words)):
            found.append(ClientWord(_clean(question), words[:1].upper() + words[1:].rstrip(".") + "."))
    return found


def _said(words: str) -> bool:
    """Whether words may be repeated by the buyer: short, and without a large figure that could be taken for a price."""
    return 6 <= len(words) <= 160 and all(n.value < 1000 for n in numbers_in(flat(words)))


def _count(written: str) -> int | None:
    found = numbers_in(flat(written))
    return int(found[0].value) if found and 1 <= found[0].value <= 60 else None


def _clean(text: str) -> str:
    kept = re.sub(r"[*_#`<>{}\[\]]", "", text)
    return " ".join(kept.split()).strip(" ;:–-")
