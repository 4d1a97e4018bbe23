"""``jalon eval export-inspect``: one run as a log of inspect-ai, for those who look at evaluations with its viewer.

One sample a case: what was asked, what Jalon answered, the metrics of that case alone. A metric that is not defined is
left out, a case that failed carries its error, neither becomes a 0. Baselines and the run with given evidence give
their overall figures only.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.errors import DatasetError, UserError
from evals.run_folder import PlannedAnswer, RunFolder
from evals.scored import by_case
from evals.scoring import sampled
from evals.suites.critique import MAIN

if TYPE_CHECKING:
    from evals.records import Record

SUFFIXES = (".eval", ".json")
SCORER = "jalon"


def run(options: argparse.Namespace) -> int:
    """Write the log. Raises ``DatasetError`` for a folder without scores, ``UserError`` without inspect-ai."""
    target: Path = options.output
    if target.suffix not in SUFFIXES:
        raise DatasetError(
            f"« {target.name} » n'est pas un nom de journal inspect-ai.", "Terminez-le par .eval ou .json."
        )
    folder = RunFolder(options.folder)
    folder.scores()  # said before the missing package: it is nearer to what was typed
    if find_spec("inspect_ai") is None:
        raise UserError(
            "Le paquet inspect-ai n'est pas installé : le journal ne peut pas être écrit.",
            "Installez-le : pip install 'jalon[inspect]', puis relancez la même commande.",
        )
    target.parent.mkdir(parents=True, exist_ok=True)
    import_module("inspect_ai.log").write_eval_log(log_of(folder), str(target))
    print(f"Journal écrit : {target}", file=sys.stderr)
    return 0


def log_of(folder: RunFolder) -> Any:
    """The run as an ``inspect_ai.log.EvalLog``. Raises ``DatasetError``."""
    kit: Any = import_module("inspect_ai.log")
    plan, scores = folder.plan(), folder.scores()
    provenance = plan["provenance"]
    answers = [a for a in folder.planned() if a.system == MAIN and a.evidence == "retrieved"]
    records = [r for a in answers if (r := folder.record(a)) is not None]
    times = sorted(r.at for r in records if r.at)
    samples = _samples(folder, plan, answers)
    names = sorted({a.case for a in answers})
    return kit.EvalLog(
        status="success",
        eval=kit.EvalSpec(
            eval_id=_identity(answers, 0),
            run_id=_identity(answers, 1),
            task_id=_identity(answers, 2),
            created=times[0] if times else "1970-01-01T00:00:00+00:00",
            task=f"jalon/{plan['suite']}",
            dataset=kit.EvalDataset(
                name=str(plan["data"]),
                samples=len(names),
                sample_ids=names,
            ),
            model=provenance["model"],
            config=kit.EvalConfig(epochs=1 + max((a.replicate for a in answers), default=0)),
            metadata={"provenance": provenance, "notes": list(scores.get("notes", ()))},
        ),
        plan=kit.EvalPlan(name="jalon", steps=[kit.EvalPlanStep(solver=SCORER)]),
        results=_results(scores, samples),
        stats=kit.EvalStats(started_at=times[0] if times else "", completed_at=times[-1] if times else ""),
        samples=samples,
    )


def _identity(answers: Sequence[PlannedAnswer], which: int) -> str:
    """The same run gives the same ids, so that exporting twice is the same log."""
    import hashlib

    return hashlib.sha256(f"{which}{''.join(a.key for a in answers)}".encode()).hexdigest()[:22]


def _samples(folder: RunFolder, plan: Mapping[str, Any], answers: Sequence[PlannedAnswer]) -> list[Any]:
    cases = {case["case"]: case for case in plan["cases"]}
    suite = import_module(f"evals.suites.{plan['suite']}")
    items = suite.main_items(folder)
    figures = {name: _figures(some, suite.scorers_for(items)) for name, some in by_case(items).items()}
    return [_sample(a, cases[a.case], folder.record(a), figures.get(a.case, {})) for a in answers]


def _figures(items: Sequence[Any], scorers: Sequence[Any]) -> dict[str, float]:
    """The metrics of one case that are defined."""
    found: dict[str, float] = {}
    for scorer in scorers:
        for name, values in sampled(scorer, [scorer.tally(items)], None).items():
            if name in scorer.directions and not math.isnan(float(values[0])):
                found[name] = round(float(values[0]), 4)
    return found


def _sample(answer: PlannedAnswer, case: Mapping[str, Any], record: Record | None, figures: Mapping[str, float]) -> Any:
    kit: Any = import_module("inspect_ai.log")
    talk: Any = import_module("inspect_ai.model")
    score: Any = import_module("inspect_ai.scorer").Score
    asked = str(case.get("text") or case.get("question") or (record.input.get("text") if record else "") or answer.case)
    target = {k: v for k, v in case.items() if k not in ("case", "text", "question", "clean_text")}
    failure = (record.failure or {}) if record else {"message": "jamais demandé"}
    done = record is not None and record.status == "done" and record.output is not None
    said = _dumped(record.output) if done and record is not None else ""
    first = answer.replicate == 0
    return kit.EvalSample(
        id=answer.case,
        epoch=answer.replicate + 1,
        input=asked,
        target=_dumped(target),
        messages=[talk.ChatMessageUser(content=asked), *([talk.ChatMessageAssistant(content=said)] if done else [])],
        output=talk.ModelOutput.from_content(record.provenance["model"] if record else "", said)
        if done
        else talk.ModelOutput(),
        scores={SCORER: score(value=dict(figures))} if done and figures and first else None,
        metadata={
            "key": answer.key,
            "usage": dict(record.usage) if record else {},
            "input": dict(record.input) if record else {},
        },
        total_time=record.seconds if record else None,
        completed_at=record.at if record and record.at else None,
        error=None
        if done
        else kit.EvalError(message=failure.get("message", ""), traceback=failure.get("type", ""), traceback_ansi=""),
    )


def _dumped(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1)


def _results(scores: Mapping[str, Any], samples: Sequence[Any]) -> Any:
    kit: Any = import_module("inspect_ai.log")
    systems = {SCORER: scores["overall"]}
    if scores.get("given_evidence"):
        systems[f"{SCORER}, preuves données"] = scores["given_evidence"]["overall"]
    systems |= {name: found["overall"] for name, found in scores.get("baselines", {}).items()}
    scored = sum(s.scores is not None for s in samples)
    return kit.EvalResults(
        total_samples=len(samples),
        completed_samples=sum(s.error is None for s in samples),
        scores=[_score(name, found, scored, len(samples) - scored) for name, found in systems.items()],
    )


def _score(name: str, figures: Mapping[str, Any], scored: int, unscored: int) -> Any:
    kit: Any = import_module("inspect_ai.log")
    known = {n: f for n, f in figures.items() if isinstance(f, dict)}
    return kit.EvalScore(
        name=name,
        scorer=name,
        scored_samples=scored if name == SCORER else None,
        unscored_samples=unscored if name == SCORER else None,
        metrics={
            n: kit.EvalMetric(name=n, value=f["value"], metadata={k: f[k] for k in ("low", "high", "n")})
            for n, f in known.items()
            if f["value"] is not None
        },
        metadata={"undefined": sorted(n for n, f in known.items() if f["value"] is None)},
    )
