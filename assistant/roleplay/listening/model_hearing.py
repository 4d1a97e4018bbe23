"""Understands the learner's lines with a model whose answer the engine checks, and with the rules when it fails."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.domain.critique import Usage
from assistant.domain.dialogue import Move, Turn
from assistant.domain.negotiation import Negotiation
from assistant.domain.scenario import Scenario
from assistant.errors import ModelError
from assistant.judging.pseudonyms import Pseudonyms
from assistant.llm.ports import ChatModel, TokenUsage, UnusableAnswer
from assistant.roleplay.listening.heard import Heard, checked
from assistant.roleplay.listening.hearing_sheet import SHOWN_TURNS, hearing_request, hearing_sheet
from assistant.roleplay.listening.ports import Hearer


@dataclass
class Hearings:
    """Who understood the lines.

    by_model: the model's answer held; unheld: it quoted nothing of the line, the rules' move was played; failed: the
    call failed, the rules' move was played; guarded: a silence or an attempt that the rules saw, no call was made.
    """

    by_model: int = 0
    unheld: int = 0
    failed: int = 0
    guarded: int = 0

    @property
    def by_rules(self) -> int:
        """Lines that the rules understood alone."""
        return self.unheld + self.failed + self.guarded


class ModelRecogniser:
    """Understands lines of one scenario: one call a line, beside the rules.

    The prompt holds what both sides know, how a learner may ask for each fact, and the last turns; never a fact that
    was not said. ``remote``: what names a person in the learner's lines is hidden before they leave.
    """

    def __init__(self, scenario: Scenario, rules: Hearer, model: ChatModel, *, remote: bool = False) -> None:
        self._scenario = scenario
        self._rules = rules
        self._model = model
        self._remote = remote
        self._usage = Usage()
        self.hearings = Hearings()

    def usage(self) -> Usage:
        """Calls and tokens so far."""
        return self._usage

    def move(self, text: str, state: Negotiation, history: Sequence[Turn] = ()) -> Move:
        """The move made by ``text``; the rules' own where the model fails, says nothing that holds, or is not asked."""
        rules = self._rules.move(text, state, history)
        if rules.kind == "silence" or rules.attempt:
            self.hearings.guarded += 1
            return rules
        shown = history[-SHOWN_TURNS:]
        said = "\n".join([*(turn.text for turn in shown if turn.speaker == "seller"), rules.text])
        masks = Pseudonyms.of(said) if self._remote else Pseudonyms.none()
        hidden = [_hidden(turn, masks) for turn in history]
        sheet = hearing_sheet(masks.hide(rules.text), state, self._scenario, hidden)
        try:
            answer = self._model.parse(hearing_request(sheet), Heard)
        except ModelError as error:
            self.hearings.failed += 1
            self._spend(error.usage if isinstance(error, UnusableAnswer) else None)
            return rules
        self._spend(answer.completion.usage)
        heard = _restored(answer.value, masks)
        move = checked(heard, rules, sheet, state, self._scenario)
        self.hearings.by_model += move.hearer == "model"
        self.hearings.unheld += move.hearer == "rules"
        return move

    def _spend(self, tokens: TokenUsage | None) -> None:
        spent, of_call = self._usage, tokens or TokenUsage()
        self._usage = spent.model_copy(
            update={
                "calls": spent.calls + 1,
                "prompt_tokens": spent.prompt_tokens + of_call.prompt_tokens,
                "cached_tokens": spent.cached_tokens + of_call.cached_tokens,
                "completion_tokens": spent.completion_tokens + of_call.completion_tokens,
            }
        )


def _hidden(turn: Turn, masks: Pseudonyms) -> Turn:
    return turn.model_copy(update={"text": masks.hide(turn.text)}) if turn.speaker == "seller" else turn


def _restored(heard: Heard, masks: Pseudonyms) -> Heard:
    """The answer with the names put back in what it quotes of the line."""
    acts = [act.model_copy(update={"words": masks.restore(act.words)}) for act in heard.acts]
    return heard.model_copy(update={"acts": acts})
