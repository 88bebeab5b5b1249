"""What happened on each day, counted; the workspace's clock; texts by thread and time."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"


def upgrade() -> None:
    """Create the tables, which a job fills, and what its questions go by."""
    op.create_table(
        "insight_day",
        sa.Column("workspace_id", sa.String(36), nullable=False),
        sa.Column("measure", sa.String(64), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("line_id", sa.String(36), nullable=False),
        sa.Column("member_id", sa.String(36), nullable=False),
        sa.Column("template_id", sa.String(36), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name=op.f("fk_insight_day_workspace_id")
        ),
        sa.ForeignKeyConstraint(["line_id"], ["line.id"], name=op.f("fk_insight_day_line_id")),
        sa.PrimaryKeyConstraint(
            "workspace_id", "measure", "day", "line_id", "member_id", "template_id", "value",
            name=op.f("pk_insight_day"),
        ),
    )  # fmt: skip
    op.create_index("ix_insight_day_workspace_id_day", "insight_day", ["workspace_id", "day"])
    op.create_table(
        "insight_count",
        sa.Column("workspace_id", sa.String(36), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("filled_from", sa.Date(), nullable=True),
        sa.Column("counted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_until", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name=op.f("fk_insight_count_workspace_id")
        ),
        sa.PrimaryKeyConstraint("workspace_id", name=op.f("pk_insight_count")),
    )
    op.create_table(
        "insight_clock",
        sa.Column("workspace_id", sa.String(36), nullable=False),
        sa.Column("zone", sa.String(64), nullable=False),
        sa.Column("week", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name=op.f("fk_insight_clock_workspace_id")
        ),
        sa.PrimaryKeyConstraint("workspace_id", name=op.f("pk_insight_clock")),
    )
    op.create_index("ix_timeline_item_thread_id_at", "timeline_item", ["thread_id", "at"])
    op.create_index("ix_consent_event_message_id", "consent_event", ["message_id"])


def downgrade() -> None:
    """Forget the counts; they come from the texts."""
    op.drop_index("ix_consent_event_message_id", "consent_event")
    op.drop_index("ix_timeline_item_thread_id_at", "timeline_item")
    for table in ("insight_clock", "insight_count", "insight_day"):
        op.drop_table(table)
