"""Counts of what became of texts, alarms and limits, the networks of phones."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Create the tables; index texts and consent by time."""
    op.create_table(
        "phone_network",
        sa.Column("workspace_id", sa.String(36), nullable=False),
        sa.Column("phone", sa.String(64), nullable=False),
        sa.Column("network", sa.String(64), nullable=False),
        sa.Column("known_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name=op.f("fk_phone_network_workspace_id")
        ),
        sa.PrimaryKeyConstraint("workspace_id", "phone", name=op.f("pk_phone_network")),
    )
    op.create_index(
        "ix_phone_network_workspace_id_known_at", "phone_network", ["workspace_id", "known_at"]
    )
    op.create_table(
        "delivery_hour",
        sa.Column("workspace_id", sa.String(36), nullable=False),
        sa.Column("hour", sa.DateTime(timezone=True), nullable=False),
        sa.Column("line_id", sa.String(36), nullable=False),
        sa.Column("template_id", sa.String(36), nullable=False),
        sa.Column("network", sa.String(64), nullable=False),
        sa.Column("outcome", sa.String(64), nullable=False),
        sa.Column("texts", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name=op.f("fk_delivery_hour_workspace_id")
        ),
        sa.ForeignKeyConstraint(["line_id"], ["line.id"], name=op.f("fk_delivery_hour_line_id")),
        sa.PrimaryKeyConstraint(
            "workspace_id", "hour", "line_id", "template_id", "network", "outcome",
            name=op.f("pk_delivery_hour"),
        ),
    )  # fmt: skip
    op.create_table(
        "delivery_count",
        sa.Column("workspace_id", sa.String(36), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("filled_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("counted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("watched_until", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name=op.f("fk_delivery_count_workspace_id")
        ),
        sa.PrimaryKeyConstraint("workspace_id", name=op.f("pk_delivery_count")),
    )
    op.create_table(
        "delivery_alarm",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("workspace_id", sa.String(36), nullable=False),
        sa.Column("kind", sa.String(64), nullable=False),
        sa.Column("line_id", sa.String(36), nullable=True),
        sa.Column("template_id", sa.String(36), nullable=True),
        sa.Column("network", sa.String(64), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expected", sa.Double(), nullable=False),
        sa.Column("observed", sa.Double(), nullable=False),
        sa.Column("texts", sa.Integer(), nullable=False),
        sa.Column("paused", sa.Boolean(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_by", sa.String(36), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('silent_filter', 'opt_outs', 'complaints')",
            name=op.f("ck_delivery_alarm_kind"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name=op.f("fk_delivery_alarm_workspace_id")
        ),
        sa.ForeignKeyConstraint(["line_id"], ["line.id"], name=op.f("fk_delivery_alarm_line_id")),
        sa.ForeignKeyConstraint(
            ["template_id"], ["template.id"], name=op.f("fk_delivery_alarm_template_id")
        ),
        sa.ForeignKeyConstraint(
            ["closed_by"], ["member.id"], name=op.f("fk_delivery_alarm_closed_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery_alarm")),
    )
    op.create_index(
        "ix_delivery_alarm_workspace_id_closed_at", "delivery_alarm", ["workspace_id", "closed_at"]
    )
    op.create_table(
        "delivery_limit",
        sa.Column("workspace_id", sa.String(36), nullable=False),
        sa.Column("opt_out_warn", sa.Double(), nullable=False),
        sa.Column("opt_out_pause", sa.Double(), nullable=False),
        sa.Column("complaint_warn", sa.Double(), nullable=False),
        sa.Column("complaint_pause", sa.Double(), nullable=False),
        sa.Column("least_texts", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "0 < opt_out_warn AND opt_out_warn <= opt_out_pause",
            name=op.f("ck_delivery_limit_opt_out"),
        ),
        sa.CheckConstraint(
            "0 < complaint_warn AND complaint_warn <= complaint_pause",
            name=op.f("ck_delivery_limit_complaint"),
        ),
        sa.CheckConstraint("least_texts >= 20", name=op.f("ck_delivery_limit_least_texts")),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name=op.f("fk_delivery_limit_workspace_id")
        ),
        sa.PrimaryKeyConstraint("workspace_id", name=op.f("pk_delivery_limit")),
    )
    op.create_table(
        "seen_until",
        sa.Column("workspace_id", sa.String(36), nullable=False),
        sa.Column("topic", sa.String(64), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("topic IN ('refused', 'media')", name=op.f("ck_seen_until_topic")),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name=op.f("fk_seen_until_workspace_id")
        ),
        sa.PrimaryKeyConstraint("workspace_id", "topic", name=op.f("pk_seen_until")),
    )
    op.create_index("ix_media_workspace_id_state", "media", ["workspace_id", "state"])
    op.create_index("ix_timeline_item_workspace_id_at", "timeline_item", ["workspace_id", "at"])
    op.create_index("ix_consent_event_workspace_id_at", "consent_event", ["workspace_id", "at"])


def downgrade() -> None:
    """Undo it."""
    op.drop_index("ix_media_workspace_id_state", "media")
    op.drop_index("ix_consent_event_workspace_id_at", "consent_event")
    op.drop_index("ix_timeline_item_workspace_id_at", "timeline_item")
    for table in (
        "seen_until", "delivery_limit", "delivery_alarm", "delivery_count", "delivery_hour",
        "phone_network",
    ):  # fmt: skip
        op.drop_table(table)
