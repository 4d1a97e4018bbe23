"""The index with a real Chroma store on disk: built, damaged, killed, raced for."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from assistant.errors import IndexUnavailable
from assistant.retrieval import chroma_child
from assistant.retrieval import generation as disk
from assistant.retrieval.chroma import collection_name
from assistant.retrieval.index import build_index, index_state, open_index
from assistant.retrieval.search import CorpusSearch
from tests.unit.retrieval.samples import BrokenEmbedder, HashedWordsEmbedder, corpus, referentiel

MODEL = HashedWordsEmbedder().model_id
ROOT = Path(__file__).resolve().parents[3]
BUILD = """
import sys
from pathlib import Path
from assistant.retrieval.index import build_index
from tests.unit.retrieval.samples import HashedWordsEmbedder, corpus, referentiel
state = build_index(Path(sys.argv[1]), referentiel(), corpus(), HashedWordsEmbedder(), force="force" in sys.argv)
print(state.status, state.chroma_problem, state.directory.name)
"""


def builder(home: Path, *options: str) -> subprocess.Popen[str]:
    """Another process that builds the index."""
    return subprocess.Popen(
        [sys.executable, "-c", BUILD, str(home), *options], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built")
    build_index(folder, referentiel(), corpus(), HashedWordsEmbedder())
    return folder


@pytest.fixture
def home(built: Path, tmp_path: Path) -> Path:
    """A copy of an index: it holds no absolute path, so it may be moved."""
    shutil.copytree(built, tmp_path / "home")
    return tmp_path / "home"


@pytest.fixture
def without_chroma(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Chroma fails at once in the child, which spares two seconds a build to tests that are not about it."""
    (tmp_path / "hostile").mkdir()
    (tmp_path / "hostile" / "chromadb.py").write_text("import os; os._exit(9)")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "hostile"))


def generations(home: Path) -> list[str]:
    return sorted(path.name for path in disk.index_root(home, "mini").glob("g-*"))


def test_build_then_find_again_by_both_paths(home: Path) -> None:
    state = index_state(home, referentiel(), corpus(), MODEL, probe=True)
    assert (state.status, state.reason, state.chroma_problem) == ("ready", "", "")
    assert state.directory is not None
    assert (state.dimension, state.model_id, [state.directory.name]) == (64, MODEL, generations(home))
    assert state.bytes > 10_000
    index = open_index(home, referentiel(), corpus(), MODEL)
    assert index.manifest.collection == collection_name(index.manifest.content, MODEL, 64)
    matrix = index.vectors.matrix
    chroma = index.chroma()
    for row in (0, 7, len(matrix) - 1):
        exact = np.argsort(-(matrix @ matrix[row]), kind="stable")[:5]
        found = chroma.nearest(matrix[row], 5)
        cosines = matrix[found] @ matrix[row]
        assert cosines == pytest.approx(matrix[exact] @ matrix[row], abs=1e-4)
    competence = next(i for i, e in enumerate(index.vectors.entries) if e.kind == "competence")
    assert chroma.nearest(matrix[competence], 3, "competence")[0] == competence
    assert competence not in chroma.nearest(matrix[competence], 3, "criterion")
    chroma.close()


def test_search_gives_the_same_answers_through_chroma_and_through_the_matrix(home: Path) -> None:
    by_matrix = CorpusSearch(home, referentiel(), corpus(), HashedWordsEmbedder())
    by_chroma = CorpusSearch(home, referentiel(), corpus(), HashedWordsEmbedder(), chroma_from=0)
    for question, kind in (("les rivaux", None), ("combien de sous", None), ("évaluer l'intérêt", "competence")):
        expected = [hit.id for hit in by_matrix.search(question, 3, kind).results]  # type: ignore[arg-type]
        assert [hit.id for hit in by_chroma.search(question, 3, kind).results] == expected  # type: ignore[arg-type]
    assert by_chroma.chroma_problem == ""
    by_chroma.close()


def test_nothing_is_rebuilt_when_all_is_well_and_force_rebuilds(home: Path) -> None:
    before = generations(home)
    assert build_index(home, referentiel(), corpus(), BrokenEmbedder()).ready
    assert generations(home) == before
    assert build_index(home, referentiel(), corpus(), HashedWordsEmbedder(), force=True).ready
    assert len(generations(home)) == 1
    assert generations(home) != before


def test_a_change_of_content_makes_it_stale_and_only_new_texts_are_encoded(home: Path, without_chroma: None) -> None:
    changed = referentiel(extra={"CR.1.1.04": "les tarifs sont comparés"})
    assert index_state(home, changed, corpus(), MODEL).status == "stale"
    engine, steps = HashedWordsEmbedder(), []
    state = build_index(home, changed, corpus(), engine, lambda step, done, total: steps.append((step, done, total)))
    assert state.ready
    assert engine.encoded == ["les tarifs sont comparés"]
    assert len(generations(home)) == 1
    assert [step for step, done, total in steps if done == total] == ["embedding", "lexical", "chroma"]


def test_another_engine_makes_it_stale(home: Path) -> None:
    assert index_state(home, referentiel(), corpus(), "another").status == "stale"


def test_no_index_is_missing(tmp_path: Path) -> None:
    state = index_state(tmp_path, referentiel(), corpus(), MODEL, probe=True)
    assert state.status == "missing"
    assert "jalon index" in open_error(tmp_path)


