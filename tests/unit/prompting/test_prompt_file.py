from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import CorpusError
from assistant.prompting.prompt_file import parse_prompt, read_prompt

GOOD = """---
id: salut
version: 2
inputs: [nom]
schema: Salut
---
# System
Vous saluez.

## Ton
Poli.

# User
Bonjour {{ nom }}.
"""


def test_a_prompt_is_two_texts_and_what_it_says_of_itself() -> None:
    prompt = parse_prompt(GOOD, "salut.md")
    assert (prompt.key, prompt.front.inputs, prompt.front.schema_name) == ("salut@2", ("nom",), "Salut")
    assert prompt.system == "Vous saluez.\n\n## Ton\nPoli."
    assert prompt.user == "Bonjour {{ nom }}."


def test_line_ends_do_not_change_the_digest_and_a_letter_does() -> None:
    digest = parse_prompt(GOOD, "salut.md").digest
    assert parse_prompt(GOOD.replace("\n", "\r\n"), "salut.md").digest == digest
    assert parse_prompt(GOOD.replace("Poli", "Polie"), "salut.md").digest != digest


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("# User\n", ""), "# User"),
        (("version: 2", "version: deux"), "version"),
        (("version: 2", "version: 0"), "version"),
        (("inputs: [nom]", "inputs: [nom, age]"), "age"),
        (("{{ nom }}", "{{ nom }} {{ ville }}"), "ville"),
        (("id: salut", "id: [salut"), "en-tête"),
        (("schema: Salut", "schema: Salut\nmodel: gros"), "model"),
    ],
)
def test_a_prompt_that_does_not_hold_is_named_with_its_fault(change: tuple[str, str], said: str) -> None:
    with pytest.raises(CorpusError) as caught:
        parse_prompt(GOOD.replace(*change), "salut.md")
    assert "salut.md" in caught.value.message
    assert said in caught.value.message


def test_a_file_bears_its_prompts_name(tmp_path: Path) -> None:
    (tmp_path / "autre.md").write_text(GOOD, encoding="utf-8")
    with pytest.raises(CorpusError, match=r"salut\.md"):
        read_prompt(tmp_path / "autre.md")
    with pytest.raises(CorpusError, match=r"absent\.md"):
        read_prompt(tmp_path / "absent.md")
