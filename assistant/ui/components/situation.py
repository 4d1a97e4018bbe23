"""The choice of a situation to play: negotiation, discovery, cold call or meeting."""

from __future__ import annotations

from typing import cast

from assistant.domain.scenario import ScenarioKind
from assistant.ui.trainer_wording import KINDS


def situation_choice(label: str, key: str) -> ScenarioKind:
    """What the person chose; a negotiation until they do."""
    import streamlit as st

    chosen = st.segmented_control(
        label, list(KINDS), default="negociation", format_func=KINDS.__getitem__, required=True, key=key
    )
    return cast("ScenarioKind", chosen)
