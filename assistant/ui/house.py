"""The services of the server process, built once and shared by every session."""

from __future__ import annotations

import gc
import logging
import threading
from functools import cache

from assistant.services import Services
from assistant.ui.turns import AT_ONCE_EMBEDDED, AT_ONCE_MODEL, Turns

log = logging.getLogger("jalon.app")


@cache
def services() -> Services:
    """The one composition root of this process. It holds engines and the database, never a learner's text."""
    return Services(notify=log.info)


_ready = threading.Event()


def ready() -> bool:
    """Whether the engines are loaded; before that, the first answer takes longer and the page says why."""
    return _ready.is_set()


def warm_up() -> None:
    """Load what the first visitor would wait for; a failure here is told by the page that needs the part."""
    try:
        house = services()
        _ = house.critiques  # what an earlier process left unfinished goes on
        house.embedder.encode(["échauffement"])
        _ = house.vectors
        house.search.search("besoins du client")
        _ = house.grounding
        house.play_desk.warm_up()
    except Exception as error:  # the server must start whatever the state of the index
        log.warning("préparation incomplète : %s", type(error).__name__)
    _ready.set()
    set_engines_aside()


def set_engines_aside() -> None:
    """Take what lives as long as the server out of the collector's sight.

    Streamlit collects garbage after each run of the script, holding every other session meanwhile: 130 ms with our
    engines, index and modules in sight, a few milliseconds without.
    """
    gc.collect()
    gc.freeze()


@cache
def turns() -> Turns:
    """The queue before the coach, one for the whole server."""
    return Turns(AT_ONCE_EMBEDDED if services().settings.is_embedded else AT_ONCE_MODEL)


def close() -> None:
    """Let the critiques in hand go back to the queue; the next start takes them up."""
    if services.cache_info().currsize:
        services().critiques.close()
