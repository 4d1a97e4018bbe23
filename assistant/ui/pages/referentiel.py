"""Référentiel: search in ordinary French, browse by production, read each criterion's sheet and worked examples."""

from __future__ import annotations

import streamlit as st

from assistant.ui import wording as w
from assistant.ui.components.sheets import criterion_sheet, source_sheet
from assistant.ui.house import services
from assistant.ui.markup import plain, show

MANY = 6


def page() -> None:
    """Search first, then the whole référentiel."""
    st.title(w.REFERENTIEL, anchor=False)
    asked = st.query_params.get("critere", "")
    with st.container(key="recherche"):
        question = st.text_input(w.SEARCH, placeholder=w.SEARCH_EXAMPLE, max_chars=300, key="question")
    if question.strip():
        _results(question)
    elif services().referentiel.has_criterion(asked):
        show("sheet", **criterion_sheet(asked, opened=True))
    _browse()


def _results(question: str) -> None:
    outcome = services().search.search(question, k=MANY)
    if outcome.degraded:
        st.warning(plain(outcome.reason))
    if not outcome.results:
        st.info(plain(w.NO_RESULT))
        return
    show("title", text=w.RESULTS)
    seen: set[str] = set()
    for hit in outcome.results:
        kind = "criterion" if hit.kind == "guidance" else hit.kind
        if f"{kind}{hit.id}" not in seen:
            seen.add(f"{kind}{hit.id}")
            sheet = source_sheet(kind, hit.id)
            if sheet:
                show(sheet[0], **sheet[1])


def _browse() -> None:
    referentiel = services().referentiel
    titles = {production.slug: production.title for production in referentiel.productions}
    asked = st.query_params.get("production", "")
    show("title", text=w.BROWSE)
    slug = st.selectbox(
        w.BROWSE,
        list(titles),
        index=list(titles).index(asked) if asked in titles else 0,
        format_func=lambda each: f"Bloc {referentiel.production(each).block} · {titles[each]}",
        label_visibility="collapsed",
    )
    production = referentiel.production(slug)
    show("production", production=production)
    for group in (referentiel.group(each) for each in production.groups):
        for heading in group.headings:
            show("heading", title=heading.title, codes=group.competences)
            show("sheets", sheets=[criterion_sheet(criterion.id) for criterion in heading.criteria])


if __name__ == "__main__":
    page()
