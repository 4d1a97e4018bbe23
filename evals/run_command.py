"""Run a suite: plan it, keep the plan, get what is missing."""

from __future__ import annotations

import argparse
import re
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.settings import Settings
from evals.metrics.bootstrap import SEED
from evals.provenance import Provenance, code_digest, code_version, prompt_versions
from evals.run_folder import RunFolder
from evals.running import SuitePlan, execute, planned
from evals.suites.options import RunOptions

if TYPE_CHECKING:
    from assistant.services import Services


def run_suite(options: argparse.Namespace) -> Path:
    """Run the suite of the command line; the folder written. Raises ``DatasetError``, ``SettingsError``."""
    from assistant.cli.progress import notify
    from assistant.services import Services
    from assistant.settings import load_settings

    services = Services(load_settings(model=options.model), notify=notify)
    embedded = services.settings.is_embedded
    asked = RunOptions(
        repeat=max(1, options.repeat or (2 if embedded else 1)),
        given=not options.no_given and embedded,
        baselines=options.baselines,
        plays=options.plays,
    )
    plan = import_module(f"evals.suites.{options.suite}").build(options.data, services, asked)
    out: Path = options.out or default_folder(options.suite, options.data, services.settings)
    run_plan(plan, services, out, parallel=options.parallel)
    return out


def run_plan(plan: SuitePlan, services: Services, out: Path, *, parallel: int = 1) -> None:
    """Write the plan, then get and record every answer that the folder lacks."""
    from assistant.cli.progress import ProgressLine

    provenance = provenance_of(services)
    folder = RunFolder(out)
    folder.write_plan(
        {
            "suite": plan.suite,
            "data": plan.data,
            "provenance": provenance.to_json(),
            "notes": list(plan.notes),
            "cases": list(plan.cases),
            "answers": [vars(answer) for answer, _ in planned(plan, provenance)],
        }
    )
    line = ProgressLine(sys.stderr, unit=" réponses")
    execute(plan, folder.log, provenance, parallel=parallel, progress=line.show)
    line.close()


def provenance_of(services: Services) -> Provenance:
    """What is in force now."""
    import hashlib

    from assistant.corpus.location import data_folder
    from assistant.errors import CorpusError

    try:
        prompts = prompt_versions(data_folder("prompts"))
    except CorpusError:
        prompts = {}
    address = services.settings.base_url
    return Provenance(
        model=services.settings.model,
        referentiel=services.referentiel.key,
        corpus=services.corpus.digest,
        embedding=services.embedder.model_id,
        code=code_version(),
        code_digest=code_digest(),
        seed=SEED,
        prompts={} if services.settings.is_embedded else prompts,
        address=hashlib.sha256(address.encode()).hexdigest()[:8] if address else "",
    )


def default_folder(suite: str, data: Path, settings: Settings) -> Path:
    """``out/evals/<suite>-<data>-<model>``: the same command takes up where it stopped."""
    name = "-".join([suite, data.absolute().parent.name, data.name, settings.model])
    return Path("out") / "evals" / re.sub(r"[^\w.-]+", "-", name)
