"""What a model says that it heard, and what the engine keeps of it: only what the line, the ids and the rules bear."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from pydantic import BaseModel, Field

from assistant.domain.dialogue import MOVE_KINDS, Move, MoveKind
from assistant.domain.negotiation import Negotiation
from assistant.domain.scenario import Scenario
from assistant.roleplay.french.plain_words import flat
from assistant.roleplay.listening.act_rules import first_act, sober
from assistant.roleplay.listening.hearing_sheet import HearingSheet

TERMS_MEANT: Final = ("proposed", "accepted", "cited", "asked", "refused", "none")
NOT_OFFERED: Final = frozenset({"cited", "asked", "refused", "none"})
"""What a price or a term is said for without being put on the table."""
GIVING: Final[tuple[MoveKind, ...]] = ("trade", "concession", "offer")
_ASKING: Final[tuple[MoveKind, ...]] = ("open_question", "closed_question", "closing", "reformulation")
_SETTLING: Final[tuple[MoveKind, ...]] = (*GIVING, "recap", "acceptance", "closing", "refusal")
MOST_ACTS, MOST_IDS, MOST_ARGUMENTS = 6, 3, 2
_WORDS: Final = re.compile(r"[^\W_]+")
_STAGE: Final = re.compile(r"[(\[*][^()\[\]*]*[)\]*]\W*\Z")
"""A line that is a stage direction as a whole: the only words that can make a silence."""
_BY_KIND: Final[Mapping[str, MoveKind]] = {kind: kind for kind in MOVE_KINDS}


class HeardAct(BaseModel):
    """One act. ``kind``: of ``MOVE_KINDS``; ``words``: copied from the line."""

    kind: str = Field(json_schema_extra={"enum": list(MOVE_KINDS)})
    words: str


class Heard(BaseModel):
    """The answer asked of the model (``prompts/roleplay-listen.md``). Codes are those of the sheet; see ``Move``."""

    acts: list[HeardAct] = Field(default_factory=list[HeardAct])
    facts: list[str] = Field(default_factory=list[str])
    arguments: list[str] = Field(default_factory=list[str])
    answers: list[str] = Field(default_factory=list[str])
    terms_meant: str = Field(default="", json_schema_extra={"enum": list(TERMS_MEANT)})
    counterpart: bool = False
    lawful_refusal: bool = False
    adapted: bool = False
    commitment: bool = False
    general: bool = False
    asks_price: bool = False
    disputes: bool = False
    final: bool = False
    approved: bool = False
    attempt: bool = False


def checked(heard: Heard, rules: Move, sheet: HearingSheet, state: Negotiation, scenario: Scenario) -> Move:
    """The move to play: ``heard`` where it holds. ``rules``: what the rules understood of the same line.

    An act must quote the line; ids must exist and, for objections, have been raised. Figures are the rules' own, or
    none when they are not offered. When no act holds, the rules' move stands. An attempt is one if either says so.
    """
    attempt = rules.attempt or heard.attempt
    acts = _acts(heard, rules)
    if not acts:
        return rules.model_copy(update={"attempt": attempt})
    offered = _offered(heard, acts, state)
    acts = _with_terms(acts, rules, heard, offered=offered)
    contact_first = acts[0] == "contact" and state.turn == 0 and not (offered and rules.moves_terms)
    move = rules.model_copy(
        update={
            "kind": "contact" if contact_first else first_act(acts),
            "acts": tuple(acts),
            "attempt": attempt,
            "hearer": "model",
            "confidence": round(len(set(acts)) / max(1, len({*acts, *(a.kind for a in heard.acts)})), 2),
        }
    )
    if not offered:
        move = move.model_copy(update={"price": None, "choices": {}, "off_grid": ()})
    return move.model_copy(update=_about(move, heard, rules, sheet, state, scenario))


def _acts(heard: Heard, rules: Move) -> list[MoveKind]:
    """Acts that exist and quote the line, in their order.

    Leaving ends the talk: without a word of goodbye, never on a question or with a price on the table.
    """
    found: list[MoveKind] = []
    for act in heard.acts:
        kind = _BY_KIND.get(act.kind)
        if kind is None or not quotes(rules.text, act.words):
            continue
        if kind == "silence" and not _STAGE.match(rules.text):
            continue
        if kind == "leave" and sober(kind, rules.text) != "leave" and ("?" in rules.text or rules.moves_terms):
            continue
        found.append(kind)
    return list(dict.fromkeys(found))[:MOST_ACTS]


def quotes(line: str, words: str) -> bool:
    """Whether ``words`` stand in ``line`` one after the other; case, accents, apostrophes and punctuation aside."""
    wanted = _plain(words)
    return bool(wanted.strip()) and wanted in _plain(line)


def _plain(text: str) -> str:
    return f" {' '.join(_WORDS.findall(flat(text)))} "


def _offered(heard: Heard, acts: list[MoveKind], state: Negotiation) -> bool:
    """Whether the figures of the line are put on the table.

    Those of a summary always are, and those said when closing an agreement: left out, another deal would be bound.
    """
    if heard.terms_meant not in NOT_OFFERED or "recap" in acts:
        return True
    return state.agreed is not None and bool({"acceptance", "closing"} & set(acts))


def _with_terms(acts: list[MoveKind], rules: Move, heard: Heard, *, offered: bool) -> list[MoveKind]:
    """Figures on the table come with an act that puts them there; figures that are not leave no offer behind."""
    if not (rules.moves_terms or rules.off_grid):
        return acts
    if not offered:
        return [act for act in acts if act != "offer"] or ["other"]
    if heard.terms_meant == "proposed" and not set(acts) & set(_SETTLING):
        given: list[MoveKind] = [act for act in rules.acts if act in GIVING] or ["offer"]
        return [given[0], *acts]
    return acts


def _about(
    move: Move, heard: Heard, rules: Move, sheet: HearingSheet, state: Negotiation, scenario: Scenario
) -> dict[str, object]:
    """What the line is about, and what else it does."""
    facts = _known(heard.facts, sheet.facts)
    if not move.has(*_ASKING):  # what an argument takes up was said before
        facts = [fact for fact in facts if fact in state.facts]
    answers = _known(heard.answers, sheet.objections)
    unraised = [ident for ident in rules.answers if ident not in state.raised]  # the model knows nothing of those
    refused = (heard.lawful_refusal and state.trap == "set") or rules.lawful_refusal
    helped = scenario.interlocutor.accommodation is not None and heard.adapted
    ends = heard.final and move.has("refusal", "leave") and "?" not in move.text
    return {
        "facts": tuple(facts[:MOST_IDS]),
        "arguments": tuple(_known(heard.arguments, sheet.arguments)[:MOST_ARGUMENTS]),
        "answers": (*answers[:MOST_IDS], *unraised),
        "counterpart": heard.counterpart and move.has(*GIVING),
        "lawful_refusal": refused,
        "adapted": helped or rules.adapted,
        "commitment": heard.commitment and scenario.goal is not None,
        "general": heard.general,
        "asks_price": heard.asks_price and not rules.terms_asked,
        "disputes": heard.disputes or rules.disputes,
        "final": ends or rules.final,
        "approved": heard.approved or rules.approved,
    }


def _known(codes: Iterable[str], ids: Mapping[str, str]) -> list[str]:
    """The ids of those codes that exist, each once."""
    bare = (code.strip(" []«»\"'.").upper() for code in codes)
    return list(dict.fromkeys(ids[code] for code in bare if code in ids))
