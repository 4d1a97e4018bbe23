"""The report as one self-contained HTML page: the critique beside the learner's text, evidence linked both ways."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from assistant.reporting import wording
from assistant.reporting.jinja_pages import environment_of
from assistant.reporting.marked_text import marked_blocks
from assistant.reporting.rows import feedback, metadata
from assistant.reporting.view import ReportView

if TYPE_CHECKING:
    from jinja2 import Template

_TONES = ("3", "2", "1", "0", "none", "failed")


def render_html(view: ReportView) -> str:
    """The page: no script, no network, no image; every text escaped."""
    criteria = tuple(view.criteria())
    quotes = tuple(view.quote_views())
    tones = {criterion.tone: criterion.word for criterion in criteria}
    return _template().render(
        view=view,
        w=wording,
        metadata=metadata(view),
        feedback=feedback,
        tones=[(tone, tones[tone], sum(c.tone == tone for c in criteria)) for tone in _TONES if tone in tones],
        quotes=quotes,
        criteria={criterion.id: criterion for criterion in criteria},
        blocks=marked_blocks(view.document, quotes),
    )


@cache
def _template() -> Template:
    """The compiled template."""
    return environment_of("assistant.reporting").get_template("report.html.j2")
