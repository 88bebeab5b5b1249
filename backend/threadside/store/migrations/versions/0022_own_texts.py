"""A member's newest texts are found by an index: which templates they used last."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"

_OF_MEMBER = sa.text("author_id IS NOT NULL")


def upgrade() -> None:
    """Create the index."""
    op.create_index(
        "ix_timeline_item_author_id_at",
        "timeline_item",
        ["author_id", "at"],
        sqlite_where=_OF_MEMBER,
        postgresql_where=_OF_MEMBER,
    )


def downgrade() -> None:
    """Forget it."""
    op.drop_index("ix_timeline_item_author_id_at", "timeline_item")
