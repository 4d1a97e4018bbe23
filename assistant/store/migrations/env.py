"""Run the revisions on the connection that the store hands over."""

from __future__ import annotations

from typing import cast

from alembic import context
from sqlalchemy import Connection

from assistant.store.schema import Row

connection = cast("Connection", context.config.attributes["connection"])
context.configure(connection=connection, target_metadata=Row.metadata, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
