from __future__ import annotations

from pathlib import Path

import pytest

from assistant.critique.progress import Finished, Judged
from assistant.critique.resuming import ResumableCritique, Savings
from assistant.domain.critique import Critique
from assistant.store.kept_verdicts import KeptVerdicts
from tests.unit.critique.small_engine import IDS, SmallEngine, paragraphs
from tests.unit.drafts import document_of


@pytest.fixture
def kept(tmp_path: Path) -> KeptVerdicts:
    return KeptVerdicts(tmp_path / "verdicts.sqlite3")


def critique_of(
    engine: SmallEngine,
    kept: KeptVerdicts,
    *changes: tuple[int, str],
    fresh: bool = False,
    said: list[str] | None = None,
) -> tuple[Critique, Savings]:
    told = said if said is not None else []
    job = engine.prepare(document_of(*paragraphs(*changes)), None)
    resumable = ResumableCritique(job, engine.judge(), kept, fresh=fresh, notify=told.append)
    *_, last = resumable.events()
    assert isinstance(last, Finished)
    return last.critique, resumable.savings


def test_each_verdict_is_committed_before_it_is_given(kept: KeptVerdicts) -> None:
    engine = SmallEngine()
    job = engine.prepare(document_of(*paragraphs()), None)
    events = ResumableCritique(job, engine.judge(), kept).events()
    for done in range(1, 4):
        event = next(events)
        assert isinstance(event, Judged)
        assert KeptVerdicts(kept.path).holdings().verdicts == done
    del events  # cut here, as by a kill
    _, savings = critique_of(engine, kept)
    assert savings == Savings(here=3, carried=0, total=6)
    assert sorted(engine.asked) == sorted(IDS)


def test_a_new_version_asks_only_what_changed_and_keeps_what_it_took_over(kept: KeptVerdicts) -> None:
    engine = SmallEngine()
    critique_of(engine, kept)
    engine.asked.clear()
    second, savings = critique_of(engine, kept, (2, "Selon l'INSEE, il y a 12 clients."))
    assert engine.asked == [IDS[2]]
    assert savings == Savings(here=0, carried=5, total=6)
    assert [v.level for v in second.criteria] == [1, 1, 3, 1, 1, 1]
    engine.asked.clear()
    again, savings = critique_of(engine, kept, (2, "Selon l'INSEE, il y a 12 clients."))
    assert engine.asked == []
    assert savings == Savings(here=6, carried=0, total=6)
    assert again.criteria == second.criteria


def test_fresh_asks_everything_and_replaces_what_was_kept(kept: KeptVerdicts) -> None:
    engine = SmallEngine()
    critique_of(engine, kept)
    engine.asked.clear()
    _, savings = critique_of(engine, kept, fresh=True)
    assert len(engine.asked) == 6
    assert savings.sentence == ""
    assert kept.holdings().verdicts == 6


def test_a_file_that_cannot_be_used_is_said_once_and_stops_nothing(kept: KeptVerdicts) -> None:
    kept.path.write_bytes(b"damaged" * 2_000)
    said: list[str] = []
    critique, _ = critique_of(SmallEngine(), kept, said=said)
    assert {v.status for v in critique.criteria} == {"judged"}
    assert len(said) == 1
    assert "La critique continue" in said[0]


@pytest.mark.parametrize(
    ("savings", "sentence"),
    [
        (Savings(0, 0, 23), ""),
        (
            Savings(20, 0, 23),
            "20 critères sur 23 déjà jugés sur ce fichier : 87 % épargnés, 3 critères à juger. Tout rejuger : --fresh.",
        ),
        (
            Savings(1, 21, 23),
            "1 critère sur 23 déjà jugé sur ce fichier ; 21 critères sur 23 repris d'une version précédente, leurs "
            "preuves n'ayant pas changé : 96 % épargnés, 1 critère à juger. Tout rejuger : --fresh.",
        ),
        (
            Savings(23, 0, 23),
            "23 critères sur 23 déjà jugés sur ce fichier : 100 % épargnés, rien à juger. Tout rejuger : --fresh.",
        ),
    ],
)
def test_what_is_saved_is_told_in_french(savings: Savings, sentence: str) -> None:
    assert savings.sentence == sentence
