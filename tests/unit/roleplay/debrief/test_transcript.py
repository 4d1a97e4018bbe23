import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.dialogue import Turn
from assistant.errors import DraftError
from assistant.roleplay.debrief.transcript import conduct_view, speaker_side, transcript_document, turns_of

TURNS = (
    Turn(number=1, speaker="buyer", text="Bonjour. Je vous écoute."),
    Turn(number=2, speaker="seller", text="Merci de me recevoir."),
    Turn(number=3, speaker="buyer", text="C'est trop : 9 € !"),
    Turn(number=4, speaker="seller", text="Comparons : à service égal, l'écart est petit."),
)


def test_turns_come_back_from_the_document() -> None:
    assert turns_of(transcript_document(TURNS)) == TURNS


@given(
    st.lists(
        st.text(alphabet=st.characters(exclude_categories=("C",)), min_size=1, max_size=80), min_size=1, max_size=12
    )
)
def test_every_passage_is_its_slice_of_the_text(texts: list[str]) -> None:
    turns = [Turn(number=i + 1, speaker="seller" if i % 2 else "buyer", text=t) for i, t in enumerate(texts)]
    document = transcript_document(turns)
    assert len({p.id for p in document.passages}) == len(turns)
    for passage in document.passages:
        assert document.text[passage.start : passage.end] == passage.text


def test_conduct_is_judged_on_the_sellers_lines_with_what_they_answer() -> None:
    view = conduct_view(transcript_document(TURNS))
    assert [p.turn for p in view.passages] == [2, 4]
    assert "trop" in view.passages[1].context
    assert view.text == transcript_document(TURNS).text


def test_who_sells_when_people_are_named() -> None:
    speakers = ["Mme Farges", "Bastien", "Bastien", "Mme Farges", "Bastien"]
    assert speaker_side("Bastien", speakers) == "seller"
    assert speaker_side("Mme Farges", speakers) == "buyer"
    assert speaker_side("Vendeuse", ["Vendeuse", "Client"]) == "seller"


def test_a_text_without_turns_is_refused() -> None:
    said = transcript_document(TURNS)
    document = said.model_copy(update={"passages": tuple(p.model_copy(update={"turn": None}) for p in said.passages)})
    with pytest.raises(DraftError):
        turns_of(document)
