from __future__ import annotations

import json

import pytest

from assistant.errors import ModelUnavailable
from assistant.llm.ports import ChatRequest
from assistant.llm.scripted import Line, ScriptedModel
from evals.systems.model_baselines import LangChainChain, SinglePrompt
from evals.systems.port import DraftCase
from tests.unit.drafts import document_of
from tests.unit.evals.samples import ANALYSE, REF
from tests.unit.retrieval.samples import HashedWordsEmbedder

CASE = DraftCase(
    "d", document_of("Le taux passe de 4 % à 7 % en avril.", "Je propose de rappeler le jeudi."), "analyse"
)


def test_the_single_prompt_asks_once_and_counts_what_it_forgets_as_failed() -> None:
    answer = {"criteria": [{"id": ANALYSE[0], "level": 2, "quotes": ["Le taux passe de 4 % à 7 %", "phrase inventée"]}]}
    model = ScriptedModel([json.dumps(answer)])
    found = SinglePrompt(REF, lambda: model).answer(CASE)
    assert len(model.requests) == 1
    assert CASE.document.text in model.requests[0].messages[1].content
    first, *others = found.criteria
    assert (first["level"], first["proposed"], first["dropped"]) == (2, 2, 1)
    assert CASE.document.text[slice(*first["evidence"][0].values())] == "Le taux passe de 4 % à 7 %"
    assert [v["status"] for v in others] == ["failed"] * (len(ANALYSE) - 1)
    assert found.usage["calls"] == 1


def test_the_chain_asks_once_a_criterion_and_a_failed_call_fails_that_criterion_alone() -> None:
    def answer(request: ChatRequest) -> Line:
        if REF.criterion(ANALYSE[1]).text in request.messages[1].content:
            return ModelUnavailable("Panne.")
        return json.dumps({"level": None, "quotes": []})

    model = ScriptedModel(answer)
    found = LangChainChain(REF, HashedWordsEmbedder(), lambda: model).answer(CASE)
    assert len(model.requests) == len(ANALYSE)
    assert "rappeler le jeudi" in model.requests[0].messages[1].content
    assert [v["status"] for v in found.criteria] == ["not_assessable", "failed", "not_assessable"]


def test_a_dead_model_is_an_error_not_an_answer() -> None:
    with pytest.raises(ModelUnavailable):
        SinglePrompt(REF, lambda: ScriptedModel([ModelUnavailable("Panne.")])).answer(CASE)
