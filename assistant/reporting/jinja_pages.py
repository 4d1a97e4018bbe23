"""The Jinja environment of our HTML: everything escaped, an unknown name refused, unprintable characters removed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.reporting import wording
from assistant.reporting.plain_text import clean, one_line

if TYPE_CHECKING:
    from jinja2 import Environment


def environment_of(package: str) -> Environment:
    """The templates of ``package`` (its folder ``templates``), with the filters ``fr`` and ``one_line``."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader(package, "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_printable,
        auto_reload=False,
    )
    environment.filters["fr"] = wording.french_spaces
    environment.filters["one_line"] = one_line
    return environment


def _printable(value: object) -> object:
    """Plain strings without unprintable characters; what is already escaped stays as it is."""
    return clean(value) if type(value) is str else value
