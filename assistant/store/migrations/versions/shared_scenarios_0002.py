"""Scenarios that a trainer makes and shares, and what a play of one lets its trainer see."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    _scenarios()
    _plays()


def _scenarios() -> None:
    """What trainers make."""
    op.create_table(
        "scenarios",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("owner", sa.String(length=32), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("sound", sa.Boolean(), nullable=False),
        sa.Column("published", sa.Boolean(), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.Column("updated", sa.DateTime(), nullable=False),
        sa.CheckConstraint("sound OR NOT published", name="ck_scenarios_published_is_sound"),
        sa.ForeignKeyConstraint(["owner"], ["people.id"], name="fk_scenarios_owner", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_scenarios"),
    )
    op.create_index("ix_scenarios_owner", "scenarios", ["owner", "updated"])


def _plays() -> None:
    """Plays made before keep to themselves: no scenario, nothing visible."""
    with op.batch_alter_table("plays") as plays:
        plays.add_column(sa.Column("published", sa.String(length=32), nullable=True))
        plays.add_column(sa.Column("learner", sa.Integer(), nullable=True))
        plays.add_column(sa.Column("visible", sa.Boolean(), nullable=False, server_default=sa.false()))
        plays.add_column(sa.Column("summary", sa.Text(), nullable=True))
        plays.add_column(sa.Column("transcript", sa.Text(), nullable=True))
        plays.create_foreign_key("fk_plays_published", "scenarios", ["published"], ["id"], ondelete="SET NULL")
        plays.create_index("ix_plays_published", ["published", "created"])
