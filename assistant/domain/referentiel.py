"""The référentiel: blocs, activities, competences, productions and criteria."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Literal

from pydantic import Field

from assistant.domain.frozen import Frozen
from assistant.errors import UnknownIdError


class Activity(Frozen):
    """An activity of the trade ("A.1.2")."""

    code: str
    title: str


class Competence(Frozen):
    """A competence ("C.1.2b") and its official wording."""

    code: str
    text: str


class Block(Frozen):
    """A bloc de compétences."""

    id: str
    number: int
    title: str
    intent: str
    activities: tuple[Activity, ...]
    competences: tuple[Competence, ...]


class Criterion(Frozen):
    """One assessment criterion; ``text`` is verbatim, without the final comma or full stop."""

    id: str
    text: str


class Heading(Frozen):
    """A bullet of the référentiel that gathers criteria ("Pertinence de l'analyse du marché")."""

    title: str
    criteria: tuple[Criterion, ...]


class Group(Frozen):
    """The criteria "en relation avec" the same competences."""

    id: str
    block: int
    competences: tuple[str, ...]
    headings: tuple[Heading, ...]

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        """Every criterion of the group, in the official order."""
        return tuple(c for h in self.headings for c in h.criteria)


class Production(Frozen):
    """What a candidate hands in, with its modalités d'évaluation."""

    slug: str
    block: int
    title: str
    wording: str
    content: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    groups: tuple[str, ...]


class Referentiel(Frozen):
    """A whole certification. Look-ups raise ``UnknownIdError``."""

    schema_id: Literal["jalon/referentiel@1"] = Field(alias="schema")
    id: str
    version: int
    title: str
    source: str = ""
    blocks: tuple[Block, ...]
    productions: tuple[Production, ...]
    groups: tuple[Group, ...]

    @property
    def key(self) -> str:
        """Identity in outputs, e.g. ``rdc@1``."""
        return f"{self.id}@{self.version}"

    @cached_property
    def _groups(self) -> dict[str, Group]:
        return {g.id: g for g in self.groups}

    @cached_property
    def _criteria(self) -> dict[str, tuple[Criterion, Heading, Group]]:
        return {c.id: (c, h, g) for g in self.groups for h in g.headings for c in h.criteria}

    @cached_property
    def _competences(self) -> dict[str, tuple[Competence, Block]]:
        return {c.code: (c, b) for b in self.blocks for c in b.competences}

    def criteria(self) -> Iterator[Criterion]:
        """Every criterion in the official order."""
        return (c for g in self.groups for c in g.criteria)

    def criterion(self, criterion_id: str) -> Criterion:
        """The criterion of that id."""
        return self._find(criterion_id)[0]

    def heading_of(self, criterion_id: str) -> Heading:
        """The heading under which the criterion stands."""
        return self._find(criterion_id)[1]

    def group_of(self, criterion_id: str) -> Group:
        """The group of the criterion."""
        return self._find(criterion_id)[2]

    def has_criterion(self, criterion_id: str) -> bool:
        """Whether that id exists."""
        return criterion_id in self._criteria

    def group(self, group_id: str) -> Group:
        """The group of that id ("3.2.2-3")."""
        if group_id not in self._groups:
            raise UnknownIdError(f"Le groupe « {group_id} » n'existe pas dans {self.key}.")
        return self._groups[group_id]

    def production(self, slug: str) -> Production:
        """The production of that slug."""
        for production in self.productions:
            if production.slug == slug:
                return production
        known = ", ".join(p.slug for p in self.productions)
        raise UnknownIdError(f"La production « {slug} » n'existe pas.", f"Choisissez parmi : {known}.")

    def production_of(self, criterion_id: str) -> Production:
        """The production in which the criterion is assessed."""
        group = self.group_of(criterion_id)
        return next(p for p in self.productions if group.id in p.groups)

    def criteria_of(self, slug: str) -> tuple[Criterion, ...]:
        """All the criteria of a production, in the official order."""
        return tuple(c for g in self.production(slug).groups for c in self.group(g).criteria)

    def competence(self, code: str) -> Competence:
        """The competence of that code ("C.1.2b")."""
        if code not in self._competences:
            raise UnknownIdError(f"La compétence « {code} » n'existe pas dans {self.key}.")
        return self._competences[code][0]

    def has_competence(self, code: str) -> bool:
        """Whether that competence exists."""
        return code in self._competences

    def _find(self, criterion_id: str) -> tuple[Criterion, Heading, Group]:
        if criterion_id not in self._criteria:
            raise UnknownIdError(
                f"Le critère « {criterion_id} » n'existe pas dans {self.key}.",
                'Cherchez-le avec : jalon search "vos mots".',
            )
        return self._criteria[criterion_id]
