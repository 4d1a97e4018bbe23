"""A critique that runs: how far it is, how long is left, what has arrived, and a way to stop it."""

from __future__ import annotations

from assistant.domain.judgement import Verdict
from assistant.domain.learning import RunProgress
from assistant.reporting.wording import level_word
from assistant.ui import wording as w
from assistant.ui.desk import Desk
from assistant.ui.house import ready, services
from assistant.ui.markup import plain, show

EVERY = 0.6  # seconds between two looks at a run


def show_progress(desk: Desk) -> None:
    """Looks at the run again and again, then lets the page show the critique."""
    import streamlit as st

    assert desk.run is not None
    run_id = desk.run.id

    @st.fragment(run_every=EVERY)
    def watch() -> None:
        progress = services().critiques.progress(desk.owner, run_id)
        if not progress.run.active:
            st.rerun(scope="app")
        _show(progress)
        if st.button(w.STOP, key=f"arreter-{run_id}", type="secondary"):
            services().critiques.stop(desk.owner, run_id)
        if progress.verdicts:
            show("arriving", criteria=[_row(verdict) for verdict in reversed(progress.verdicts)])

    watch()


def _show(progress: RunProgress) -> None:
    import streamlit as st

    run = progress.run
    show("title", text=w.RUNNING)
    share = run.done / run.total if run.total else 0.0
    preparing = not run.total and not ready()  # on a new machine the index is built first: the wait is told
    said = w.PREPARING if preparing else w.progress_line(run.done, run.total, progress.seconds_left)
    st.progress(min(share, 1.0), text=plain(said))
    st.caption(plain(w.ahead_line(progress.ahead) if progress.ahead else w.RUNNING_HELP))


def _row(verdict: Verdict) -> dict[str, str]:
    return {
        "id": verdict.id,
        "wording": services().referentiel.criterion(verdict.id).text,
        "tone": "failed" if verdict.status == "failed" else "none" if verdict.level is None else str(verdict.level),
        "word": level_word(verdict.status, verdict.level),
    }
