"""Mark, passage by passage and sentence by sentence, what a draft may not be credited for."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final, Literal

from assistant.domain.document import Document, Passage
from assistant.judging import orders_to_readers as orders
from assistant.judging import verdict_forms as forms
from assistant.judging.assessment_talk import goes_with_an_order, speaks_of_trade
from assistant.judging.counted_passages import without
from assistant.judging.official_copies import COPY_SHARE, OfficialWordings, copied_share
from assistant.judging.spelling import disguised, folded, french_share, looks_coded, other_script, words_in
from assistant.judging.stuffing import is_stuffed, is_thin
from assistant.reading.language import count_words, guess
from assistant.reading.sentences import sentence_spans

Defect = Literal["copy", "instruction", "stuffing"]

FEWEST_WORDS: Final = 4
"""A passage of which fewer words are left, or twice as many without a figure, is set aside whole."""
COPYING: Final = 3
"""Reworded official sentences from which a draft copies, rather than asserts."""
_FOREIGN_WORDS: Final = 7
_FRENCH: Final = 0.3
_NO_FRENCH: Final = 0.03
"""Shares of the commonest French words, from which a text is French, and under which it is not."""
_SEPARATOR: Final = re.compile(r"[,;:/|•]")
_QUOTED: Final = re.compile(r"[«“\"]([^»”\"]+)[»”\"]")
_MARKUP: Final = re.compile(r"[{<]|\"\s*:|:\s*\n")
_DIGIT: Final = re.compile(r"\d")
_SAID: Final = re.compile(
    r"(?i)\b(?:écri\w+|répon\w+|dit|dire|message|courriel|mail|citation|annonce|slogan|traduction)\b[^.]*:$"
)
_CELL: Final = re.compile(r"[^|]+")
_PERSON: Final = re.compile(r"\b(?:je|j'|nous|notre|nos|on|mon|ma|mes)\b|\d")


@dataclass(frozen=True)
class Cut:
    """A part of a passage that does not count: offsets in the passage's text."""

    start: int
    end: int
    defect: Defect


@dataclass
class Marks:
    """What was found in a draft, by passage id; see ``integrity.Integrity``."""

    defects: dict[str, Defect] = field(default_factory=dict[str, Defect])
    cuts: dict[str, tuple[Cut, ...]] = field(default_factory=dict[str, tuple[Cut, ...]])
    unread: set[str] = field(default_factory=set[str])
    thin: set[str] = field(default_factory=set[str])
    near: set[str] = field(default_factory=set[str])
    lines: dict[str, str] = field(default_factory=dict[str, str])


def mark(document: Document, official: OfficialWordings) -> Marks:
    """The marks of every passage, each looked at alone, then those of reports that several passages make up."""
    marks = Marks()
    lead_in = ""
    for passage in document.passages:
        _mark_one(
            passage, official, marks, french=document.language == "fr", introduced=_SAID.search(lead_in) is not None
        )
        lead_in = passage.text.rstrip() if passage.id not in marks.defects else ""
    _mark_reports(document, official, marks)
    _mark_company(document, marks)
    _mark_tables(document, marks)
    _mark_titles(document, marks)
    _spare_lone_copies(document, marks)
    return marks


def _mark_one(passage: Passage, official: OfficialWordings, marks: Marks, *, french: bool, introduced: bool) -> None:
    text = passage.text
    line = folded(text)
    words = words_in(line)
    marks.lines[passage.id] = line
    plain = disguised(text)
    if plain is not None or looks_coded(text, words):
        if plain is not None and orders.addresses(folded(plain)):
            marks.defects[passage.id] = "instruction"
        else:
            marks.unread.add(passage.id)
        return
    spoken = orders.may_address(line, words)
    whole = _defect_of_whole(passage, line, words, official, spoken=spoken)
    if whole is not None:
        marks.defects[passage.id] = whole
        return
    cuts = _cuts(passage, official, spoken=spoken) if spoken or official.may_copy(words) else []
    spans = [(c.start, c.end) for c in cuts]
    if cuts and _little_left(text, spans):
        ordered = any(c.defect == "instruction" for c in cuts)
        marks.defects[passage.id] = "instruction" if ordered else "copy"
        if not ordered:
            marks.near.add(passage.id)
        return
    if french and passage.kind in ("paragraph", "list_item", "note") and not introduced and _is_foreign(text, words):
        marks.unread.add(passage.id)
        return
    if cuts:
        marks.cuts[passage.id] = tuple(cuts)
    if passage.kind not in ("heading", "row", "turn") and is_thin(text, words, official):
        marks.thin.add(passage.id)


