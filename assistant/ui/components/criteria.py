"""The criteria one by one beside the learner's text, filtered by level."""

from __future__ import annotations

from assistant.reporting.marked_text import marked_blocks
from assistant.reporting.rows import feedback
from assistant.reporting.view import CriterionView, ReportView
from assistant.reporting.wording import BY_CRITERION, NOTHING_SHOWN
from assistant.ui import wording as w
from assistant.ui.components.overview import tones_of
from assistant.ui.markup import plain, show
from assistant.ui.navigation import go
from assistant.ui.state import current


def show_criteria(view: ReportView) -> None:
    """Critique on the left, text on the right; one under the other on a phone."""
    import streamlit as st

    show("title", text=BY_CRITERION)
    tones = _filter(view)
    left, right = st.columns([11, 9], gap="large")
    with left:
        shown = 0
        for heading in view.headings:
            criteria = [criterion for criterion in heading.criteria if criterion.tone in tones]
            if criteria:
                show("heading", title=heading.title, codes=heading.competences)
            for criterion in criteria:
                _criterion(criterion)
                shown += 1
        if not shown:
            st.info(plain(NOTHING_SHOWN))
    with right, st.container(key="texte-cote"):
        show_text(view)


def show_text(view: ReportView) -> None:
    """The whole draft, every quote marked."""
    quotes = tuple(view.quote_views())
    show(
        "text",
        blocks=marked_blocks(view.document, quotes),
        criteria={criterion.id: criterion for criterion in view.criteria()},
        format=view.document.format,
    )


def _filter(view: ReportView) -> set[str]:
    import streamlit as st

    tones = [(tone, word, count) for tone, word, count in tones_of(view) if count]
    labels = {tone: f"{word} ({count})" for tone, word, count in tones}
    chosen = st.pills(
        w.FILTER,
        list(labels),
        selection_mode="multi",
        default=list(labels),
        format_func=labels.__getitem__,
        key=f"filtre-{view.draft.sha256[:8]}-{view.production.slug}",
    )
    return set(chosen)


def _criterion(criterion: CriterionView) -> None:
    import streamlit as st

    with st.container(key=f"critere-{criterion.id.replace('.', '-')}", gap=None):
        show("criterion", c=criterion, rows=feedback(criterion))
        if st.button(w.ASK_COACH, key=f"coach-{criterion.id}", type="tertiary"):
            current().question = f"Où en est mon texte sur le critère {criterion.id}, et que faire ensuite ?"
            go("coach")
