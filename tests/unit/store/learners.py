"""Small learners' lives, for the tests of the store."""

from __future__ import annotations

from assistant.domain.critique import Critique, DraftSummary, ProductionChoice, QuoteTally, Usage
from assistant.domain.document import Document
from assistant.domain.judgement import Verdict
from assistant.domain.learning import OwnerId, Version
from assistant.domain.levels import Level
from assistant.store.repositories import Store
from assistant.store.run_queue import VerdictKey
from tests.unit.drafts import document_of

SECRET = "Atelier Brume perd douze pour cent de marge sur les bougies."


def someone(store: Store) -> OwnerId:
    return store.person(None).id


def draft(*paragraphs: str, name: str = "dossier.md") -> tuple[Document, bytes]:
    document = document_of(*(paragraphs or (SECRET,)), name=name)
    return document, document.text.encode()


def version_of(store: Store, owner: OwnerId, *paragraphs: str, work: str | None = None) -> Version:
    work = work or store.works.create(owner, "Dossier").id
    return store.works.add_version(owner, work, *draft(*paragraphs))


def verdict(criterion: str = "CR.1.1.01", level: Level | None = 2, **more: object) -> Verdict:
    status = "judged" if level is not None else "failed"
    return Verdict.model_validate(
        {"id": criterion, "status": status, "level": level, "finding": SECRET, "next_step": "Chiffrez.", **more}
    )


def critique(*verdicts: Verdict, name: str = "dossier.md", slug: str = "dossier") -> Critique:
    return Critique(
        draft=DraftSummary(name=name, sha256="0" * 64, words=10, passages=1),
        production=ProductionChoice(slug=slug, title="Dossier", detected=False),
        model="embedded",
        referentiel="rdc@1",
        criteria=verdicts,
        priorities=(),
        quotes=QuoteTally(),
        usage=Usage(),
    )


def key_of(version: Version, **more: str) -> VerdictKey:
    values = {"referentiel": "rdc@1", "guidance": "g" * 64, "prompt": "judge@1", "model": "embedded", **more}
    return VerdictKey(owner=version.owner, sha256=version.sha256, **values)
