from pathlib import Path

import pytest

from assistant.corpus.cache import cached_corpus
from assistant.corpus.guidance_files import load_corpus
from assistant.corpus.location import corpus_folder
from assistant.corpus.referentiel_file import load_referentiel

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
