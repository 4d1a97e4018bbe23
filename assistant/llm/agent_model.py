"""A ``ChatModel`` seen as LangChain's chat model, so that an agent's turns go through the same wrappers as any call."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from assistant.llm.ports import ChatModel, Message, Role, ToolDelta, ToolRequest

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import BaseMessage

_ROLES: dict[str, Role] = {"system": "system", "human": "user", "ai": "assistant", "tool": "user"}


class TurnStopped(Exception):
    """The learner stopped the answer: the call in progress is dropped."""


def agent_model(
    model: ChatModel,
    *,
    max_tokens: int = 1_500,
    prompt: str = "",
    cache_key: str = "",
    stopped: Callable[[], bool] = lambda: False,
) -> BaseChatModel:
    """LangChain's view of ``model``. ``prompt``, ``cache_key``: as in ``ChatRequest``.

    Its calls raise the ``ModelError`` family, and ``TurnStopped`` at the first piece after ``stopped`` is true.
    """
    from langchain_core.language_models import BaseChatModel
    from langchain_core.language_models.chat_models import generate_from_stream
    from langchain_core.outputs import ChatGenerationChunk, ChatResult
    from langchain_core.utils.function_calling import convert_to_openai_tool

    class PortChatModel(BaseChatModel):
        """Sends each turn through the port."""

        @property
        def _llm_type(self) -> str:
            return "jalon-port"

        def bind_tools(self, tools: Sequence[Any], **kwargs: Any) -> Any:
            """The model with these tools at hand."""
            kwargs.pop("tool_choice", None)
            return self.bind(tools=[convert_to_openai_tool(tool) for tool in tools], **kwargs)

        def _stream(
            self, messages: list[BaseMessage], stop: list[str] | None = None, run_manager: Any = None, **kwargs: Any
        ) -> Iterator[ChatGenerationChunk]:
            del stop, run_manager
            request = ToolRequest(
                messages=tuple(_as_text(message) for message in messages),
                max_tokens=max_tokens,
                prompt=prompt,
                cache_key=cache_key,
                turns=tuple(messages),
                tools=tuple(kwargs.get("tools") or ()),
            )
            for delta in model.stream(request):
                if stopped():
                    raise TurnStopped
                if isinstance(delta, ToolDelta):
                    yield ChatGenerationChunk(message=delta.chunk)

        def _generate(
            self, messages: list[BaseMessage], stop: list[str] | None = None, run_manager: Any = None, **kwargs: Any
        ) -> ChatResult:
            return generate_from_stream(self._stream(messages, stop, run_manager, **kwargs))

    return PortChatModel()


def _as_text(message: BaseMessage) -> Message:
    return Message(_ROLES.get(message.type, "user"), str(message.text))
