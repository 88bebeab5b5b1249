"""When an admin put the list of what a workspace still lacks away; what its settings were; forms
that are kept while somebody signs in again."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"


def upgrade() -> None:
    """Add the column and the tables. Workspaces that text already need no list."""
    op.add_column(
        "workspace", sa.Column("set_up_hidden_at", sa.DateTime(timezone=True), nullable=True)
    )
    op.execute(
        "UPDATE workspace SET set_up_hidden_at = CURRENT_TIMESTAMP "
        "WHERE id IN (SELECT workspace_id FROM line WHERE state IN ('live', 'paused'))"
    )
    op.create_table(
        "setting_change",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("workspace_id", sa.String(36), nullable=False),
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("member_id", sa.String(36), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name=op.f("fk_setting_change_workspace_id")
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_setting_change_member_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_setting_change")),
    )
    op.create_index("ix_setting_change_workspace_id_at", "setting_change", ["workspace_id", "at"])
    op.create_table(
        "kept_form",
        sa.Column("user_id", sa.String(36), nullable=False),
        sa.Column("workspace_id", sa.String(36), nullable=False),
        sa.Column("secret_hash", sa.Text(), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_kept_form_user_id")
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name=op.f("fk_kept_form_workspace_id")
        ),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_kept_form")),
    )


def downgrade() -> None:
    """Take them away."""
    op.drop_table("kept_form")
    op.drop_table("setting_change")
    op.drop_column("workspace", "set_up_hidden_at")
