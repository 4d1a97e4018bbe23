"""Office archives that are the same bytes at each run: no date of today inside."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from datetime import datetime
from typing import Final

WRITTEN: Final = datetime(2026, 9, 1, 9, 0, 0)
"""The date that every sample bears, in its properties and in its archive."""

_ZIP_DATE: Final = (2026, 9, 1, 9, 0, 0)
_STAMP: Final = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z?")


def reseal(archive: bytes, change: Callable[[str, bytes], bytes] | None = None) -> bytes:
    """The same archive with fixed dates; ``change`` may rewrite a member, given its name and bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name in ("docProps/core.xml", "meta.xml"):
                data = _STAMP.sub(WRITTEN.strftime("%Y-%m-%dT%H:%M:%SZ").encode(), data)
            info = zipfile.ZipInfo(name, _ZIP_DATE)
            info.external_attr = 0o644 << 16
            # OpenDocument wants its type readable without inflating
            packing = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            new.writestr(info, change(name, data) if change else data, packing, 9)
    return out.getvalue()
