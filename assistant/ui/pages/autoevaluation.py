"""Auto-évaluation: the learner's own levels first, then the critique, and where both part."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from assistant.domain.levels import LEVELS, Level, level_label
from assistant.reporting.view import CriterionView
from assistant.ui import wording as w
from assistant.ui.desk import Desk, desk
from assistant.ui.house import services
from assistant.ui.markup import plain, show
from assistant.ui.navigation import go
from assistant.ui.state import current


@dataclass(frozen=True)
class Row:
    """One criterion seen twice. ``size``: levels between both, -1 when they cannot be compared."""

    c: CriterionView
    own: Level
    own_word: str
    gap: str
    size: int


def page() -> None:
    """Give levels, or compare those that were given."""
    found = desk()
    st.title(w.SELF, anchor=False)
    show("lead", text=w.SELF_LEAD)
    if found is None:
        st.info(plain(w.NO_WORK))
        if st.button(w.DROP_FIRST, type="primary"):
            go("travail")
        return
    st.caption(plain(f"{found.work.title}, version {found.version.number}"))
    assessed = services().store.works.self_assessment(found.owner, found.version.id)
    given: dict[str, Level] = {each.criterion: each.level for each in assessed}
    state = current()
    if given and found.version.id not in state.redone:
        state.held.discard(found.version.id)
        _compare(found, given)
        if st.button(w.SELF_AGAIN, key="refaire"):
            state.redone.add(found.version.id)
            st.rerun()
    else:
        _ask(found, given)


def _ask(found: Desk, given: dict[str, Level]) -> None:
    slug = (found.run.production if found.run else None) or found.work.production
    if slug is None:
        st.info(plain(w.SELF_WAIT))
        return
    show("title", text=w.SELF_SCALE)
    show("scale")
    with st.form("auto", border=False):
        levels = _choices(found, slug, given)
        saved = st.form_submit_button(w.SELF_SAVE, type="primary")
    if not saved:
        return
    if not levels:
        st.warning(plain(w.SELF_NOTHING))
        return
    services().store.works.self_assess(found.owner, found.version.id, levels)
    current().redone.discard(found.version.id)
    st.rerun()


def _choices(found: Desk, slug: str, given: dict[str, Level]) -> dict[str, Level]:
    """The levels chosen so far, one choice a criterion."""
    referentiel = services().referentiel
    levels: dict[str, Level] = {}
    for group in (referentiel.group(each) for each in referentiel.production(slug).groups):
        for heading in group.headings:
            show("heading", title=heading.title, codes=group.competences)
            for criterion in heading.criteria:
                level = st.radio(
                    plain(f"{criterion.id} · {criterion.text}"),
                    LEVELS,
                    index=given.get(criterion.id),
                    format_func=level_label,
                    horizontal=True,
                    key=f"auto-{found.version.id}-{criterion.id}",
                )
                if level is not None:
                    levels[criterion.id] = level
    return levels


def _compare(found: Desk, given: dict[str, Level]) -> None:
    view = found.view()
    if view is None:
        st.info(plain(w.SELF_WAIT))
        if st.button(w.WORK, key="vers-travail"):
            go("travail")
        return
    rows = [_row(criterion, given[criterion.id]) for criterion in view.criteria() if criterion.id in given]
    compared = [row for row in rows if row.size >= 0]
    show(
        "comparison",
        rows=sorted(rows, key=lambda row: -row.size),
        line=w.agreement_line(sum(row.size == 0 for row in compared), len(compared)),
    )


def _row(criterion: CriterionView, own: Level) -> Row:
    size = -1 if criterion.level is None else abs(own - criterion.level)
    return Row(criterion, own, level_label(own), w.gap_line(own, criterion.level), size)


if __name__ == "__main__":
    page()
