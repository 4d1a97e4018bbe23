"""Conversations with the coach, turn by turn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from pydantic import TypeAdapter
from sqlalchemy import delete, func, select, update

from assistant.domain.learning import Citation, Conversation, Message, OwnerId, Role
from assistant.store.database import Database
from assistant.store.rows import clean, found, new_id, now
from assistant.store.schema import ConversationRow, LogRow, MessageRow

_CITATIONS = TypeAdapter(tuple[Citation, ...])


class Conversations:
    """The conversations of each person; their text goes when they go."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def create(self, owner: OwnerId, title: str, work: str | None = None) -> Conversation:
        """A new conversation, about that work or about none. Raises ``StoreError`` for another owner's work."""
        date = now()
        row = ConversationRow(id=new_id(), owner=owner, work=work, title=clean(title)[:200], created=date, updated=date)
        with self._database.writing() as session:
            session.add(row)
        return _conversation(row)

    def all(self, owner: OwnerId) -> tuple[Conversation, ...]:
        """Latest first."""
        with self._database.reading() as session:
            query = select(ConversationRow).where(ConversationRow.owner == owner)
            return tuple(_conversation(r) for r in session.scalars(query.order_by(ConversationRow.updated.desc())))

    def get(self, owner: OwnerId, conversation: str) -> Conversation:
        """Raises ``UnknownIdError``."""
        with self._database.reading() as session:
            query = select(ConversationRow).where(ConversationRow.owner == owner, ConversationRow.id == conversation)
            return _conversation(found(session.scalar(query), "Cette conversation"))

    def rename(self, owner: OwnerId, conversation: str, title: str) -> None:
        """Give another title. Raises ``UnknownIdError``."""
        with self._database.writing() as session:
            query = update(ConversationRow).where(ConversationRow.owner == owner, ConversationRow.id == conversation)
            changed = query.values(title=clean(title)[:200]).returning(ConversationRow.id)
            found(session.scalar(changed), "Cette conversation")

    def delete(self, owner: OwnerId, conversation: str) -> None:
        """Delete it with its messages."""
        with self._database.writing() as session:
            session.execute(
                delete(ConversationRow).where(ConversationRow.owner == owner, ConversationRow.id == conversation)
            )
        self._database.leave_no_trace()

    def messages(self, owner: OwnerId, conversation: str) -> tuple[Message, ...]:
        """Oldest first."""
        with self._database.reading() as session:
            query = select(MessageRow).where(MessageRow.owner == owner, MessageRow.conversation == conversation)
            return tuple(_message(row) for row in session.scalars(query.order_by(MessageRow.rank)))

    def add(
        self,
        owner: OwnerId,
        conversation: str,
        role: Role,
        text: str,
        *,
        intent: str = "",
        refused: bool = False,
        citations: Sequence[Citation] = (),
        model: str = "",
        complete: bool = True,
        version: str = "",
    ) -> Message:
        """Add a turn at the end. Raises ``UnknownIdError``.

        A turn of the coach also adds a line to the log, without its words; ``version``: of the draft it was shown.
        """
        row = MessageRow(
            id=new_id(),
            owner=owner,
            conversation=conversation,
            role=role,
            text=clean(text),
            intent=intent,
            refused=refused,
            citations=_CITATIONS.dump_json(tuple(citations)).decode(),
            model=model,
            complete=complete,
            created=now(),
        )
        with self._database.writing() as session:
            # locks the conversation, so that two turns at once get two ranks
            touched = update(ConversationRow).where(ConversationRow.owner == owner, ConversationRow.id == conversation)
            touched = touched.values(updated=row.created).returning(ConversationRow.id)
            found(session.scalar(touched), "Cette conversation")
            last = select(func.max(MessageRow.rank)).where(MessageRow.conversation == conversation)
            row.rank = (session.scalar(last.where(MessageRow.owner == owner)) or 0) + 1
            session.add(row)
            if role == "coach":
                session.add(_line(row, version))
        return _message(row)


def _line(row: MessageRow, version: str) -> LogRow:
    detail = f"intent={row.intent or 'unknown'} refused={int(row.refused)} complete={int(row.complete)}"
    return LogRow(
        at=row.created, owner=row.owner, action="chat", model=row.model[:200], version=version[:64], detail=detail[:200]
    )


def _conversation(row: ConversationRow) -> Conversation:
    return Conversation(
        id=row.id,
        owner=OwnerId(row.owner),
        work=row.work,
        title=row.title,
        created=row.created,
        updated=row.updated,
    )


def _message(row: MessageRow) -> Message:
    return Message(
        id=row.id,
        conversation=row.conversation,
        role=cast("Role", row.role),
        text=row.text,
        intent=row.intent,
        refused=row.refused,
        citations=_CITATIONS.validate_json(row.citations),
        model=row.model,
        complete=row.complete,
        created=row.created,
    )
