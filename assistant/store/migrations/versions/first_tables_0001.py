"""People, drafts, critiques, conversations, role-plays, log."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

KEPT_DAYS = 183
"""A line of the log cannot be deleted before: six months, the least that article 26 of the European AI Act asks."""


def upgrade() -> None:
    """Go forward."""
    _people()
    _works()
    _critiques()
    _advice()
    _exchanges()
    _log()
    _append_only()


def _people() -> None:
    """Who."""
    op.create_table(
        "people",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("key_digest", sa.String(length=64), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.Column("seen", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_people"),
        sa.UniqueConstraint("key_digest", name="uq_people_key_digest"),
    )
    op.create_index("ix_people_seen", "people", ["seen"])


def _works() -> None:
    """What they write."""
    op.create_table(
        "works",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("owner", sa.String(length=32), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("production", sa.Text(), nullable=True),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["owner"], ["people.id"], name="fk_works_owner", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_works"),
        sa.UniqueConstraint("owner", "id", name="uq_works_owner_id"),
    )
    op.create_table(
        "drafts",
        sa.Column("owner", sa.String(length=32), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["owner"], ["people.id"], name="fk_drafts_owner", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("owner", "sha256", name="pk_drafts"),
    )
    op.create_table(
        "versions",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("owner", sa.String(length=32), nullable=False),
        sa.Column("work", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("words", sa.Integer(), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner", "sha256"], ["drafts.owner", "drafts.sha256"], name="fk_versions_owner_sha256"
        ),
        sa.ForeignKeyConstraint(
            ["owner", "work"], ["works.owner", "works.id"], name="fk_versions_owner_work", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["owner"], ["people.id"], name="fk_versions_owner", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_versions"),
        sa.UniqueConstraint("owner", "id", name="uq_versions_owner_id"),
        sa.UniqueConstraint("owner", "work", "number", name="uq_versions_owner_work_number"),
    )
    op.create_index("ix_versions_draft", "versions", ["owner", "sha256"])


def _critiques() -> None:
    """What was judged."""
    op.create_table(
        "runs",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("owner", sa.String(length=32), nullable=False),
        sa.Column("version", sa.String(length=32), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("production", sa.Text(), nullable=True),
        sa.Column("asked", sa.Text(), nullable=True),
        sa.Column("model", sa.Text(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("reused", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.Column("started", sa.DateTime(), nullable=True),
        sa.Column("judging", sa.DateTime(), nullable=True),
        sa.Column("finished", sa.DateTime(), nullable=True),
        sa.Column("worker", sa.Text(), nullable=True),
        sa.Column("heartbeat", sa.DateTime(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("stop_asked", sa.Boolean(), nullable=False),
        sa.Column("critique", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["owner", "version"], ["versions.owner", "versions.id"], name="fk_runs_owner_version", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["owner"], ["people.id"], name="fk_runs_owner", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_runs"),
        sa.UniqueConstraint("owner", "id", name="uq_runs_owner_id"),
    )
    op.create_index("ix_runs_queue", "runs", ["status", "created"])
    op.create_index("ix_runs_version", "runs", ["owner", "version"])
    op.create_table(
        "arrivals",
        sa.Column("run", sa.String(length=32), nullable=False),
        sa.Column("criterion", sa.String(length=40), nullable=False),
        sa.Column("owner", sa.String(length=32), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("reused", sa.Boolean(), nullable=False),
        sa.Column("failed", sa.Boolean(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner", "run"], ["runs.owner", "runs.id"], name="fk_arrivals_owner_run", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["owner"], ["people.id"], name="fk_arrivals_owner", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("run", "criterion", name="pk_arrivals"),
    )
    op.create_index("ix_arrivals_run", "arrivals", ["owner", "run"])
    op.create_table(
        "verdicts",
        sa.Column("owner", sa.String(length=32), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("referentiel", sa.String(length=80), nullable=False),
        sa.Column("criterion", sa.String(length=40), nullable=False),
        sa.Column("guidance", sa.String(length=64), nullable=False),
        sa.Column("prompt", sa.String(length=80), nullable=False),
        sa.Column("model", sa.String(length=200), nullable=False),
        sa.Column("evidence", sa.String(length=64), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner", "sha256"], ["drafts.owner", "drafts.sha256"], name="fk_verdicts_owner_sha256", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["owner"], ["people.id"], name="fk_verdicts_owner", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint(
            "owner", "sha256", "referentiel", "criterion", "guidance", "prompt", "model", name="pk_verdicts"
        ),
    )


def _advice() -> None:
    """What was advised, and what the learner thinks."""
    op.create_table(
        "advice",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("owner", sa.String(length=32), nullable=False),
        sa.Column("work", sa.String(length=32), nullable=False),
        sa.Column("version", sa.String(length=32), nullable=False),
        sa.Column("criterion", sa.String(length=40), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("settled_by", sa.String(length=32), nullable=True),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.Column("updated", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner", "version"], ["versions.owner", "versions.id"], name="fk_advice_owner_version", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["owner", "work"], ["works.owner", "works.id"], name="fk_advice_owner_work", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["owner"], ["people.id"], name="fk_advice_owner", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_advice"),
        sa.UniqueConstraint("owner", "version", "criterion", name="uq_advice_owner_version_criterion"),
    )
    op.create_index("ix_advice_work", "advice", ["owner", "work"])
    op.create_table(
        "self_assessments",
        sa.Column("version", sa.String(length=32), nullable=False),
        sa.Column("criterion", sa.String(length=40), nullable=False),
        sa.Column("owner", sa.String(length=32), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner", "version"],
            ["versions.owner", "versions.id"],
            name="fk_self_assessments_owner_version",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["owner"], ["people.id"], name="fk_self_assessments_owner", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("version", "criterion", name="pk_self_assessments"),
    )
    op.create_index("ix_self_assessments_version", "self_assessments", ["owner", "version"])


def _exchanges() -> None:
    """Conversations and role-plays."""
    op.create_table(
        "conversations",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("owner", sa.String(length=32), nullable=False),
        sa.Column("work", sa.String(length=32), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.Column("updated", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner", "work"], ["works.owner", "works.id"], name="fk_conversations_owner_work", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["owner"], ["people.id"], name="fk_conversations_owner", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_conversations"),
        sa.UniqueConstraint("owner", "id", name="uq_conversations_owner_id"),
    )
    op.create_index("ix_conversations_owner", "conversations", ["owner", "updated"])
    op.create_table(
        "messages",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("owner", sa.String(length=32), nullable=False),
        sa.Column("conversation", sa.String(length=32), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("intent", sa.Text(), nullable=False),
        sa.Column("refused", sa.Boolean(), nullable=False),
        sa.Column("citations", sa.Text(), nullable=False),
        sa.Column("model", sa.Text(), nullable=False),
        sa.Column("complete", sa.Boolean(), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner", "conversation"],
            ["conversations.owner", "conversations.id"],
            name="fk_messages_owner_conversation",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["owner"], ["people.id"], name="fk_messages_owner", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_messages"),
        sa.UniqueConstraint("conversation", "rank", name="uq_messages_conversation_rank"),
    )
    op.create_index("ix_messages_conversation", "messages", ["owner", "conversation"])
    op.create_table(
        "plays",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("owner", sa.String(length=32), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("scenario", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("over", sa.Boolean(), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.Column("updated", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["owner"], ["people.id"], name="fk_plays_owner", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_plays"),
    )
    op.create_index("ix_plays_owner", "plays", ["owner", "updated"])


def _log() -> None:
    """Who asked what."""
    op.create_table(
        "log",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("owner", sa.String(length=32), nullable=False),
        sa.Column("action", sa.String(length=40), nullable=False),
        sa.Column("model", sa.String(length=200), nullable=False),
        sa.Column("version", sa.String(length=64), nullable=False),
        sa.Column("detail", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_log"),
    )
    op.create_index("ix_log_owner", "log", ["owner"])


def _append_only() -> None:
    """The database itself refuses to change the log, or to shorten it too early."""
    if op.get_bind().dialect.name == "sqlite":
        for action, condition in (("UPDATE", ""), ("DELETE", f"WHEN OLD.at > datetime('now', '-{KEPT_DAYS} days')")):
            op.execute(
                f"CREATE TRIGGER log_no_{action.lower()} BEFORE {action} ON log {condition} "
                "BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END"
            )
        return
    op.execute(
        "CREATE FUNCTION log_is_append_only() RETURNS trigger AS $$ BEGIN "
        "IF TG_OP = 'DELETE' AND OLD.at < (now() AT TIME ZONE 'utc') - "
        f"interval '{KEPT_DAYS} days' THEN RETURN OLD; END IF; "
        "RAISE EXCEPTION 'the log is append-only'; END $$ LANGUAGE plpgsql"
    )
    op.execute(
        "CREATE TRIGGER log_append_only BEFORE UPDATE OR DELETE ON log "
        "FOR EACH ROW EXECUTE FUNCTION log_is_append_only()"
    )
