from __future__ import annotations

import os
from pathlib import Path

import pytest

from assistant.llm import tokens
from assistant.llm.tokens import count_tokens


def test_the_count_is_openais_own() -> None:
    # published for o200k_base: https://github.com/openai/openai-cookbook, « How to count tokens with tiktoken »
    assert count_tokens("antidisestablishmentarianism") == 6
    assert count_tokens("") == 0
    assert count_tokens("<|endoftext|>") > 1, "a learner's text never counts as a special token"


def test_the_vocabulary_is_written_once_and_the_environment_left_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TIKTOKEN_CACHE_DIR", str(tmp_path))
    tokens._encoding.cache_clear()  # pyright: ignore[reportPrivateUsage]
    assert count_tokens("Bonjour") == 1
    assert os.environ["TIKTOKEN_CACHE_DIR"] == str(tmp_path)
    (written,) = tmp_path.iterdir()
    assert written.stat().st_size > 3_000_000
    tokens._encoding.cache_clear()  # pyright: ignore[reportPrivateUsage]
