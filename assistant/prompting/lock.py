"""Forbid a prompt to change without its version: each version's sha256 is written down and never rewritten.

``python -m assistant.prompting.lock --check`` fails when a file and its line differ; ``--write`` adds what is new.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from assistant.errors import CorpusError
from assistant.prompting.prompt_file import Prompt, read_prompt
from assistant.prompting.render import prompts_folder

LOCK = "prompts.lock"
_TITLE = "# id@version sha256 of prompts/<id>.md; written by: python -m assistant.prompting.lock --write\n"


def read_lock(folder: Path) -> dict[str, str]:
    """``{<id>@<version>: sha256}`` of every version ever locked."""
    path = folder / LOCK
    if not path.is_file():
        return {}
    lines = (line.split() for line in path.read_text(encoding="utf-8").splitlines() if line[:1] not in {"", "#"})
    return {words[0]: words[1] for words in lines if len(words) == 2}


def problems(folder: Path) -> list[str]:
    """What is wrong with the prompts of a folder, one French line each; empty when all is well."""
    locked = read_lock(folder)
    found: list[str] = []
    for path in sorted(folder.glob("*.md")):
        try:
            prompt = read_prompt(path)
        except CorpusError as error:
            found.extend(error.problems)
            continue
        problem = _problem(prompt, locked)
        if problem:
            found.append(f"prompts/{path.name}: {problem}")
    return found


def write_lock(folder: Path) -> list[str]:
    """Add the new versions to the lock; returns their keys. Raises ``CorpusError`` when a locked one has changed."""
    wrong = [p for p in problems(folder) if not p.endswith(_NEW)]
    if wrong:
        raise CorpusError("Les prompts ne peuvent pas être verrouillés.", problems=tuple(wrong))
    locked = read_lock(folder)
    prompts = [read_prompt(path) for path in folder.glob("*.md")]
    new = {p.key: p.digest for p in prompts if p.key not in locked}
    lines = [f"{key} {digest}\n" for key, digest in sorted({**locked, **new}.items(), key=_order)]
    (folder / LOCK).write_text(_TITLE + "".join(lines), encoding="utf-8")
    return sorted(new)


_NEW = "version nouvelle ; verrouillez-la avec : python -m assistant.prompting.lock --write"


def _problem(prompt: Prompt, locked: dict[str, str]) -> str:
    if prompt.key not in locked:
        return _NEW
    if locked[prompt.key] != prompt.digest:
        return f"le texte a changé mais la version est restée {prompt.front.version} ; augmentez « version »."
    return ""


def _order(item: tuple[str, str]) -> tuple[str, int]:
    name, _, version = item[0].partition("@")
    return name, int(version) if version.isdigit() else 0


def main(arguments: Sequence[str] | None = None, folder: Path | None = None) -> int:
    """0 when the prompts and the lock agree (``--check``) or were made to (``--write``), else 1."""
    asked = list(sys.argv[1:] if arguments is None else arguments)
    where = folder or prompts_folder()
    if asked == ["--write"]:
        try:
            new = write_lock(where)
        except CorpusError as error:
            found = list(error.problems)
        else:
            print("\n".join(f"verrouillé : {key}" for key in new) or "rien de nouveau", file=sys.stderr)
            return 0
    elif asked == ["--check"]:
        found = problems(where)
    else:
        print("usage : python -m assistant.prompting.lock --check | --write", file=sys.stderr)
        return 2
    print("\n".join(found), file=sys.stderr, end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
