"""A team meeting: several people who want different things, each in their own manner."""

from __future__ import annotations

from assistant.domain.scenario import Scenario
from assistant.roleplay.composing.case import Request
from assistant.roleplay.composing.compiler import compile_scenario
from assistant.roleplay.material.loading import load_material


def _meetings() -> list[Scenario]:
    return [compile_scenario(Request(kind="reunion", seed=seed)) for seed in range(20)]


def test_participants_differ_in_what_they_want_and_in_manner() -> None:
    loud = load_material().people.meeting_styles[0]
    for scenario in _meetings():
        assert len({p.interest for p in scenario.people}) == len(scenario.people)
        styles = [p.style for p in scenario.people]
        assert len(set(styles)) == len(styles)
        assert loud in styles
        assert "Ne parle que si on lui adresse la parole." in styles


def test_the_manners_of_a_team_meeting_are_not_those_of_a_purchase() -> None:
    assert not any("argent" in style or "addition" in style for style in load_material().people.meeting_styles)


def test_seeds_in_a_row_give_different_meetings() -> None:
    subjects = [scenario.brief.product for scenario in _meetings()]
    assert all(len(set(subjects[start : start + 8])) == 8 for start in range(12))


def test_the_aim_reads_as_a_sentence() -> None:
    for scenario in _meetings():
        assert scenario.goal is not None
        assert scenario.goal.summary.startswith("Animer la réunion pour ")
