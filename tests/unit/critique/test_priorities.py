from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.corpus.referentiel_file import load_referentiel
from assistant.critique.priorities import choose_priorities
from assistant.domain.judgement import Verdict
from tests.unit.critique.test_pipeline import guidance_of

REF = load_referentiel()
IDS = [c.id for c in REF.criteria_of("dossier")]


def verdicts(levels: dict[str, int | None], confidence: float = 0.6) -> list[Verdict]:
    return [
        Verdict(
            id=i,
            status="judged" if levels.get(i, 3) is not None else "failed",
            level=levels.get(i, 3),  # type: ignore[arg-type]
            confidence=confidence,
        )
        for i in IDS
    ]


def test_nothing_weak_no_move() -> None:
    assert choose_priorities(verdicts({}), REF, {}) == ()


def test_the_weakest_first_and_headings_varied() -> None:
    same_heading = ["CR.1.1.03", "CR.1.1.04", "CR.1.1.05"]
    chosen = choose_priorities(verdicts({**dict.fromkeys(same_heading, 0), "CR.1.3.01": 1, "CR.1.4.02": 2}), REF, {})
    assert chosen[0] == "CR.1.1.03"
    assert chosen[1] == "CR.1.3.01"
    assert len(set(chosen)) == 3


def test_what_others_lean_on_comes_first() -> None:
    guidance = {i: guidance_of(i, related=("CR.1.3.01",)) for i in ("CR.1.3.06", "CR.1.3.08")}
    weak = {"CR.1.2.01": 0, "CR.1.3.01": 0, "CR.1.3.06": 1, "CR.1.3.08": 1}
    assert choose_priorities(verdicts(weak), REF, guidance)[0] == "CR.1.3.01"


@given(st.dictionaries(st.sampled_from(IDS), st.sampled_from([0, 1, 2, 3, None])))
def test_at_most_three_distinct_judged_and_improvable(levels: dict[str, int | None]) -> None:
    chosen = choose_priorities(verdicts(levels), REF, {})
    weak = [i for i in IDS if levels.get(i, 3) in {0, 1, 2}]
    assert len(chosen) == len(set(chosen)) == min(3, len(weak))
    assert set(chosen) <= set(weak)
