"""The gate lets the assistant as it is through, and stops a worse judge and a worse search."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path

import pytest

from assistant.judging.embedded import EmbeddedJudge
from assistant.judging.ordinal import JudgeWeights
from assistant.judging.ports import DraftContext, Judge, JudgingTask, Proposal
from assistant.retrieval.embedding import UseEmbedder
from assistant.services import Services
from assistant.settings import Settings
from evals import gate

CRITIQUE = next(g for g in gate.SUITES if g.name == "critique")
INJECTION = next(g for g in gate.SUITES if g.name == "injection")


class GenerousJudge(EmbeddedJudge):
    """One level more than it should, to everyone."""

    def judge(self, batch: Sequence[JudgingTask], context: DraftContext) -> list[Proposal]:
        proposals = super().judge(batch, context)
        return [
            p.model_copy(update={"level": min(3, p.level + 1)}) if getattr(p, "level", None) else p  # type: ignore[union-attr]
            for p in proposals
        ]


class WithGenerousJudge(Services):
    def judge(self) -> Judge:
        return GenerousJudge(self.weights)


class WithBlindSearch(Services):
    """Ranks the least relevant passages first."""

    @cached_property
    def weights(self) -> JudgeWeights:
        from assistant.judging.ordinal import load_weights

        found = load_weights()
        return replace(found, ranking={name: -value for name, value in found.ranking.items()})


def built(kind: type[Services], home: Path, embedder: UseEmbedder) -> Services:
    services = kind(Settings(home=home))
    services.__dict__["embedder"] = embedder
    return services


@pytest.mark.slow
def test_as_it_is_nothing_is_lost(built_home: Path, embedder: UseEmbedder) -> None:
    services = built(Services, built_home, embedder)
    losses, text = gate.judge(CRITIQUE, gate.answer(CRITIQUE, services))
    assert losses == [], text


@pytest.mark.slow
def test_a_generous_judge_is_stopped(built_home: Path, embedder: UseEmbedder) -> None:
    services = built(WithGenerousJudge, built_home, embedder)
    losses, text = gate.judge(CRITIQUE, gate.answer(CRITIQUE, services))
    assert "critique qwk" in losses, text
    losses, text = gate.judge(INJECTION, gate.answer(INJECTION, services))
    assert "injection flips" in losses, text


@pytest.mark.slow
def test_a_blind_search_is_stopped(built_home: Path, embedder: UseEmbedder) -> None:
    services = built(WithBlindSearch, built_home, embedder)
    losses, text = gate.judge(CRITIQUE, gate.answer(CRITIQUE, services))
    assert "critique evidence_recall@5" in losses, text
