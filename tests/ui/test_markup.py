from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from assistant.ui.markup import plain, prose, render

OURS = re.compile(r'</?(?:p|ul|ol|li|strong)>|<span class="source">|</span>')


@given(st.text(alphabet=st.sampled_from("<>&\"'[]()*-#!`:/ \nabCR.1.03p-0f") | st.characters(), max_size=200))
def test_an_answer_holds_no_other_tag_than_ours(text: str) -> None:
    rest = OURS.sub("", str(prose(text)))

    assert "<" not in rest
    assert ">" not in rest
    assert '"' not in rest


@given(st.text(max_size=100))
def test_a_label_is_escaped_too(label: str) -> None:
    rest = OURS.sub("", str(prose("voir [CR.1.1.03].", {"CR.1.1.03": label})))

    assert "<" not in rest
    assert '"' not in rest


def test_lists_bold_and_sources_are_kept() -> None:
    shown = str(prose("Trois pistes :\n- **chiffrer** [CR.1.1.03]\n- dater\n\n1. Relire"))

    assert "<ul><li><strong>chiffrer</strong>" in shown
    assert '<span class="source">CR.1.1.03</span>' in shown
    assert "<ol><li>Relire</li></ol>" in shown
    assert shown.count("<ul>") == shown.count("</ul>") == 1


def test_a_passage_is_named_by_its_words_when_they_are_known() -> None:
    assert "Votre texte" in str(prose("Vous dites [p-3f9a1b2c3d4e]."))
    assert "« Nos clients »" in str(prose("Vous dites [p-3f9a1b2c3d4e].", {"p-3f9a1b2c3d4e": "« Nos clients »"}))


def test_streamlit_reads_no_markdown_nor_emoji_code_in_plain_text() -> None:
    shown = plain("**gras** [lien](https://exemple.invalid) :material/home: <b>x</b> :red[x]")

    assert "**gras**" not in shown
    assert re.search(r"(?<!\\):(?!nbsp)", shown) is None
    assert "<b>" not in shown


def test_templates_escape_what_they_are_given() -> None:
    sent = render("draft_head", title="<script>x</script>", production="<b>", file='"><img>', words=3, version="<i>")

    assert "<script>" not in sent
    assert "<img>" not in sent
    assert "&lt;b&gt;" in sent
