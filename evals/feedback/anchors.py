"""Load the anchor set: comments with the marks of two passes; anything doubtful is refused."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.domain.referentiel import Referentiel
from assistant.errors import DatasetError
from evals.feedback.rubric import DIMENSIONS, MARKS, Dimension
from evals.strict_json import DatasetProblems, read_lines

ANCHORS = Path(__file__).resolve().parents[1] / "datasets" / "feedback" / "anchors.jsonl"
Marks = dict[Dimension, int]


@dataclass(frozen=True)
class Anchor:
    """A comment on an excerpt. ``labels``: the marks that count; ``second``: those of another pass."""

    id: str
    production: str
    criterion: str
    excerpt: str
    comment: str
    labels: Marks
    second: Marks
    why: str


def load_anchors(referentiel: Referentiel, path: Path = ANCHORS) -> list[Anchor]:
    """Every anchor. Raises ``DatasetError`` that names each line at fault."""
    anchors: list[Anchor] = []
    problems: list[str] = []
    for number, value in read_lines(path):
        try:
            anchors.append(_anchor(value, f"{path.name} ligne {number}", referentiel))
        except DatasetError as error:
            problems.append(error.sentence())
    ids = [a.id for a in anchors]
    problems += [
        f"{path.name} : « {i} » est donné deux fois. Gardez-en un." for i in sorted(set(ids)) if ids.count(i) > 1
    ]
    if not anchors and not problems:
        problems.append(f"{path.name} est vide. Ajoutez des commentaires notés.")
    if problems:
        raise DatasetProblems(problems[0], problems=tuple(problems))
    return anchors


def _anchor(value: Any, here: str, referentiel: Referentiel) -> Anchor:
    names = ("id", "production", "criterion", "excerpt", "comment", "why")
    if not isinstance(value, dict) or not all(isinstance(value.get(n), str) and value[n].strip() for n in names):
        raise DatasetError(f"{here} : il faut {', '.join(names)}.", "Complétez la ligne.")
    if value["criterion"] not in {c.id for c in referentiel.criteria_of(value["production"])}:
        raise DatasetError(f"{here} : {value['criterion']} n'est pas de « {value['production']} ».", "Corrigez-le.")
    return Anchor(
        **{n: value[n] for n in names},
        labels=marks_of(value.get("labels"), f"{here}, labels"),
        second=marks_of(value.get("second"), f"{here}, second"),
    )


def marks_of(value: Any, here: str) -> Marks:
    """A mark of 0, 1 or 2 for every dimension and nothing else. Raises ``DatasetError``: a missing mark is no mark."""
    if not isinstance(value, dict) or set(value) != set(DIMENSIONS):
        raise DatasetError(f"{here} : il faut une note pour chacune des sept dimensions.", ", ".join(DIMENSIONS))
    wrong = [d for d in DIMENSIONS if isinstance(value[d], bool) or value[d] not in MARKS]
    if wrong:
        raise DatasetError(f"{here} : note impossible pour {', '.join(wrong)}.", "Donnez 0, 1 ou 2.")
    return {d: int(value[d]) for d in DIMENSIONS}
