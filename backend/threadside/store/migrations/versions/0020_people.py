"""Invitations; what a sign-in is called, which workspaces it is closed for, when it was used."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"

_LEFT = sa.text("rotated_at IS NULL AND revoked_at IS NULL")


def upgrade() -> None:
    """Create the table, and give members and sign-ins what they lack."""
    op.create_table(
        "invitation",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("workspace_id", sa.String(36), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("role", sa.String(64), nullable=False),
        sa.Column("secret_hash", sa.Text(), nullable=False),
        sa.Column("invited_by", sa.String(36), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "role IN ('rep', 'lead', 'admin', 'auditor')", name=op.f("ck_invitation_role")
        ),
        sa.ForeignKeyConstraint(
            ["invited_by"], ["member.id"], name=op.f("fk_invitation_invited_by")
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name=op.f("fk_invitation_workspace_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
        sa.UniqueConstraint("secret_hash", name=op.f("uq_invitation_secret_hash")),
    )
    op.create_index("ix_invitation_workspace_id", "invitation", ["workspace_id"])
    op.add_column("member", sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("member", sa.Column("left_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("member", sa.Column("left_reason", sa.Text(), server_default="", nullable=False))
    for table in ("web_session", "oauth_token"):
        op.add_column(table, sa.Column("device", sa.Text(), server_default="", nullable=False))
    op.add_column(
        "web_session", sa.Column("closed_to", sa.Text(), server_default="", nullable=False)
    )
    op.add_column("oauth_token", sa.Column("used_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index(
        "ix_oauth_token_current",
        "oauth_token",
        ["member_id"],
        sqlite_where=_LEFT,
        postgresql_where=_LEFT,
    )


def downgrade() -> None:
    """Forget them. Who was deactivated stays so."""
    op.drop_index("ix_oauth_token_current", "oauth_token")
    op.drop_column("oauth_token", "used_at")
    op.drop_column("web_session", "closed_to")
    for table in ("oauth_token", "web_session"):
        op.drop_column(table, "device")
    for column in ("left_reason", "left_at", "seen_at"):
        op.drop_column("member", column)
    op.drop_table("invitation")
