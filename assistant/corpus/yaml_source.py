"""Read a YAML file and remember on which line each value stands, so that messages can name it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from assistant.errors import CorpusError

Location = tuple[str | int, ...]

_FRENCH = {
    "missing": "le champ « {name} » manque. Ajoutez-le",
    "extra_forbidden": "le champ « {name} » est inconnu. Retirez-le ou corrigez son nom",
    "literal_error": "la valeur de « {name} » n'est pas admise. Valeurs possibles : {expected}",
    "string_type": "« {name} » doit être un texte. Mettez la valeur entre guillemets",
    "int_type": "« {name} » doit être un nombre entier",
    "int_parsing": "« {name} » doit être un nombre entier",
    "tuple_type": "« {name} » doit être une liste (une ligne « - » par élément)",
    "dict_type": "« {name} » doit être un groupe de champs « clé: valeur »",
    "model_type": "« {name} » doit être un groupe de champs « clé: valeur »",
    "model_attributes_type": "« {name} » doit être un groupe de champs « clé: valeur »",
}


@dataclass(frozen=True)
class YamlSource:
    """A parsed YAML file. ``lines`` maps a path of keys and ranks to a line number from 1."""

    path: Path
    data: Any
    lines: dict[Location, int] = field(default_factory=dict[Location, int])

    def line(self, location: Location) -> int:
        """The line of that value, or of its nearest known parent."""
        for cut in range(len(location), -1, -1):
            if location[:cut] in self.lines:
                return self.lines[location[:cut]]
        return 1

    def problem(self, location: Location, what: str) -> str:
        """« file:line: what. »"""
        return f"{self.path.name}:{self.line(location)}: {what.rstrip('.')}."

    def problems_of(self, error: ValidationError, prefix: Location = ()) -> list[str]:
        """Every pydantic error as a French line."""
        found: list[str] = []
        for item in error.errors(include_url=False):
            location = prefix + tuple(item["loc"])
            template = _FRENCH.get(item["type"], "« {name} » n'a pas la forme attendue")
            expected = str(item.get("ctx", {}).get("expected", ""))
            found.append(self.problem(location, template.format(name=_named(location), expected=expected)))
        return found


def read_yaml(path: Path) -> YamlSource:
    """Parse ``path``. Raises ``CorpusError`` for a missing file, broken YAML or a key written twice."""
    import yaml

    try:
        if path.exists() and not path.is_file():  # a folder; a device or a pipe, which may never end
            raise CorpusError(f"{path} n'est pas un fichier.", "Vérifiez le chemin.")
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise CorpusError(f"Le fichier {path} n'existe pas.", "Vérifiez le chemin.") from None
    except (OSError, UnicodeDecodeError):
        raise CorpusError(f"Le fichier {path} ne peut pas être lu.", "Enregistrez-le en UTF-8.") from None
    loader = yaml.CSafeLoader if hasattr(yaml, "CSafeLoader") else yaml.SafeLoader
    try:
        node = yaml.compose(text, Loader=loader)
        reader = _NodeReader(path)
        data = reader.value(node, ()) if node is not None else None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark is not None else 1
        raise CorpusError(
            f"{path.name}:{line}: le YAML est mal formé.",
            "Vérifiez l'indentation et mettez entre guillemets les textes qui contiennent « : ».",
        ) from None
    if reader.duplicates:
        raise CorpusError(reader.duplicates[0], "Gardez une seule des deux entrées.", problems=tuple(reader.duplicates))
    return YamlSource(path=path, data=data, lines=reader.lines)


class _NodeReader:
    """Turns YAML nodes into plain values and notes their lines (anchors and custom tags are not used here)."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.lines: dict[Location, int] = {}
        self.duplicates: list[str] = []

    def value(self, node: Any, at: Location) -> Any:
        self.lines.setdefault(at, node.start_mark.line + 1)
        if node.id == "mapping":
            return self._mapping(node, at)
        if node.id == "sequence":
            return [self.value(child, (*at, rank)) for rank, child in enumerate(node.value)]
        return _scalar(node.tag, node.value)

    def _mapping(self, node: Any, at: Location) -> dict[Any, Any]:
        result: dict[Any, Any] = {}
        for key_node, value_node in node.value:
            key = _scalar(key_node.tag, key_node.value)
            line = key_node.start_mark.line + 1
            if key in result:
                self.duplicates.append(f"{self.path.name}:{line}: « {key} » est écrit deux fois.")
            self.lines[(*at, key)] = line
            result[key] = self.value(value_node, (*at, key))
        return result


def _scalar(tag: str, value: str) -> Any:
    import yaml

    kind = tag.rpartition(":")[2]
    if kind == "int":
        return int(value)
    if kind == "float":
        return float(value)
    if kind == "bool":
        return value.lower() in {"true", "yes", "on"}
    if kind == "null":
        return None
    if kind in {"str", "timestamp"}:
        return value
    raise yaml.YAMLError(f"tag {tag}")


def _named(location: Location) -> str:
    return ".".join(str(part) for part in location) or "racine"
