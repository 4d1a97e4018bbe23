"""Give a model's reply sentence by sentence, each one only once it has passed every check."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass, field

from assistant.domain.negotiation import Act
from assistant.errors import BadModelOutput, ModelError
from assistant.llm.ports import ChatModel, ChatRequest, Message, TokenUsage
from assistant.reading.sentences import sentence_spans
from assistant.roleplay.speaking.answer_checks import (
    MAX_CHARS,
    TOKEN,
    decision_problems,
    echoes,
    sentence_problems,
    strange_names,
)
from assistant.roleplay.speaking.plausible import Near, implausible
from assistant.roleplay.speaking.said_so_far import unsaid
from assistant.roleplay.speaking.speech_sheet import SpeechSheet

ENOUGH = 5
"""Sentences after which a reply that says all it must is not listened to any longer."""
_EDGES = '«»"“” \n\t'


@dataclass
class Voice:
    """One reply on its way. ``shown``: verified sentences, figures in place. ``problems``: of the last try."""

    sheet: SpeechSheet
    acts: tuple[Act, ...]
    near: Near | None = None
    shown: list[str] = field(default_factory=list[str])
    written: str = ""
    problems: list[str] = field(default_factory=list[str])
    calls: int = 0
    usage: TokenUsage = field(default_factory=TokenUsage)
    broken: bool = False

    @property
    def text(self) -> str:
        """What has been shown."""
        return " ".join(self.shown)

    @property
    def left(self) -> tuple[Act, ...]:
        """Decisions not said yet."""
        return unsaid(self.acts, self.text)

    def check(self, sentence: str) -> list[str]:
        """What forbids showing ``sentence`` (its tokens still in place)."""
        sheet = self.sheet
        known = " ".join((sheet.role, sheet.context, sheet.history, sheet.orders))
        if not TOKEN.sub(" ", sentence).strip(" .,;:!?()"):
            return []
        found = sentence_problems(sentence, sheet.figures, sheet.allowed)
        found += decision_problems(sentence, (a.kind for a in self.acts))
        found += echoes(sentence, sheet.gists, sheet.heard)
        found += [f"nom inconnu : {name}" for name in strange_names(sentence, known)[:1]]
        found = found or implausible(sentence, self.near, known)
        if len(self.text) + len(sentence) > MAX_CHARS:
            found.append(f"la réplique dépasse {MAX_CHARS} caractères")
        if self.filled(sentence) in self.shown:
            found.append("la même phrase revient")
        return found

    def filled(self, sentence: str) -> str:
        """The sentence with the engine's figures in the place of tokens."""
        return TOKEN.sub(lambda m: self.sheet.figures.get(m[1], ""), sentence)


def voiced(model: ChatModel, request: ChatRequest, voice: Voice) -> Generator[str]:
    """Verified sentences as they come: one try, then one correction of what is wrong or missing.

    What is left unsaid stays in ``voice.left``; a model that is out of reach is not asked twice.
    """
    for _attempt in range(2):
        yield from _one_try(model, request, voice)
        if voice.broken or not (voice.problems or voice.left):
            return
        request = corrected(request, voice)


def corrected(request: ChatRequest, voice: Voice) -> ChatRequest:
    """The same request with what is wrong, and with what was already heard."""
    missing = [f"[{name}]" for name in voice.sheet.required if voice.sheet.figures[name] not in voice.text]
    said = [*voice.problems, *(["jetons oubliés : " + ", ".join(missing)] if missing else [])]
    wrong = " ; ".join(said) or "tout ce que les ordres demandent n'est pas dit"
    heard = f" Déjà dit, à ne pas répéter : « {voice.text} » Écrivez seulement la suite." if voice.shown else ""
    return request.with_turns(
        Message("assistant", voice.written.strip()[:2000] or "…"),
        Message("user", f"À corriger : {wrong}. Réécrivez la réplique seule.{heard}"),
    )


def _one_try(model: ChatModel, request: ChatRequest, voice: Voice) -> Iterator[str]:
    voice.problems, voice.written = [], ""
    voice.calls += 1
    try:
        for sentence in _sentences(_pieces(model, request, voice)):
            voice.problems = voice.check(sentence)
            if voice.problems:
                return
            voice.shown.append(voice.filled(sentence))
            yield voice.shown[-1]
            if len(voice.shown) >= ENOUGH and not voice.left:
                return
    except BadModelOutput as error:  # cut, empty or too long: what was verified stays, the unfinished end is dropped
        voice.problems = [error.message]
    except ModelError:
        voice.broken = True


def _pieces(model: ChatModel, request: ChatRequest, voice: Voice) -> Iterator[str]:
    for delta in model.stream(request):
        voice.written += delta.text
        if delta.usage is not None:
            voice.usage = _added(voice.usage, delta.usage)
        if delta.finish not in (None, "stop"):
            raise BadModelOutput("la réplique n'est pas finie", reason="length")
        yield delta.text


def _sentences(pieces: Iterable[str]) -> Iterator[str]:
    """Whole sentences as soon as the next one begins; the last one at the end of the stream only."""
    waiting = ""
    for piece in pieces:
        waiting += piece
        spans = sentence_spans(waiting)
        for start, end in spans[:-1]:
            yield from _clean(waiting[start:end])
        if len(spans) > 1:
            waiting = waiting[spans[-1][0] :]
    yield from _clean(waiting)


def _clean(sentence: str) -> Iterator[str]:
    kept = " ".join(sentence.strip(_EDGES).split())
    if kept:
        yield kept


def _added(one: TokenUsage, other: TokenUsage) -> TokenUsage:
    return TokenUsage(
        one.prompt_tokens + other.prompt_tokens,
        one.cached_tokens + other.cached_tokens,
        one.completion_tokens + other.completion_tokens,
        one.estimated or other.estimated,
    )
