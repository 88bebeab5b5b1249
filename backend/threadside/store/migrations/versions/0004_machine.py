"""Events, outbox, webhooks, receipts, jobs."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def where(condition: str) -> dict[str, Any]:
    """A partial index, in both databases' words."""
    return {"sqlite_where": sa.text(condition), "postgresql_where": sa.text(condition)}


def upgrade() -> None:
    """Create the tables, parents before children."""
    op.create_table(
        "job",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=True),
        sa.Column("dedupe", sa.Text(), nullable=True),
        sa.Column("state", sa.String(64), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("run_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.CheckConstraint("state IN ('waiting', 'dead')", name=op.f("ck_job_state")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job")),
        sa.UniqueConstraint("dedupe", name=op.f("uq_job_dedupe")),
    )
    op.create_index("ix_job_key", "job", ["key"])
    op.create_index("ix_job_state_run_at", "job", ["state", "run_at"])

    op.create_table(
        "refused_webhook",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("reason", sa.String(64), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_refused_webhook")),
    )

    op.create_table(
        "event",
        sa.Column("workspace_id", sa.String(36), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("type", sa.String(64), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name=op.f("fk_event_workspace_id")
        ),
        sa.PrimaryKeyConstraint("workspace_id", "seq", name=op.f("pk_event")),
    )
    op.create_index("ix_event_at", "event", ["at"])

    op.create_table(
        "event_head",
        sa.Column("workspace_id", sa.String(36), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name=op.f("fk_event_head_workspace_id")
        ),
        sa.PrimaryKeyConstraint("workspace_id", name=op.f("pk_event_head")),
    )

    op.create_table(
        "webhook_receipt",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("carrier_account_id", sa.String(36), nullable=True),
        sa.Column("kind", sa.String(64), nullable=False),
        sa.Column("dedupe_key", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("line_phone", sa.String(64), nullable=True),
        sa.Column("peer", sa.String(64), nullable=True),
        sa.Column("state", sa.String(64), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "state IN ('pending', 'done', 'unmatched', 'unreadable')",
            name=op.f("ck_webhook_receipt_state"),
        ),
        sa.ForeignKeyConstraint(
            ["carrier_account_id"],
            ["carrier_account.id"],
            name=op.f("fk_webhook_receipt_carrier_account_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_webhook_receipt")),
        sa.UniqueConstraint("dedupe_key", name=op.f("uq_webhook_receipt_dedupe_key")),
    )
    op.create_index(
        "ix_webhook_receipt_kept",
        "webhook_receipt",
        ["received_at"],
        **where("state IN ('unmatched', 'unreadable')"),
    )
    op.create_index(
        "ix_webhook_receipt_pending",
        "webhook_receipt",
        ["peer", "carrier_account_id"],
        **where("state = 'pending'"),
    )

    op.create_table(
        "outbox",
        sa.Column("message_id", sa.String(36), nullable=False),
        sa.Column("workspace_id", sa.String(36), nullable=False),
        sa.Column("line_id", sa.String(36), nullable=False),
        sa.Column("phone", sa.String(64), nullable=False),
        sa.Column("member_id", sa.String(36), nullable=False),
        sa.Column("state", sa.String(64), nullable=False),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("available_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("send_before", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lease_owner", sa.String(64), nullable=True),
        sa.CheckConstraint(
            "state IN ('waiting', 'claimed', 'uncertain', 'done')", name=op.f("ck_outbox_state")
        ),
        sa.ForeignKeyConstraint(["line_id"], ["line.id"], name=op.f("fk_outbox_line_id")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_outbox_member_id")),
        sa.ForeignKeyConstraint(["message_id"], ["message.id"], name=op.f("fk_outbox_message_id")),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name=op.f("fk_outbox_workspace_id")
        ),
        sa.PrimaryKeyConstraint("message_id", name=op.f("pk_outbox")),
    )
    op.create_index("ix_outbox_claimed", "outbox", ["lease_until"], **where("state = 'claimed'"))
    op.create_index(
        "ix_outbox_pair", "outbox", ["line_id", "phone", "message_id"], **where("state <> 'done'")
    )
    op.create_index(
        "ix_outbox_waiting", "outbox", ["priority", "available_at"], **where("state = 'waiting'")
    )

    op.create_table(
        "receipt",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("workspace_id", sa.String(36), nullable=False),
        sa.Column("message_id", sa.String(36), nullable=False),
        sa.Column("carrier_uuid", sa.String(64), nullable=False),
        sa.Column("status", sa.String(64), nullable=False),
        sa.Column("error_code", sa.String(64), nullable=True),
        sa.Column("carrier_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("webhook_receipt_id", sa.String(36), nullable=False),
        sa.ForeignKeyConstraint(["message_id"], ["message.id"], name=op.f("fk_receipt_message_id")),
        sa.ForeignKeyConstraint(
            ["webhook_receipt_id"],
            ["webhook_receipt.id"],
            name=op.f("fk_receipt_webhook_receipt_id"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name=op.f("fk_receipt_workspace_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_receipt")),
    )
    op.create_index("ix_receipt_message_id", "receipt", ["message_id"])


def downgrade() -> None:
    """Drop them, children before parents."""
    for table in (
        "receipt",
        "outbox",
        "webhook_receipt",
        "event_head",
        "event",
        "refused_webhook",
        "job",
    ):
        op.drop_table(table)
