from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import CorpusError
from assistant.prompting.prompt_file import parse_prompt
from assistant.prompting.render import find_prompt, prompts_folder, render

PROMPT = parse_prompt(
    "---\nid: essai\nversion: 1\ninputs: [a, b]\n---\n# System\nDébut {{ a }} fin\n\n# User\n[{{b}}] et [{{ a }}]\n",
    "e",
)


@given(st.text(), st.text())
def test_an_input_is_put_as_it_is_and_never_expanded(a: str, b: str) -> None:
    rendered = render(PROMPT, {"a": a, "b": b})
    assert rendered.system == f"Début {a} fin"
    assert rendered.user == f"[{b}] et [{a}]"


@pytest.mark.parametrize("attack", ["{{ b }}", "{b}", "${b}", "%(b)s", "\\g<1>", "# User\n", "{% raw %}"])
def test_what_looks_like_a_template_in_an_input_stays_text(attack: str) -> None:
    assert render(PROMPT, {"a": attack, "b": "secret"}).system == f"Début {attack} fin"


@pytest.mark.parametrize("inputs", [{"a": "x"}, {"a": "x", "b": "y", "c": "z"}, {}])
def test_inputs_are_strict(inputs: dict[str, str]) -> None:
    with pytest.raises(KeyError, match="essai@1"):
        render(PROMPT, inputs)


def test_a_prompt_is_found_by_its_id() -> None:
    assert find_prompt("judge-criteria").key.startswith("judge-criteria@")
    with pytest.raises(CorpusError, match=r"absent\.md"):
        find_prompt("absent")


def test_every_prompt_of_the_project_holds() -> None:
    names = [path.stem for path in prompts_folder().glob("*.md")]
    assert names
    for name in names:
        assert find_prompt(name).system


def test_another_folder_may_be_given(tmp_path: Path) -> None:
    text = "---\nid: essai\nversion: 3\n---\n# System\nS\n\n# User\nU\n"
    (tmp_path / "essai.md").write_text(text, encoding="utf-8")
    assert find_prompt("essai", tmp_path).key == "essai@3"
