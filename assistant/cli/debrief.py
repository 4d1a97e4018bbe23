"""``jalon debrief``: a transcript judged on the criteria of its situation, with the turns quoted."""

from __future__ import annotations

import argparse
import sys
import textwrap
from typing import TYPE_CHECKING, TextIO

from assistant.cli.progress import ProgressLine, notify
from assistant.domain.document import Document
from assistant.services import Services
from assistant.settings import load_settings

if TYPE_CHECKING:
    from assistant.domain.critique import Critique
    from assistant.domain.debrief import Debrief
    from assistant.domain.dialogue import Turn
    from assistant.domain.scenario import ScenarioKind


def run(options: argparse.Namespace) -> int:
    """Debrief a transcript; exit 3 when no criterion could be judged."""
    from assistant.roleplay.debrief.debriefing import debrief_of_transcript
    from assistant.roleplay.debrief.transcript import turns_of

    with Services(load_settings(model=options.model), notify=notify) as services:
        services.warm_up()
        document = services.read(options.file)
        turns = turns_of(document)
        critique = conduct_critique(services, document, options.kind)
        debrief = debrief_of_transcript(
            critique,
            with_moves(turns, services),
            document,
            kind=options.kind,
            guidance=services.corpus.guidance,
        )
    if options.json:
        print(debrief.to_json())
    else:
        show_debrief(debrief, sys.stdout)
    return 3 if debrief.criteria and all(v.status == "failed" for v in debrief.criteria) else 0


def conduct_critique(services: Services, document: Document, kind: ScenarioKind) -> Critique:
    """The judging of drafts on the criteria of that situation alone. Raises ``DraftError`` when too little was said."""
    from assistant.critique.progress import Finished

    line = ProgressLine(sys.stderr)
    for event in services.debrief(document, kind):
        if isinstance(event, Finished):
            line.close()
            return event.critique
        line.show(event.done, event.total, event.verdict.id)
    raise AssertionError("a critique always ends")


def with_moves(turns: tuple[Turn, ...], services: Services) -> tuple[Turn, ...]:
    """The seller's turns with the moves that each makes."""
    from assistant.roleplay.listening.transcript_moves import with_moves as recognised

    return recognised(turns, services.move_bank, services.embedder)


def show_debrief(debrief: Debrief, out: TextIO) -> None:
    """The debrief as a person reads it."""
    from assistant.roleplay.debrief.verdict_words import verdict_word

    print("\nDébriefing (une aide à la réflexion : un formateur décide)", file=out)
    if debrief.result is not None:
        print(f"Résultat : {debrief.result.verdict}. {debrief.result.sentence}", file=out)
    if debrief.talk is not None:
        talk = debrief.talk
        print(
            f"Parole : {round(100 * talk.seller_share)} % pour vous. Questions ouvertes : {talk.open_questions} ; "
            f"fermées : {talk.closed_questions} ; reformulations : {talk.reformulations}.",
            file=out,
        )
    for verdict in debrief.criteria:
        print(f"\n{verdict.id} · {verdict_word(verdict, debrief.situation)}", file=out)
        for evidence in verdict.evidence[:2]:
            quote = " ".join(evidence.quote.split())
            print(
                textwrap.fill(f"tour {evidence.turn} : « {quote} »", 80, initial_indent="  ", subsequent_indent="    "),
                file=out,
            )
        text = verdict.reason or verdict.finding
        print(textwrap.fill(text, 80, initial_indent="  ", subsequent_indent="  "), file=out)
        if verdict.question and verdict.level != 3:
            print(textwrap.fill(verdict.question, 80, initial_indent="  → ", subsequent_indent="    "), file=out)
    if debrief.missed:
        print("\nCe que vous auriez pu saisir", file=out)
    for missed in debrief.missed:
        where = f"tour {missed.turn} · " if missed.turn else ""
        print(textwrap.fill(f"{where}{missed.what}", 80, initial_indent="- ", subsequent_indent="  "), file=out)
        print(textwrap.fill(missed.question, 80, initial_indent="  → ", subsequent_indent="    "), file=out)
    for comparison in (*debrief.preparation, *debrief.self_analysis):
        print(
            f"- {comparison.subject} : prévu « {comparison.planned} », {comparison.happened}. {comparison.remark}",
            file=out,
        )
    for notice in debrief.notices:
        print(textwrap.fill(notice, 80), file=out)
