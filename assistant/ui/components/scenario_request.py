"""Asking for a scenario: what kind, about what, how hard; or bringing one as a file."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assistant.errors import UserError
from assistant.ui import trainer_wording as w
from assistant.ui.components.intake import TYPES
from assistant.ui.components.situation import situation_choice
from assistant.ui.house import services
from assistant.ui.incident import told
from assistant.ui.markup import plain
from assistant.ui.state import current

if TYPE_CHECKING:
    from assistant.domain.scenario import ScenarioKind
    from assistant.roleplay.composing.case import Request

_SEED = "tirage-propose"


@dataclass(frozen=True)
class Asked:
    """What the trainer asks for. ``offer``: text of an offer of their own, None for an authored one."""

    request: Request
    offer: str | None


def show_request(make: Callable[[Asked], None]) -> None:
    """The choices and the button; ``make`` is called once with what was asked."""
    import streamlit as st

    kind = situation_choice(w.KIND, "cas-genre")
    source = _source(kind)
    sector, offer = _sector(kind) if source == "secteur" else (None, None)
    own = _own(source)
    choices = _choices(kind, own=source != "secteur")
    if st.button(w.COMPOSE, type="primary", key="composer"):
        with told():
            asked = Asked(_request(kind, sector, offer, choices), _text_of(source, own))
            st.session_state[_SEED] = _draw()
            make(asked)


def show_import(take: Callable[[str, bytes], None]) -> None:
    """A scenario as a file."""
    import streamlit as st

    with st.expander(w.IMPORT):
        st.caption(plain(w.IMPORT_HELP))
        sent = st.file_uploader(w.IMPORT, ["json"], key=f"cas-import-{current().round}", label_visibility="collapsed")
        if sent is not None:
            with told():
                take(sent.name, sent.getvalue())


def _source(kind: ScenarioKind) -> str:
    import streamlit as st

    if kind != "negociation":
        return "secteur"  # an offer of one's own has a price: it is only negotiated
    return str(
        st.segmented_control(
            w.FROM,
            list(w.SOURCES),
            default="secteur",
            format_func=w.SOURCES.__getitem__,
            required=True,
            key="cas-source",
        )
    )


def _sector(kind: ScenarioKind) -> tuple[str | None, str | None]:
    import streamlit as st

    from assistant.roleplay.material.loading import load_material

    if kind == "reunion":
        return None, None
    material = load_material()
    labels: dict[str | None, str] = {None: w.DRAWN, **{sector.id: sector.label for sector in material.sectors}}
    left, right = st.columns(2)
    with left:
        sector = st.selectbox(w.SECTOR, list(labels), format_func=lambda each: labels[each], key="cas-secteur")
    found = material.sector(sector) if sector else None
    products: dict[str | None, str] = {None: w.DRAWN}
    products |= {offer.id: offer.product for offer in found.offers} if found else {}
    with right:
        offer = st.selectbox(
            w.PRODUCT,
            list(products),
            format_func=lambda each: products.get(each, "")[:1].upper() + products.get(each, "")[1:],
            disabled=found is None,
            key=f"cas-produit-{sector}",
        )
    return sector, offer


def _own(source: str) -> Any:
    import streamlit as st

    if source == "mots":
        return st.text_area(w.WORDS, height=140, placeholder=w.WORDS_EXAMPLE, help=w.WORDS_HELP, key="cas-mots")
    if source == "fichier":
        return st.file_uploader(w.FILE, TYPES, key=f"cas-offre-{current().round}")
    return None


def _text_of(source: str, own: Any) -> str | None:
    """The text of the trainer's own offer. Raises ``UserError`` when there is none yet, ``DraftError``."""
    if source == "secteur":
        return None
    if source == "mots":
        if not own or not own.strip():
            raise UserError(w.WORDS_EMPTY)
        return str(own)
    if own is None:
        raise UserError(w.FILE_EMPTY)
    return services().read_bytes(own.name, own.getvalue()).text


def _choices(kind: ScenarioKind, *, own: bool) -> dict[str, Any]:
    """Level, seed, and what only a negotiation has."""
    import streamlit as st

    from assistant.roleplay.composing.tempers import LEVEL_LABELS

    chosen: dict[str, Any] = {}
    first, second, third = st.columns(3)
    with first:
        chosen["level"] = st.selectbox(
            w.LEVEL,
            list(LEVEL_LABELS),
            index=1,
            format_func=lambda each: f"{each} · {LEVEL_LABELS[each]}",
            help=w.LEVEL_HELP,
            key="cas-niveau",
        )
    with second:
        chosen["accommodation"] = _adaptation()
    with third:
        st.session_state.setdefault(_SEED, _draw())
        chosen["seed"] = int(
            st.number_input(
                w.SEED,
                1,
                99_999,
                st.session_state[_SEED],
                help=w.SEED_HELP,
                key=f"cas-tirage-{st.session_state[_SEED]}",
            )
        )
    return {**chosen, **_negotiated(own=own)} if kind == "negociation" else chosen


def _negotiated(*, own: bool) -> dict[str, Any]:
    """Who decides, whether an agreement is possible, how much is at stake."""
    import streamlit as st

    chosen: dict[str, Any] = {}
    first, second, third = st.columns(3)
    with first:
        deciders: list[int | None] = [None, 1, 2, 3, 4]
        chosen["deciders"] = st.selectbox(
            w.DECIDERS, deciders, format_func=lambda each: w.DRAWN if each is None else str(each), key="cas-decideurs"
        )
    with second:
        chosen["zone"] = st.selectbox(
            w.ZONE, list(w.ZONE_LABELS), format_func=lambda each: w.ZONE_LABELS[each], key="cas-zone"
        )
    with third:
        chosen["stakes"] = st.selectbox(
            w.STAKES,
            list(w.STAKE_LABELS),
            format_func=lambda each: w.STAKE_LABELS[each],
            disabled=own,  # the quantity is that of the offer
            key="cas-enjeu",
        )
    return chosen


def _adaptation() -> str | None:
    import streamlit as st

    from assistant.roleplay.material.loading import load_material

    labels: dict[str | None, str] = {None: w.ADAPTATION_NONE, "": w.DRAWN}
    labels |= {each.id: each.title for each in load_material().accommodations}
    return st.selectbox(w.ADAPTATION, list(labels), format_func=lambda each: labels[each], key="cas-adaptation")


def _request(kind: ScenarioKind, sector: str | None, offer: str | None, choices: dict[str, Any]) -> Request:
    from assistant.roleplay.composing.case import Request

    return Request(kind=kind, sector=sector, offer=offer, **choices)


def _draw() -> int:
    return 1 + secrets.randbelow(9_999)