def open_error(home: Path) -> str:
    with pytest.raises(IndexUnavailable) as caught:
        open_index(home, referentiel(), corpus(), MODEL)
    return caught.value.sentence()


@pytest.mark.parametrize("victim", ["vectors.npy", "manifest.json"])
def test_a_damaged_file_is_seen(home: Path, victim: str) -> None:
    path = disk.index_root(home, "mini") / generations(home)[0] / victim
    path.write_bytes(path.read_bytes()[:-50])
    assert index_state(home, referentiel(), corpus(), MODEL).status == "damaged"
    assert open_error(home)


def test_a_damaged_index_is_rebuilt_from_nothing(home: Path, without_chroma: None) -> None:
    path = disk.index_root(home, "mini") / generations(home)[0] / "vectors.npy"
    path.write_bytes(path.read_bytes()[:-50])
    engine = HashedWordsEmbedder()
    assert build_index(home, referentiel(), corpus(), engine).ready
    assert "les rivaux" in engine.encoded


def test_a_damaged_chroma_is_seen_search_goes_on_with_the_matrix_and_it_is_rebuilt(home: Path) -> None:
    store = disk.index_root(home, "mini") / generations(home)[0] / "chroma" / "chroma.sqlite3"
    store.write_bytes(b"not a database" * 1000)
    search = CorpusSearch(home, referentiel(), corpus(), HashedWordsEmbedder(), chroma_from=0)
    outcome = search.search("les rivaux")
    assert (outcome.results[0].id, outcome.degraded) == ("CR.1.1.02", False)
    assert "Chroma" in search.chroma_problem
    before = generations(home)
    assert build_index(home, referentiel(), corpus(), HashedWordsEmbedder()).chroma_problem == ""
    assert generations(home) != before


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", "signal 11"),
        ("import time; time.sleep(60)", "pas de réponse en 2 s"),
        ("raise RuntimeError('la base est verrouillée')", "la base est verrouillée"),
    ],
)
def test_a_store_that_crashes_or_hangs_only_takes_its_child_down(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, body: str, told: str
) -> None:
    (tmp_path / "hostile").mkdir()
    (tmp_path / "hostile" / "chromadb.py").write_text(body)  # a store as bad as those seen
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "hostile"))
    directory = disk.index_root(home, "mini") / generations(home)[0]
    assert told in chroma_child.run_chroma_child("probe", directory, "any", timeout=2)


def test_when_chroma_cannot_be_built_the_index_works_without_it(tmp_path: Path, without_chroma: None) -> None:
    state = build_index(tmp_path, referentiel(), corpus(), HashedWordsEmbedder())
    assert (state.status, state.chroma_problem) == ("ready", "code 9")
    search = CorpusSearch(tmp_path, referentiel(), corpus(), HashedWordsEmbedder(), chroma_from=0)
    assert not search.search("les rivaux").degraded
    assert "code 9" in search.chroma_problem
    with pytest.raises(IndexUnavailable, match="code 9"):
        open_index(tmp_path, referentiel(), corpus(), MODEL).chroma()


def test_two_referentiels_live_side_by_side(home: Path, without_chroma: None) -> None:
    other = referentiel("autre")
    assert build_index(home, other, corpus(), HashedWordsEmbedder()).ready
    assert index_state(home, referentiel(), corpus(), MODEL).ready


def test_two_processes_that_build_at_once_leave_one_sound_index(tmp_path: Path) -> None:
    racers = [builder(tmp_path) for _ in range(2)]
    outputs = {racer.communicate(timeout=120)[0].strip() for racer in racers}
    assert [racer.returncode for racer in racers] == [0, 0]
    assert outputs == {f"ready  {generations(tmp_path)[0]}"}  # the second found the first one's work
    assert index_state(tmp_path, referentiel(), corpus(), MODEL, probe=True).chroma_problem == ""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="POSIX signals")
def test_killed_at_any_moment_the_index_in_use_stays_and_the_next_build_cleans_up(home: Path) -> None:
    before = generations(home)[0]
    for delay in (0.6, 1.2, 2.4):
        victim = builder(home, "force")
        time.sleep(delay)
        victim.kill()
        victim.communicate(timeout=30)
        assert index_state(home, referentiel(), corpus(), MODEL).ready
    current = disk.current_generation(disk.index_root(home, "mini"))
    assert current is not None
    assert build_index(home, referentiel(), corpus(), HashedWordsEmbedder(), force=True).ready
    assert len(generations(home)) == 1
    assert generations(home) != [before]


def test_a_builder_that_waits_too_long_says_so(home: Path) -> None:
    from filelock import FileLock

    with (
        FileLock(str(disk.index_root(home, "mini") / disk.LOCK)),
        pytest.raises(IndexUnavailable, match="autre processus"),
    ):
        build_index(home, referentiel(), corpus(), HashedWordsEmbedder(), wait=0.1)


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "index").write_text("a file where the folder should be")
    with pytest.raises(IndexUnavailable) as caught:
        build_index(tmp_path, referentiel(), corpus(), HashedWordsEmbedder())
    assert "JALON_HOME" in caught.value.sentence()


def test_the_pointer_is_plain_json(home: Path) -> None:
    pointer = json.loads((disk.index_root(home, "mini") / disk.POINTER).read_text())
    assert pointer == {"generation": generations(home)[0]}
