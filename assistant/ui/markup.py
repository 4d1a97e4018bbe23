"""Text made safe to show: templates that escape everything, and the few marks that an answer of the coach may hold."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, cast

from markupsafe import Markup, escape

from assistant.domain.levels import LEVEL_MEANINGS
from assistant.reporting import wording as report_words
from assistant.reporting.jinja_pages import environment_of
from assistant.reporting.plain_text import clean, escape_markdown
from assistant.ui import wording as w

if TYPE_CHECKING:
    from jinja2 import Environment

_BOLD = re.compile(r"\*\*([^*\n]+)\*\*")
_SOURCE = re.compile(r"\[((?:CR|EX|FI)\.[\w.\-]+|C\.[\w.]+|p-[0-9a-f]{6,}|[a-z][\w\-:.]{2,60})\]")
_PASSAGE = re.compile(r"p-[0-9a-f]{6,}")
_BULLET = re.compile(r"\s*[-•*–]\s+(.*)")
_NUMBER = re.compile(r"\s*\d{1,2}[.)]\s+(.*)")
_HEADING = re.compile(r"\s*#{1,6}\s+(.*)")


def show(template: str, **values: object) -> None:
    """Put a template of ours on the page; every value is escaped."""
    import streamlit as st

    st.html(render(template, **values))


def render(template: str, **values: object) -> str:
    """The HTML of a template, every value escaped."""
    return _environment().get_template(f"{template}.html.j2").render(**values)


def plain(text: str) -> str:
    """Text for a place where Streamlit reads Markdown: shown as it is, whatever it holds."""
    return escape_markdown(report_words.french_spaces(text)).replace(":", "\\:")


def prose(text: str, labels: Mapping[str, str] | None = None) -> Markup:
    """An answer as paragraphs, lists and bold words; a source ``[id]`` becomes a mark, everything else is escaped.

    labels: what to show in place of an id.
    """
    named = labels or {}
    html: list[str] = []
    listing = ""
    for line in clean(text).split("\n"):
        kind, content = _line(line)
        if listing and kind != listing:
            html.append(f"</{listing}>")
            listing = ""
        if kind in ("ul", "ol"):
            if not listing:
                html.append(f"<{kind}>")
                listing = kind
            html.append(f"<li>{_inline(content, named)}</li>")
        elif content:
            html.append(f"<p>{_inline(f'**{content}**' if kind == 'h' else content, named)}</p>")
    if listing:
        html.append(f"</{listing}>")
    return Markup("".join(html))  # every piece went through escape()


def _line(line: str) -> tuple[str, str]:
    for kind, pattern in (("ul", _BULLET), ("ol", _NUMBER), ("h", _HEADING)):
        match = pattern.fullmatch(line)
        if match:
            return kind, match[1].strip()
    return "p", line.strip()


def _inline(text: str, labels: Mapping[str, str]) -> str:
    def mark(match: re.Match[str]) -> str:
        shown = labels.get(match[1]) or (w.KINDS["passage"] if _PASSAGE.fullmatch(match[1]) else match[1])
        return f'<span class="source">{escape(shown)}</span>'

    safe = _SOURCE.sub(mark, str(escape(report_words.french_spaces(text))))
    return _BOLD.sub(r"<strong>\1</strong>", safe)


@cache
def _environment() -> Environment:
    environment = environment_of("assistant.ui")
    environment.filters["prose"] = prose
    shared = cast("dict[str, Any]", environment.globals)
    shared.update(w=w, rw=report_words, meanings=LEVEL_MEANINGS)
    return environment
