from __future__ import annotations

import copy
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.corpus.cache import cached_corpus
from assistant.corpus.guidance_files import corpus_digest, load_corpus
from assistant.corpus.location import corpus_folder
from assistant.corpus.referentiel_file import load_referentiel
from assistant.corpus.wording import runs_of, shared_runs, words_of
from assistant.errors import CorpusError

REF = load_referentiel()

GUIDANCE: dict[str, Any] = {
    "schema": "jalon/guidance@1",
    "referentiel": "rdc@1",
    "group": "2.4",
    "criteria": {
        "CR.2.4.01": {
            "expectation": "Le jury veut voir ce que deviennent les informations.",
            "indicators": [
                {"text": "Les fiches sont relues.", "phrases": ["On a rappelé 12 fiches."], "markers": ["quantity"]}
            ],
            "level_descriptors": {1: "Un mot.", 2: "Une partie.", 3: "Tout y est."},
            "not_assessable_in": ["transcription"],
            "pitfalls": ["Oublier les doublons."],
            "questions": ["Qui relit ?"],
            "next_step": {0: "Ouvrir le fichier.", 1: "Relire.", 2: "Dater.", 3: "Montrer."},
            "synonyms": ["fiches crm"],
            "related": ["CR.2.4.02"],
        }
    },
}
EXEMPLARS: dict[str, Any] = {
    "schema": "jalon/exemplars@1",
    "referentiel": "rdc@1",
    "group": "2.4",
    "criteria": {
        "CR.2.4.01": [
            {"level": n, "sector": "vélo", "company": f"Société {n}", "text": "Un texte.", "why": "w", "lift": "l"}
            for n in (1, 2, 3)
        ]
    },
}


def written(folder: Path, guidance: dict[str, Any] | None = None, exemplars: dict[str, Any] | None = None) -> Path:
    for name, data in (("guidance", guidance or GUIDANCE), ("exemplars", exemplars or EXEMPLARS)):
        (folder / name).mkdir(parents=True, exist_ok=True)
        (folder / name / "2.4.yaml").write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), "utf-8")
    return folder


def changed(path: tuple[Any, ...], value: Any, base: dict[str, Any] = GUIDANCE) -> dict[str, Any]:
    """A copy of ``base`` with one value replaced, or removed when ``value`` is ``...``."""
    data = copy.deepcopy(base)
    inner: Any = data
    for key in path[:-1]:
        inner = inner[key]
    if value is ...:
        del inner[path[-1]]
    else:
        inner[path[-1]] = value
    return data


def test_a_small_corpus_loads_with_ids_and_digest(tmp_path: Path) -> None:
    corpus = load_corpus(REF, written(tmp_path))
    assert [e.id for e in corpus.exemplars["CR.2.4.01"]] == [f"EX.CR.2.4.01.{n}" for n in (1, 2, 3)]
    assert corpus.digest == corpus_digest(tmp_path)
    assert corpus.guidance["CR.2.4.01"].next_step[3] == "Montrer."


OFFICIAL = REF.criterion("CR.2.4.01").text
AT = ("criteria", "CR.2.4.01")


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        ((*AT, "expectation"), ..., "« criteria.CR.2.4.01.expectation » manque"),
        ((*AT, "expectation"), "  ", "est vide"),
        ((*AT, "humeur"), "bonne", "humeur » est inconnu"),
        ((*AT, "indicators"), [], "« indicators » est vide"),
        ((*AT, "indicators", 0, "phrases"), [], "n'a aucune phrase"),
        ((*AT, "indicators", 0, "phrases"), ..., "phrases » manque"),
        ((*AT, "indicators", 0, "markers"), ["couleur"], "n'est pas admise"),
        ((*AT, "level_descriptors", 2), ..., "le niveau 2 manque"),
        ((*AT, "level_descriptors", 3), f"On voit que {OFFICIAL}.", "recopie le libellé officiel"),
        ((*AT, "next_step", 0), ..., "le niveau 0 manque"),
        ((*AT, "pitfalls"), [], "« pitfalls » est vide"),
        ((*AT, "questions"), [" "], "est vide"),
        ((*AT, "related"), ["CR.7.7.07"], "« CR.7.7.07 » n'existe pas"),
        (("criteria", "CR.8.8.08"), GUIDANCE["criteria"]["CR.2.4.01"], "« CR.8.8.08 » n'existe pas"),
        (("group",), "2.3", "n'est pas du groupe 2.3"),
        (("criteria",), {}, "aucun critère"),
        (("schema",), "jalon/poeme@1", "est inconnu"),
    ],
)
def test_a_faulty_guidance_file_is_refused_with_file_line_and_remedy(tmp_path, path, value, said) -> None:
    with pytest.raises(CorpusError) as caught:
        load_corpus(REF, written(tmp_path, guidance=changed(path, value)))
    (problem, *_) = [p for p in caught.value.problems if said in p] or [""]
    assert said in problem, caught.value.problems
    assert problem.startswith("2.4.yaml:")
    assert int(problem.split(":")[1]) >= 1
    assert caught.value.hint


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        ((*AT, 0, "level"), 4, "n'est pas admise"),
        ((*AT, 0, "text"), "", "est vide"),
        ((*AT, 0, "text"), f"Chez nous {OFFICIAL}.", "recopie le libellé officiel"),
        ((*AT,), [], "aucun exemple"),
    ],
)
def test_a_faulty_exemplar_is_refused(tmp_path, path, value, said) -> None:
    with pytest.raises(CorpusError) as caught:
        load_corpus(REF, written(tmp_path, exemplars=changed(path, value, EXEMPLARS)))
    assert any(said in p for p in caught.value.problems)


