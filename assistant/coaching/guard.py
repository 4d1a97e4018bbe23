"""Check what a model wrote before a learner keeps it: sources exist, quotes are exact, nothing is ghostwritten."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property

from assistant.corpus.wording import runs_of, words_of
from assistant.domain.document import Document
from assistant.domain.guidance import Corpus
from assistant.domain.learning import Citation, CitationKind
from assistant.domain.referentiel import Referentiel
from assistant.judging.quoting import QuoteFinder
from assistant.judging.relevance import stems

LONG = 40
"""Words from which a block can be a piece of a deliverable."""
_MARK = re.compile(r"\[([^\[\]\n]{1,60})\]")
_BARE_CODE = re.compile(r"\b(?:CR\.\d[\w.\-]*\w|EX\.CR\.\d[\w.\-]*\w|FI\.[a-z][\w\-]*|C\.\d\.[\w.]*\w|p-[0-9a-f]{8,})")
_QUOTE = re.compile(r"«\s*([^«»]{15,})\s*»(?P<after>[^«»\n]{0,40})")
_ANNOUNCED = re.compile(
    r"\bvoici (?:donc )?(?:une?|le|la|votre|ma|quelques) (?:\w+ ){0,3}(?:version|texte|paragraphe|introduction|"
    r"conclusion|proposition de|reformulation|"
    r"reecriture|traduction|mail|courriel|script|swot|synthese|argumentaire|phrase|formulation)",
    re.IGNORECASE,
)
_LETTER = re.compile(r"\b(?:madame, monsieur|cher client|objet ?:|cordialement|veuillez agreer)\b")
_ENGLISH = frozenset("the and of to we our is are with for your that this will from by have has it as on".split())
_SPANISH_GERMAN = frozenset(
    "el los las una para con por que der die und das mit für von ist wir unsere nuestra nuestro".split()
)
_I = frozenset("je j".split())
_SOMEONE = frozenset("nous notre nos mon ma mes".split())
_AS_LEARNER = _I | _SOMEONE | {"on"}
_TO_LEARNER = frozenset("vous votre vos".split())
_COACH_SAYS = re.compile(
    r"\bje (?:n['’]ai (?:pas|rien) trouv\w*|ne (?:connais|sais|lis|vois) pas|m['’]appuie|me fonde)\b|"
    r"\bdont je ne (?:connais|sais) (?:pas|rien)\b|\bl['’]on\b"
)
"""The coach on what its sources do not say, and the « l'on » that is nobody: not a learner's voice."""


@dataclass(frozen=True)
class Checked:
    """An answer once checked. ``dropped``: sentences taken out. ``ghostwritten``: it must not be kept at all."""

    text: str
    citations: tuple[Citation, ...]
    dropped: int = 0
    ghostwritten: bool = False


class OwnTexts:
    """The worked examples and cards of a corpus, which an answer may show whatever they look like. Built once."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus

    def holds(self, block: str) -> bool:
        """Whether at least half of a block is taken from them."""
        runs = runs_of(block, 6)
        return bool(runs) and sum(run in self._runs for run in runs) >= 0.5 * len(runs)

    @cached_property
    def _runs(self) -> frozenset[tuple[str, ...]]:
        texts = [e.text for es in self._corpus.exemplars.values() for e in es]
        texts += [c.text for c in self._corpus.cards.values()]
        return frozenset(run for text in texts for run in runs_of(text, 6))


