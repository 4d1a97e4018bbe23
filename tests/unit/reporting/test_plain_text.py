from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from assistant.reporting.plain_text import clean, escape_markdown, one_line, shorten

_MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])
_NASTY = st.text(st.sampled_from(list("<>&[]()!*_`~#|\\$:/.@-+=0123 \n\tabhtps\"'é")), max_size=60)


def _tokens(source: str) -> list[str]:
    found: list[str] = []
    for token in _MARKDOWN.parse(source):
        found.append(token.type)
        found.extend(child.type for child in token.children or ())
    return found


@given(_NASTY | st.text(max_size=60))
def test_escaped_text_is_inert_in_a_markdown_reader(text: str) -> None:
    source = f"x {escape_markdown(text)} y"
    assert set(_tokens(source)) <= {"paragraph_open", "inline", "paragraph_close", "text", "text_special"}


@given(_NASTY)
def test_escaped_text_at_the_start_of_a_line_is_inert_too(text: str) -> None:
    kinds = set(_tokens(escape_markdown(text)))
    assert kinds <= {"paragraph_open", "inline", "paragraph_close", "text", "text_special"}


@given(_NASTY)
def test_escaping_does_not_change_what_is_read(text: str) -> None:
    tokens = _MARKDOWN.parse(f"x {escape_markdown(text)} y")
    shown = "".join(child.content for child in tokens[1].children or ())
    assert " ".join(shown.split()) == " ".join(f"x {one_line(text)} y".split())


@pytest.mark.parametrize(
    "text",
    ["<script>alert(1)</script>", "](javascript:alert(1))", "![](http://x.test/a.png)", "https://x.test", "www.x.test"],
)
def test_no_markup_and_no_address_that_a_renderer_would_link_is_left(text: str) -> None:
    safe = escape_markdown(f"voir {text}")
    assert "<" not in safe
    assert not re.search(r"(?<!\\)://|www\.|(?<!\\)\]\(", safe)


def test_four_digit_numbers_that_open_a_line_do_not_make_a_list() -> None:
    assert escape_markdown("2024. Une année") == "2024\\. Une année"
    assert escape_markdown("1042 M€") == "1042 M€"


@given(st.text())
def test_clean_text_holds_no_control_no_override_no_surrogate(text: str) -> None:
    for char in clean(text):
        assert char in "\n\t" or unicodedata.category(char) not in ("Cc", "Cs")
        assert char not in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\ufffe\uffff"


def test_clean_text_keeps_accents_joined_emoji_and_other_scripts() -> None:
    text = "e\u0301té 👩\u200d🔧 مرحبا 中"
    assert clean(text) == text


def test_terminal_escape_sequences_lose_their_power() -> None:
    assert "\x1b" not in clean("\x1b[31mrouge\x1b[0m\x9b2J")


@given(st.text(st.sampled_from("abc ,;"), max_size=80), st.integers(1, 60))
def test_shortened_text_fits(text: str, width: int) -> None:
    short = shorten(text, width)
    assert len(short) <= width
    assert short == text or short.endswith("…")


def test_text_is_cut_after_a_word() -> None:
    assert shorten("les canaux de vente de l'entreprise", 22) == "les canaux de vente…"
