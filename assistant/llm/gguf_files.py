"""Find a GGUF file: a path of this machine, or a file of a Hugging Face repository, downloaded once and whole."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Final

from assistant.errors import ModelNotFound, ModelUnavailable, SettingsError

_MAGIC: Final = b"GGUF"
_REMOTE: Final = re.compile(r"(?P<repo>[\w.-]+/[\w.-]+)/(?P<file>[\w./-]+\.gguf)")
Told = Callable[[int, int | None], None]


def gguf_file(name: str, folder: Path, *, told: Told = lambda _done, _total: None) -> Path:
    """The file named: ``/path/model.gguf`` or ``owner/repository/file.gguf``, the latter kept in ``folder``.

    ``told(done, total)`` follows a download, in bytes. Raises ``SettingsError`` for a name that is neither,
    ``ModelNotFound``, ``ModelUnavailable``.
    """
    path = Path(name).expanduser()
    if path.is_file():
        return _checked(path)
    remote = _REMOTE.fullmatch(name)
    if remote is None or ".." in name:
        raise SettingsError(
            f"Le fichier de modèle « {name} » est introuvable.",
            "Donnez le chemin d'un fichier .gguf, ou « propriétaire/dépôt/fichier.gguf » de Hugging Face.",
        )
    target = folder / remote["repo"].replace("/", "--") / Path(remote["file"]).name
    if not target.is_file():
        _download(_address(remote["repo"], remote["file"]), target, told)
    return _checked(target)


def _address(repository: str, file: str) -> str:
    base = os.environ.get("HF_ENDPOINT", "https://huggingface.co").rstrip("/")
    return f"{base}/{repository}/resolve/main/{file}"


def _download(address: str, target: Path, told: Told) -> None:
    """Into ``<target>.part``, taken up where it stopped, then renamed: a file that is there is whole."""
    import httpx

    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_suffix(".part")
    done = part.stat().st_size if part.is_file() else 0
    headers = {"Accept-Encoding": "identity"} | ({"Range": f"bytes={done}-"} if done else {})
    try:
        with httpx.stream("GET", address, headers=headers, follow_redirects=True, timeout=30.0) as response:
            if response.status_code in {401, 403, 404}:
                raise ModelNotFound(
                    f"Le fichier « {target.name} » n'est pas disponible au téléchargement.", "Vérifiez."
                )
            if response.status_code == 416:
                part.unlink()
                raise ModelUnavailable("Le téléchargement interrompu n'a pas pu reprendre.", "Relancez-le.")
            response.raise_for_status()
            resumed = response.status_code == 206
            total = _total(response.headers.get("content-length"), done if resumed else 0)
            with part.open("ab" if resumed else "wb") as out:
                done = done if resumed else 0
                for block in response.iter_raw():
                    out.write(block)
                    done += len(block)
                    told(done, total)
    except httpx.HTTPError as error:
        raise ModelUnavailable(
            f"Le téléchargement du modèle s'est interrompu ({type(error).__name__}).",
            "Relancez : il reprendra où il s'est arrêté.",
        ) from error
    if total is not None and done != total:
        raise ModelUnavailable("Le téléchargement du modèle est incomplet.", "Relancez : il reprendra.")
    os.replace(part, target)


def _total(length: str | None, done: int) -> int | None:
    return done + int(length) if length and length.isdigit() else None


def _checked(path: Path) -> Path:
    with path.open("rb") as file:
        if file.read(4) != _MAGIC:
            raise SettingsError(f"« {path.name} » n'est pas un fichier de modèle GGUF.", "Choisissez un fichier .gguf.")
    return path
