"""``jalon critique``: the main job in one command."""

from __future__ import annotations

import argparse
import sys
from datetime import datetime
from pathlib import Path

from assistant.cli.progress import ProgressLine, notify
from assistant.domain.critique import Critique
from assistant.domain.document import Document
from assistant.services import Services


def run(options: argparse.Namespace) -> int:
    """Critique a file; print the contract's JSON or a summary, and write the report asked for."""
    from assistant.reporting.output import check_report_path
    from assistant.settings import load_settings

    if options.output:
        check_report_path(options.output)
    with Services(load_settings(model=options.model), notify=notify) as services:
        services.warm_up()
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
    for event in services.critique(document, options.production, confirm=options.confirm):
        if isinstance(event, Finished):
            critique = event.critique
        else:
            line.show(event.done, event.total, event.verdict.id)
    line.close()
    assert critique is not None  # run_critique always ends with Finished
    return critique


def _show(critique: Critique, document: Document, services: Services) -> None:
    from assistant.reporting import build_view, render_summary

    view = build_view(critique, document, services.referentiel, services.corpus, when=datetime.now())
    print(render_summary(view))


def _write(path: Path, critique: Critique, document: Document, services: Services) -> None:
    from assistant.reporting import build_view, write_report

    write_report(path, build_view(critique, document, services.referentiel, services.corpus, when=datetime.now()))
    print(f"Rapport écrit : {path}", file=sys.stderr)