def test_a_criterion_written_twice_is_refused_in_one_file_or_in_two(tmp_path: Path) -> None:
    folder = written(tmp_path)
    text = (folder / "guidance" / "2.4.yaml").read_text("utf-8")
    (folder / "guidance" / "2.4-bis.yaml").write_text(text, "utf-8")
    with pytest.raises(CorpusError, match="a déjà une fiche"):
        load_corpus(REF, folder)
    (folder / "guidance" / "2.4-bis.yaml").unlink()
    entry = text[text.index("  CR.2.4.01:") :]
    (folder / "guidance" / "2.4.yaml").write_text(text + entry, "utf-8")
    with pytest.raises(CorpusError, match="écrit deux fois"):
        load_corpus(REF, folder)


def test_an_incomplete_corpus_serves_but_is_not_complete(tmp_path: Path) -> None:
    folder = written(tmp_path, exemplars=changed((*AT,), EXEMPLARS["criteria"]["CR.2.4.01"][:2], EXEMPLARS))
    assert list(load_corpus(REF, folder).guidance) == ["CR.2.4.01"]
    with pytest.raises(CorpusError) as caught:
        load_corpus(REF, folder, complete=True)
    assert any("CR.1.1.01 n'a pas de fiche" in p for p in caught.value.problems)
    assert any("CR.2.4.01 n'a pas d'exemple de niveau 3" in p for p in caught.value.problems)


def test_guidance_of_another_referentiel_is_left_alone(tmp_path: Path) -> None:
    assert load_corpus(REF, written(tmp_path, guidance=changed(("referentiel",), "autre@1"))).guidance == {}


def test_the_json_copy_is_used_refreshed_and_never_trusted_when_damaged(tmp_path: Path) -> None:
    folder, cache = written(tmp_path / "corpus"), tmp_path / "cache"
    first = cached_corpus(REF, cache, folder)
    (copy_,) = cache.glob("corpus-*.json")
    assert cached_corpus(REF, cache, folder) == first
    copy_.write_text("{", "utf-8")
    assert cached_corpus(REF, cache, folder) == first
    written(tmp_path / "corpus", guidance=changed((*AT, "expectation"), "Autre attente."))
    assert cached_corpus(REF, cache, folder).guidance["CR.2.4.01"].expectation == "Autre attente."
    assert len(list(cache.glob("corpus-*.json"))) == 1


# --- the corpus of the repository --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def corpus():
    return load_corpus(REF, complete=True)


def test_all_119_criteria_have_guidance_and_exemplars_at_three_levels(corpus) -> None:
    assert len(corpus.guidance) == len(corpus.exemplars) == 119
    for criterion, guidance in corpus.guidance.items():
        assert 3 <= len(guidance.indicators) <= 6, criterion
        assert all(2 <= len(i.phrases) <= 6 for i in guidance.indicators), criterion
        assert 2 <= len(guidance.pitfalls) <= 4, criterion
        assert 2 <= len(guidance.questions) <= 4, criterion
        assert all(q.rstrip().endswith("?") for q in guidance.questions), criterion
        assert {e.level for e in corpus.exemplars[criterion]} == {1, 2, 3}


def test_exemplars_have_the_length_announced_and_two_sectors_at_least(corpus) -> None:
    for criterion, exemplars in corpus.exemplars.items():
        lengths = [sum(any(c.isalnum() for c in w) for w in e.text.split()) for e in exemplars]
        assert all(35 <= n <= 125 for n in lengths), (criterion, lengths)
        assert len({e.sector for e in exemplars}) >= 2, criterion


def test_nothing_of_the_guidance_repeats_the_official_wording(corpus) -> None:
    for criterion in REF.criteria():
        texts = [e.text for e in corpus.exemplars[criterion.id]]
        texts += [p for i in corpus.guidance[criterion.id].indicators for p in i.phrases]
        texts += list(corpus.guidance[criterion.id].level_descriptors.values())
        for text in texts:
            assert not shared_runs(text, criterion.text, 7), (criterion.id, text)


def test_no_run_of_eight_words_serves_two_exemplars(corpus) -> None:
    seen = Counter(run for es in corpus.exemplars.values() for e in es for run in runs_of(e.text, 8))
    assert [run for run, count in seen.items() if count > 1] == []


def test_the_corpus_does_not_echo_the_labelled_drafts(corpus) -> None:
    """What is tuned on must not contain what it is scored on: no run of 8 words in common."""
    ours: set[tuple[str, ...]] = set()
    for guidance in corpus.guidance.values():
        for indicator in guidance.indicators:
            for text in (indicator.text, *indicator.phrases):
                ours |= whole_word_runs(text)
    for exemplars in corpus.exemplars.values():
        for exemplar in exemplars:
            ours |= whole_word_runs(exemplar.text)
    drafts = sorted((corpus_folder().parent / "evals" / "datasets" / "critique").rglob("*.md"))
    for draft in drafts:
        shared = ours & whole_word_runs(draft.read_text("utf-8"))
        assert not shared, (draft.name, shared)


def whole_word_runs(text: str) -> set[tuple[str, ...]]:
    """Runs of 8 words, « qu'est-ce » counted as two and not as four."""
    return runs_of(text.replace("'", "").replace("’", ""), 8)


def test_cards_name_their_source_and_the_day_they_were_checked(corpus) -> None:
    assert len(corpus.cards) >= 12
    for card in corpus.cards.values():
        assert card.source
        assert card.checked.startswith("20")
        assert 40 <= len(words_of(card.text)) <= 260, card.id
