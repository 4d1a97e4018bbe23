"""Many learners ask the embedded coach at the same moment: how soon each sees a sign of life, and is answered."""

from __future__ import annotations

import asyncio
import re
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from evals.benchmarks.app_client import Visitor, visiting, words_of
from evals.benchmarks.app_server import served
from evals.benchmarks.processes import percentile

CROWDS = (50, 100)
ROUNDS = 3
QUESTIONS = (
    "Que demande le jury pour le critère CR.1.1.03 ?",
    "Comment se calcule un seuil de rentabilité ?",
    "Quelles productions dois-je rendre ?",
    "Comment fixer mes objectifs ?",
    "Comment préparer ma négociation ?",
)
_ECHO, _ANSWER, _BUSY = 'class="tour moi', 'class="tour lui', "aria-busy"
_PLACE = re.compile(r"Vous êtes (\d+)er?e? dans la file")


@dataclass
class Chat:
    """Seconds from the question to its echo and to its whole answer (None: never came); places shown in the queue."""

    echo: float | None = None
    answer: float | None = None
    places: list[int] = field(default_factory=list[int])
    failure: str = ""


def measure(folder: Path) -> dict[str, Any]:
    """For each crowd: everyone has the page open, then all press Enter at once. Client and server share the cores."""
    prepare_home(folder / "home")
    figures: dict[str, Any] = {}
    for crowd in CROWDS:
        rounds: list[dict[str, Any]] = []
        for rank in range(ROUNDS):
            database = folder / f"chats-{crowd}-{rank}.sqlite3"
            environment = {"JALON_HOME": str(folder / "home"), "JALON_DATABASE_URL": f"sqlite:///{database}"}
            with served(environment | {"JALON_MODEL": "embedded"}, folder / "chats.log") as server:
                chats = asyncio.run(_crowd(server.address, crowd))
            rounds.append(_summary(chats))
        rounds.sort(key=lambda each: each["first_feedback_p95_s"])
        figures[str(crowd)] = {"median_round": rounds[len(rounds) // 2], "rounds": rounds}
    return figures


def prepare_home(home: Path) -> None:
    """Build the index once, so that the server starts on a machine in its usual state."""
    from assistant.services import Services
    from assistant.settings import Settings

    Services(Settings(home=home)).ensure_index()


async def _crowd(address: str, size: int) -> list[Chat]:
    gate, ready = asyncio.Event(), asyncio.Semaphore(0)
    await _one(address, 0, None, ready)  # the engines are warm, as a few seconds after any start
    chats = [asyncio.create_task(_one(address, rank, gate, ready)) for rank in range(size)]
    for _ in range(size + 1):
        await ready.acquire()
    await asyncio.sleep(1.0)
    gate.set()
    return list(await asyncio.gather(*chats))


async def _one(address: str, rank: int, gate: asyncio.Event | None, ready: asyncio.Semaphore) -> Chat:
    chat, told = Chat(), False
    try:
        async with visiting(address, "coach") as visitor:
            ready.release()
            told = True
            if gate is not None:
                await gate.wait()
            await _ask(visitor, QUESTIONS[rank % len(QUESTIONS)], chat)
    except Exception as error:  # whatever the reason, this person got no answer: it is counted, with its kind
        chat.failure = type(error).__name__
        if not told:
            ready.release()
    return chat


async def _ask(visitor: Visitor, question: str, chat: Chat) -> None:
    from streamlit.proto.WidgetStates_pb2 import WidgetState

    typed = WidgetState(id=visitor.widgets["chat_input"])
    typed.chat_input_value.data = question
    start = time.monotonic()
    await visitor.run(typed)
    async for frame in visitor.frames():
        words = words_of(frame)
        if chat.echo is None and _ECHO in words:
            chat.echo = time.monotonic() - start
        if place := _PLACE.search(words):
            chat.places.append(int(place[1]))
        if _ANSWER in words and _BUSY not in words:
            chat.answer = time.monotonic() - start


def _summary(chats: list[Chat]) -> dict[str, Any]:
    answered = [chat for chat in chats if chat.answer is not None]
    echoes = [chat.echo for chat in chats if chat.echo is not None]
    answers = [chat.answer for chat in answered if chat.answer is not None]
    waited = [chat for chat in chats if chat.places]
    return {
        "asked": len(chats),
        "answered": len(answered),
        "lost": len(chats) - len(answered),
        "dropped_connections": sum(bool(chat.failure) for chat in chats),
        "failures": sorted({chat.failure for chat in chats if chat.failure}),
        "first_feedback_p50_s": round(percentile(echoes, 0.5), 3) if echoes else None,
        "first_feedback_p95_s": round(percentile(echoes, 0.95), 3) if echoes else float("inf"),
        "answer_p50_s": round(percentile(answers, 0.5), 3) if answers else None,
        "answer_p95_s": round(percentile(answers, 0.95), 3) if answers else None,
        "shown_a_place": len(waited),
        "last_place_shown": max((max(chat.places) for chat in waited), default=0),
        "places_that_went_back": sum(chat.places != sorted(chat.places, reverse=True) for chat in waited),
    }
