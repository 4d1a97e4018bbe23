import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.retrieval.codes import CodeFinder, code_key, fold, tokens_of_codes

IDS = ["CR.1.1.03", "CR.2.2a.01", "CR.3.2.2-3.05", "C.1.2a", "C.1.2b", "C.1.4", "C.1.4a", "dossier"]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("C.1.2b", ["C.1.2b"]),
        ("que veut dire c1.2B ?", ["C.1.2b"]),
        ("c 1.2 b", ["C.1.2b"]),
        ("CR.1.1.03", ["CR.1.1.03"]),
        ("le cr 1.1.3 svp", ["CR.1.1.03"]),
        ("CR 1-1-3", ["CR.1.1.03"]),
        ("critère 1.1.3", ["CR.1.1.03"]),
        ("la compétence 1.4a", ["C.1.4a"]),
        ("cr.2.2a.1", ["CR.2.2a.01"]),
        ("CR.3.2.2-3.05", ["CR.3.2.2-3.05"]),
        ("différence entre C.1.2b et CR.1.1.03 ?", ["C.1.2b", "CR.1.1.03"]),
        ("C.1.4 a été refusé", ["C.1.4a"]),  # a space inside a code is tolerated: the longest code wins
        ("C.1.4 est refusé", ["C.1.4"]),
    ],
)
def test_codes_are_found_however_they_are_typed(question: str, expected: list[str]) -> None:
    assert list(CodeFinder(IDS).find(question)[0]) == expected


@pytest.mark.parametrize("question", ["CR.1.1.99", "C.1.2bis", "abc1.2b", "C.1.4z", "1.1.3 fois", "dossier", "", "c"])
def test_what_is_no_code_of_the_referentiel_is_not_found(question: str) -> None:
    assert CodeFinder(IDS).find(question)[0] == ()


def test_the_rest_of_the_question_comes_without_the_codes() -> None:
    assert CodeFinder(IDS).find("Le C.1.2b, c'est quoi ?")[1].split() == ["le", ",", "c'est", "quoi", "?"]


@given(st.sampled_from(IDS[:-1]), st.sampled_from(["", " ", "."]), st.booleans(), st.text(max_size=20))
def test_any_official_code_is_found_inside_any_text(code: str, gap: str, upper: bool, around: str) -> None:
    typed = code.replace(".", gap, 1)
    typed = typed.upper() if upper else typed.lower()
    assert code in CodeFinder(IDS).find(f"« {typed} » {around}")[0]


@given(st.text())
def test_folding_is_idempotent_and_never_fails(text: str) -> None:
    once = fold(text)
    assert fold(once) == once
    CodeFinder(IDS).find(text)


def test_code_keys_drop_padding_zeros_only() -> None:
    assert code_key("CR.1.1.03") == code_key("cr 1.1.3") != code_key("CR.1.1.30")


def test_codes_become_one_term() -> None:
    rest, codes = tokens_of_codes("voir cr.1.1.03 et c.1.2b puis 12.5")
    assert codes == ["cr.1.1.3", "c.1.2.b"]
    assert "12.5" in rest
    assert "1.1" not in rest
