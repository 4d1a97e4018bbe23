from pathlib import Path
from typing import get_args

import pytest

from assistant.domain.negotiation import Act, ActKind
from assistant.errors import CorpusError
from assistant.roleplay.speaking.speech_sheet import _GISTS  # pyright: ignore[reportPrivateUsage]
from assistant.roleplay.speaking.wording import fill, load_wording, say_acts
from tests.unit.roleplay.play_parts import scenario

FIGURES = {k: f"«{k}»" for k in ("prix", "offre", "termes", "terme", "options", "accord", "souhait")}


@pytest.mark.parametrize("kind", get_args(ActKind))
def test_every_act_can_be_said_in_every_tone_without_a_gap(kind: ActKind) -> None:
    assert kind in _GISTS
    for level in (1, 4):
        for turn in range(8):
            act = Act(kind=kind, text="Texte.", figures=FIGURES)
            text, _ = say_acts([act], scenario(3, level), 3, turn, (), load_wording())
            assert text
            assert "{" not in text
            assert "  " not in text


def test_every_slot_of_the_templates_is_one_that_the_engine_fills() -> None:
    import re

    known = {"text", "e", *FIGURES}
    lines = [line for tones in load_wording().values() for tone in tones.values() for line in tone]
    assert {name for line in lines for name in re.findall(r"\{(\w+)\}", line)} <= known


def test_the_same_thing_is_not_said_twice_in_the_same_words() -> None:
    spent: tuple[str, ...] = ()
    said: list[str] = []
    for turn in range(4):
        text, spent = say_acts([Act(kind="unmoved")], scenario(3, 2), 3, turn, spent, load_wording())
        said.append(text)
    assert len(set(said)) == len(said)


def test_the_answer_to_the_sellers_hello_does_not_greet_again() -> None:
    bank = load_wording()
    for name in ("greet", "greet_prospection", "greet_reunion"):
        assert not any("bonjour" in line.casefold() for tone in bank[name].values() for line in tone)


def test_a_value_is_never_expanded() -> None:
    assert fill("Bien. {text}", {"text": "{prix} {text}", "prix": "9 €"}) == "Bien. {prix} {text}"


def test_a_broken_file_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "scenarios" / "wording"
    folder.mkdir(parents=True)
    (folder / "buyer.yaml").write_text("acts:\n  greet:\n    fort: [Bonjour]\n", encoding="utf-8")
    with pytest.raises(CorpusError):
        load_wording(tmp_path)
