from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from evals.provenance import Provenance, code_digest, code_version, key_of, prompt_versions

BASE = Provenance("embedded", "rdc@1", "c0", "use", "v1", "d0", 1, {"judge": {"version": "1", "sha256": "x"}})


def test_whatever_may_change_an_answer_changes_the_key() -> None:
    parts = {"case": "a", "replicate": 0}
    changed = [
        replace(BASE, model="openai:gpt"),
        replace(BASE, corpus="c1"),
        replace(BASE, embedding="other"),
        replace(BASE, code_digest="d1"),
        replace(BASE, seed=2),
        replace(BASE, address="ab"),
        replace(BASE, prompts={"judge": {"version": "1", "sha256": "y"}}),
    ]
    keys = {key_of(p, parts) for p in [BASE, *changed]} | {key_of(BASE, {"case": "a", "replicate": 1})}
    assert len(keys) == len(changed) + 2
    assert key_of(replace(BASE, code="v2"), parts) == key_of(BASE, parts)  # a readable name decides nothing


def test_prompts_are_known_by_version_and_bytes(tmp_path: Path) -> None:
    (tmp_path / "judge.md").write_text("---\nid: judge\nversion: 3\n---\n# System\nbonjour\n", encoding="utf-8")
    first = prompt_versions(tmp_path)
    (tmp_path / "judge.md").write_text("---\nid: judge\nversion: 3\n---\n# System\nbonsoir\n", encoding="utf-8")
    second = prompt_versions(tmp_path)
    assert first["judge"]["version"] == second["judge"]["version"] == "3"
    assert first["judge"]["sha256"] != second["judge"]["sha256"]


def test_the_code_is_identified() -> None:
    assert len(code_digest()) == 64
    assert code_version()