def _defect_of_whole(
    passage: Passage, line: str, words: list[str], official: OfficialWordings, *, spoken: bool
) -> Defect | None:
    """What is wrong with the passage as a whole, whatever its sentences say."""
    text = passage.text
    if _MARKUP.search(text) and forms.is_verdict_data(_bare(text)):
        return "instruction"
    if spoken and passage.kind != "turn" and (orders.pleads(line) or forms.states_verdict(line)):
        return "instruction"
    if passage.kind != "heading" and copied_share(words, official.runs) >= COPY_SHARE:
        return "copy"
    if passage.kind in ("paragraph", "list_item") and is_stuffed(text, words, official):
        return "stuffing"
    return None


def _bare(text: str) -> str:
    flat = unicodedata.normalize("NFKD", text.lower())
    return "".join(c for c in flat if not unicodedata.combining(c))


def _spans(passage: Passage) -> list[tuple[int, int]]:
    """The sentences of a passage, or the cells of a row."""
    if passage.kind == "heading":
        return [(0, len(passage.text))]
    if passage.kind != "row":
        return sentence_spans(passage.text)
    found = [(m.start(), m.end()) for m in _CELL.finditer(passage.text)]
    return [(a, b) for a, b in found if passage.text[a:b].strip()]


def _cuts(passage: Passage, official: OfficialWordings, *, spoken: bool) -> list[Cut]:
    spans = _spans(passage)
    found: list[Defect | None] = []
    for start, end in spans:
        sentence = folded(passage.text[start:end])
        words = words_in(sentence)
        if spoken and orders.may_address(sentence, words) and orders.addresses(sentence):
            found.append("instruction")
        else:
            copied = passage.kind != "heading" and official.copied(words)
            found.append("copy" if copied else None)
    if "instruction" in found:
        _spread(passage.text, spans, found, official)
    return [Cut(a, b, defect) for (a, b), defect in zip(spans, found, strict=True) if defect is not None]


def _spread(text: str, spans: list[tuple[int, int]], found: list[Defect | None], official: OfficialWordings) -> None:
    """Sentences that go with an order: they speak of the assessment too, stand between two orders, or are bits."""
    ordered = sum(end - start for (start, end), defect in zip(spans, found, strict=True) if defect)
    mostly = ordered * 2 >= len(text)
    for rank, (start, end) in enumerate(spans):
        if found[rank] is not None:
            continue
        sentence = folded(text[start:end])
        lost = mostly and not speaks_of_trade(sentence)
        between = 0 < rank < len(spans) - 1 and found[rank - 1] == found[rank + 1] == "instruction"
        bit = len(sentence.split()) < 7 and not _PERSON.search(sentence)
        opinion = forms.assesses(sentence) or official.near_share(words_in(sentence)) >= 0.5
        if lost or between or bit or opinion or orders.hints(sentence) or goes_with_an_order(sentence):
            found[rank] = "instruction"


def _little_left(text: str, spans: list[tuple[int, int]]) -> bool:
    left = without(text, spans)
    return count_words(left) < (FEWEST_WORDS if _DIGIT.search(left) else FEWEST_WORDS * 2)


def _is_foreign(text: str, words: list[str]) -> bool:
    if not text.isascii() and other_script(text):
        return True
    share = french_share(words)
    if len(words) < _FOREIGN_WORDS or share > _FRENCH:
        return False
    known = guess(text if len(words) > 15 else f"{text}\n{text}\n{text}") != "fr"  # it does not judge a few words
    if not known and (share >= _NO_FRENCH or len(words) < 2 * _FOREIGN_WORDS):
        return False
    if not known and (_DIGIT.search(text) or len(_SEPARATOR.findall(text)) > len(words) / 8):
        return False
    quoted = sum(len(m[1]) for m in _QUOTED.finditer(text))
    return quoted < len(text) / 2


