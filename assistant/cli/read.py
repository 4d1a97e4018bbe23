"""``jalon read``: the extracted text, as every offset of a critique counts it."""

from __future__ import annotations

import argparse
import json
import sys


def run(options: argparse.Namespace) -> int:
    """Print the text, or the contract's JSON."""
    from assistant.reading import read_draft

    document = read_draft(options.file)
    if options.json:
        fields = document.model_dump(
            include={
                "name",
                "sha256",
                "format",
                "kind",
                "text",
                "sections",
                "passages",
                "tables",
                "hidden_text",
                "words",
            }
        )
        print(json.dumps(fields, ensure_ascii=False, indent=1))
        return 0
    print(document.text)
    for hidden in document.hidden_text:
        print(f"Texte caché ({hidden.reason}), non pris en compte : {hidden.text[:120]}", file=sys.stderr)
    for warning in document.warnings:
        print(warning, file=sys.stderr)
    return 0
