from __future__ import annotations

import pytest

from assistant.reading.colour import MASKED, SAME_COLOUR, TINY, WHITE, Look, rgb, unseen


@pytest.mark.parametrize(
    ("value", "colour"),
    [("FFFFFF", WHITE), ("#ffffff", WHITE), ("FF00B050", (0, 176, 80)), ("yellow", (255, 255, 0)), ("auto", None)],
)
def test_colours_are_read_in_every_spelling(value: str, colour: object) -> None:
    assert rgb(value) == colour


@pytest.mark.parametrize(
    ("text", "background", "hidden"),
    [
        ("FFFFFF", "FFFFFF", True),
        ("FAFAFA", "FFFFFF", True),
        ("D9D9D9", "FFFFFF", False),
        ("FFFFFF", "1F3864", False),
        ("203864", "1F3864", True),
    ],
)
def test_a_text_disappears_on_its_own_colour(text: str, background: str, hidden: bool) -> None:
    front, behind = rgb(text), rgb(background)
    assert front is not None
    assert behind is not None
    assert unseen(front, behind) is hidden


def test_a_look_inherits_what_it_does_not_say() -> None:
    look = Look(colour="FFFFFF").over(Look(colour="000000", size=11.0, bold=True))
    assert look == Look(colour="FFFFFF", size=11.0, bold=True)


def test_reasons_not_to_be_seen() -> None:
    assert Look(hidden=True).unseen_because(WHITE) == MASKED
    assert Look(size=1.0).unseen_because(WHITE) == TINY
    assert Look(colour="FFFFFF").unseen_because(WHITE) == SAME_COLOUR
    assert Look(colour="FFFFFF").unseen_because(None) == ""
    assert Look(colour="FFFFFF", shade="000080").unseen_because(WHITE) == ""
    assert Look(hidden=False, size=11.0).unseen_because(WHITE) == ""
