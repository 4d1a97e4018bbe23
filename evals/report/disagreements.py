"""The worst disagreements of a critique run, with what the trainer quoted beside what the system quoted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from evals.run_folder import RunFolder
from evals.scored import ScoredItem
from evals.suites.critique import MAIN, items

SHOWN = 20


@dataclass(frozen=True)
class Disagreement:
    """One criterion of one draft on which label and level are two apart or more. Texts are slices of the draft."""

    case: str
    criterion: str
    label: int
    level: int
    why: str
    finding: str
    wanted: tuple[str, ...]
    shown: tuple[str, ...]


def worst(run: RunFolder, limit: int = SHOWN) -> list[Disagreement]:
    """The largest gaps first, then the most confident."""
    plan = run.plan()
    answers = run.planned()
    cases = {case["case"]: case for case in plan["cases"]}
    far = [i for i in items(run, plan, answers, MAIN) if i.pair is not None and abs(i.pair[0] - i.pair[1]) >= 2]
    far.sort(key=lambda i: (-_gap(i), -(i.confidence or 0.0), i.case, i.criterion))
    findings = _findings(run)
    return [_shown(i, cases[i.case], findings.get((i.case, i.criterion), "")) for i in far[:limit]]


def _gap(item: ScoredItem) -> int:
    return abs((item.label or 0) - (item.level or 0))


def _findings(run: RunFolder) -> dict[tuple[str, str], str]:
    found: dict[tuple[str, str], str] = {}
    for answer in run.planned():
        if (answer.system, answer.evidence, answer.replicate) != (MAIN, "retrieved", 0):
            continue
        record = run.record(answer)
        for verdict in (record.output or {}).get("criteria", ()) if record else ():
            found[answer.case, verdict["id"]] = verdict.get("finding", "")
    return found


def _shown(item: ScoredItem, case: Mapping[str, Any], finding: str) -> Disagreement:
    text: str = case["text"]
    why = next((label["why"] for label in case["labels"] if label["id"] == item.criterion), "")
    return Disagreement(
        case=item.case,
        criterion=item.criterion,
        label=item.label or 0,
        level=item.level or 0,
        why=why,
        finding=finding,
        wanted=_slices(text, item.wanted),
        shown=_slices(text, item.spans),
    )


def _slices(text: str, spans: Sequence[tuple[int, int]]) -> tuple[str, ...]:
    return tuple(text[start:end] for start, end in spans)
