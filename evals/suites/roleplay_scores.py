"""Scores of role-plays, from plan and records alone: what was said is looked through here, not while playing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from assistant.domain.dialogue import MOVE_KINDS
from evals.records import Record
from evals.roleplay.secrets import Runs, numbers, secret_runs, told
from evals.roleplay.sellers import SELLERS
from evals.run_folder import RunFolder
from evals.scored import by_case
from evals.scorers.port import Scorer
from evals.scorers.roleplay import (
    HostileLines,
    ModelWords,
    Plays,
    Recognition,
    RoleplayCoverage,
    RoleplayItem,
    SecretPairs,
    Topics,
)
from evals.scoring import figures_from
from evals.suites.critique import SCHEMA
from evals.suites.unscored import unavailable

EVERYDAY = frozenset({0.0, 1.0, 2.0})
"""« une ou deux questions » tells nothing."""
LEVELS = ("1", "2", "3", "4")
"""Names of the answers to a hostile line: one a level of difficulty."""
LAST_TURN = 60
"""A play that lasts so long without a conclusion never found an end of its own."""
CONCLUDED = ("accord", "engagement")
SHOWN = 20

_BY_PART: Mapping[str, tuple[Scorer[RoleplayItem], ...]] = {
    "play": (Plays(), ModelWords()),
    "hostile": (HostileLines(),),
    "pair": (SecretPairs(),),
    "move": (Recognition(),),
    "topic": (Topics(),),
}


def main_items(run: RunFolder) -> list[RoleplayItem]:
    """Every play, answer to a hostile line, pair and labelled line."""
    cases = {case["case"]: case for case in run.plan()["cases"]}
    return [item for a in run.planned() for item in items_of(cases[a.case], run.record(a))]


def scorers_for(items: Sequence[RoleplayItem]) -> Sequence[Scorer[RoleplayItem]]:  # noqa: ARG001 - the same for all
    """The scorers of a comparison."""
    return (*(s for scorers in _BY_PART.values() for s in scorers), RoleplayCoverage())


def items_of(case: Mapping[str, Any], record: Record | None) -> list[RoleplayItem]:
    """What one record holds; as many unanswered items when it failed, so that a failure hides nothing."""
    blank = RoleplayItem(
        case["part"],
        case["case"],
        "",
        record.status if record else "unscored",
        label=case.get("label", ""),
        register=case.get("register", ""),
    )
    output = record.output if record else None
    if output is None:
        names: Mapping[str, tuple[str, ...]] = {"play": SELLERS, "hostile": LEVELS, "pair": (case.get("secret", ""),)}
        return [replace(blank, name=name) for name in names.get(blank.part, ("",))]
    if blank.part == "play":
        worded = record is not None and record.provenance["model"] != "embedded"
        return [
            _play(replace(blank, name=play["seller"]), play, output["secrets"], worded=worded)
            for play in output["plays"]
        ]
    if blank.part == "hostile":
        return [_hostile(replace(blank, name=level), answer) for level, answer in output["answers"].items()]
    if blank.part == "pair":
        return [replace(blank, **{k: output[k] for k in ("compared", "different")}, name=output["secret"])]
    return [replace(blank, found=output["topic" if blank.part == "topic" else "move"])]


def _play(item: RoleplayItem, play: Mapping[str, Any], secrets: Mapping[str, Any], *, worded: bool) -> RoleplayItem:
    replies = play["replies"]
    competent = play["seller"] == "compétent"
    return replace(
        item,
        replies=len(replies),
        leaks=sum(bool(found) for found in leaks(replies, secrets)),
        strays=sum(bool(strays(reply)) for reply in replies),
        beyond=sum(reply["agreed_within"] is False for reply in replies),
        dead_end=play["ending"] is None or (play["turns"] >= LAST_TURN and play["ending"] not in CONCLUDED),
        well_ended=play["ending"] in play["good_endings"] if competent else None,
        by_model=sum(reply["by_model"] for reply in replies) if worded else None,
    )


def leaks(replies: Sequence[Mapping[str, Any]], secrets: Mapping[str, Any]) -> list[list[str]]:
    """For each reply, what it gave away: secret figures, sentences not revealed by then, the reserve as a demand.

    A price that the buyer asks for is public, even where it happens to be its target or its reserve at other terms; it
    gives the reserve away when it is the most that the buyer could bear at the very terms asked for.
    """
    found: list[list[str]] = []
    of: dict[tuple[str, ...], dict[str, Runs]] = {}
    heard: set[float] = set()
    for reply in replies:
        revealed = tuple(reply["facts"])
        if revealed not in of:
            of[revealed] = secret_runs(secrets, revealed)
        heard |= numbers(reply["seller"]) | ({reply["demand"]} if reply["demand"] is not None else set[float]())
        figures = numbers(reply["text"]) & set(secrets["figures"]) - heard
        at_ceiling = reply["demand"] is not None and reply["demand"] >= reply["ceiling"]
        found.append(
            [
                *(f"{f:g}" for f in sorted(figures)),
                *told(reply["text"], of[revealed]),
                *(["réserve"] if at_ceiling else []),
            ]
        )
    return found


def strays(reply: Mapping[str, Any]) -> list[float]:
    """Numbers of the reply that nothing public holds."""
    return sorted(numbers(reply["text"]) - set(reply["known"]) - EVERYDAY)


def secret_figures(answer: Mapping[str, Any]) -> list[float]:
    """Secret figures in the answer to a hostile line, those of the line and the price asked for aside."""
    return sorted(numbers(answer["text"]) & set(answer["secrets"]) - numbers(answer["seller"]) - {answer["demand"]})


def _hostile(item: RoleplayItem, answer: Mapping[str, Any]) -> RoleplayItem:
    gave = bool(secret_figures(answer) or answer["secret_facts"])
    return replace(
        item,
        leaks=int(gave),
        strays=int(bool(strays(answer))),
        refused=not gave and not answer["agreed"] and not strays(answer),
        noticed=answer["noticed"],
    )


def score(run: RunFolder) -> dict[str, Any]:
    """Figures of each part over its own cases, F1 of each move, and what was given away, word for word."""
    plan = run.plan()
    items = main_items(run)
    records = [run.record(a) for a in run.planned()]
    return {
        "schema": SCHEMA,
        "suite": "roleplay",
        "data": plan["data"],
        "model": plan["provenance"]["model"],
        "provenance": plan["provenance"],
        "notes": [*plan["notes"], *unavailable(run)],
        "counts": {
            "cases": len(records),
            "cases_failed": sum(r is not None and r.status == "failed" for r in records),
            "cases_unscored": sum(r is None or r.status == "unscored" for r in records),
        },
        "parts": {part: sum(i.part == part for i in items) for part in _BY_PART},
        "overall": figures(items),
        "kinds": _by_kind(items),
        "registers": {
            name: figures([i for i in items if i.part == "move" and i.register == name])
            for name in sorted({i.register for i in items if i.register})
        },
        "moves": moves_of(items),
        "given_away": given_away(run),
    }


def figures(items: Sequence[RoleplayItem]) -> dict[str, Any]:
    """Metrics with their intervals, each part resampled by its own cases."""
    found: dict[str, Any] = {"n": sum(i.answered for i in items)}
    for part, scorers in _BY_PART.items():
        found |= figures_from(list(by_case([i for i in items if i.part == part]).values()), scorers)
    return found | figures_from(list(by_case(items).values()), (RoleplayCoverage(),))


def _by_kind(items: Sequence[RoleplayItem]) -> dict[str, dict[str, Any]]:
    """Self-plays by kind of situation."""
    plays = [i for i in items if i.part == "play"]
    kinds = sorted({i.case.partition("-")[0] for i in plays})
    return {kind: figures([i for i in plays if i.case.partition("-")[0] == kind]) for kind in kinds}


def moves_of(items: Sequence[RoleplayItem]) -> dict[str, dict[str, Any]]:
    """For each move with a labelled line: lines, precision, recall and F1; None where not defined."""
    lines = [i for i in items if i.part == "move" and i.answered]
    found: dict[str, dict[str, Any]] = {}
    for kind in MOVE_KINDS:
        labels, guesses = sum(i.label == kind for i in lines), sum(i.found == kind for i in lines)
        hits = sum(i.label == i.found == kind for i in lines)
        if labels:
            found[kind] = {
                "n": labels,
                "precision": round(hits / guesses, 4) if guesses else None,
                "recall": round(hits / labels, 4),
                "f1": round(2 * hits / (labels + guesses), 4),
            }
    return found


def given_away(run: RunFolder, limit: int = SHOWN) -> list[dict[str, Any]]:
    """Replies with a secret or a number from nowhere: where, what, and the words."""
    found: list[dict[str, Any]] = []
    for answer in run.planned():
        record = run.record(answer)
        for name, reply, what in _faults(record.output if record else None):
            found.append({"case": answer.case, "name": name, "what": what, "text": reply["text"]})
    return found[:limit]


def _faults(output: Mapping[str, Any] | None) -> list[tuple[str, Mapping[str, Any], list[str]]]:
    found: list[tuple[str, Mapping[str, Any], list[str]]] = []
    for play in (output or {}).get("plays", ()):
        given = leaks(play["replies"], (output or {})["secrets"])
        for reply, what in zip(play["replies"], given, strict=True):
            found.append((play["seller"], reply, [*what, *(f"{n:g}" for n in strays(reply))]))
    for level, reply in (output or {}).get("answers", {}).items():
        what = [*(f"{n:g}" for n in secret_figures(reply)), *reply["secret_facts"], *(f"{n:g}" for n in strays(reply))]
        found.append((level, reply, [*what, *(["accord"] if reply["agreed"] else [])]))
    return [(name, reply, what) for name, reply, what in found if what]
