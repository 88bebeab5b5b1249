"""How much of a template's wording a rep changed before they sent it."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"


def upgrade() -> None:
    """A text from a template knows it from now on; nobody can tell of earlier ones."""
    op.add_column("message", sa.Column("template_changed", sa.Integer(), nullable=True))


def downgrade() -> None:
    """Forget it."""
    op.drop_column("message", "template_changed")
