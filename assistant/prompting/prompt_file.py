"""Read a prompt file: a front matter, then ``# System`` and ``# User``, with ``{{ name }}`` where inputs go."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.errors import CorpusError

PLACEHOLDER = re.compile(r"\{\{\s*([a-z][a-z0-9_]*)\s*\}\}")
_SHAPE = re.compile(
    r"\A---\n(?P<front>.*?\n)---\n\s*# System\n(?P<system>.*?)^# User\n(?P<user>.*)\Z", re.DOTALL | re.MULTILINE
)


class FrontMatter(BaseModel):
    """What a prompt says of itself. ``schema``: the name of the type that the answer must hold, empty for words."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    version: int = Field(ge=1)
    inputs: tuple[str, ...] = ()
    schema_name: str = Field(default="", alias="schema")


@dataclass(frozen=True)
class Prompt:
    """A prompt as written. ``digest``: sha256 of the file, line ends aside."""

    front: FrontMatter
    system: str
    user: str
    digest: str

    @property
    def key(self) -> str:
        """``<id>@<version>``, stamped on every output."""
        return f"{self.front.id}@{self.front.version}"


def parse_prompt(text: str, name: str) -> Prompt:
    """The prompt in a file's text. Raises ``CorpusError`` that names the file and the remedy."""
    import yaml

    text = text.replace("\r\n", "\n")
    shape = _SHAPE.match(text)
    if shape is None:
        raise _broken(name, "il faut une en-tête entre deux « --- », puis « # System », puis « # User »")
    try:
        front = FrontMatter.model_validate(yaml.safe_load(shape["front"]))
    except (ValidationError, yaml.YAMLError) as error:
        raise _broken(name, f"l'en-tête ne tient pas ({type(error).__name__} : {_first(error)})") from error
    system, user = shape["system"].strip(), shape["user"].strip()
    used = set(PLACEHOLDER.findall(system)) | set(PLACEHOLDER.findall(user))
    if used != set(front.inputs):
        gap = ", ".join(sorted(used ^ set(front.inputs)))
        raise _broken(name, f"les champs employés et ceux de « inputs » diffèrent : {gap}")
    return Prompt(front, system, user, hashlib.sha256(text.encode()).hexdigest())


def read_prompt(path: Path) -> Prompt:
    """The prompt at ``path``, whose name must be ``<id>.md``."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise _broken(path.name, f"le fichier ne peut pas être lu ({type(error).__name__})") from error
    prompt = parse_prompt(text, path.name)
    if prompt.front.id != path.stem:
        raise _broken(path.name, f"le fichier devrait s'appeler « {prompt.front.id}.md »")
    return prompt


def _first(error: Exception) -> str:
    if isinstance(error, ValidationError):
        found = error.errors(include_url=False)[0]
        return f"{'.'.join(map(str, found['loc']))} {found['msg']}"
    return str(error).splitlines()[0]


def _broken(name: str, what: str) -> CorpusError:
    return CorpusError(
        f"Le prompt « {name} » ne peut pas être employé : {what}.",
        "Corrigez-le en suivant un autre fichier du dossier prompts.",
        problems=(f"prompts/{name}: {what}.",),
    )
