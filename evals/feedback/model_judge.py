"""A judge of feedback on the model port: one comment, seven bounded marks, each after its reason."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from assistant.llm.ports import ChatModel, ChatRequest, Message
from assistant.prompting.render import find_prompt, render
from evals.feedback.anchors import Marks, marks_of
from evals.feedback.rubric import DIMENSIONS, RUBRIC

PROMPT = "feedback-judge"


class OneMark(BaseModel):
    """The reason comes first, so that the mark follows from it."""

    model_config = ConfigDict(extra="forbid")

    reason: Annotated[str, Field(max_length=300)]
    mark: Literal[0, 1, 2]


class CommentMarks(BaseModel):
    """All seven dimensions, or nothing."""

    model_config = ConfigDict(extra="forbid")

    specific: OneMark
    actionable: OneMark
    right: OneMark
    manageable: OneMark
    withholds: OneMark
    tone: OneMark
    feeds: OneMark


class ModelFeedbackJudge:
    """Fail-closed: whatever is not a whole answer of the schema raises, and no mark is kept."""

    def __init__(self, model: ChatModel, wording: Callable[[str], str]) -> None:
        """``wording``: official text of a criterion id. Raises ``CorpusError`` when the prompt does not hold."""
        self.name = model.name
        self._model = model
        self._wording = wording
        self._prompt = find_prompt(PROMPT)

    def mark(self, excerpt: str, criterion: str, comment: str) -> Marks:
        """Marks of one comment. Raises ``ModelError``, ``DatasetError``."""
        inputs = {"criterion": self._wording(criterion), "excerpt": excerpt, "comment": comment}
        sent = render(self._prompt, {**inputs, "rubric": rubric_text(), "nonce": secrets.token_hex(5)})
        request = ChatRequest(
            (Message("system", sent.system), Message("user", sent.user)), max_tokens=1200, prompt=sent.key
        )
        value = self._model.parse(request, CommentMarks).value
        return marks_of({d: getattr(value, d).mark for d in DIMENSIONS}, self.name)


def rubric_text() -> str:
    """The rubric, one dimension a line, with what earns each mark."""
    return "\n".join(
        f"- `{d}` ({rule.title}) : 0 = {rule.marks[0]} ; 1 = {rule.marks[1]} ; 2 = {rule.marks[2]}"
        for d, rule in RUBRIC.items()
    )
