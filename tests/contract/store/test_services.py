"""Critiques in the background with the real embedded brain, from the composition root."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.domain.learning import RunProgress, Version
from assistant.services import Services
from assistant.settings import Settings


@pytest.fixture
def services(built_home: Path, tmp_path: Path, embedder: object) -> Iterator[Services]:
    settings = Settings(home=built_home, database_url=f"sqlite:///{tmp_path / 'jalon.sqlite3'}")
    services = Services(settings)
    services.embedder = embedder
    yield services
    services.critiques.close()
    services.store.close()


def critiqued(services: Services, version: Version) -> RunProgress:
    run = services.critiques.submit(version.owner, version.id, "dossier").id
    deadline = time.monotonic() + 60
    while services.critiques.progress(version.owner, run).run.active:
        assert time.monotonic() < deadline
        time.sleep(0.02)
    return services.critiques.progress(version.owner, run)


def test_a_new_version_is_judged_only_where_it_changed(services: Services) -> None:
    sample = Path(__file__).parents[3] / "corpus" / "samples" / "dossier.docx"
    read = services.read(sample)
    owner = services.store.person(None).id
    work = services.store.works.create(owner, "Dossier").id
    text = "\n\n".join(p.text for p in read.passages)
    changed = text.replace(
        read.passages[10].text, f"{read.passages[10].text} L'INSEE confirme une hausse de 8 % en 2024."
    )
    versions: list[Version] = []
    for content in (text, changed):
        data = content.encode()
        versions.append(services.store.works.add_version(owner, work, services.read_bytes("dossier.md", data), data))
    first, second = (critiqued(services, v) for v in versions)
    assert (first.run.status, first.run.done, first.run.reused) == ("done", 23, 0)
    assert second.run.status == "done"
    assert 0.5 < second.run.reused_share < 1
    comparison = services.history.comparison(owner, versions[1].id)
    assert comparison is not None
    assert comparison.kept == second.run.reused
    assert [c.kind for c in comparison.changes] in (["added"], ["rewritten"])
    again = critiqued(services, versions[1])
    assert again.run.reused_share == 1


def test_the_database_of_another_brain_is_not_taken_for_this_one(services: Services) -> None:
    embedded = services.judge()
    assert (embedded.name, embedded.version[:8]) == ("embedded", "weights@")
    with Services(replace(services.settings, model="generic:essai", base_url="http://127.0.0.1:9/v1")) as other:
        judge = other.judge()
        assert (judge.name, judge.version[:15]) == ("generic:essai", "judge-criteria@")
        assert other.judge(confirm=True).version == f"{judge.version}+confirm"


def test_retention_is_applied_when_the_store_opens(services: Services) -> None:
    from datetime import timedelta

    from sqlalchemy import update

    from assistant.store.rows import now
    from assistant.store.schema import PersonRow

    gone = services.store.person(None)
    with services.store._database.writing() as session:
        session.execute(update(PersonRow).values(seen=now() - timedelta(days=40)))
    reopened = Services(replace(services.settings, retention_days=30))
    assert reopened.store.person(gone.key).id != gone.id
    reopened.store.close()
