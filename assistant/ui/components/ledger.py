"""The advice given, and what became of it: followed, partly, or refused with the learner's reason."""

from __future__ import annotations

from assistant.domain.learning import Advice
from assistant.ui import wording as w
from assistant.ui.desk import Desk
from assistant.ui.house import services
from assistant.ui.incident import told
from assistant.ui.markup import plain, show

_FIRST = 8


def show_ledger(desk: Desk) -> None:
    """Advice of the whole work, by what became of it."""
    import streamlit as st

    show("title", text=w.LEDGER)
    advice = services().store.advice.of_work(desk.owner, desk.work.id)
    if not advice:
        st.caption(plain(w.NO_ADVICE))
        return
    counts = {state: sum(a.state == state for a in advice) for state in w.ADVICE_STATES}
    labels = {state: f"{word} ({counts[state]})" for state, word in w.ADVICE_STATES.items()}
    chosen = st.segmented_control(
        w.LEDGER,
        list(labels),
        default="open",
        format_func=labels.__getitem__,
        label_visibility="collapsed",
        key="carnet",
    )
    rows = [each for each in advice if each.state == (chosen or "open")]
    for each in rows[:_FIRST]:
        _advice(desk, each)
    if len(rows) > _FIRST:
        with st.expander(f"{len(rows) - _FIRST} autres"):
            for each in rows[_FIRST:]:
                _advice(desk, each)


def _advice(desk: Desk, advice: Advice) -> None:
    import streamlit as st

    numbers = {version.id: version.number for version in desk.versions}
    with st.container(key=f"conseil-{advice.id}", gap="xsmall"):
        show(
            "advice",
            advice=advice,
            state=w.ADVICE_STATES[advice.state],
            given=numbers.get(advice.version),
            settled=numbers.get(advice.settled_by or ""),
        )
        if advice.state == "open":
            with st.popover(w.REFUSE, type="tertiary"), st.form(f"refus-{advice.id}", border=False):
                reason = st.text_area(w.REFUSE_WHY, max_chars=500, key=f"raison-{advice.id}")
                if st.form_submit_button(w.REFUSE_DO):
                    with told():
                        services().store.advice.refuse(desk.owner, advice.id, reason)
                        st.rerun()
        elif advice.state == "refused" and st.button(w.REOPEN, key=f"rouvrir-{advice.id}", type="tertiary"):
            services().store.advice.reopen(desk.owner, advice.id)
            st.rerun()
