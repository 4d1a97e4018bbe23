"""``jalon chat``: one question, or a conversation with the coach."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from assistant.cli.progress import notify
from assistant.coaching.ports import Coach, CoachContext, Delta, Reply, coach_turn, learner_turn
from assistant.domain.critique import Critique
from assistant.domain.document import Document
from assistant.domain.learning import Message
from assistant.errors import DraftError, ModelError, UserError
from assistant.services import Services
from assistant.settings import load_settings

_LEAVE = {"quitter", "/quitter", "exit", "/exit", "quit", "/q"}
_WELCOME = (
    "Vous échangez avec une IA (modèle « {model} »). Elle cite ses sources et n'écrit pas à votre place ; un formateur "
    "décide.\nPosez votre question, ou « quitter » pour sortir."
)


def run(options: argparse.Namespace) -> int:
    """Answer the question given, else converse until « quitter »."""
    services = Services(load_settings(model=options.model), notify=notify)
    if options.question is not None and not options.question.strip():
        raise UserError("La question est vide.", 'Écrivez-la entre guillemets : jalon chat "c\'est quoi un jalon ?"')
    if options.question is None and options.json:
        raise UserError("Le JSON se demande pour une question à la fois.", 'Par exemple : jalon chat "…" --json')
    services.warm_up()
    context = _context(services, options.draft)
    coach = services.coach()
    services.ensure_index()
    if options.question is None:
        return _converse(coach, context)
    reply = _ask(coach, [], options.question, context, None if options.json else _print)
    if options.json:
        print(json.dumps(as_json(reply), ensure_ascii=False, indent=1))
    return 0


def as_json(reply: Reply) -> dict[str, Any]:
    """The contract's JSON."""
    return {
        "answer": reply.answer,
        "intent": reply.intent,
        "refused": reply.refused,
        "citations": [{"kind": c.kind, "id": c.id} for c in reply.citations],
        "usage": reply.usage.model_dump(),
    }


def _context(services: Services, draft: Path | None) -> CoachContext:
    """The draft and its critique; with a model, which is slow or costs, at the first question that needs it."""
    if draft is None:
        return CoachContext()
    document = services.read(draft)
    if not services.settings.is_embedded:
        return CoachContext(document, lambda: _critique(services, document), _production(services, document))
    try:  # a second of work: the coach of the page has the critique under its eyes too
        critique = _critique(services, document)
    except DraftError:
        return CoachContext(document)
    return CoachContext(document, critique, critique.production.slug if critique else None)


def _production(services: Services, document: Document) -> str | None:
    """The production that the draft looks like, as the page knows it; None for a draft that must not be judged."""
    try:
        return services.propose_production(document)
    except DraftError:
        return None


def _critique(services: Services, document: Document) -> Critique | None:
    from assistant.critique.progress import Finished

    notify("Lecture critique de votre texte…")
    for event in services.critique(document):
        if isinstance(event, Finished):
            return event.critique
    return None


def _converse(coach: Coach, context: CoachContext) -> int:
    turns: list[Message] = []
    print(_WELCOME.format(model=coach.name), file=sys.stderr)
    while True:
        try:
            question = input("\nVous : " if sys.stdin.isatty() else "").strip()
        except EOFError:
            return 0
        if question.casefold() in _LEAVE:
            return 0
        if question:
            turns += _exchange(coach, turns, question, context)


def _exchange(coach: Coach, turns: list[Message], question: str, context: CoachContext) -> list[Message]:
    """Both turns; a model that fails costs one answer, not the conversation."""
    print()
    try:
        reply = _ask(coach, turns, question, context, _print)
    except ModelError as error:
        print(error.sentence(), file=sys.stderr)
        return []
    return [learner_turn(question), coach_turn(reply, coach.name)]


def _ask(
    coach: Coach, turns: list[Message], question: str, context: CoachContext, show: Callable[[str], None] | None
) -> Reply:
    """The reply, shown as it comes when its pieces are its text; otherwise whole at the end."""
    said = ""
    reply: Reply | None = None
    for event in coach.reply(turns, question, context):
        if isinstance(event, Delta):
            said += event.text
            if show:
                show(event.text)
        else:
            reply = event
    assert reply is not None  # a coach always ends with its reply
    if show:
        show(_rest(said, reply.answer) + "\n")
    return reply


def _rest(said: str, answer: str) -> str:
    """What is still to be shown: the end of the answer, or the whole when the pieces were not its beginning."""
    if answer.startswith(said):
        return answer[len(said) :]
    return f"\n\n—\n{answer}"


def _print(text: str) -> None:
    print(text.replace("**", ""), end="", flush=True)
