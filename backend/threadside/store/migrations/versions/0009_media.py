"""Pictures and files of texts."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

PENDING = sa.text("state = 'pending'")
TRANSIENT = sa.text("keep_until IS NOT NULL")


def upgrade() -> None:
    """Create the tables of media; texts count theirs."""
    op.create_table(
        "media_object",
        sa.Column("workspace_id", sa.String(36), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("bytes", sa.Integer(), nullable=False),
        sa.Column("touched_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleting", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name=op.f("fk_media_object_workspace_id")
        ),
        sa.PrimaryKeyConstraint("workspace_id", "sha256", name=op.f("pk_media_object")),
    )
    op.create_index("ix_media_object_touched_at", "media_object", ["touched_at"])
    op.create_table(
        "media",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("workspace_id", sa.String(36), nullable=False),
        sa.Column("kind", sa.String(64), nullable=False),
        sa.Column("content_type", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("state", sa.String(64), nullable=False),
        sa.Column("reason", sa.String(64), nullable=True),
        sa.Column("bytes", sa.Integer(), nullable=True),
        sa.Column("width", sa.Integer(), nullable=True),
        sa.Column("height", sa.Integer(), nullable=True),
        sa.Column("sha256", sa.String(64), nullable=True),
        sa.Column("thumbnail_sha256", sa.String(64), nullable=True),
        sa.Column("uploaded_by", sa.String(36), nullable=True),
        sa.Column("keep_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("carrier_account_id", sa.String(36), nullable=True),
        sa.Column("source_url", sa.Text(), nullable=True),
        sa.Column("fetch_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("give_up_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "state IN ('pending', 'ready', 'failed', 'blocked')", name=op.f("ck_media_state")
        ),
        sa.CheckConstraint(
            "kind IN ('image', 'video', 'audio', 'pdf', 'vcard', 'file')",
            name=op.f("ck_media_kind"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name=op.f("fk_media_workspace_id")
        ),
        sa.ForeignKeyConstraint(["uploaded_by"], ["member.id"], name=op.f("fk_media_uploaded_by")),
        sa.ForeignKeyConstraint(
            ["carrier_account_id"], ["carrier_account.id"], name=op.f("fk_media_carrier_account_id")
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "sha256"],
            ["media_object.workspace_id", "media_object.sha256"],
            name=op.f("fk_media_workspace_id_sha256"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "thumbnail_sha256"],
            ["media_object.workspace_id", "media_object.sha256"],
            name=op.f("fk_media_workspace_id_thumbnail_sha256"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_media")),
    )
    op.create_index("ix_media_workspace_id_sha256", "media", ["workspace_id", "sha256"])
    op.create_index(
        "ix_media_workspace_id_thumbnail_sha256", "media", ["workspace_id", "thumbnail_sha256"]
    )
    op.create_index(
        "ix_media_pending", "media", ["fetch_at"], sqlite_where=PENDING, postgresql_where=PENDING
    )
    op.create_index(
        "ix_media_transient",
        "media",
        ["keep_until"],
        sqlite_where=TRANSIENT,
        postgresql_where=TRANSIENT,
    )
    op.create_table(
        "message_media",
        sa.Column("message_id", sa.String(36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.String(36), nullable=False),
        sa.Column("media_id", sa.String(36), nullable=False),
        sa.ForeignKeyConstraint(
            ["message_id"], ["message.id"], name=op.f("fk_message_media_message_id")
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name=op.f("fk_message_media_workspace_id")
        ),
        sa.ForeignKeyConstraint(["media_id"], ["media.id"], name=op.f("fk_message_media_media_id")),
        sa.PrimaryKeyConstraint("message_id", "position", name=op.f("pk_message_media")),
        sa.UniqueConstraint(
            "message_id", "media_id", name=op.f("uq_message_media_message_id_media_id")
        ),
    )
    op.create_index("ix_message_media_media_id", "message_media", ["media_id"])
    op.create_table(
        "media_link",
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("workspace_id", sa.String(36), nullable=False),
        sa.Column("media_id", sa.String(36), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name=op.f("fk_media_link_workspace_id")
        ),
        sa.ForeignKeyConstraint(["media_id"], ["media.id"], name=op.f("fk_media_link_media_id")),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_media_link")),
    )
    op.create_index("ix_media_link_media_id", "media_link", ["media_id"])
    op.create_index("ix_media_link_expires_at", "media_link", ["expires_at"])
    op.add_column(
        "message", sa.Column("media_count", sa.Integer(), server_default="0", nullable=False)
    )


def downgrade() -> None:
    """Undo it, children before parents."""
    with op.batch_alter_table("message") as message:
        message.drop_column("media_count")
    for name in ("media_link", "message_media", "media", "media_object"):
        op.drop_table(name)
