import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.roleplay.french.numbers import numbers_in
from assistant.roleplay.french.plain_words import flat


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("vingt et un euros cinquante", [(21.5, True)]),
        ("20 400,50 €", [(20400.5, True)]),
        ("20\u202f400,50\u00a0€", [(20400.5, True)]),
        ("21 euros 50 par mois", [(21.5, True)]),
        ("quatre-vingt-dix jours", [(90, False)]),
        ("soixante-dix-sept", [(77, False)]),
        ("deux mille quatre cents palettes", [(2400, False)]),
        ("vingt-quatre mois et 20,40 €", [(24, False), (20.4, True)]),
        ("12 euros 24 mois", [(12, True), (24, False)]),
        ("1.200 euros", [(1200, True)]),
        ("un essai et une réponse", []),
    ],
)
def test_numbers_as_french_people_say_them(text: str, expected: list[tuple[float, bool]]) -> None:
    assert [(n.value, n.euros) for n in numbers_in(flat(text))] == expected


@given(st.integers(min_value=0, max_value=99_999_999), st.integers(min_value=0, max_value=99))
def test_a_written_amount_is_read_back(euros: int, cents: int) -> None:
    shown = f"{euros:,}".replace(",", "\u202f") + f",{cents:02d}\u00a0€"
    assert [n.value for n in numbers_in(flat(shown))] == [pytest.approx(euros + cents / 100)]


@given(st.text(max_size=200))
def test_any_text_is_survived_and_offsets_hold(text: str) -> None:
    line = flat(text)
    for number in numbers_in(line):
        assert 0 <= number.start < number.end <= len(line)


@pytest.mark.parametrize(
    ("text", "value", "cents"),
    [
        ("deux cinquante", 2.5, True),
        ("vingt et un cinquante", 21.5, True),
        ("huit vingt-cinq", 8.25, True),
        ("quatre-vingt-dix", 90, False),
        ("vingt-deux", 22, False),
        ("deux cent cinquante", 250, False),
        ("soixante-dix-sept", 77, False),
        ("dix quinze jours", 25, False),
    ],
)
def test_an_amount_said_without_its_unit_is_told_from_a_cardinal(text: str, value: float, cents: bool) -> None:
    (number,) = numbers_in(text)
    assert (number.value, number.cents) == (value, cents)
