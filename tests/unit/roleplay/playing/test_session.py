import pytest

from assistant.errors import UserError
from assistant.roleplay.playing.hints import hint
from assistant.roleplay.playing.session import PlayRecord, RolePlay
from tests.unit.roleplay.play_parts import begin, kept_scenario, recogniser

OF = kept_scenario("plannings")
LINES = (
    "Bonjour Madame, merci de me recevoir.",
    "Comment faites-vous les plannings aujourd'hui ?",
    "Je vous propose 8,30 euros par mois et par salarié.",
    "Si vous vous engagez sur 36 mois, je descends à 7,90 €.",
)


def test_turns_alternate_and_are_numbered_from_the_opening() -> None:
    play = begin(OF)
    play.play(LINES)
    turns = play.turns()
    assert [t.number for t in turns] == list(range(1, 10))
    assert turns[0].text == OF.brief.opening
    assert {t.speaker for t in turns[1::2]} == {"seller"}


def test_rewinding_then_saying_the_same_gives_the_same() -> None:
    play = begin(OF)
    play.play(LINES)
    first = play.turns()
    play.rewind(2)
    assert len(play.turns()) == 5
    play.play(LINES[2:])
    assert play.turns() == first
    with pytest.raises(UserError):
        play.rewind(9)


def test_a_play_goes_on_from_what_was_stored() -> None:
    play = begin(OF)
    play.play(LINES[:3])
    stored = PlayRecord.model_validate_json(play.record.model_dump_json())
    again = RolePlay(OF, recogniser(OF), play.counterpart, stored)
    play.say(LINES[3])
    again.say(LINES[3])
    assert again.turns() == play.turns()


def test_nothing_is_said_once_it_is_over() -> None:
    play = begin(OF)
    play.say("Au revoir Madame, bonne journée.")
    assert play.over
    with pytest.raises(UserError):
        play.say("Encore un mot.")


def test_the_public_state_holds_no_secret() -> None:
    play = begin(OF)
    play.play(LINES)
    shown = play.public.model_dump_json()
    economics = OF.economics
    assert economics is not None
    for fact in OF.facts:
        assert fact.id in play.state.facts or fact.text not in shown
    assert economics.buyer.alternative.why not in shown
    assert "trust" not in shown
    assert "patience" not in shown


def test_a_hint_follows_the_talk() -> None:
    play = begin(OF)
    assert "question" in hint(play.state, OF)
    play.play(LINES)
    assert hint(play.state, OF)
