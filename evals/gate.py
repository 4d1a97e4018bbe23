"""``jalon eval gate``: the assistant on fixed cases against committed baselines, and prompts against their rules."""

from __future__ import annotations

import argparse
import dataclasses
import sys
import tempfile
from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.errors import DatasetError
from evals import baseline_files
from evals.comparison import WORDS, compare_items, shared
from evals.gate_suites import SUITES, GateSuite
from evals.report.table import ROWS, aligned, number
from evals.run_command import provenance_of, run_plan
from evals.run_folder import RunFolder
from evals.running import SuitePlan
from evals.suites.options import RunOptions

if TYPE_CHECKING:
    from assistant.services import Services

PROMPTS = "prompts"
SHOWN = 6
"""Items named when something is lost."""
AS_IT_IS = RunOptions(repeat=1, given=False, baselines="none")
NAMES = (PROMPTS, *(gated.name for gated in SUITES))


def run(options: argparse.Namespace) -> int:
    """Exit 1 when something guarded is really worse than its baseline, else 0. Raises ``DatasetError``."""
    from assistant.cli.progress import notify
    from assistant.services import Services
    from assistant.settings import load_settings

    model: str = options.model or "embedded"
    services = Services(load_settings(model=model), notify=notify)
    wanted = options.only or NAMES
    chosen = [gated for gated in SUITES if gated.name in wanted]
    if options.update:
        return _update(chosen, services)
    _demand_baselines(chosen, services.settings.model)
    lost: list[str] = []
    if PROMPTS in wanted:
        lost += told(*check_prompts(services))
    for gated in chosen:
        lost += told(*judge(gated, answer(gated, services), baseline_files.folder_of(services.settings.model)))
    print("Perte réelle : " + " ; ".join(lost) if lost else "Aucune perte réelle.")
    return 1 if lost else 0


def told(losses: list[str], text: str) -> list[str]:
    """The losses, once the comparison is printed."""
    print(text, flush=True)
    return losses


def _update(chosen: Sequence[GateSuite], services: Services) -> int:
    folder = baseline_files.folder_of(services.settings.model)
    for gated in chosen:
        if not baseline_files.save(gated, answer(gated, services), provenance_of(services), folder):
            print(f"{gated.name} : rien de noté, pas de référence.", file=sys.stderr)
    print(f"Références écrites dans {folder.name}/.", file=sys.stderr)
    return 0


def _demand_baselines(chosen: Sequence[GateSuite], model: str) -> None:
    """A model without a recorded baseline cannot be judged; its absence is no pass."""
    folder = baseline_files.folder_of(model)
    absent = [gated.name for gated in chosen if baseline_files.fixed_cases(gated, folder) is None]
    if absent:
        named = "" if model == "embedded" else f" --model {model}"
        raise DatasetError(
            f"La barrière n'a pas de référence pour « {model} » ({', '.join(absent)}).",
            f"Enregistrez-la d'abord : jalon eval gate{named} --only {' '.join(absent)} --update.",
        )


def check_prompts(services: Services, folder: Path | None = None) -> tuple[list[str], str]:
    """Rules that the prompts of ``folder`` (the project's own) lost, and the same as text."""
    from evals.prompts.invariants import checked, losses

    found = losses(services, folder)
    lines = [f"- {loss.prompt} : {loss.what}" for loss in found]
    head = f"{PROMPTS} ({checked()} règles)" + ("" if lines else " : toutes tenues")
    return [f"{loss.prompt} ({loss.what})" for loss in found], "\n".join([head, *lines, ""])


