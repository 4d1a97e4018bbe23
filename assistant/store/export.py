"""Everything that is kept about a person, as a zip that they can open without Jalon."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

from assistant.domain.learning import Message, OwnerId, Person, Play, Version, Work
from assistant.store.repositories import Store
from assistant.store.rows import now

SCHEMA = "jalon/export@1"

README = """Vos données dans Jalon
======================

Export du {date}.

- donnees.json : tout ce que Jalon garde de vous (travaux, versions, critiques, conseils, conversations,
  jeux de rôle, scénarios, journal), dans un format que d'autres programmes savent lire (schéma {schema}).
- travaux/ : vos propres fichiers, tels que vous les avez déposés, et la critique de chaque version.
- jeux/ : ce qui a été dit dans chacun de vos jeux de rôle, parties en cours comprises.
- scenarios/ : les scénarios de jeu de rôle que vous avez composés, à importer de nouveau dans Jalon.
- conversations/ : vos échanges avec le coach, lisibles tels quels.

Jalon ne connaît ni votre nom ni votre adresse. Les critiques et les réponses du coach ont été produites par une
intelligence artificielle (modèle indiqué dans chaque fichier) : elles peuvent se tromper, un formateur décide.
"""


def export_everything(store: Store, person: Person, said: Callable[[Play], dict[str, Any]]) -> bytes:
    """A zip of all that is kept about them: readable texts, their files, and JSON. Nothing of any other person.

    said: what is the person's own in a play (``transcript``: the talk as text), and holds no secret of its case.
    """
    store.log.add(person.id, "export")
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("LISEZ-MOI.txt", README.format(date=now().strftime("%d/%m/%Y"), schema=SCHEMA))
        data: dict[str, Any] = {
            "schema": SCHEMA,
            "generated_by_ai": True,
            "exported": now().isoformat(),
            "person": person.model_dump(mode="json", exclude={"key"}),
            "works": [_work(store, person.id, work, archive) for work in store.works.all(person.id)],
            "conversations": list(_conversations(store, person.id, archive)),
            "plays": [_play(play, said(play), archive) for play in store.plays.all(person.id)],
            "scenarios": list(_scenarios(store, person.id, archive)),
            "log": [entry.model_dump(mode="json") for entry in store.log.of(person.id)],
        }
        archive.writestr("donnees.json", json.dumps(data, ensure_ascii=False, indent=1))
    return buffer.getvalue()


def _work(store: Store, owner: OwnerId, work: Work, archive: zipfile.ZipFile) -> dict[str, Any]:
    folder = f"travaux/{_file_name(work.title)}-{work.id[:6]}"
    return {
        **work.model_dump(mode="json"),
        "advice": [a.model_dump(mode="json") for a in store.advice.of_work(owner, work.id)],
        "versions": [_version(store, owner, v, folder, archive) for v in store.works.versions(owner, work.id)],
    }


def _version(store: Store, owner: OwnerId, version: Version, folder: str, archive: zipfile.ZipFile) -> dict[str, Any]:
    stem = f"{folder}/v{version.number}"
    archive.writestr(f"{stem}-{_file_name(version.name)}", store.works.file(owner, version.id))
    critique = store.runs.latest_critique(owner, version.id)
    if critique is not None:
        archive.writestr(f"{stem}-critique.json", critique.to_json())
    return {
        **version.model_dump(mode="json"),
        "text": store.works.document(owner, version.id).text,
        "runs": [
            {
                **run.model_dump(mode="json"),
                "verdicts": [v.model_dump(mode="json") for v in store.runs.verdicts(owner, run.id)],
            }
            for run in store.runs.of_version(owner, version.id)
        ],
        "self_assessment": [s.model_dump(mode="json") for s in store.works.self_assessment(owner, version.id)],
    }


def _conversations(store: Store, owner: OwnerId, archive: zipfile.ZipFile) -> Iterator[dict[str, Any]]:
    for conversation in store.conversations.all(owner):
        messages = store.conversations.messages(owner, conversation.id)
        name = f"conversations/{_file_name(conversation.title)}-{conversation.id[:6]}.md"
        archive.writestr(name, f"# {conversation.title}\n\n" + "\n\n".join(map(_turn, messages)) + "\n")
        yield {
            **conversation.model_dump(mode="json"),
            "messages": [message.model_dump(mode="json") for message in messages],
        }


def _turn(message: Message) -> str:
    who = "Vous" if message.role == "learner" else f"Coach (IA, {message.model or 'embedded'})"
    return f"**{who}**, {message.created:%d/%m/%Y %H:%M} UTC\n\n{message.text}"


def _scenarios(store: Store, owner: OwnerId, archive: zipfile.ZipFile) -> Iterator[dict[str, Any]]:
    """Those that they made, whole (they wrote the secrets), and how each was played, as they see it."""
    for scenario in store.scenarios.all(owner):
        name = f"scenarios/{_file_name(scenario.title)}-{scenario.id[:6]}.json"
        archive.writestr(name, scenario.document)
        yield {
            **scenario.model_dump(mode="json", exclude={"document"}),
            "file": name,
            # what learners said is theirs: it is read in the application as long as they agree, not taken away
            "played": [
                p.model_dump(mode="json", exclude={"transcript"}) for p in store.scenarios.plays(owner, scenario.id)
            ],
        }


def _play(play: Play, said: dict[str, Any], archive: zipfile.ZipFile) -> dict[str, Any]:
    """The secrets of a scenario stay in the engine until the debrief: a role-play in progress goes without them, but
    with what its learner said, heard and wrote.
    """
    if talk := said.get("transcript"):
        archive.writestr(f"jeux/{_file_name(play.title)}-{play.id[:6]}.md", f"# {play.title}\n\n{talk}\n")
    kept = play.model_dump(mode="json", exclude=set() if play.over else {"scenario", "state"})
    return {"scenario": None, "state": None, **kept, "said": said}


def _file_name(name: str) -> str:
    """A name that every system can write, and that cannot leave its folder."""
    return re.sub(r"[^\w.() -]", "_", name).strip(" .")[:80] or "sans-nom"
