"""The coach that a language model speaks for: a LangChain agent over the coach's tools, under the same rules."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from assistant.coaching import wording
from assistant.coaching.composer import Composer, short
from assistant.coaching.criterion_answers import Explained
from assistant.coaching.embedded import EmbeddedCoach, next_step
from assistant.coaching.grounding import Grounding, Understood
from assistant.coaching.guard import Guard, OwnTexts
from assistant.coaching.ports import CoachContext, Delta, Reply
from assistant.coaching.small_talk import small_talk
from assistant.coaching.tools import CoachTools
from assistant.domain.critique import Usage
from assistant.domain.learning import Message
from assistant.errors import BadModelOutput
from assistant.judging.pseudonyms import Pseudonyms
from assistant.llm.agent_model import TurnStopped, agent_model
from assistant.llm.budget import Limits
from assistant.llm.factory import Endpoint
from assistant.prompting.render import RenderedPrompt, find_prompt, render

if TYPE_CHECKING:
    from langchain_core.messages import BaseMessage

HISTORY = 8
"""Turns of the conversation that are sent."""
STEPS = 14
"""Steps of the graph: six rounds of tools at most."""
LIMITS = Limits(calls=10, tokens=120_000)


class AgentCoach:
    """Answers with a model that may only speak from the coach's tools. ``remote``: words leave the machine."""

    def __init__(self, grounding: Grounding, endpoint: Endpoint, *, remote: bool) -> None:
        self._ground = grounding
        self._endpoint = endpoint
        self._remote = remote
        self._rules = EmbeddedCoach(grounding)

    @property
    def name(self) -> str:
        """``<provider>:<model>``."""
        return self._endpoint.settings.model

    def reply(
        self,
        conversation: Sequence[Message],
        message: str,
        context: CoachContext,
        *,
        stopped: Callable[[], bool] = lambda: False,
    ) -> Iterator[Delta | Reply]:
        """Checked paragraphs as they come, then the whole. Raises ``ModelError``."""
        asked = self._ground.understand(conversation, message)
        settled = self._settled(asked, context)
        if settled is not None:
            yield Delta(settled.answer)
            yield settled
            return
        turn = _Turn(
            self._ground, self._endpoint, self._own_texts, self._remote, asked, conversation, message, context, stopped
        )
        yield from turn.deltas()
        yield turn.reply()

    def _settled(self, asked: Understood, context: CoachContext) -> Reply | None:
        """What needs no model: refusals, small talk, and a draft that is not there."""
        refusal = self._ground.refusal(asked, context)
        if refusal is not None:
            return refusal
        if asked.intent == "smalltalk":
            nature = wording.MODEL_NATURE.format(model=self.name)
            return small_talk(asked.flat, nature, next_step(context))
        if asked.intent == "draft" and context.document is None:
            return self._rules.answer_understood(asked, context)
        return None

    @cached_property
    def _own_texts(self) -> OwnTexts:
        return OwnTexts(self._ground.corpus)


