from __future__ import annotations

import pytest

from evals.running import NotAvailable
from evals.suites.chat import coach_of, sourced_share


def test_without_a_coach_nothing_is_scored() -> None:
    with pytest.raises(NotAvailable, match="rien n'est noté"):
        coach_of(object())  # type: ignore[arg-type]


def test_sourced_share_counts_words_in_borrowed_runs() -> None:
    run = tuple("le jury attend une source datée".split())
    assert sourced_share("Le jury attend une source datée", frozenset({run})) == 1.0
    assert sourced_share("Le jury attend une source datée et autre chose de neuf.", frozenset({run})) == pytest.approx(
        6 / 11
    )
    assert sourced_share("", frozenset({run})) == 0.0
