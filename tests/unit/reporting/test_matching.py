from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.reporting.matching import Haystack

_WORDS = st.lists(st.text(st.sampled_from("abcdé’'-12% "), min_size=1, max_size=8), min_size=1, max_size=12)


@given(_WORDS, st.data())
def test_any_slice_with_a_letter_is_found_where_it_stands(words: list[str], data: st.DataObject) -> None:
    text = " ".join(words)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    quote = text[start:end]
    found = Haystack(text).find(quote, near=start)
    if not any(c.isalnum() or c == "%" for c in quote):
        assert found is None
        return
    assert found is not None
    first, last = found
    assert Haystack(text[first : last + 1]).find(quote) is not None
    core = [i for i in range(start, end) if text[i].isalnum() or text[i] == "%"]
    assert first <= core[0] <= core[-1] <= last or quote.strip() in text


def test_the_occurrence_nearest_to_the_hint_is_chosen() -> None:
    text = "le prix, puis le prix, enfin le prix"
    assert Haystack(text).find("le prix", near=14) == (14, 20)
    assert Haystack(text).find("le prix", near=len(text)) == (29, 35)
    assert Haystack(text).find("le prix") == (0, 6)


def test_spaces_hyphens_ligatures_and_accent_forms_do_not_matter() -> None:
    text = "coef\ufb01cient re\u0301el de dévelop-\npement"
    assert Haystack(text).find("coefficient réel de développement") == (0, len(text) - 1)
    assert Haystack("Sécurmax89 €48 h").find("Sécurmax | 89 € | 48 h") == (0, 15)
    assert Haystack("l’«\u00a0offre\u00a0»").find("l'« offre »") == (0, 10)


def test_the_signs_at_the_ends_of_a_quote_are_taken_with_it() -> None:
    text = "Il dit : « oui » – net."
    assert Haystack(text).find("« oui »") == (9, 15)
    assert Haystack(text).find("oui") == (11, 13)


def test_what_is_not_there_is_not_found() -> None:
    assert Haystack("abc").find("abd") is None
    assert Haystack("abc").find(" – ") is None
    assert Haystack("").find("a") is None
