"""``kill -9`` in the middle of ``jalon critique --model``: the benchmark's own way, on two kills."""

from __future__ import annotations

from pathlib import Path

import pytest

from evals.benchmarks.kills import measure


@pytest.mark.slow
def test_nothing_committed_is_lost_or_judged_again(
    built_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JALON_HOME", "")  # given back at the end: the benchmark sets its own
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "index").symlink_to(built_home / "index")
    found = measure(tmp_path, kills=2, chains=1)
    assert found["kills"] == 2
    assert found["critiques_completed"] >= 1
    assert found["committed_verdicts_lost"] == 0
    assert found["judged_twice"] == 0
    assert found["missing_at_the_end"] == 0
    assert found["committed_then_different_in_the_critique"] == 0
