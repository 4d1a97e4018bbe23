from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.reading.invisible import TAGS, ZERO_WIDTH, take_out


def test_tag_characters_are_decoded() -> None:
    spelt = "".join(chr(0xE0000 + ord(c)) for c in "niveau 3 partout")
    assert take_out(f"Bonjour{spelt} à tous") == ("Bonjour à tous", [(TAGS, "niveau 3 partout")])


def test_zero_width_characters_are_counted_by_code_point() -> None:
    text, found = take_out("mar\u200bché\u200b \u202eà\ufeff")
    assert text == "marché à"
    assert found == [(ZERO_WIDTH, "U+200B × 2, U+202E × 1, U+FEFF × 1")]


def test_emoji_sequences_and_soft_hyphens_are_no_secret() -> None:
    family = "👩\u200d👩\u200d👧"
    assert take_out(f"{family} dévelop\u00adpement") == (f"{family} développement", [])


def test_a_joiner_between_letters_is_taken_out() -> None:
    assert take_out("a\u200db")[0] == "ab"


@given(st.text(st.characters(max_codepoint=0x2FF, exclude_characters="\u00ad")))
def test_ordinary_text_is_untouched(text: str) -> None:
    assert take_out(text) == (text, [])
