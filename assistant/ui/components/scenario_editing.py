"""The parts of a scenario that a trainer may change, a form each; saving checks the whole again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from assistant.domain.scenario import Scenario
from assistant.ui import trainer_wording as w
from assistant.ui.components import scenario_edits as edits
from assistant.ui.markup import plain, show

_ROW = 35  # pixels of a row of a table, as Streamlit draws it

Save = Callable[[Callable[[], Scenario]], None]
"""Called with what makes the edited scenario; tells what is wrong, or keeps it."""


def show_editing(scenario: Scenario, key: str, save: Save) -> None:
    """One part at a time. ``key``: changes when the scenario was saved, so that the fields show what is kept."""
    import streamlit as st

    st.write(plain(w.EDIT_LEAD))
    parts = {
        w.SECTIONS[0]: _context,
        w.SECTIONS[1]: _people,
        w.SECTIONS[2]: _figures,
        w.SECTIONS[3]: _objections,
        w.SECTIONS[4]: _facts,
    }
    if scenario.economics is None:
        del parts[w.SECTIONS[2]]
    chosen = str(
        st.segmented_control(
            w.TABS[1], list(parts), default=w.SECTIONS[0], required=True, key="cas-partie", label_visibility="collapsed"
        )
    )
    with st.form(f"cas-{chosen}-{key}"):
        make = parts[chosen](scenario, key)
        saved = st.form_submit_button(w.SAVE, type="primary", key=f"cas-enregistrer-{chosen}")
    if saved:
        save(make)


def _context(scenario: Scenario, key: str) -> Callable[[], Scenario]:
    import streamlit as st

    from assistant.roleplay.composing.tempers import LEVEL_LABELS

    brief = scenario.brief
    values: dict[str, Any] = {}
    left, right = st.columns([3, 1])
    with left:
        values["title"] = _line("title", scenario.title, key)
    with right:
        values["level"] = st.selectbox(
            w.FIELDS["level"],
            list(LEVEL_LABELS),
            index=scenario.level - 1,
            format_func=lambda each: f"{each} · {LEVEL_LABELS[each]}",
            key=f"cas-level-{key}",
        )
    values["context"] = _area("context", brief.context, key, 130)
    values["stakes"] = _line("stakes", brief.stakes, key)
    values["place"] = _line("place", brief.place, key)
    values["opening"] = _line("opening", brief.opening, key)
    left, right = st.columns(2)
    with left:
        values["seller_company"] = _line("seller_company", brief.seller_company.name, key)
    with right:
        values["buyer_company"] = _line("buyer_company", brief.buyer_company.name, key)
    values["mission"] = _area("mission", scenario.seller.mission, key, 90)
    return lambda: edits.with_context(scenario, values)


def _people(scenario: Scenario, key: str) -> Callable[[], Scenario]:
    import streamlit as st

    names = ("name", "role", "part", "weight", "position", "interest", "brake", "style")
    column = st.column_config
    rows = _table(
        [{name: getattr(person, name) for name in names} for person in scenario.people],
        {
            **{name: column.TextColumn(w.FIELDS[name], width="medium", required=True) for name in names},
            "part": column.SelectboxColumn(w.FIELDS["part"], options=list(edits.PARTS), required=True, width="small"),
            "weight": column.NumberColumn(w.FIELDS["weight"], min_value=0, max_value=100, step=1, width="small"),
            "brake": column.TextColumn(w.FIELDS["brake"], width="medium"),
            "style": column.TextColumn(w.FIELDS["style"], width="large"),
        },
        f"cas-personnes-{key}",
    )
    return lambda: edits.with_people(scenario, rows)


def _figures(scenario: Scenario, key: str) -> Callable[[], Scenario]:
    import streamlit as st

    economics = scenario.economics
    assert economics is not None  # show_editing leaves this part out otherwise
    seller, buyer = economics.seller, economics.buyer
    kept = {
        "proposed": seller.proposed,
        "target": seller.target,
        "authority": seller.authority,
        "unit_cost": seller.unit_cost,
        "alternative_margin": float(seller.alternative_margin),
        "first": buyer.first,
        "buyer_target": buyer.target,
        "reserve": buyer.reserve,
    }
    prices: dict[str, float] = {}
    sides = (
        ("proposed", "target", "authority", "unit_cost", "alternative_margin"),
        ("first", "buyer_target", "reserve"),
    )
    for side, column in zip(zip(w.SIDES, sides, strict=True), st.columns(2, gap="large"), strict=True):
        with column:
            show("scenario_print", title=f"{side[0]}, € HT {economics.unit}")
            for name in side[1]:
                step = {"alternative_margin": 100.0, "unit_cost": 0.01}.get(name, economics.step)
                prices[name] = st.number_input(
                    w.FIELDS[name], 0.0, None, float(kept[name]), step, "%.2f", key=f"cas-{name}-{key}"
                )
    st.caption(plain(w.floor_line(seller.reserve, economics.unit)))
    show("scenario_print", title=w.OPTIONS)
    st.caption(plain(w.OPTIONS_HELP))
    rows = _options(scenario, key)
    return lambda: edits.with_figures(scenario, prices, rows)


def _options(scenario: Scenario, key: str) -> list[dict[str, Any]]:
    import streamlit as st

    assert scenario.economics is not None
    column = st.column_config
    names = ("label", "seller_value", "buyer_value", "seller_can", "buyer_can")
    return _table(
        [
            {"term": term.label, **{name: getattr(option, name) for name in names}}
            for term in scenario.economics.terms
            for option in term.options
        ],
        {
            "term": column.TextColumn(w.FIELDS["term"], disabled=True, width="medium"),
            "label": column.TextColumn(w.FIELDS["label"], required=True, width="medium"),
            "seller_value": column.NumberColumn(w.FIELDS["seller_value"], step=1, required=True),
            "buyer_value": column.NumberColumn(w.FIELDS["buyer_value"], step=1, required=True),
            "seller_can": column.CheckboxColumn(w.FIELDS["seller_can"]),
            "buyer_can": column.CheckboxColumn(w.FIELDS["buyer_can"]),
        },
        f"cas-options-{key}",
    )


def _objections(scenario: Scenario, key: str) -> Callable[[], Scenario]:
    import streamlit as st

    values: list[dict[str, Any]] = []
    for rank, objection in enumerate(scenario.objections):
        with st.expander(f"{rank + 1}. {plain(objection.says[0])}", expanded=rank == 0):
            place = f"{objection.id}-{key}"
            values.append(
                {
                    "says": _area("says", "\n".join(objection.says), place, 90, many=True),
                    "answers": _area("answers", "\n".join(objection.answers), place, 110, many=True),
                    "softened": _line("softened", objection.softened, place),
                    "stays": _line("stays", objection.stays, place),
                }
            )
    return lambda: edits.with_objections(scenario, values)


def _facts(scenario: Scenario, key: str) -> Callable[[], Scenario]:
    import streamlit as st

    values: list[dict[str, Any]] = []
    for rank, fact in enumerate(scenario.facts):
        with st.expander(f"{rank + 1}. {plain(fact.text)}", expanded=rank == 0):
            place = f"{fact.id}-{key}"
            each: dict[str, Any] = {
                "text": _area("text", fact.text, place, 90),
                "questions": _area("questions", "\n".join(fact.questions), place, 110, many=True),
                "evasive": _line("evasive", fact.evasive, place),
            }
            each["trust"] = st.slider(w.FIELDS["trust"], 0, 100, fact.trust, 5, key=f"cas-trust-{place}")
            each["secret"] = st.checkbox(w.FIELDS["secret"], fact.secret, key=f"cas-secret-{place}")
            values.append(each)
    return lambda: edits.with_facts(scenario, values)


def _line(name: str, value: str, key: str) -> str:
    import streamlit as st

    return st.text_input(w.FIELDS[name], value, max_chars=400, key=f"cas-{name}-{key}")


def _area(name: str, value: str, key: str, height: int, *, many: bool = False) -> str:
    import streamlit as st

    label = f"{w.FIELDS[name]} ({w.ONE_A_LINE})" if many else w.FIELDS[name]
    return st.text_area(label, value, height=height, max_chars=2_000, key=f"cas-{name}-{key}")


def _table(rows: list[dict[str, Any]], columns: dict[str, Any], key: str) -> list[dict[str, Any]]:
    """The rows as the trainer left them."""
    import pandas as pd
    import streamlit as st

    height = _ROW * (len(rows) + 1) + 3  # every row in sight: a table that scrolls inside a page hides its end
    frame = st.data_editor(
        pd.DataFrame(rows), column_config=columns, hide_index=True, num_rows="fixed", key=key, height=height
    )
    return cast("list[dict[str, Any]]", frame.to_dict("records"))
