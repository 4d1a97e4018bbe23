"""``jalon search``: find criteria, competences, guidance or examples in ordinary words."""

from __future__ import annotations

import argparse
import json
import sys
import textwrap

from assistant.cli.progress import notify
from assistant.errors import UserError
from assistant.services import Services
from assistant.settings import load_settings

_KINDS = {
    "criterion": "critère",
    "competence": "compétence",
    "production": "production",
    "guidance": "fiche",
    "exemplar": "exemple",
    "card": "mémo",
}


def run(options: argparse.Namespace) -> int:
    """Print the hits, best first."""
    if options.k < 1:
        raise UserError("Le nombre de résultats doit être au moins 1.", "Par exemple : -k 5.")
    services = Services(load_settings(), notify=notify)
    services.ensure_index()
    outcome = services.search.search(options.question, k=options.k, kind=options.kind)
    if outcome.degraded:
        print(outcome.reason, file=sys.stderr)
    if options.json:
        results = [{"kind": h.kind, "id": h.id, "score": round(h.score, 4), "text": h.text} for h in outcome.results]
        print(json.dumps({"results": results}, ensure_ascii=False, indent=1))
        return 0
    if not outcome.results:
        print("Rien trouvé. Essayez d'autres mots, ou un code comme CR.1.1.03.")
    for hit in outcome.results:
        print(f"{hit.id}  ({_KINDS[hit.kind]})")
        print(textwrap.fill(hit.text, 78, initial_indent="  ", subsequent_indent="  "))
    return 0
