"""The counterparts: authored templates, or a model that is given only what may be said and is checked."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.domain.critique import Usage
from assistant.domain.dialogue import Turn
from assistant.domain.negotiation import Act, Negotiation
from assistant.domain.scenario import Scenario
from assistant.judging.pseudonyms import Pseudonyms
from assistant.llm.ports import ChatModel, ChatRequest, Message
from assistant.prompting.render import find_prompt, render
from assistant.roleplay.speaking.plausible import Likeness
from assistant.roleplay.speaking.speech_sheet import SpeechSheet, speech_sheet
from assistant.roleplay.speaking.voicing import Voice, voiced
from assistant.roleplay.speaking.wording import Bank, load_wording, say_acts

if TYPE_CHECKING:
    from assistant.retrieval.embedding import Embedder

MAX_TOKENS = 260


@dataclass(frozen=True)
class Reply:
    """A reply once worded. See ``ports.Spoken``."""

    text: str
    spent: tuple[str, ...]
    by_model: bool = False


@dataclass
class Wordings:
    """How the replies of a model came out.

    whole: the model's at the first try; mended: after a correction; finished: begun by the model, ended by templates;
    replaced: templates only.
    """

    whole: int = 0
    mended: int = 0
    finished: int = 0
    replaced: int = 0


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

    def speak(
        self, acts: Sequence[Act], state: Negotiation, scenario: Scenario, history: Sequence[Turn]
    ) -> Generator[str, None, Reply]:
        """The same in one piece."""
        reply = self.say(acts, state, scenario, history)
        yield reply.text
        return reply


class ModelCounterpart:
    """Lets a model vary the words of what the engine decided.

    The prompt holds the public brief, the last exchanges as they were said, and the sheet of what to say now, in which
    figures are tokens. Each sentence is checked before it is shown; what fails is corrected once, then the templates
    say what is left. ``embedder``: checks too that each sentence is about what was decided. ``remote``: what names a
    person in the learner's lines is hidden before they leave.
    """

    def __init__(
        self, model: ChatModel, bank: Bank | None = None, embedder: Embedder | None = None, *, remote: bool = False
    ) -> None:
        self._model = model
        self._remote = remote
        self._bank = bank or load_wording()
        self._embedder = embedder
        self._templates = TemplateCounterpart(self._bank)
        self._usage = Usage()
        self.wordings = Wordings()

    @property
    def name(self) -> str:
        """The model's."""
        return self._model.name

    def usage(self) -> Usage:
        """Calls and tokens so far."""
        return self._usage

    def say(self, acts: Sequence[Act], state: Negotiation, scenario: Scenario, history: Sequence[Turn]) -> Reply:
        """The acts in the model's words where they hold, else in the templates'."""
        speaking = self.speak(acts, state, scenario, history)
        while True:
            try:
                next(speaking)
            except StopIteration as end:
                return end.value

    def speak(
        self, acts: Sequence[Act], state: Negotiation, scenario: Scenario, history: Sequence[Turn]
    ) -> Generator[str, None, Reply]:
        """Verified sentences as they come, then what the templates had to add; returns the whole reply."""
        said = "\n".join(turn.text for turn in history if turn.speaker == "seller")
        masks = Pseudonyms.of(said) if self._remote else Pseudonyms.none()
        spoken = tuple(act for act in acts if not _is_gesture(act))
        gestures = [act for act in acts if _is_gesture(act)]
        sheet = speech_sheet(spoken, state, scenario, [_hidden(turn, masks) for turn in history])
        likeness = Likeness.of(spoken, scenario, self._bank, self._embedder) if self._embedder and spoken else None
        voice = Voice(sheet, spoken, likeness)
        if spoken:
            with closing(voiced(self._model, request_for(voice.sheet), voice)) as pieces:
                for piece in pieces:
                    yield masks.restore(piece)
        self._count(voice)
        left, text = voice.left, masks.restore(voice.text)
        if not left and not gestures:
            return Reply(text, state.spent, by_model=True)
        rest = self._templates.say([*left, *gestures], state, scenario, history)
        yield rest.text
        return Reply(" ".join(part for part in (text, rest.text) if part), rest.spent, by_model=not left)

    def _count(self, voice: Voice) -> None:
        spent, usage, told = self._usage, voice.usage, self.wordings
        self._usage = spent.model_copy(
            update={
                "calls": spent.calls + voice.calls,
                "prompt_tokens": spent.prompt_tokens + usage.prompt_tokens,
                "cached_tokens": spent.cached_tokens + usage.cached_tokens,
                "completion_tokens": spent.completion_tokens + usage.completion_tokens,
            }
        )
        if voice.left:
            told.finished, told.replaced = told.finished + bool(voice.shown), told.replaced + (not voice.shown)
        else:
            told.whole, told.mended = told.whole + (voice.calls == 1), told.mended + (voice.calls > 1)


def _is_gesture(act: Act) -> bool:
    """What is seen and not said is shown as it was authored."""
    return act.kind == "signal" and act.ref == "non_verbal"


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


def _hidden(turn: Turn, masks: Pseudonyms) -> Turn:
    return turn.model_copy(update={"text": masks.hide(turn.text)}) if turn.speaker == "seller" else turn
