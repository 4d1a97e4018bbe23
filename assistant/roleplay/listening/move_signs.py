"""Signs of a move in the words of a line: what French says on its face, before any likeness is looked for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from assistant.errors import CorpusError
from assistant.roleplay.french.plain_words import flat

Patterns = Mapping[str, re.Pattern[str]]


@cache
def load_signs() -> tuple[Patterns, Patterns]:
    """The signs and the guards of ``corpus/scenarios/signs.yaml``, compiled. Raises ``CorpusError``."""
    from assistant.corpus.location import corpus_folder
    from assistant.corpus.yaml_source import read_yaml

    path = corpus_folder() / "scenarios" / "signs.yaml"
    data = read_yaml(path).data
    try:
        signs, guards = _compiled(data["signs"]), _compiled(data["guards"])
    except (re.error, KeyError, TypeError) as error:
        raise CorpusError(
            f"{path.name} : une expression n'est pas valable ({error}).", "Corrigez cette entrée."
        ) from None
    return signs, guards


def _compiled(groups: Mapping[str, list[str]]) -> Patterns:
    return {name: re.compile("|".join(alternatives)) for name, alternatives in groups.items()}


def signs_of(text: str) -> tuple[bool, ...]:
    """Which signs the line shows, always in the same order."""
    words = flat(text)
    return tuple(bool(pattern.search(words)) for pattern in load_signs()[0].values())


def has_sign(text: str, *names: str) -> bool:
    """Whether the line shows one of these signs."""
    words, signs = flat(text), load_signs()[0]
    return any(signs[name].search(words) for name in names)


def has_guard(text: str, name: str) -> bool:
    """Whether the line shows what that guard of ``signs.yaml`` tells apart."""
    return load_signs()[1][name].search(flat(text)) is not None


def is_attempt(text: str) -> bool:
    """Whether the line asks for secrets, instructions or another role, or is not in French."""
    words, guards = flat(text), load_signs()[1]
    if guards["attempt"].search(words):
        return True
    english = len(guards["english"].findall(words))
    return english >= 2 and english > len(guards["french"].findall(words))