def answer(gated: GateSuite, services: Services, options: RunOptions = AS_IT_IS) -> list[Any]:
    """Scored items of the fixed cases, as things stand now. Answers of a paid model are kept for the next attempt."""
    suite = import_module(f"evals.suites.{gated.suite}")
    data = Path(__file__).with_name("datasets") / gated.data
    plan: SuitePlan = suite.build(data, services, options)
    kept = baseline_files.fixed_cases(gated, baseline_files.folder_of(services.settings.model))
    if kept is not None:
        plan = dataclasses.replace(
            plan, jobs=[j for j in plan.jobs if j.case in kept], cases=[c for c in plan.cases if c["case"] in kept]
        )
    if not services.settings.is_embedded:
        lasting = Path("out") / "evals" / f"gate-{baseline_files.folder_of(services.settings.model).name}-{gated.name}"
        run_plan(plan, services, lasting)
        return list(suite.main_items(RunFolder(lasting)))
    with tempfile.TemporaryDirectory(prefix="jalon-gate-") as folder:
        run_plan(plan, services, Path(folder))
        found: list[Any] = suite.main_items(RunFolder(Path(folder)))
    return found


def judge(gated: GateSuite, items: Sequence[Any], folder: Path = baseline_files.FOLDER) -> tuple[list[str], str]:
    """Losses, and the comparison as text. Raises ``DatasetError`` for a baseline that cannot be read."""
    before = baseline_files.load(gated, type(items[0]), folder) if items else None
    if before is None:
        why = "pas de référence" if items else "plus aucun cas"
        return [f"{gated.name} ({why})"], f"{gated.name} : {why}."
    first, second, notes = shared(before, items)
    if not any(item.answered for item in second) and any(item.answered for item in first):
        return [f"{gated.name} (plus rien n'est noté)"], f"{gated.name} : plus rien n'est noté."
    metrics = compare_items(first, second, import_module(f"evals.suites.{gated.suite}").scorers_for(first))
    watched = {name: metrics[name] for name in gated.watched if name in metrics}
    verdicts = {name: _verdict(gated, name, metric) for name, metric in watched.items()}
    losses = [f"{gated.name} {name}" for name, verdict in verdicts.items() if verdict == "worse"]
    gone = len({i.key for i in before} - {i.key for i in items})
    losses += [f"{gated.name} ({gone} éléments disparus)"] if gone else []
    if losses:
        notes = [*notes, _where(first, second)]
    return losses, _text(gated, watched, verdicts, notes, len({i.case for i in first}))


def _where(first: Sequence[Any], second: Sequence[Any]) -> str:
    """The first items that are no longer what they were: where to look."""
    moved = [" ".join(b.key) for a, b in zip(first, second, strict=True) if a != b]
    more = f" et {len(moved) - SHOWN} autre(s)" if len(moved) > SHOWN else ""
    return f"Ce qui a changé : {', '.join(moved[:SHOWN])}{more}."


def _verdict(gated: GateSuite, name: str, metric: Mapping[str, Any]) -> str:
    """The outcome of the comparison; for a strict metric any loss is one, losing its value included."""
    if name not in gated.strict:
        return str(metric["outcome"])
    if metric["before"] is not None and metric["after"] is None:
        return "worse"
    if metric["change"]:
        suite = import_module(f"evals.suites.{gated.suite}")
        ways = {n: way for scorer in suite.scorers_for([]) for n, way in scorer.directions.items()}
        return "worse" if (metric["change"] > 0) == (ways[name] == "lower") else "better"
    return str(metric["outcome"])


def _text(
    gated: GateSuite,
    metrics: Mapping[str, Mapping[str, Any]],
    verdicts: Mapping[str, str],
    notes: Sequence[str],
    cases: int,
) -> str:
    names = dict(ROWS[gated.suite])
    rows: list[list[str]] = [["", "référence", "maintenant", "écart à 95 %", "verdict"]]
    for name, m in metrics.items():
        values = ["n/a" if m[k] is None else number(m[k]) for k in ("before", "after")]
        bounds = "n/a" if m["low"] is None else f"[{number(m['low'])} ; {number(m['high'])}]"
        rows.append([names.get(name, name), *values, bounds, WORDS[verdicts[name]]])  # type: ignore[index]
    return "\n".join([f"{gated.name} ({cases} cas)", *(f"! {n}" for n in notes), aligned(rows), ""])
