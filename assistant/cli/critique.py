"""``jalon critique``: the main job in one command."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.cli.progress import ProgressLine, notify
from assistant.domain.critique import Critique
from assistant.domain.document import Document
from assistant.services import Services

if TYPE_CHECKING:
    from assistant.critique.progress import Event


def run(options: argparse.Namespace) -> int:
    """Critique a file; print the contract's JSON or a summary, and write the report asked for."""
    from assistant.reporting.output import check_report_path
    from assistant.settings import load_settings

    if options.output:
        check_report_path(options.output)
        _check_not_the_draft(options.output, options.file)
    with Services(load_settings(model=options.model), notify=notify) as services:
        services.warm_up()
        return carry_out(services, options)


def _check_not_the_draft(report: Path, draft: Path) -> None:
    """Raise ``UserError`` when the report would take the place of the learner's own file."""
    from assistant.errors import UserError

    if report.exists() and draft.exists() and report.samefile(draft):
        raise UserError(
            f"« {report.name} » est votre brouillon : le rapport l'aurait remplacé.",
            f"Donnez-lui un autre nom, par exemple « {report.stem}-critique{report.suffix} ».",
        )


def carry_out(services: Services, options: argparse.Namespace) -> int:
    """The command itself, once its parts are there; the exit code."""
    document = services.read(options.file)
    critique = _critique(services, document, options)
    if options.json:
        print(critique.to_json())
    else:
        _show(critique, document, services)
    if options.output:
        _write(options.output, critique, document, services)
    return 3 if critique.criteria and all(v.status == "failed" for v in critique.criteria) else 0


def _critique(services: Services, document: Document, options: argparse.Namespace) -> Critique:
    from assistant.critique.progress import Finished

    line = ProgressLine(sys.stderr)
    critique: Critique | None = None
    for event in _events(services, document, options):
        if isinstance(event, Finished):
            critique = event.critique
        else:
            line.show(event.done, event.total, event.verdict.id)
    line.close()
    assert critique is not None  # run_critique always ends with Finished
    return critique


def _events(services: Services, document: Document, options: argparse.Namespace) -> Iterator[Event]:
    """The embedded brain judges again faster than anything could be read back; a model is asked only what is new."""
    if services.settings.is_embedded:
        return services.critique(document, options.production, confirm=options.confirm)
    from assistant.critique.resuming import ResumableCritique

    job, judge = services.prepare(document, options.production), services.judge(confirm=options.confirm)
    critique = ResumableCritique(job, judge, services.kept_verdicts, fresh=options.fresh, notify=notify)
    if critique.savings.sentence:
        notify(critique.savings.sentence)
    return critique.events()


def _show(critique: Critique, document: Document, services: Services) -> None:
    from assistant.reporting import build_view, render_summary

    view = build_view(critique, document, services.referentiel, services.corpus, when=datetime.now())
    print(render_summary(view))


def _write(path: Path, critique: Critique, document: Document, services: Services) -> None:
    from assistant.reporting import build_view, write_report

    write_report(path, build_view(critique, document, services.referentiel, services.corpus, when=datetime.now()))
    print(f"Rapport écrit : {path}", file=sys.stderr)
