"""Scored criteria and small data folders for the evaluation tests."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from assistant.corpus.referentiel_file import load_referentiel
from evals.scored import ScoredItem

REF = load_referentiel()
ANALYSE = [c.id for c in REF.criteria_of("analyse")]

TEXT = """# Ma campagne

J'ai envoyé 240 courriels et obtenu 18 rendez-vous en trois semaines de travail.

| Canal | Coût |
|---|---|
| Téléphone | 1 200 € pour 9 rendez-vous obtenus sur la période |

- **Le taux de réponse** est passé de 4 % à 7 % entre mars et avril.
"""


def item(case: str, label: int | None, level: int | None, **more: Any) -> ScoredItem:
    """A criterion; ``outcome`` follows from ``level`` unless given."""
    defaults: dict[str, Any] = {
        "case": case,
        "production": "analyse",
        "criterion": more.pop("criterion", ANALYSE[0]),
        "group": "2.4",
        "label": label,
        "wanted": (),
        "holders": (),
        "outcome": "judged" if level is not None else "not_assessable",
        "level": level,
    }
    return ScoredItem(**{**defaults, **more})


def labels(levels: Sequence[int | None] = (1, 2, 0)) -> list[dict[str, Any]]:
    quotes = ["J'ai envoyé 240 courriels et obtenu 18 rendez-vous", "| Téléphone | 1 200 € pour 9 rendez-vous obtenus"]
    return [
        {"id": i, "level": level, "evidence": quotes[:1] if level else [], "why": "parce que"}
        for i, level in zip(ANALYSE, levels, strict=True)
    ]


def write_draft(folder: Path, name: str = "analyse-1", entries: Any = None, text: str = TEXT, **more: Any) -> Path:
    """A draft and its labels in a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.md").write_text(text, encoding="utf-8")
    content = {"slug": name, "production": "analyse", "labels": labels() if entries is None else entries, **more}
    (folder / f"{name}.json").write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return folder