@dataclass(frozen=True)
class Guard:
    """Checks answers about one draft (or none). ``asked``: the learner's message; ``own``: what may be shown."""

    referentiel: Referentiel
    corpus: Corpus
    own: OwnTexts
    document: Document | None = None
    asked: str = ""

    def check(self, text: str) -> Checked:
        """The answer with unknown sources and inexact quotes taken out, sentence by sentence."""
        kept, dropped = self._verified(text)
        citations = self._citations(kept)
        return Checked(kept, citations, dropped, self.is_ghostwriting(text))

    def is_ghostwriting(self, text: str) -> bool:
        """Whether the answer holds something that could be handed in: announced, long and in the learner's voice, in
        another language, or a rewriting of what the learner gave."""
        if _ANNOUNCED.search(_unaccented(text)):
            return True
        return any(self._handed_in(block) for block in _blocks(text))

    def kind_of(self, id_: str) -> CitationKind | None:
        """What an id names, None when it names nothing."""
        if self.referentiel.has_criterion(id_):
            return "criterion"
        if self.referentiel.has_competence(id_):
            return "competence"
        if id_ in self.corpus.cards:
            return "card"
        if self.corpus.exemplar(id_) is not None:
            return "exemplar"
        if any(p.slug == id_ for p in self.referentiel.productions):
            return "production"
        return "passage" if self.document is not None and self.document.passage(id_) else None

    # --- sources and quotes ----------------------------------------------------------------------------------------

    def _verified(self, text: str) -> tuple[str, int]:
        bracketed = _MARK.sub(self._split_marks, text)
        dropped = 0
        lines: list[str] = []
        for line in bracketed.split("\n"):
            good: list[str] = []
            for sentence in filter(None, _sentences(line)):
                if self._stands(sentence):
                    good.append(sentence)
                else:
                    dropped += 1
            kept = "".join(good).rstrip()
            if not line.startswith(" "):
                kept = kept.lstrip()  # the first sentence was dropped
            if kept.strip(" -•*0123456789.") or not line.strip():
                lines.append(kept)
        return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip(), dropped

    def _split_marks(self, match: re.Match[str]) -> str:
        """« [CR.1.1.03, CR.1.1.04] » becomes two marks."""
        parts = [part.strip() for part in re.split(r"[,;]", match[1])]
        return (
            " ".join(f"[{part}]" for part in parts)
            if len(parts) > 1 and all(_BARE_CODE.fullmatch(p) for p in parts)
            else match[0]
        )

    def _stands(self, sentence: str) -> bool:
        """Whether every source of a sentence exists, and every quote of the draft is in the passage that it names."""
        if any(self.kind_of(code) is None for code in _BARE_CODE.findall(sentence)):
            return False
        for match in _QUOTE.finditer(sentence):
            mark = re.search(r"\[(p-[0-9a-f]+)\]", match["after"])
            if mark and not self._is_in_passage(match[1].strip(), mark[1]):
                return False
        return True

    def _is_in_passage(self, quote: str, passage_id: str) -> bool:
        passage = self.document.passage(passage_id) if self.document else None
        pieces = [piece for piece in re.split(r"\s*(?:…|\[…\]|\.\.\.)\s*", quote) if piece]
        return passage is not None and all(QuoteFinder(passage.text).find(piece) is not None for piece in pieces)

    def _citations(self, text: str) -> tuple[Citation, ...]:
        found: dict[str, Citation] = {}
        for match in _MARK.finditer(text):
            kind = self.kind_of(match[1])
            if kind is not None:
                found.setdefault(match[1], Citation(kind=kind, id=match[1]))
        return tuple(found.values())

    # --- ghostwriting ----------------------------------------------------------------------------------------------

    def _handed_in(self, block: str) -> bool:
        words = words_of(block)
        if self.own.holds(block):
            return False
        if len(words) >= 15 and _foreign(words):
            return True
        if _LETTER.search(_unaccented(block)):
            return True
        if self._rewrites(block):
            return True
        if len(words) < LONG or "?" in block:
            return False
        spoken = words_of(_COACH_SAYS.sub(" ", _unaccented(block)))
        own, other = sum(w in _AS_LEARNER for w in spoken), sum(w in _TO_LEARNER for w in words)
        someone = any(w in _SOMEONE for w in spoken) or sum(w in _I for w in spoken) >= 2  # « on » alone is anybody
        return someone and own >= 2 and own > other

    def _rewrites(self, block: str) -> bool:
        """Whether a quoted sentence says again, otherwise, what the learner gave between quotation marks."""
        given = [stems([m]) for m in re.findall(r"[«\"“]([^«»\"“”]{20,})[»\"”]", self.asked)]
        for proposed in re.findall(r"[«\"“]([^«»\"“”]{25,})[»\"”]", block):
            if self._is_copied(proposed):
                continue
            said = stems([proposed])
            if any(len(said & g) >= max(2, 0.5 * len(g)) for g in given):
                return True
        return False

    def _is_copied(self, proposed: str) -> bool:
        source = self.asked + "\n" + (self.document.text if self.document else "")
        return QuoteFinder(source).find(proposed.strip()) is not None


def _sentences(line: str) -> list[str]:
    """The line cut after full stops that end a sentence; codes such as CR.1.1.03 stay whole."""
    return re.split(r"(?<=[.!?])(?=\s+[A-ZÀÉÈÊÎÔÛÇ«\[])|(?<=»)(?=\s+[A-ZÀÉÈÊÎÔÛÇ])", line)


def _blocks(text: str) -> list[str]:
    """Paragraphs, and lists with the lines that belong to them."""
    return [block for block in re.split(r"\n\s*\n", text) if block.strip()]


def _unaccented(text: str) -> str:
    flat = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in flat if not unicodedata.combining(c))


def _foreign(words: list[str]) -> bool:
    return any(sum(word in common for word in words) > 0.22 * len(words) for common in (_ENGLISH, _SPANISH_GERMAN))
