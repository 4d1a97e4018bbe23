"""``jalon eval gate``: the embedded assistant on fixed cases against committed baselines; a real loss fails."""

from __future__ import annotations

import argparse
import dataclasses
import json
import sys
import tempfile
from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.errors import DatasetError
from evals.comparison import WORDS, compare_items, shared
from evals.report.table import ROWS, aligned, number
from evals.run_command import provenance_of, run_plan
from evals.run_folder import RunFolder
from evals.running import SuitePlan
from evals.strict_json import read_json
from evals.suites.options import RunOptions
from evals.whole_file import write_whole

if TYPE_CHECKING:
    from assistant.services import Services

FOLDER = Path(__file__).with_name("baselines")
SCHEMA = "jalon/eval-baseline@1"


@dataclasses.dataclass(frozen=True)
class GateSuite:
    """One fixed set of cases. ``guarded``: the metrics whose real loss fails the gate."""

    name: str
    suite: str
    data: str
    guarded: tuple[str, ...]


SUITES: tuple[GateSuite, ...] = (
    GateSuite(
        "critique",
        "critique",
        "critique/dev",
        ("qwk", "within_one", "coverage", "failure", "evidence_recall@5", "evidence_recall", "quotes_verified"),
    ),
    GateSuite("questions", "retrieval", "chat/dev", ("hit@5", "mrr", "coverage")),
    GateSuite("injection", "injection", "injection", ("flips", "drafts_flipped", "judged")),
    GateSuite(
        "chat",
        "chat",
        "chat/dev",
        ("expected_cited", "citations_grounded", "refusals_right", "refusals_wrong", "must_not_said", "coverage"),
    ),
)


def run(options: argparse.Namespace) -> int:
    """Exit 1 when a guarded metric is really worse than its baseline, else 0."""
    from assistant.cli.progress import notify
    from assistant.services import Services
    from assistant.settings import load_settings

    services = Services(load_settings(model="embedded"), notify=notify)
    lost: list[str] = []
    for gated in SUITES:
        items = answer(gated, services)
        if options.update:
            save(gated, items, services)
            continue
        losses, text = judge(gated, items)
        print(text)
        lost += losses
    if options.update:
        print(f"Références écrites dans {FOLDER.name}/.", file=sys.stderr)
        return 0
    print("Perte réelle : " + " ; ".join(lost) if lost else "Aucune perte réelle.")
    return 1 if lost else 0


def answer(gated: GateSuite, services: Services) -> list[Any]:
    """Scored items of the fixed cases, as things stand now."""
    suite = import_module(f"evals.suites.{gated.suite}")
    data = Path(__file__).with_name("datasets") / gated.data
    plan: SuitePlan = suite.build(data, services, RunOptions(repeat=1, given=False, baselines="none"))
    kept = fixed_cases(gated)
    if kept is not None:
        plan = dataclasses.replace(
            plan, jobs=[j for j in plan.jobs if j.case in kept], cases=[c for c in plan.cases if c["case"] in kept]
        )
    with tempfile.TemporaryDirectory(prefix="jalon-gate-") as folder:
        run_plan(plan, services, Path(folder))
        found: list[Any] = suite.main_items(RunFolder(Path(folder)))
    return found


def fixed_cases(gated: GateSuite) -> frozenset[str] | None:
    """The cases of the baseline, so that new data never moves the bar; None before there is one."""
    path = FOLDER / f"{gated.name}.json"
    return frozenset(item["case"] for item in read_json(path)["items"]) if path.is_file() else None


def save(gated: GateSuite, items: Sequence[Any], services: Services) -> None:
    """Write the baseline; nothing for a suite that answers nothing yet."""
    if not any(item.answered for item in items):
        print(f"{gated.name} : rien de noté, pas de référence.", file=sys.stderr)
        return
    provenance = provenance_of(services)
    head = {
        "schema": SCHEMA,
        "suite": gated.suite,
        "data": gated.data,
        "corpus": provenance.corpus,
        "embedding": provenance.embedding,
    }
    lines = ",\n".join(json.dumps(dataclasses.asdict(i), ensure_ascii=False, allow_nan=False) for i in items)
    opening = json.dumps(head, ensure_ascii=False)[:-1]
    write_whole(FOLDER / f"{gated.name}.json", f'{opening}, "items": [\n{lines}\n]}}\n')


def judge(gated: GateSuite, items: Sequence[Any]) -> tuple[list[str], str]:
    """Losses, and the comparison as text. Raises ``DatasetError`` for a baseline that cannot be read."""
    path = FOLDER / f"{gated.name}.json"
    if not path.is_file():
        return [], f"{gated.name} : pas de référence, rien n'est comparé (jalon eval gate --update)."
    if not items:
        return [f"{gated.name} (plus aucun cas)"], f"{gated.name} : plus aucun cas."
    before = [_revived(type(items[0]), value) for value in read_json(path)["items"]]
    first, second, notes = shared(before, items)
    metrics = compare_items(first, second, import_module(f"evals.suites.{gated.suite}").scorers_for(first))
    guarded = {name: metrics[name] for name in gated.guarded if name in metrics}
    if not any(item.answered for item in second) and any(item.answered for item in first):
        return [f"{gated.name} (plus rien n'est noté)"], f"{gated.name} : plus rien n'est noté."
    losses = [f"{gated.name} {name}" for name, metric in guarded.items() if metric["outcome"] == "worse"]
    return losses, _text(gated, guarded, notes, len({i.case for i in first}))


def _revived(kind: type[Any], value: Mapping[str, Any]) -> Any:
    """A dataclass from its JSON: lists become tuples again."""
    try:
        return kind(**{k: _tuples(v) for k, v in value.items()})
    except TypeError:
        raise DatasetError(
            "Une référence de la barrière n'a plus la forme attendue.", "Refaites-la : jalon eval gate --update."
        ) from None


def _tuples(value: Any) -> Any:
    return tuple(_tuples(v) for v in value) if isinstance(value, list) else value


def _text(gated: GateSuite, metrics: Mapping[str, Mapping[str, Any]], notes: Sequence[str], cases: int) -> str:
    names = dict(ROWS[gated.suite])
    rows: list[list[str]] = [["", "référence", "maintenant", "écart à 95 %", "verdict"]]
    for name, m in metrics.items():
        values = ["n/a" if m[k] is None else number(m[k]) for k in ("before", "after")]
        bounds = "n/a" if m["low"] is None else f"[{number(m['low'])} ; {number(m['high'])}]"
        rows.append([names.get(name, name), *values, bounds, WORDS[m["outcome"]]])
    return "\n".join([f"{gated.name} ({cases} cas)", *(f"! {n}" for n in notes), aligned(rows), ""])
