"""The counterparts: authored templates, or a model that is given only what may be said and is checked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.domain.critique import Usage
from assistant.domain.dialogue import Turn
from assistant.domain.negotiation import Act, Negotiation
from assistant.domain.scenario import Scenario
from assistant.errors import ModelError
from assistant.llm.ports import ChatModel, ChatRequest, Message, TokenUsage
from assistant.prompting.render import find_prompt, render
from assistant.roleplay.answer_checks import TOKEN, problems_of
from assistant.roleplay.speech_sheet import SpeechSheet, speech_sheet
from assistant.roleplay.wording import Bank, load_wording, say_acts

MAX_TOKENS = 260


@dataclass(frozen=True)
class Reply:
    """A reply once worded. See ``ports.Spoken``."""

    text: str
    spent: tuple[str, ...]
    by_model: bool = False


class TemplateCounterpart:
    """Says everything with authored templates; immediate, no network."""

    name = "embedded"

    def __init__(self, bank: Bank | None = None) -> None:
        self._bank = bank or load_wording()

    def usage(self) -> Usage:
        """Nothing is called."""
        return Usage()

    def say(self, acts: Sequence[Act], state: Negotiation, scenario: Scenario, history: Sequence[Turn]) -> Reply:  # noqa: ARG002 (the port's)
        """The acts in words; ``history`` is not needed."""
        text, spent = say_acts(acts, scenario, state.seed, state.turn, state.spent, self._bank)
        return Reply(text, spent)


class ModelCounterpart:
    """Lets a model vary the words of what the engine decided.

    The prompt holds the public brief, the last exchanges as they were said, and the sheet of what to say now, in which
    figures are tokens; whatever fails the checks twice is replaced by the templates.
    """

    def __init__(self, model: ChatModel, bank: Bank | None = None) -> None:
        self._model = model
        self._templates = TemplateCounterpart(bank)
        self._usage = Usage()

    @property
    def name(self) -> str:
        """The model's."""
        return self._model.name

    def usage(self) -> Usage:
        """Calls and tokens so far."""
        return self._usage

    def say(self, acts: Sequence[Act], state: Negotiation, scenario: Scenario, history: Sequence[Turn]) -> Reply:
        """The acts in the model's words when they hold, else in the templates'."""
        fallback = self._templates.say(acts, state, scenario, history)
        sheet = speech_sheet(acts, state, scenario, history)
        try:
            text = self._written(sheet)
        except ModelError:
            text = None
        return fallback if text is None else Reply(text, fallback.spent, by_model=True)

    def _written(self, sheet: SpeechSheet) -> str | None:
        """The model's answer with its figures filled in, or None when it fails twice."""
        request = request_for(sheet)
        for attempt in range(2):
            completion = self._model.complete(request)
            self._count(completion.usage)
            answer = completion.text.strip().strip('«»"').strip()
            problems = problems_of(answer, sheet.figures, sheet.required, sheet.allowed)
            if not problems:
                return TOKEN.sub(lambda m: sheet.figures[m[1]], answer)
            if attempt == 0:
                request = request.with_turns(
                    Message("assistant", completion.text[:2000]),
                    Message("user", f"À corriger : {' ; '.join(problems)}. Réécrivez la réplique seule."),
                )
        return None

    def _count(self, usage: TokenUsage) -> None:
        spent = self._usage
        self._usage = spent.model_copy(
            update={
                "calls": spent.calls + 1,
                "prompt_tokens": spent.prompt_tokens + usage.prompt_tokens,
                "cached_tokens": spent.cached_tokens + usage.cached_tokens,
                "completion_tokens": spent.completion_tokens + usage.completion_tokens,
            }
        )


def request_for(sheet: SpeechSheet) -> ChatRequest:
    """The call that asks a model for one reply: built from the sheet alone."""
    prompt = render(find_prompt("roleplay-buyer"), sheet.inputs())
    return ChatRequest(
        (Message("system", prompt.system), Message("user", prompt.user)),
        max_tokens=MAX_TOKENS,
        temperature=0.7,
        prompt=prompt.key,
        cache_key=f"roleplay-{sheet.scenario}",
    )
