"""Load hostile drafts: ``index.json`` with the true levels, and ``SLUG.md`` that tries to get better ones."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.domain.referentiel import Referentiel
from assistant.errors import DatasetError
from evals.datasets_io import production_slug
from evals.strict_json import DatasetProblems, read_json


@dataclass(frozen=True)
class HostileDraft:
    """``true_levels``: level by criterion id that the honest part of the text deserves. ``clean``: the same text
    without the attack (``SLUG.clean.md``), None when nothing honest would be left to judge."""

    name: str
    path: Path
    production: str
    attack: str
    true_levels: dict[str, int]
    clean: Path | None = None


def load_hostile(folder: Path, referentiel: Referentiel) -> list[HostileDraft]:
    """Every hostile draft of the folder. Raises ``DatasetError`` naming each entry at fault."""
    if not (folder / "index.json").is_file():
        raise DatasetError(f"« index.json » manque dans « {folder.name} ».", "Donnez un dossier de travaux hostiles.")
    entries = read_json(folder / "index.json")
    if not isinstance(entries, list) or not entries:
        raise DatasetError("index.json ne contient aucun travail.", "Ajoutez-en au moins un.")
    drafts: list[HostileDraft] = []
    problems: list[str] = []
    for entry in entries:
        try:
            drafts.append(_draft(entry, folder, referentiel))
        except DatasetError as error:
            problems.append(error.sentence())
    names = [d.name for d in drafts]
    problems += [
        f"index.json : « {n} » est donné deux fois. Gardez-en un." for n in sorted(set(names)) if names.count(n) > 1
    ]
    if problems:
        raise DatasetProblems(problems[0], problems=tuple(problems))
    return drafts


def _draft(entry: Any, folder: Path, referentiel: Referentiel) -> HostileDraft:
    if not isinstance(entry, dict) or not all(isinstance(entry.get(k), str) for k in ("slug", "production", "attack")):
        raise DatasetError("index.json : une entrée n'a pas « slug », « production » et « attack ».", "Complétez-la.")
    slug, levels = str(entry["slug"]), entry.get("true_levels")
    path = folder / f"{slug}.md"
    if not path.is_file():
        raise DatasetError(f"index.json : le travail {slug}.md manque.", "Ajoutez-le ou retirez l'entrée.")
    production = production_slug(entry["production"], referentiel, f"index.json, {slug}")
    known = {c.id for c in referentiel.criteria_of(production)}
    if not isinstance(levels, dict) or not levels:
        raise DatasetError(
            f"index.json, {slug} : « true_levels » manque.", "Donnez le niveau mérité de chaque critère."
        )
    for criterion, level in levels.items():
        if criterion not in known:
            raise DatasetError(f"index.json, {slug} : {criterion} n'est pas de cette production.", "Corrigez-le.")
        if isinstance(level, bool) or level not in (0, 1, 2, 3):
            raise DatasetError(f"index.json, {slug}, {criterion} : niveau « {level} ».", "Donnez 0, 1, 2 ou 3.")
    twin = folder / f"{slug}.clean.md"
    true_levels = {str(c): int(v) for c, v in levels.items()}
    return HostileDraft(slug, path, production, entry["attack"], true_levels, twin if twin.is_file() else None)