@dataclass
class _Turn:
    """One answer in the making."""

    ground: Grounding
    endpoint: Endpoint
    own: OwnTexts
    remote: bool
    asked: Understood
    conversation: Sequence[Message]
    message: str
    context: CoachContext
    stopped: Callable[[], bool]
    text: str = ""
    ghostwritten: bool = False
    cut: bool = False

    def __post_init__(self) -> None:
        document = self.context.document
        said = [self.message, *(m.text for m in self.conversation[-HISTORY:]), document.text if document else ""]
        self.names = Pseudonyms.of("\n".join(said)) if self.remote else Pseudonyms.none()
        self.nonce = secrets.token_hex(5)
        self.guard = Guard(self.ground.referentiel, self.ground.corpus, self.own, document, self.message)
        self.ledger = self.endpoint.ledger(LIMITS)

    def deltas(self) -> Iterator[Delta]:
        """Paragraphs that the guard let through."""
        shown = 0
        for text in self._texts():
            if len(text) < len(self.text):
                shown = 0  # what came before was said on the way to a tool
            self.text = text
            cut = text.rfind("\n\n")
            if cut <= shown:
                continue
            paragraph = self.names.restore(text[shown:cut])
            if self.guard.is_ghostwriting(self.names.restore(text[:cut])):
                self.ghostwritten = True
                return
            kept = self.guard.check(paragraph).text
            if kept:
                yield Delta(f"\n\n{kept}" if shown else kept)
            shown = cut
            if self.stopped():  # the model may be ahead of what was shown
                self.cut, self.text = True, text[:cut]
                return

    def reply(self) -> Reply:
        """The whole answer, checked; a refusal when it is something to hand in."""
        checked = self.guard.check(self.names.restore(self.text))
        usage = self.ledger.usage
        if self.ghostwritten or checked.ghostwritten:
            return self._refused(usage)
        if self.cut:
            return Reply(checked.text, self.asked.intent, False, checked.citations, usage, complete=False)
        out = Composer()
        out.say(checked.text or wording.UNKNOWN)
        if not checked.citations:
            self._near_sources(out)
        said = self.guard.check(out.text)
        return Reply(said.text, self.asked.intent, False, said.citations, usage)

    def _refused(self, usage: Usage) -> Reply:
        refusal = self.ground.conduct.refusal("ghostwriting", self.asked.plain, self.context, self.asked.turn)
        answer = f"{wording.GUARD_GHOSTWRITING}\n\n{refusal.answer}"
        return Reply(answer, "ghostwriting", True, refusal.citations, usage)

    def _near_sources(self, out: Composer) -> None:
        """A model that cites nothing is given the sources that the program had found."""
        ids = [c for c in self.asked.codes if self.ground.referentiel.has_criterion(c)]
        ids = ids or [f.criterion for f in self.ground.found(self.asked, self.context, k=3)]
        out.points(
            wording.OTHERS,
            (f"{out.cite('criterion', c)} {short(self.ground.referentiel.criterion(c).text)}" for c in ids),
        )

    # --- the agent -------------------------------------------------------------------------------------------------

    def _texts(self) -> Iterator[str]:
        """The text of the turn in progress, longer and longer; it starts again after a call of a tool."""
        from langchain_core.messages import AIMessageChunk
        from langgraph.errors import GraphRecursionError

        current, text = "", ""
        try:
            for piece, _ in self._agent().stream(
                {"messages": self._messages()}, {"recursion_limit": STEPS}, stream_mode="messages"
            ):
                if not isinstance(piece, AIMessageChunk):
                    continue
                if piece.id != current:
                    current, text = str(piece.id), ""
                text += str(piece.text)
                if text:
                    yield text
        except TurnStopped:
            self.cut = True
        except GraphRecursionError as error:
            raise BadModelOutput(
                "Le modèle tourne en rond sans répondre.", "Reformulez la question, ou choisissez un autre modèle."
            ) from error

    def _agent(self) -> Any:
        from langchain.agents import create_agent

        rendered = self._prompt()
        model = agent_model(
            self.endpoint.model(self.ledger),
            prompt=rendered.key,
            cache_key="coach",
            stopped=self.stopped,
        )
        tools = CoachTools(self.ground, self.context, self.nonce, self.names).all()
        return create_agent(model, tools, system_prompt=rendered.system)

    def _prompt(self) -> RenderedPrompt:
        return render(
            find_prompt("coach-agent"),
            {
                "referentiel": self.ground.referentiel.title,
                "situation": self._situation(),
                "hints": self._hints(),
                "nonce": self.nonce,
            },
        )

    def _messages(self) -> list[BaseMessage]:
        from langchain_core.messages import AIMessage, HumanMessage

        turns: list[BaseMessage] = []
        for message in self.conversation[-HISTORY:]:
            kind = HumanMessage if message.role == "learner" else AIMessage
            turns.append(kind(content=self.names.hide(message.text)))
        around = self._prompt().user
        turns.append(HumanMessage(content=f"{around}\n\nQuestion de l'apprenant :\n{self.names.hide(self.message)}"))
        return turns

    def _situation(self) -> str:
        production = self.context.production
        title = self.ground.referentiel.production(production).title if production else "non précisée"
        draft = (
            "déposé, lisible avec vos outils" if self.context.document else "non déposé : vous ne pouvez rien en dire"
        )
        return f"Production en cours : {title}. Texte de l'apprenant : {draft}."

    def _hints(self) -> str:
        """What the program found, so that a model that calls no tool still speaks from sources."""
        ref = self.ground.referentiel
        ids = [c for c in self.asked.codes if ref.has_criterion(c)]
        ids = ids or ([self.asked.criterion] if self.asked.criterion else [])
        ids = ids or [f.criterion for f in self.ground.found(self.asked, self.context)]
        out = Composer()
        out.say("Sources trouvées par le programme pour cette question, la plus proche d'abord :")
        if ids:
            self.ground.explainer.criterion(out, Explained(ids[0], self.asked.aspect), named=True)
        out.points("", (f"[{c}] {ref.criterion(c).text}" for c in ids[1:]))
        return out.text
