from pathlib import Path

import pytest

from assistant.corpus.cache import cached_corpus, cached_referentiel
from assistant.corpus.guidance_files import load_corpus
from assistant.corpus.location import corpus_folder
from assistant.corpus.referentiel_file import load_referentiel
from assistant.errors import CorpusError

REF = load_referentiel(corpus_folder() / "referentiels" / "rdc.yaml")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cache")
    cached_corpus(REF, folder)
    return folder


def test_the_copy_says_what_the_files_say(made: Path) -> None:
    assert cached_corpus(REF, made) == load_corpus(REF)


def test_the_copy_is_what_is_read(made: Path, tmp_path: Path) -> None:
    (copy,) = made.glob("corpus-*.json")
    marked = tmp_path / copy.name
    expectation = next(iter(load_corpus(REF).guidance.values())).expectation
    marked.write_text(copy.read_text(encoding="utf-8").replace(expectation, "Lu dans la copie."), encoding="utf-8")
    assert next(iter(cached_corpus(REF, tmp_path).guidance.values())).expectation == "Lu dans la copie."


@pytest.mark.parametrize("content", ["", "{}", '{"guidance": {"CR": 1}}', "pas du json"])
def test_a_damaged_copy_is_made_again(made: Path, tmp_path: Path, content: str) -> None:
    (copy,) = made.glob("corpus-*.json")
    (tmp_path / copy.name).write_text(content, encoding="utf-8")
    assert cached_corpus(REF, tmp_path) == load_corpus(REF)
    assert (tmp_path / copy.name).read_bytes() == copy.read_bytes()


def test_the_copy_of_an_earlier_content_goes(made: Path, tmp_path: Path) -> None:
    old = tmp_path / "corpus-rdc@1-0000000000000000.json"
    old.write_text("{}", encoding="utf-8")
    cached_corpus(REF, tmp_path)
    assert not old.exists()


def test_a_folder_that_cannot_be_written_costs_time_only(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way", encoding="utf-8")
    assert cached_corpus(REF, blocked).digest == load_corpus(REF).digest


def test_a_referentiel_is_copied_once_and_read_from_its_copy(tmp_path: Path) -> None:
    assert cached_referentiel(tmp_path) == REF
    (copy,) = tmp_path.glob("referentiel-*.json")
    first = next(iter(REF.criteria())).text
    copy.write_text(copy.read_text(encoding="utf-8").replace(first, "lu dans la copie"), encoding="utf-8")
    assert next(iter(cached_referentiel(tmp_path).criteria())).text == "lu dans la copie"
    copy.write_text("{}", encoding="utf-8")
    assert cached_referentiel(tmp_path) == REF


def test_a_referentiel_that_changed_is_read_again(tmp_path: Path) -> None:
    source = tmp_path / "mien.yaml"
    text = (corpus_folder() / "referentiels" / "rdc.yaml").read_text(encoding="utf-8")
    source.write_text(text, encoding="utf-8")
    cached_referentiel(tmp_path, source)
    first = next(iter(REF.criteria())).text
    source.write_text(text.replace(first, "le libellé a changé"), encoding="utf-8")
    assert next(iter(cached_referentiel(tmp_path, source).criteria())).text == "le libellé a changé"
    assert len(list(tmp_path.glob("referentiel-*.json"))) == 1


def test_a_referentiel_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(CorpusError):
        cached_referentiel(tmp_path, tmp_path / "absent.yaml")
