"""Answers that a model server gives to a judge's prompts, and the faults it may commit."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Mapping
from typing import Any

from evals.benchmarks.model_server import Body, Reply, failing, text

_PASSAGE = re.compile(r"^\[(\d+)\] (?![#⟪])(.{20,200}?)(?:[.;|]|$)", re.MULTILINE)

_NONCE = re.compile(r"^===== COPIE (\w+) : DÉBUT =====$", re.MULTILINE)


def asked_ids(body: Body) -> list[str]:
    """Ids of the criteria in the last turn of a request."""
    return re.findall(r"CR\.[\w.-]+\.\d\d", body["messages"][-1]["content"].rsplit("dans cet ordre :", 1)[-1])


def answers(body: Body, ids: list[str] | None = None, level: int = 2) -> dict[str, Any]:
    """A true answer for each criterion: the first passage quoted exactly."""
    found = _PASSAGE.search(body["messages"][1]["content"])
    quotes = [{"passage": found[1], "text": found[2].strip()}] if found else []
    return {"criteria": [_answer(i, level, quotes) for i in (asked_ids(body) if ids is None else ids)]}


def _answer(criterion: str, level: int, quotes: list[dict[str, str]]) -> dict[str, Any]:
    return {
        "id": criterion,
        "reasoning": "Le texte donne un fait.",
        "quotes": quotes,
        "level": level,
        "borderline": False,
        "expectation": "",
        "finding": "Vous donnez un fait vérifiable.",
        "gap": "La raison manque.",
        "question": "Pourquoi ce choix ?",
        "next_step": "Chercher la raison.",
    }


def nonce(body: Body) -> str:
    """The code of the draft in a request: the same in all the requests about one draft."""
    return _NONCE.findall(body["messages"][1]["content"])[0]


def graded(body: Body, levels: Mapping[str, int]) -> Reply:
    """An answer that gives each criterion its level, with a true quote unless it is 0."""
    sheet = answers(body)
    for item in sheet["criteria"]:
        item["level"] = levels[item["id"]]
        item["quotes"] = item["quotes"] if item["level"] else []
    return text(json.dumps(sheet, ensure_ascii=False))


def good(body: Body, **options: Any) -> Reply:
    """The true answer."""
    return text(json.dumps(answers(body), ensure_ascii=False), **options)


def faulty(chance: random.Random, body: Body) -> Reply:
    """One of the faults of a model or of its wire, drawn at random."""
    ids = asked_ids(body)
    whole = json.dumps(answers(body), ensure_ascii=False)
    return chance.choice(
        [
            failing(429, retry_after="0.01"),
            failing(500),
            failing(503),
            Reply(reset=True),
            Reply((whole[: len(whole) // 2],), finish=None),
            Reply((whole[: len(whole) // 2],), finish="length"),
            Reply(()),
            text("Voici mon avis : tout va bien."),
            text(json.dumps(answers(body, level=7))),
            text(json.dumps(answers(body, ids[1:]))),
            text(json.dumps(answers(body, ids + ids))),
            text(json.dumps(answers(body, ["CR.9.9.01" for _ in ids]))),
        ]
    )
