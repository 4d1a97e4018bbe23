"""``jalon index``: build the search index, or say that it is up to date."""

from __future__ import annotations

import argparse
import sys

from assistant.cli.progress import ProgressLine, notify
from assistant.services import Services
from assistant.settings import load_settings

_STEPS = {"embedding": "textes encodés", "lexical": "index des mots", "chroma": "collection Chroma"}


def run(options: argparse.Namespace) -> int:
    """Build what is missing; the state is printed."""
    services = Services(load_settings(), notify=notify)
    line = ProgressLine(sys.stderr, unit="")

    def progress(step: str, done: int, total: int) -> None:
        line.show(done, total, _STEPS.get(step, step))

    state = services.build_index(progress, force=options.rebuild)
    line.close()
    print(
        f"Index prêt : {state.entries} textes, moteur {state.model_id} ({state.dimension} dimensions), "
        f"{state.bytes / 1e6:.1f} Mo, construit le {state.built}."
    )
    if state.chroma_problem:
        print(f"Chroma n'est pas utilisable ({state.chroma_problem}) : la recherche s'en passe.", file=sys.stderr)
    return 0
