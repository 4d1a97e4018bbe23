from __future__ import annotations

import sqlite3
import stat
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.domain.judgement import Verdict
from assistant.errors import StoreError
from assistant.store.kept_verdicts import JudgedWith, KeptVerdicts

WITH = JudgedWith("rdc@1", "g" * 64, "judge@1", "generic:essai")
V = Verdict(id="CR.1.1.01", status="judged", level=2, finding="Vous donnez un fait.")


@pytest.fixture
def kept(tmp_path: Path) -> KeptVerdicts:
    return KeptVerdicts(tmp_path / "home" / "verdicts.sqlite3")


def test_a_verdict_is_found_again_by_another_process_and_only_under_its_whole_key(kept: KeptVerdicts) -> None:
    assert kept.of_draft(WITH, "a") == {}
    assert not kept.path.exists()  # nothing is written by looking
    kept.keep(WITH, "a", "d1", V)
    assert KeptVerdicts(kept.path).of_draft(WITH, "a") == {V.id: V}
    assert kept.of_draft(WITH, "b") == {}
    for changed in ({"referentiel": "rdc@2"}, {"guidance": "h" * 64}, {"prompt": "judge@2"}, {"model": "generic:x"}):
        assert kept.of_draft(replace(WITH, **changed), "a") == {}
        assert kept.of_evidence(replace(WITH, **changed), ["d1"]) == {}
    assert stat.S_IMODE(kept.path.stat().st_mode) == 0o600


def test_the_same_evidence_in_another_draft_gives_the_latest_verdict(kept: KeptVerdicts) -> None:
    kept.keep(WITH, "a", "d1", V)
    later = V.model_copy(update={"level": 3})
    kept.keep(WITH, "b", "d1", later)
    kept.keep(WITH, "b", "d2", V.model_copy(update={"id": "CR.1.1.02"}))
    assert kept.of_evidence(WITH, ["d1", "d9"]) == {(V.id, "d1"): later}
    assert kept.of_evidence(WITH, []) == {}


def test_judged_afresh_a_verdict_takes_the_place_of_the_former(kept: KeptVerdicts) -> None:
    kept.keep(WITH, "a", "d1", V)
    kept.keep(WITH, "a", "d1", V.model_copy(update={"level": 0}))
    assert kept.of_draft(WITH, "a")[V.id].level == 0
    assert kept.holdings().verdicts == 1


def test_one_draft_or_everything_can_be_forgotten_for_good(kept: KeptVerdicts) -> None:
    for sha256 in ("a", "b"):
        kept.keep(WITH, sha256, "d1", V)
    held = kept.holdings()
    assert (held.verdicts, held.drafts) == (2, 2)
    assert held.size > 0
    assert kept.forget("a") == 1
    assert kept.forget("a") == 0
    assert kept.forget_all() == 1
    assert list(kept.path.parent.iterdir()) == []
    assert kept.forget_all() == 0
    kept.keep(WITH, "a", "d1", V)  # still of use
    assert kept.holdings().verdicts == 1


def test_what_is_older_than_the_retention_is_erased_when_the_file_is_opened(kept: KeptVerdicts) -> None:
    kept.keep(WITH, "a", "d1", V)
    kept.keep(WITH, "b", "d1", V)
    kept.close()
    with closing(sqlite3.connect(kept.path)) as connection, connection:
        connection.execute("UPDATE verdicts SET created = ? WHERE sha256 = 'a'", (time.time() - 31 * 86_400,))
    assert KeptVerdicts(kept.path).holdings().verdicts == 2
    assert KeptVerdicts(kept.path, days=30).of_draft(WITH, "a") == {}
    assert kept.holdings().verdicts == 1


def test_a_damaged_file_is_said_and_can_be_erased(kept: KeptVerdicts) -> None:
    kept.path.parent.mkdir()
    kept.path.write_bytes(b"damaged" * 2_000)
    for attempt in (lambda: kept.of_draft(WITH, "a"), lambda: kept.keep(WITH, "a", "d", V), kept.holdings):
        with pytest.raises(StoreError, match="Les jugements gardés") as caught:
            attempt()
        assert "jalon forget" in caught.value.hint
    assert kept.forget_all() == 0
    kept.keep(WITH, "a", "d1", V)


def test_a_file_of_another_form_is_emptied_and_a_verdict_of_another_form_is_not_one(kept: KeptVerdicts) -> None:
    kept.keep(WITH, "a", "d1", V)
    kept.close()
    with closing(sqlite3.connect(kept.path)) as connection, connection:
        connection.execute("""UPDATE verdicts SET verdict = '{"id": "CR.1.1.01", "note": 12}'""")
    assert kept.of_draft(WITH, "a") == {}
    kept.close()
    with closing(sqlite3.connect(kept.path)) as connection:
        connection.execute("PRAGMA user_version = 99")
    assert kept.holdings().verdicts == 0
