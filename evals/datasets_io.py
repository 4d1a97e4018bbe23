"""Load labelled drafts (``NAME.md`` + ``NAME.json``) and refuse, with file and remedy, what cannot be scored."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.domain.levels import Level
from assistant.domain.referentiel import Referentiel
from assistant.errors import DatasetError, JalonError
from assistant.judging.quoting import QuoteFinder
from evals.strict_json import DatasetProblems, read_json, read_text

DRAFT_SUFFIXES = (".md", ".docx", ".pdf", ".odt", ".pptx", ".xlsx", ".txt")


@dataclass(frozen=True)
class CriterionLabel:
    """What a trainer says of one criterion. ``level`` None: this kind of document cannot show it."""

    id: str
    level: Level | None
    evidence: tuple[str, ...]
    why: str = ""


@dataclass(frozen=True)
class LabelledDraft:
    """A draft with its labels, in the order of the référentiel. ``production`` is its slug."""

    name: str
    path: Path
    production: str
    labels: tuple[CriterionLabel, ...]


def load_drafts(folder: Path, referentiel: Referentiel) -> list[LabelledDraft]:
    """The labelled drafts of a folder, by name. Raises ``DatasetProblems`` that lists every fault found."""
    pairs, problems = _pairs(folder)
    drafts: list[LabelledDraft] = []
    for draft, labels in pairs:
        try:
            drafts.append(_draft(draft, labels, referentiel))
        except DatasetProblems as error:
            problems += error.problems
        except JalonError as error:
            problems.append(error.sentence())
    if not problems:
        problems += _whole_problems(drafts, folder)
    if problems:
        raise DatasetProblems(
            f"{problems[0]}" if len(problems) == 1 else f"{len(problems)} défauts dans {folder.name}. {problems[0]}",
            problems=tuple(problems),
        )
    return drafts


def _pairs(folder: Path) -> tuple[list[tuple[Path, Path]], list[str]]:
    if not folder.is_dir():
        raise DatasetError(
            f"Le dossier « {folder} » n'existe pas.", "Donnez avec --data un dossier de travaux étiquetés."
        )
    drafts = {p.stem: p for p in sorted(folder.iterdir()) if p.suffix in DRAFT_SUFFIXES and p.name != "README.md"}
    labels = {p.stem: p for p in sorted(folder.glob("*.json"))}
    if not drafts and not labels:
        raise DatasetError(
            f"Le dossier « {folder.name} » ne contient aucun travail étiqueté.",
            "Il faut des paires NOM.md (le travail) et NOM.json (les étiquettes).",
        )
    problems = [
        f"{drafts[stem].name} : le fichier d'étiquettes {stem}.json manque. Ajoutez-le ou retirez le travail."
        for stem in drafts
        if stem not in labels
    ]
    problems += [
        f"{stem}.json : le travail {stem}.md manque. Ajoutez-le ou retirez les étiquettes."
        for stem in labels
        if stem not in drafts
    ]
    return [(drafts[stem], labels[stem]) for stem in drafts if stem in labels], problems


def _draft(path: Path, labels_path: Path, referentiel: Referentiel) -> LabelledDraft:
    data = read_json(labels_path)
    if not isinstance(data, dict) or not isinstance(data.get("labels"), list):
        raise DatasetError(f"{labels_path.name} : la liste « labels » manque.", "Suivez la forme de contracts.md.")
    slug = production_slug(str(data.get("production", "")), referentiel, labels_path.name)
    source = _source(path)
    labels: list[CriterionLabel] = []
    problems: list[str] = []
    for entry in data["labels"]:
        try:
            labels.append(_label(entry, labels_path.name, source))
        except DatasetError as error:
            problems.append(error.sentence())
    problems += _criteria_problems(labels, slug, referentiel, labels_path.name)
    if problems:
        raise DatasetProblems(problems[0], problems=tuple(problems))
    order = {c.id: rank for rank, c in enumerate(referentiel.criteria_of(slug))}
    return LabelledDraft(path.stem, path, slug, tuple(sorted(labels, key=lambda label: order[label.id])))


def production_slug(named: str, referentiel: Referentiel, where: str) -> str:
    """The slug of a production given by title or slug. Raises ``DatasetError``."""
    for production in referentiel.productions:
        if named in (production.title, production.slug):
            return production.slug
    known = " ; ".join(p.title for p in referentiel.productions)
    raise DatasetError(f"{where} : la production « {named} » n'existe pas.", f"Choisissez parmi : {known}.")


def _label(entry: Any, where: str, source: str | None) -> CriterionLabel:
    if not isinstance(entry, dict) or not isinstance(entry.get("id"), str):
        raise DatasetError(f"{where} : une étiquette n'a pas d'identifiant de critère.", "Ajoutez « id ».")
    identifier: str = entry["id"]
    here = f"{where}, {identifier}"
    level = entry.get("level", "absent")
    if level is not None and (isinstance(level, bool) or level not in (0, 1, 2, 3)):
        raise DatasetError(f"{here} : le niveau « {level} » n'est pas possible.", "Donnez 0, 1, 2, 3 ou null.")
    evidence = entry.get("evidence", [])
    if not isinstance(evidence, list) or not all(isinstance(q, str) and q.strip() for q in evidence):
        raise DatasetError(f"{here} : « evidence » doit être une liste de citations.", "Corrigez la liste.")
    if evidence and not level:
        raise DatasetError(f"{here} : des citations pour un niveau {level}.", "Un niveau 0 ou null n'a pas de preuve.")
    for quote in evidence:
        if source is not None and quote not in source and QuoteFinder(source).find(quote) is None:
            raise DatasetError(
                f"{here} : « {quote[:60]}… » n'est pas dans le travail.", "Copiez la citation mot à mot."
            )
    chosen: Level | None = None if level is None else (0, 1, 2, 3)[int(level)]
    return CriterionLabel(identifier, chosen, tuple(evidence), str(entry.get("why", "")))


def _criteria_problems(labels: Sequence[CriterionLabel], slug: str, referentiel: Referentiel, where: str) -> list[str]:
    """Unknown, foreign and doubled ids. Criteria without a label are allowed: they are not scored."""
    expected = [c.id for c in referentiel.criteria_of(slug)]
    found = [label.id for label in labels]
    problems: list[str] = []
    for identifier in dict.fromkeys(found):
        if found.count(identifier) > 1:
            problems.append(f"{where} : {identifier} est étiqueté deux fois. Gardez une seule étiquette.")
        if not referentiel.has_criterion(identifier):
            problems.append(f"{where} : le critère « {identifier} » n'existe pas dans {referentiel.key}. Corrigez-le.")
        elif identifier not in expected:
            problems.append(f"{where} : {identifier} n'est pas un critère de la production « {slug} ». Retirez-le.")
    if not found:
        problems.append(f"{where} : aucune étiquette. Étiquetez au moins un critère.")
    return problems


def _whole_problems(drafts: Sequence[LabelledDraft], folder: Path) -> list[str]:
    levels = {label.level for draft in drafts for label in draft.labels if label.level is not None}
    if len(levels) >= 2:
        return []
    what = f"toutes les étiquettes valent {levels.pop()}" if levels else "aucune étiquette n'a de niveau"
    return [f"{folder.name} : {what} ; un accord ne s'y mesure pas. Ajoutez des travaux d'autres niveaux."]


def _source(path: Path) -> str | None:
    """The raw text in which quotes must stand, for formats that are text; others are checked once read."""
    return read_text(path) if path.suffix in (".md", ".txt") else None


_MARKUP_HEAD = re.compile(r"^\s*(?:\|\s*|>\s*|[-*+]\s+(?:\[[ xX]\]\s*)?|#{1,6}\s+|\d{1,2}[.)]\s+)+")
_MARKUP_ANYWHERE = re.compile(r"\*+|(?<!\w)_+|_+(?!\w)|`")


def without_markup(quote: str) -> str:
    """A quote of raw Markdown as it reads once the marks are gone (row pipes, bullets, ``#``, ``**``)."""
    text = _MARKUP_HEAD.sub("", quote)
    text = _MARKUP_ANYWHERE.sub("", text)
    return re.sub(r"\s*\|\s*$", "", text).strip()