def _mark_reports(document: Document, official: OfficialWordings, marks: Marks) -> None:
    """Set aside what follows an announcement (« Avis du jury ») or an order, as far as it judges the draft."""
    announced: Passage | None = None
    following = reported = sure = False
    for passage in document.passages:
        line = marks.lines[passage.id]
        aside = marks.defects.get(passage.id) == "instruction"
        if passage.kind == "heading" or (forms.announces_report(line) and not aside):
            following = aside or forms.announces_report(line)
            announced, reported = passage if following else None, False
            sure = forms.announces_report(line)
        elif aside:
            reported = reported or orders.names_reader(line)
            following = True
        elif following and _belongs(line, official, sure=sure and passage.kind != "row", reported=reported):
            marks.defects[passage.id] = "instruction"
            marks.cuts.pop(passage.id, None)
            if announced is not None:
                marks.defects[announced.id] = "instruction"
        else:
            following = reported = False


def _belongs(line: str, official: OfficialWordings, *, sure: bool, reported: bool) -> bool:
    if sure:
        return orders.speaks_for_nobody(line) and not (speaks_of_trade(line) and _DIGIT.search(line))
    if not forms.assesses(line):
        return False
    return (
        (reported and forms.gives_opinion(line) and not speaks_of_trade(line))
        or orders.hints(line)
        or official.near_share(words_in(line)) >= 0.5
    )


def _mark_company(document: Document, marks: Marks) -> None:
    """Set aside the short paragraphs right before or after an order that go with it and not with the trade."""
    for order in (document.passages, document.passages[::-1]):
        close = False
        for passage in order:
            if marks.defects.get(passage.id) == "instruction":
                close = passage.kind in ("paragraph", "list_item", "note")
            elif (
                close
                and passage.kind in ("paragraph", "list_item", "note")
                and goes_with_an_order(marks.lines[passage.id])
            ):
                marks.defects[passage.id] = "instruction"
                marks.cuts.pop(passage.id, None)
            else:
                close = False


def _mark_tables(document: Document, marks: Marks) -> None:
    """Set aside a table whose header speaks of the assessment, and a header of which no row is left."""
    for table in document.tables:
        rows = [p.id for p in document.passages if table.start <= p.start < table.end]
        aside = [marks.defects.get(row) == "instruction" for row in rows]
        if len(rows) > 1 and (aside[0] or all(aside[1:])):
            marks.defects.update(dict.fromkeys(rows, "instruction"))
            for row in rows:
                marks.cuts.pop(row, None)


def _mark_titles(document: Document, marks: Marks) -> None:
    """Set aside a title about the assessment when what comes right after it is set aside too."""
    for title, first in pairwise(document.passages):
        if title.kind != "heading" or title.id in marks.defects or marks.defects.get(first.id) != "instruction":
            continue
        if forms.names_assessment(marks.lines[title.id]):
            marks.defects[title.id] = "instruction"


def _spare_lone_copies(document: Document, marks: Marks) -> None:
    """A learner who once asserts what the jury expects has copied nothing: that sentence counts, for little."""
    near = [(p, cut) for p in marks.cuts for cut in marks.cuts[p] if cut.defect == "copy"]
    lone = [p for p, d in marks.defects.items() if d == "copy" and p in marks.near]
    if len(near) + len(lone) >= COPYING:
        return
    texts = {p.id: p.text for p in document.passages}
    for passage, cut in near:
        rest = tuple(c for c in marks.cuts.pop(passage) if c is not cut)
        if rest:
            marks.cuts[passage] = rest
        if cut.end - cut.start > len(texts[passage]) / 2:
            marks.thin.add(passage)
    for passage in lone:
        del marks.defects[passage]
        marks.thin.add(passage)
