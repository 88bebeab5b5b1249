"""Threads and their timelines, templates, consent."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Create the tables, parents before children."""
    op.create_table(
        "template",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("workspace_id", sa.String(36), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("group_name", sa.Text(), nullable=False),
        sa.Column("state", sa.String(64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state IN ('draft', 'in_review', 'approved', 'retired')", name=op.f("ck_template_state")
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name=op.f("fk_template_workspace_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_template")),
    )
    op.create_index("ix_template_workspace_id", "template", ["workspace_id"])

    op.create_table(
        "template_version",
        sa.Column("template_id", sa.String(36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("approved_by", sa.String(36), nullable=True),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["approved_by"], ["member.id"], name=op.f("fk_template_version_approved_by")
        ),
        sa.ForeignKeyConstraint(
            ["template_id"], ["template.id"], name=op.f("fk_template_version_template_id")
        ),
        sa.PrimaryKeyConstraint("template_id", "version", name=op.f("pk_template_version")),
    )

    op.create_table(
        "read_mark",
        sa.Column("member_id", sa.String(36), nullable=False),
        sa.Column("person_id", sa.String(36), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_read_mark_member_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_read_mark_person_id")),
        sa.PrimaryKeyConstraint("member_id", "person_id", name=op.f("pk_read_mark")),
    )

    op.create_table(
        "suppression",
        sa.Column("workspace_id", sa.String(36), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("keyword", sa.String(64), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("line_id", sa.String(36), nullable=False),
        sa.ForeignKeyConstraint(["line_id"], ["line.id"], name=op.f("fk_suppression_line_id")),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name=op.f("fk_suppression_workspace_id")
        ),
        sa.PrimaryKeyConstraint("workspace_id", "phone", name=op.f("pk_suppression")),
    )

    op.create_table(
        "thread",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("workspace_id", sa.String(36), nullable=False),
        sa.Column("line_id", sa.String(36), nullable=False),
        sa.Column("phone", sa.String(64), nullable=False),
        sa.Column("person_id", sa.String(36), nullable=False),
        sa.Column("last_inbound_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_inbound_seq", sa.BigInteger(), nullable=False),
        sa.Column("last_outbound_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["line_id"], ["line.id"], name=op.f("fk_thread_line_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_thread_person_id")),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name=op.f("fk_thread_workspace_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_thread")),
        sa.UniqueConstraint("line_id", "phone", name=op.f("uq_thread_line_id_phone")),
    )
    op.create_index("ix_thread_person_id", "thread", ["person_id"])
    op.create_index(
        "ix_thread_workspace_id_last_inbound_at", "thread", ["workspace_id", "last_inbound_at"]
    )
    op.create_index("ix_thread_workspace_id_phone", "thread", ["workspace_id", "phone"])

    op.create_table(
        "timeline_item",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("workspace_id", sa.String(36), nullable=False),
        sa.Column("person_id", sa.String(36), nullable=False),
        sa.Column("thread_id", sa.String(36), nullable=True),
        sa.Column("kind", sa.String(64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("author_id", sa.String(36), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("type", sa.String(64), nullable=True),
        sa.Column("params", sa.Text(), nullable=True),
        sa.Column("client_key", sa.String(64), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('message', 'note', 'event')", name=op.f("ck_timeline_item_kind")
        ),
        sa.ForeignKeyConstraint(
            ["author_id"], ["member.id"], name=op.f("fk_timeline_item_author_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_timeline_item_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["thread_id"], ["thread.id"], name=op.f("fk_timeline_item_thread_id")
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name=op.f("fk_timeline_item_workspace_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_timeline_item")),
        sa.UniqueConstraint(
            "workspace_id", "client_key", name=op.f("uq_timeline_item_workspace_id_client_key")
        ),
    )
    op.create_index("ix_timeline_item_person_id_at_id", "timeline_item", ["person_id", "at", "id"])
    op.create_index("ix_timeline_item_person_id_seq", "timeline_item", ["person_id", "seq"])

    op.create_table(
        "message",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("workspace_id", sa.String(36), nullable=False),
        sa.Column("thread_id", sa.String(36), nullable=False),
        sa.Column("line_id", sa.String(36), nullable=False),
        sa.Column("phone", sa.String(64), nullable=False),
        sa.Column("direction", sa.String(64), nullable=False),
        sa.Column("state", sa.String(64), nullable=False),
        sa.Column("state_rank", sa.Integer(), nullable=False),
        sa.Column("failure_code", sa.String(64), nullable=True),
        sa.Column("encoding", sa.String(64), nullable=False),
        sa.Column("segments", sa.Integer(), nullable=False),
        sa.Column("origin", sa.String(64), nullable=True),
        sa.Column("template_id", sa.String(36), nullable=True),
        sa.Column("template_version", sa.Integer(), nullable=True),
        sa.Column("carrier_uuid", sa.String(64), nullable=True),
        sa.Column("undo_until", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("direction IN ('in', 'out')", name=op.f("ck_message_direction")),
        sa.CheckConstraint(
            "state IN ("
            "'received', 'held', 'queued', 'submitting', 'uncertain', "
            "'submitted', 'delivered', 'undelivered', 'rejected', "
            "'failed', 'canceled', 'lapsed'"
            ")",
            name=op.f("ck_message_state"),
        ),
        sa.ForeignKeyConstraint(["id"], ["timeline_item.id"], name=op.f("fk_message_id")),
        sa.ForeignKeyConstraint(["line_id"], ["line.id"], name=op.f("fk_message_line_id")),
        sa.ForeignKeyConstraint(
            ["template_id", "template_version"],
            ["template_version.template_id", "template_version.version"],
            name=op.f("fk_message_template_id_template_version"),
        ),
        sa.ForeignKeyConstraint(["thread_id"], ["thread.id"], name=op.f("fk_message_thread_id")),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name=op.f("fk_message_workspace_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message")),
        sa.UniqueConstraint(
            "workspace_id",
            "direction",
            "carrier_uuid",
            name=op.f("uq_message_workspace_id_direction_carrier_uuid"),
        ),
    )
    op.create_index("ix_message_thread_id", "message", ["thread_id"])

    op.create_table(
        "consent_event",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("workspace_id", sa.String(36), nullable=False),
        sa.Column("phone", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(64), nullable=False),
        sa.Column("keyword", sa.String(64), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("line_id", sa.String(36), nullable=False),
        sa.Column("message_id", sa.String(36), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "kind IN ('opt_out', 'opt_in', 'help')", name=op.f("ck_consent_event_kind")
        ),
        sa.ForeignKeyConstraint(["line_id"], ["line.id"], name=op.f("fk_consent_event_line_id")),
        sa.ForeignKeyConstraint(
            ["message_id"], ["message.id"], name=op.f("fk_consent_event_message_id")
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name=op.f("fk_consent_event_workspace_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent_event")),
    )
    op.create_index(
        "ix_consent_event_workspace_id_phone_at", "consent_event", ["workspace_id", "phone", "at"]
    )


def downgrade() -> None:
    """Drop them, children before parents."""
    for table in (
        "consent_event",
        "message",
        "timeline_item",
        "thread",
        "suppression",
        "read_mark",
        "template_version",
        "template",
    ):
        op.drop_table(table)
