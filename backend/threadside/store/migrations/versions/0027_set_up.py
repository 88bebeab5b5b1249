"""When an admin put the list of what a workspace still lacks away."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0020"


def upgrade() -> None:
    """Add the column. Workspaces that text already need no list."""
    op.add_column(
        "workspace", sa.Column("set_up_hidden_at", sa.DateTime(timezone=True), nullable=True)
    )
    op.execute(
        "UPDATE workspace SET set_up_hidden_at = CURRENT_TIMESTAMP "
        "WHERE id IN (SELECT workspace_id FROM line WHERE state IN ('live', 'paused'))"
    )


def downgrade() -> None:
    """Take it away."""
    op.drop_column("workspace", "set_up_hidden_at")
