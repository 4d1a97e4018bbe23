"""The picture of a critique: criteria by level and heading, with the same data as a table."""

from __future__ import annotations

from collections import Counter

from assistant.reporting import wording as report_words
from assistant.reporting.view import ReportView
from assistant.ui.markup import show

# tone, word; in the order of the columns
_TONES: tuple[tuple[str, str], ...] = (
    ("0", report_words.level_word("judged", 0)),
    ("1", report_words.level_word("judged", 1)),
    ("2", report_words.level_word("judged", 2)),
    ("3", report_words.level_word("judged", 3)),
    ("none", report_words.level_word("not_assessable", None)),
    ("failed", report_words.level_word("failed", None)),
)


def tones_of(view: ReportView) -> list[tuple[str, str, int]]:
    """(tone, word, how many criteria) of each level, 0 to 3 always, the others when they occur."""
    counts = Counter(criterion.tone for criterion in view.criteria())
    return [(tone, word, counts[tone]) for tone, word in _TONES if counts[tone] or tone in "0123"]


def show_overview(view: ReportView) -> None:
    """The bar, the picture, its table, and the bloc in the jury's words."""
    tones = tones_of(view)
    show(
        "overview",
        tones=[t for t in reversed(tones) if t[2]],
        columns=tones,
        headings=view.headings,
        projection=view.projection,
    )
