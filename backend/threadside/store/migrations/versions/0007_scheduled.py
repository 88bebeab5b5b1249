"""Texts that go at a time of the rep's choosing."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add the time."""
    op.add_column("message", sa.Column("send_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    """Drop it: what is held goes at its time all the same."""
    with op.batch_alter_table("message") as message:
        message.drop_column("send_at")
