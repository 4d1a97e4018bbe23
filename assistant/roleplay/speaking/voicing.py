"""Give a model's reply sentence by sentence, each one only once it has passed every check."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass, field

from assistant.domain.negotiation import Act
from assistant.errors import BadModelOutput, ModelError
from assistant.llm.ports import ChatModel, ChatRequest, Message, TokenUsage
from assistant.reading.sentences import sentence_spans
from assistant.roleplay.speaking.agreement import misplaced
from assistant.roleplay.speaking.answer_checks import (
    MAX_CHARS,
    TOKEN,
    decision_problems,
    echoes,
    sentence_problems,
    strange_names,
)
from assistant.roleplay.speaking.plausible import Likeness, implausible, turned_round
from assistant.roleplay.speaking.said_so_far import holds, required_figures, said_again, tells_again, unsaid
from assistant.roleplay.speaking.speech_sheet import SpeechSheet

ENOUGH = 5
"""Sentences after which a reply that says all it must is not listened to any longer."""
_WORD = re.compile(r"\w")
_EDGES = '«»"“” \n\t'


@dataclass
class Voice:
    """One reply on its way. ``shown``: verified sentences, figures in place. ``problems``: of the last try.

    likeness: what sentences are compared with, None when no embedding is at hand. refused: the sentence that the last
    try stopped at, "" when it was no sentence. calls, usage: what it cost. broken: the model is out of reach.
    """

    sheet: SpeechSheet
    acts: tuple[Act, ...]
    likeness: Likeness | None = None
    shown: list[str] = field(default_factory=list[str])
    written: str = ""
    problems: list[str] = field(default_factory=list[str])
    refused: str = ""
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
        return unsaid(self.acts, self.text, self.likeness, complete=not self.problems and not self.broken)

    @property
    def unsaid_yet(self) -> tuple[Act, ...]:
        """Decisions not said yet while the model still speaks: small ones without words of their own count."""
        return unsaid(self.acts, self.text, self.likeness, complete=False)

    def repeats(self, sentence: str) -> bool:
        """Whether ``sentence`` only says again what was shown."""
        if said_again(self.filled(sentence), self.shown, self.likeness):
            return True
        left = self.left
        if self.calls < 2 or not self.shown or TOKEN.search(sentence):
            return False
        return tells_again(sentence, [act for act in self.acts if act not in left], left, self.likeness)

    def check(self, sentence: str) -> list[str]:
        """What forbids showing ``sentence`` (its tokens still in place)."""
        sheet = self.sheet
        known = " ".join((sheet.role, sheet.context, sheet.history, sheet.orders))
        sayable = " ".join((sheet.role, sheet.context, sheet.gists, *self._own_words()))
        if not TOKEN.sub(" ", sentence).strip(" .,;:!?()"):
            return []
        found = sentence_problems(sentence, sheet.figures, sheet.allowed)
        found += decision_problems(sentence, (a.kind for a in self.acts), sheet.allowed)
        found += echoes(sentence, sheet.gists, sheet.heard, sheet.allowed)
        found += [f"nom inconnu : {name}" for name in strange_names(sentence, known)[:1]]
        lost = misplaced(sentence, sheet.points)
        found += [f"[{lost}] : dites à côté de quoi il s'agit ({sheet.points[lost].label})"] if lost else []
        if turned_round(sentence, (act.text for act in self.acts)):
            found.append("elle dit le contraire de l'ordre")
        found = found or implausible(sentence, self.likeness, sayable, sheet.heard, known)
        if len(self.text) + len(sentence) > MAX_CHARS:
            found.append(f"la réplique dépasse {MAX_CHARS} caractères")
        return found

    def _own_words(self) -> list[str]:
        """Words that the decisions bring: authored texts and labels."""
        return [word for act in self.acts for word in (act.text, *act.figures.values())]

    def filled(self, sentence: str) -> str:
        """The sentence with the engine's figures in the place of tokens."""
        return TOKEN.sub(lambda m: self.sheet.figures.get(m[1], ""), sentence)


def voiced(model: ChatModel, request: ChatRequest, voice: Voice) -> Generator[str]:
    """Verified sentences as they come: one try, then one correction of what is wrong or missing.

    What is left unsaid stays in ``voice.left``; a model that is out of reach is not asked twice.
    """
    for _attempt in range(2):
        yield from _one_try(model, request, voice)
        if voice.broken or not voice.left:
            return
        request = corrected(request, voice)


def corrected(request: ChatRequest, voice: Voice) -> ChatRequest:
    """The same request with what is wrong, which orders are left, and what was already heard."""
    wrong = f"{'« ' + voice.refused + ' » ne convient pas : ' if voice.refused else ''}{' ; '.join(voice.problems)}"
    left = voice.left
    orders = [line for act, line in zip(voice.acts, voice.sheet.lines, strict=True) if act in left]
    heard = f" L'autre a déjà entendu : « {voice.text} » N'en redites rien, enchaînez." if voice.shown else ""
    asked = "\n".join(f"- {line}" for line in orders)
    return request.with_turns(
        Message("assistant", voice.written.strip()[:2000] or "…"),
        Message(
            "user",
            f"{wrong[:1].upper() + wrong[1:] + '. ' if wrong else ''}Reste à dire :\n{asked}{_missing(voice, left)}\n"
            f"Écrivez seulement cela, comme la personne le dirait.{heard}",
        ),
    )


def _missing(voice: Voice, left: tuple[Act, ...]) -> str:
    """The tokens of the orders left, those that were shown set apart."""
    tokens = [f"[{name}]" for name, shown in voice.sheet.figures.items() if shown not in voice.text]
    some = any(not holds(act.figures[n], n, voice.text) for act in left for n in required_figures(act))
    return f"\nJetons à placer : {', '.join(tokens)}." if some and tokens else ""


def _one_try(model: ChatModel, request: ChatRequest, voice: Voice) -> Iterator[str]:
    voice.problems, voice.written, voice.refused = [], "", ""
    voice.calls += 1
    try:
        for sentence in _sentences(_pieces(model, request, voice)):
            if not _WORD.search(sentence) or voice.repeats(sentence):
                continue
            voice.problems = voice.check(sentence)
            if voice.problems:
                voice.refused = sentence[:300]
                return
            voice.shown.append(voice.filled(sentence))
            yield voice.shown[-1]
            if (len(voice.shown) >= ENOUGH or voice.calls > 1) and not voice.unsaid_yet:
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
