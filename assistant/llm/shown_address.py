"""An address as it may be shown: where it leads, without the secrets that some people put in it."""

from __future__ import annotations

import re
from typing import Final

_USER: Final = re.compile(r"(?<=//)([^/?#]*)@")
_SECRET: Final = re.compile(r"(?i)((?:[?&]|^)[^=&#]*(?:pass|pwd|key|token|secret|sig|auth)[^=&#]*=)[^&#]*")


def shown_address(address: str) -> str:
    """``address`` with … in place of a password and of the parameters that are named as secrets."""
    return _SECRET.sub(r"\1…", _USER.sub(_user, address))


def _user(match: re.Match[str]) -> str:
    name, colon, _ = match[1].partition(":")
    return f"{name}:…@" if colon else f"{name}@"
