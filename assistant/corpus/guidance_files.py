"""Load guidance, exemplars and cards, and refuse what a learner could not use."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, TypeVar, cast

from pydantic import BaseModel, ValidationError

from assistant.corpus.location import corpus_folder
from assistant.corpus.wording import shared_runs
from assistant.corpus.yaml_source import Location, YamlSource, read_yaml
from assistant.domain.guidance import Card, Corpus, Exemplar, Guidance
from assistant.domain.referentiel import Referentiel
from assistant.errors import CorpusError

REMEDY = "Corrigez ces lignes puis relancez : jalon referentiel check."
OFFICIAL_RUN = 7
"""A run of that many words in common with the official wording is a copy."""

_Model = TypeVar("_Model", bound=BaseModel)


def corpus_files(folder: Path) -> list[Path]:
    """Every YAML file of guidance, exemplars and cards, in a stable order."""
    return [p for name in ("guidance", "exemplars", "cards") for p in sorted((folder / name).glob("*.yaml"))]


def corpus_digest(folder: Path) -> str:
    """sha256 (hex) of the names and bytes of all corpus files."""
    digest = hashlib.sha256()
    for path in corpus_files(folder):
        digest.update(f"{path.parent.name}/{path.name}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def load_corpus(referentiel: Referentiel, folder: Path | None = None, *, complete: bool = False) -> Corpus:
    """The content written for ``referentiel``; empty when there is none.

    ``complete`` also refuses criteria without guidance or without an exemplar at each of levels 1, 2 and 3.
    Raises ``CorpusError`` whose ``problems`` name file, line and remedy.
    """
    root = folder or corpus_folder()
    reader = _Reader(referentiel)
    for path in corpus_files(root):
        reader.read(path)
    if complete:
        reader.check_complete(root)
    if reader.problems:
        more = f" (et {len(reader.problems) - 1} autre(s))" if len(reader.problems) > 1 else ""
        raise CorpusError(
            f"Le corpus n'est pas valable : {reader.problems[0]}{more}", REMEDY, problems=tuple(reader.problems)
        )
    order = [c.id for c in referentiel.criteria()]
    return Corpus(
        guidance={i: reader.guidance[i] for i in order if i in reader.guidance},
        exemplars={i: tuple(reader.exemplars[i]) for i in order if i in reader.exemplars},
        cards=reader.cards,
        digest=corpus_digest(root),
    )


class _Reader:
    """Gathers entries file by file, and the problems met on the way."""

    def __init__(self, referentiel: Referentiel) -> None:
        self.referentiel = referentiel
        self.guidance: dict[str, Guidance] = {}
        self.exemplars: dict[str, list[Exemplar]] = {}
        self.cards: dict[str, Card] = {}
        self.problems: list[str] = []

    def read(self, path: Path) -> None:
        try:
            source = read_yaml(path)
        except CorpusError as error:
            self.problems.extend(error.problems or (error.sentence(),))
            return
        if not isinstance(source.data, dict):
            self.problems.append(source.problem((), "le fichier est vide. Décrivez au moins une entrée"))
            return
        data = cast("dict[str, Any]", source.data)
        schema = str(data.get("schema", ""))
        if schema == "jalon/card@1":
            self._card(source, data)
        elif schema in {"jalon/guidance@1", "jalon/exemplars@1"}:
            if data.get("referentiel") == self.referentiel.key:
                self._entries(source, data, schema)
        else:
            self.problems.append(
                source.problem(("schema",), f"le schéma « {schema} » est inconnu. Corrigez « schema »")
            )

    def _entries(self, source: YamlSource, data: Mapping[str, Any], schema: str) -> None:
        criteria = data.get("criteria")
        if not isinstance(criteria, dict) or not criteria:
            self.problems.append(source.problem(("criteria",), "aucun critère. Ajoutez une entrée par critère"))
            return
        group = str(data.get("group", ""))
        for criterion, entry in cast("dict[str, Any]", criteria).items():
            at: Location = ("criteria", criterion)
            if not self.referentiel.has_criterion(criterion):
                self.problems.append(source.problem(at, f"« {criterion} » n'existe pas. Corrigez l'identifiant"))
            elif self.referentiel.group_of(criterion).id != group:
                self.problems.append(source.problem(at, f"{criterion} n'est pas du groupe {group}. Déplacez-le"))
            elif schema == "jalon/guidance@1":
                self._guidance(source, criterion, entry)
            else:
                self._exemplars(source, criterion, entry)

    def _guidance(self, source: YamlSource, criterion: str, entry: Any) -> None:
        at: Location = ("criteria", criterion)
        if criterion in self.guidance:
            self.problems.append(source.problem(at, f"{criterion} a déjà une fiche. Gardez-en une seule"))
            return
        fields = {**entry, "criterion": criterion} if isinstance(entry, dict) else entry
        guidance = self._validated(source, Guidance, fields, at)
        if guidance is None:
            return
        self.guidance[criterion] = guidance
        self.problems.extend(source.problem((*at, *where), what) for where, what in self._faults(guidance))

    def _faults(self, guidance: Guidance) -> Iterable[tuple[Location, str]]:
        """What the form accepts and a learner could not use."""
        yield from _blanks(guidance.model_dump(exclude={"criterion", "not_assessable_in", "related"}), ())
        for name, values in (
            ("indicators", guidance.indicators),
            ("pitfalls", guidance.pitfalls),
            ("questions", guidance.questions),
            ("synonyms", guidance.synonyms),
        ):
            if not values:
                yield (name,), f"« {name} » est vide. Écrivez au moins un élément"
        for rank, indicator in enumerate(guidance.indicators):
            if not indicator.phrases:
                yield ("indicators", rank), "l'indicateur n'a aucune phrase. Ajoutez 2 à 6 formulations d'apprenants"
        for levels, name in ((guidance.level_descriptors, "level_descriptors"), (guidance.next_step, "next_step")):
            wanted = (1, 2, 3) if name == "level_descriptors" else (0, 1, 2, 3)
            for level in (n for n in wanted if n not in levels):
                yield (name,), f"le niveau {level} manque. Ajoutez-le"
        official = self.referentiel.criterion(guidance.criterion).text
        for level, text in guidance.level_descriptors.items():
            if shared_runs(text, official, OFFICIAL_RUN):
                yield ("level_descriptors", level), "le descripteur recopie le libellé officiel. Dites-le concrètement"
        for rank, related in enumerate(guidance.related):
            if not self.referentiel.has_criterion(related):
                yield ("related", rank), f"« {related} » n'existe pas. Corrigez l'identifiant"

    def _exemplars(self, source: YamlSource, criterion: str, entry: Any) -> None:
        at: Location = ("criteria", criterion)
        if criterion in self.exemplars:
            self.problems.append(source.problem(at, f"{criterion} a déjà ses exemples. Gardez un seul bloc"))
            return
        if not isinstance(entry, list) or not entry:
            self.problems.append(source.problem(at, "aucun exemple. Écrivez-en un par niveau 1, 2 et 3"))
            return
        official = self.referentiel.criterion(criterion).text
        kept: list[Exemplar] = []
        for rank, fields in enumerate(cast("list[Any]", entry)):
            where: Location = (*at, rank)
            named = {**fields, "criterion": criterion, "id": f"EX.{criterion}.{rank + 1}"}
            exemplar = self._validated(source, Exemplar, named, where)
            if exemplar is None:
                continue
            kept.append(exemplar)
            for name, what in _blanks(exemplar.model_dump(), ()):
                self.problems.append(source.problem((*where, *name), what))
            if shared_runs(exemplar.text, official, OFFICIAL_RUN):
                self.problems.append(source.problem(where, "l'exemple recopie le libellé officiel. Reformulez-le"))
        self.exemplars[criterion] = kept

    def _card(self, source: YamlSource, data: dict[str, Any]) -> None:
        fields = {k: v for k, v in data.items() if k != "schema"}
        card = self._validated(source, Card, fields, ())
        if card is None:
            return
        if card.id in self.cards:
            self.problems.append(source.problem(("id",), f"la fiche {card.id} existe déjà. Renommez-la"))
        self.cards[card.id] = card
        self.problems.extend(source.problem(where, what) for where, what in _blanks(card.model_dump(), ()))
        for rank, related in enumerate(card.related):
            if not self.referentiel.has_criterion(related):
                self.problems.append(source.problem(("related", rank), f"« {related} » n'existe pas. Corrigez"))

    def _validated(self, source: YamlSource, model: type[_Model], fields: Any, at: Location) -> _Model | None:
        try:
            return model.model_validate(fields)
        except ValidationError as error:
            self.problems.extend(source.problems_of(error, at))
            return None

    def check_complete(self, root: Path) -> None:
        """Criteria that have no guidance, or lack an exemplar at some level."""
        for criterion in self.referentiel.criteria():
            name = f"{self.referentiel.group_of(criterion.id).id}.yaml"
            if criterion.id not in self.guidance:
                where = root / "guidance" / name
                self.problems.append(f"{where.name}:1: {criterion.id} n'a pas de fiche. Ajoutez-la dans guidance/.")
            levels = {e.level for e in self.exemplars.get(criterion.id, ())}
            for level in sorted({1, 2, 3} - levels):
                self.problems.append(f"{name}:1: {criterion.id} n'a pas d'exemple de niveau {level} dans exemplars/.")


def _blanks(value: Any, at: Location) -> Iterable[tuple[Location, str]]:
    """Texts left blank, wherever they stand."""
    if isinstance(value, str):
        if not value.strip():
            yield at, f"« {'.'.join(map(str, at))} » est vide. Écrivez-le"
    elif isinstance(value, dict):
        for key, inner in cast("dict[str | int, Any]", value).items():
            yield from _blanks(inner, (*at, key))
    elif isinstance(value, (list, tuple)):
        for rank, inner in enumerate(cast("list[Any]", value)):
            yield from _blanks(inner, (*at, rank))
