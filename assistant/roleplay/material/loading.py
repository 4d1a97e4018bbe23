"""Load the authored material of ``corpus/scenarios`` and refuse, with file and line, what does not hold."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from assistant.corpus.location import corpus_folder
from assistant.corpus.yaml_source import YamlSource, read_yaml
from assistant.domain.frozen import Frozen
from assistant.errors import CorpusError
from assistant.roleplay.material.shapes import Material, Offer, Sector

_Model = TypeVar("_Model", bound=Frozen)
# material field -> (file, schema, key inside the file; None: the whole file)
_FILES: dict[str, tuple[str, str, str | None]] = {
    "trades": ("trades", "trades", "trades"),
    "terms": ("terms", "terms", "terms"),
    "people": ("people", "people", None),
    "motives": ("soncas", "soncas", "motives"),
    "facts": ("facts", "facts", None),
    "objections": ("objections", "objections", None),
    "signals": ("signals", "signals", "signals"),
    "traps": ("legal", "legal", "traps"),
    "hand_overs": ("handover", "handover", None),
    "accommodations": ("accommodations", "accommodations", "accommodations"),
    "watches": ("observation", "observation", "criteria"),
    "discovery": ("discovery", "discovery", None),
    "prospecting": ("prospecting", "prospecting", None),
    "meetings": ("meetings", "meetings", "meetings"),
}


def load_material(folder: Path | None = None) -> Material:
    """All the material, read once a process and folder. Raises ``CorpusError``."""
    return _load(folder or corpus_folder() / "scenarios")


@cache
def _load(folder: Path) -> Material:
    sectors = tuple(load_sector(path) for path in sorted((folder / "sectors").glob("*.yaml")))
    if not sectors:
        raise CorpusError(f"Aucun secteur dans {folder / 'sectors'}.", "Ajoutez au moins un fichier de secteur.")
    parts: dict[str, Any] = {name: _part(folder, *where) for name, where in _FILES.items()}
    try:
        return Material.model_validate({"sectors": sectors, **parts})
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        name = _FILES.get(str(first["loc"][0]), ("sectors", "", None))[0]
        place = ".".join(str(part) for part in first["loc"][1:])
        raise CorpusError(f"{name}.yaml : « {place} » n'a pas la forme attendue.", "Corrigez cette entrée.") from None


def load_sector(path: Path) -> Sector:
    """One sector file. Raises ``CorpusError``."""
    source = read_yaml(path)
    data = dict(_checked(source, "sector"))
    sector = _validated(Sector, data, source)
    problems = [p for rank, offer in enumerate(sector.offers) for p in _offer_problems(offer, rank, source)]
    if problems:
        raise CorpusError(problems[0], "Corrigez cette entrée.", problems=tuple(problems))
    return sector


def _offer_problems(offer: Offer, rank: int, source: YamlSource) -> list[str]:
    """What pydantic cannot see: references inside an offer."""
    needs = {need.id for need in offer.needs}
    problems = [
        source.problem(("offers", rank, "objections", n), f"le besoin « {objection.need} » n'existe pas")
        for n, objection in enumerate(offer.objections)
        if objection.need and objection.need not in needs
    ]
    problems += [
        source.problem(("offers", rank, part, n), f"le besoin « {name} » n'existe pas")
        for part, n, name in (
            *(("contexts", n, name) for n, context in enumerate(offer.contexts) for name in context.needs),
            *(("rivals", n, rival.need) for n, rival in enumerate(offer.rivals) if rival.need),
        )
        if name not in needs
    ]
    problems += [
        source.problem(("offers", rank, "needs", n), "il faut au moins trois questions et deux formulations")
        for n, need in enumerate(offer.needs)
        if len(need.ask) < 3 or len(need.line) < 2
    ]
    if "duree" in offer.terms and not offer.per:
        problems.append(source.problem(("offers", rank, "terms"), "« duree » suppose une affaire qui se répète (per)"))
    return problems


def _part(folder: Path, file: str, schema: str, key: str | None) -> Any:
    source = read_yaml(folder / f"{file}.yaml")
    data = _checked(source, schema)
    return data[key] if key else data


def _checked(source: YamlSource, schema: str) -> dict[str, Any]:
    """The content of a file without its ``schema`` line, which must be the one expected."""
    data = source.data
    if not isinstance(data, dict) or data.get("schema") != f"jalon/{schema}@1":  # pyright: ignore[reportUnknownMemberType]
        raise CorpusError(
            source.problem(("schema",), f"« schema: jalon/{schema}@1 » est attendu"), "Corrigez la première ligne."
        )
    return {str(key): value for key, value in data.items() if key != "schema"}  # pyright: ignore[reportUnknownArgumentType]


def _validated(model: type[_Model], data: dict[str, Any], source: YamlSource) -> _Model:
    try:
        return model.model_validate(data)
    except ValidationError as error:
        problems = source.problems_of(error)
        raise CorpusError(problems[0], "Corrigez cette entrée.", problems=tuple(problems)) from None
