"""Load a référentiel file and check everything that its form alone cannot promise."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from pydantic import ValidationError

from assistant.corpus.location import corpus_folder
from assistant.corpus.yaml_source import Location, YamlSource, read_yaml
from assistant.domain.referentiel import Referentiel
from assistant.errors import CorpusError

REMEDY = "Corrigez ces lignes puis relancez : jalon referentiel check FICHIER."


def default_referentiel_path() -> Path:
    """The bundled référentiel."""
    return corpus_folder() / "referentiels" / "rdc.yaml"


def load_referentiel(path: Path | None = None) -> Referentiel:
    """The référentiel of that file, whole and coherent. Raises ``CorpusError`` naming file, line and remedy."""
    source = read_yaml(path or default_referentiel_path())
    try:
        referentiel = Referentiel.model_validate(source.data)
    except ValidationError as error:
        raise _refused(source, source.problems_of(error)) from None
    problems = [*_empty(source, referentiel), *_ids(source, referentiel), *_links(source, referentiel)]
    if problems:
        raise _refused(source, problems)
    return referentiel


def _refused(source: YamlSource, problems: list[str]) -> CorpusError:
    shown = problems[0] if problems else source.path.name
    more = f" (et {len(problems) - 1} autre(s) problème(s))" if len(problems) > 1 else ""
    return CorpusError(f"Le référentiel n'est pas valable : {shown}{more}", REMEDY, problems=tuple(problems))


def _empty(source: YamlSource, ref: Referentiel) -> list[str]:
    """Texts left blank and lists left empty."""
    found: list[str] = []
    for name, values in (("blocks", ref.blocks), ("productions", ref.productions), ("groups", ref.groups)):
        if not values:
            found.append(source.problem((name,), f"la liste « {name} » est vide. Décrivez au moins un élément"))
    for g, group in enumerate(ref.groups):
        for h, heading in enumerate(group.headings):
            at: Location = ("groups", g, "headings", h)
            if not heading.criteria:
                found.append(source.problem(at, f"« {heading.title} » n'a aucun critère. Ajoutez-en ou retirez-le"))
            for c, criterion in enumerate(heading.criteria):
                if not criterion.text.strip():
                    where = (*at, "criteria", c)
                    found.append(source.problem(where, f"le libellé de {criterion.id} est vide. Recopiez-le"))
    return found


def _ids(source: YamlSource, ref: Referentiel) -> list[str]:
    """Ids that are written twice, or that do not follow ``CR.<group>.<NN>``."""
    found: list[str] = []
    seen: set[str] = set()
    for g, group in enumerate(ref.groups):
        rank = 0
        for h, heading in enumerate(group.headings):
            for c, criterion in enumerate(heading.criteria):
                rank += 1
                at: Location = ("groups", g, "headings", h, "criteria", c)
                expected = f"CR.{group.id}.{rank:02d}"
                if criterion.id in seen:
                    found.append(source.problem(at, f"l'identifiant {criterion.id} est pris deux fois. Renumérotez"))
                elif criterion.id != expected:
                    found.append(source.problem(at, f"« {criterion.id} » devrait s'appeler {expected}. Renommez-le"))
                seen.add(criterion.id)
    for name, ids in (
        ("groups", [g.id for g in ref.groups]),
        ("productions", [p.slug for p in ref.productions]),
        ("blocks", [str(b.number) for b in ref.blocks]),
    ):
        for value, count in Counter(ids).items():
            if count > 1:
                at = (name, len(ids) - 1 - ids[::-1].index(value))
                found.append(source.problem(at, f"« {value} » est pris deux fois dans « {name} ». Renommez l'un"))
    return found


def _links(source: YamlSource, ref: Referentiel) -> list[str]:
    """References to blocs, competences or groups that do not exist, and groups in no production or in two."""
    found: list[str] = []
    numbers = {b.number for b in ref.blocks}
    codes = {c.code for b in ref.blocks for c in b.competences}
    for g, group in enumerate(ref.groups):
        if group.block not in numbers:
            found.append(source.problem(("groups", g, "block"), f"le bloc {group.block} n'existe pas"))
        for k, code in enumerate(group.competences):
            if code not in codes:
                at: Location = ("groups", g, "competences", k)
                found.append(source.problem(at, f"la compétence {code} n'existe pas. Décrivez-la dans son bloc"))
    used = Counter(name for p in ref.productions for name in p.groups)
    known = {g.id for g in ref.groups}
    for p, production in enumerate(ref.productions):
        for k, name in enumerate(production.groups):
            if name not in known:
                found.append(source.problem(("productions", p, "groups", k), f"le groupe {name} n'existe pas"))
    for g, group in enumerate(ref.groups):
        if used[group.id] != 1:
            state = "n'est évalué dans aucune production" if not used[group.id] else "est compté dans deux productions"
            found.append(source.problem(("groups", g), f"le groupe {group.id} {state}. Corrigez « productions »"))
    return found
