"""Pausing all sending of a workspace."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    """Create the table; nothing is paused."""
    op.create_table(
        "sending_pause",
        sa.Column("workspace_id", sa.String(36), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("member_id", sa.String(36), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_sending_pause_member_id")
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name=op.f("fk_sending_pause_workspace_id")
        ),
        sa.PrimaryKeyConstraint("workspace_id", name=op.f("pk_sending_pause")),
    )


def downgrade() -> None:
    """Let everything go on."""
    op.drop_table("sending_pause")
