"""Linked CRMs: connections, what was looked up, what is written back; page adapters."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


TABLES = (
    "crm_app",
    "page_adapter",
    "page_report",
    "crm_connection",
    "crm_linking",
    "crm_event",
    "crm_number",
    "crm_pace",
    "crm_token",
    "crm_entry",
    "crm_record",
    "crm_entry_message",
    "crm_opt_out",
    "crm_reading",
    "crm_stranger",
    "crm_related",
    "crm_user",
)


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "crm_app",
        sa.Column("workspace_id", sa.String(36), nullable=False),
        sa.Column("crm", sa.String(64), nullable=False),
        sa.Column("client_id", sa.Text(), nullable=False),
        sa.Column("client_secret_sealed", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name=op.f("fk_crm_app_workspace_id")
        ),
        sa.PrimaryKeyConstraint("workspace_id", "crm", name=op.f("pk_crm_app")),
    )
    op.create_table(
        "page_adapter",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("workspace_id", sa.String(36), nullable=False),
        sa.Column("crm", sa.String(64), nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name=op.f("fk_page_adapter_workspace_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_page_adapter")),
        sa.UniqueConstraint("workspace_id", "crm", name=op.f("uq_page_adapter_workspace_id_crm")),
    )
    op.create_table(
        "page_report",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("workspace_id", sa.String(36), nullable=False),
        sa.Column("crm", sa.String(64), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("structure", sa.Text(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name=op.f("fk_page_report_workspace_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_page_report")),
        sa.UniqueConstraint(
            "workspace_id", "crm", "day", name=op.f("uq_page_report_workspace_id_crm_day")
        ),
    )
    op.create_table(
        "crm_connection",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("workspace_id", sa.String(36), nullable=False),
        sa.Column("crm", sa.String(64), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("base_url", sa.Text(), nullable=False),
        sa.Column("region", sa.String(64), nullable=False),
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("state", sa.String(64), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("failed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("retry_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("scopes", sa.Text(), nullable=False),
        sa.Column("mapping", sa.Text(), nullable=False),
        sa.Column("known_fields", sa.Text(), nullable=False),
        sa.Column("log_mode", sa.String(64), nullable=False),
        sa.Column("when_down", sa.String(64), nullable=False),
        sa.Column("hook_sealed", sa.Text(), nullable=True),
        sa.Column("hook_expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("poll_cursor", sa.Text(), nullable=True),
        sa.Column("polled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("crawl_state", sa.String(64), nullable=False),
        sa.Column("crawl_cursor", sa.Text(), nullable=True),
        sa.Column("crawl_done", sa.Integer(), nullable=False),
        sa.Column("crawl_total", sa.Integer(), nullable=True),
        sa.Column("crawl_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("users_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("users_known", sa.Boolean(), nullable=False),
        sa.Column("linked_by", sa.String(36), nullable=False),
        sa.Column("linked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "crawl_state IN ('off', 'running', 'paused', 'done')",
            name=op.f("ck_crm_connection_crawl_state"),
        ),
        sa.CheckConstraint(
            "log_mode IN ('message', 'daily', 'off')", name=op.f("ck_crm_connection_log_mode")
        ),
        sa.CheckConstraint(
            "state IN ('live', 'needs_sign_in', 'unavailable', 'disconnected')",
            name=op.f("ck_crm_connection_state"),
        ),
        sa.CheckConstraint(
            "when_down IN ('cached', 'hold')", name=op.f("ck_crm_connection_when_down")
        ),
        sa.ForeignKeyConstraint(
            ["linked_by"], ["member.id"], name=op.f("fk_crm_connection_linked_by")
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name=op.f("fk_crm_connection_workspace_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_crm_connection")),
        sa.UniqueConstraint(
            "workspace_id",
            "crm",
            "account",
            name=op.f("uq_crm_connection_workspace_id_crm_account"),
        ),
    )
    op.create_table(
        "crm_linking",
        sa.Column("state_hash", sa.String(64), nullable=False),
        sa.Column("workspace_id", sa.String(36), nullable=False),
        sa.Column("member_id", sa.String(36), nullable=False),
        sa.Column("crm", sa.String(64), nullable=False),
        sa.Column("region", sa.String(64), nullable=False),
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("verifier_sealed", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_crm_linking_member_id")
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name=op.f("fk_crm_linking_workspace_id")
        ),
        sa.PrimaryKeyConstraint("state_hash", name=op.f("pk_crm_linking")),
    )
    op.create_table(
        "crm_event",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("workspace_id", sa.String(36), nullable=False),
        sa.Column("connection_id", sa.String(36), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("folded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("problem", sa.String(64), nullable=True),
        sa.ForeignKeyConstraint(
            ["connection_id"], ["crm_connection.id"], name=op.f("fk_crm_event_connection_id")
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name=op.f("fk_crm_event_workspace_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_crm_event")),
        sa.UniqueConstraint("connection_id", "key", name=op.f("uq_crm_event_connection_id_key")),
    )
    op.create_index(
        "ix_crm_event_connection_id_folded_at",
        "crm_event",
        ["connection_id", "folded_at"],
        unique=False,
    )
    op.create_index(
        "ix_crm_event_unread",
        "crm_event",
        ["workspace_id", "id"],
        unique=False,
        sqlite_where=sa.text("problem IS NOT NULL"),
        postgresql_where=sa.text("problem IS NOT NULL"),
    )

    op.create_table(
        "crm_number",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("workspace_id", sa.String(36), nullable=False),
        sa.Column("connection_id", sa.String(36), nullable=False),
        sa.Column("type", sa.String(64), nullable=False),
        sa.Column("remote_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("raw", sa.Text(), nullable=False),
        sa.Column("e164", sa.String(64), nullable=True),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["connection_id"], ["crm_connection.id"], name=op.f("fk_crm_number_connection_id")
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name=op.f("fk_crm_number_workspace_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_crm_number")),
        sa.UniqueConstraint(
            "connection_id",
            "type",
            "remote_id",
            "raw",
            name=op.f("uq_crm_number_connection_id_type_remote_id_raw"),
        ),
    )
    op.create_index(
        "ix_crm_number_connection_id_type_remote_id",
        "crm_number",
        ["connection_id", "type", "remote_id"],
        unique=False,
    )
    op.create_index(
        "ix_crm_number_workspace_id_e164", "crm_number", ["workspace_id", "e164"], unique=False
    )

    op.create_table(
        "crm_pace",
        sa.Column("connection_id", sa.String(36), nullable=False),
        sa.Column("window", sa.String(64), nullable=False),
        sa.Column("next_free_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_until", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["connection_id"], ["crm_connection.id"], name=op.f("fk_crm_pace_connection_id")
        ),
        sa.PrimaryKeyConstraint("connection_id", "window", name=op.f("pk_crm_pace")),
    )
    op.create_table(
        "crm_token",
        sa.Column("connection_id", sa.String(36), nullable=False),
        sa.Column("access_sealed", sa.Text(), nullable=False),
        sa.Column("refresh_sealed", sa.Text(), nullable=True),
        sa.Column("obtained_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("lease_by", sa.String(64), nullable=True),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["connection_id"], ["crm_connection.id"], name=op.f("fk_crm_token_connection_id")
        ),
        sa.PrimaryKeyConstraint("connection_id", name=op.f("pk_crm_token")),
    )
    op.create_table(
        "crm_entry",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("workspace_id", sa.String(36), nullable=False),
        sa.Column("connection_id", sa.String(36), nullable=False),
        sa.Column("record_id", sa.String(36), nullable=True),
        sa.Column("who_type", sa.String(64), nullable=False),
        sa.Column("who_id", sa.Text(), nullable=False),
        sa.Column("about_type", sa.String(64), nullable=True),
        sa.Column("about_id", sa.Text(), nullable=True),
        sa.Column("person_id", sa.String(36), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("remote_id", sa.Text(), nullable=True),
        sa.Column("state", sa.String(64), nullable=False),
        sa.Column("wanted", sa.Integer(), nullable=False),
        sa.Column("written", sa.Integer(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("doubted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("problem", sa.String(64), nullable=True),
        sa.Column("erase", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state IN ('pending', 'writing', 'written', 'failed', 'gone', 'dropped')",
            name=op.f("ck_crm_entry_state"),
        ),
        sa.ForeignKeyConstraint(
            ["connection_id"], ["crm_connection.id"], name=op.f("fk_crm_entry_connection_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_crm_entry_person_id")),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name=op.f("fk_crm_entry_record_id")),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name=op.f("fk_crm_entry_workspace_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_crm_entry")),
        sa.UniqueConstraint("connection_id", "key", name=op.f("uq_crm_entry_connection_id_key")),
    )
    op.create_index("ix_crm_entry_person_id", "crm_entry", ["person_id"], unique=False)
    op.create_index("ix_crm_entry_record_id", "crm_entry", ["record_id"], unique=False)
    op.create_index(
        "ix_crm_entry_connection_id_state_next_at",
        "crm_entry",
        ["connection_id", "state", "next_at"],
        unique=False,
    )

    op.create_table(
        "crm_opt_out",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("workspace_id", sa.String(36), nullable=False),
        sa.Column("connection_id", sa.String(36), nullable=False),
        sa.Column("who_type", sa.String(64), nullable=False),
        sa.Column("who_id", sa.Text(), nullable=False),
        sa.Column("phone", sa.String(64), nullable=False),
        sa.Column("raw", sa.Text(), nullable=False),
        sa.Column("opted_out", sa.Boolean(), nullable=False),
        sa.Column("ours", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(64), nullable=False),
        sa.Column("wanted", sa.Integer(), nullable=False),
        sa.Column("written", sa.Integer(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("problem", sa.String(64), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "state IN ('pending', 'writing', 'written', 'failed', 'gone', 'dropped')",
            name=op.f("ck_crm_opt_out_state"),
        ),
        sa.ForeignKeyConstraint(
            ["connection_id"], ["crm_connection.id"], name=op.f("fk_crm_opt_out_connection_id")
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name=op.f("fk_crm_opt_out_workspace_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_crm_opt_out")),
        sa.UniqueConstraint(
            "connection_id",
            "who_type",
            "who_id",
            "phone",
            name=op.f("uq_crm_opt_out_connection_id_who_type_who_id_phone"),
        ),
    )
    op.create_index(
        "ix_crm_opt_out_connection_id_state_next_at",
        "crm_opt_out",
        ["connection_id", "state", "next_at"],
        unique=False,
    )
    op.create_index(
        "ix_crm_opt_out_workspace_id_phone", "crm_opt_out", ["workspace_id", "phone"], unique=False
    )
    op.add_column("message", sa.Column("crm", sa.Text(), nullable=True))
    op.create_table(
        "crm_record",
        sa.Column("record_id", sa.String(36), nullable=False),
        sa.Column("workspace_id", sa.String(36), nullable=False),
        sa.Column("connection_id", sa.String(36), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("fetched_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("stale", sa.Boolean(), nullable=False),
        sa.Column("gone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("merged_into", sa.Text(), nullable=True),
        sa.Column("problem", sa.String(64), nullable=True),
        sa.Column("related", sa.Text(), nullable=False),
        sa.Column("related_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["connection_id"], ["crm_connection.id"], name=op.f("fk_crm_record_connection_id")
        ),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name=op.f("fk_crm_record_record_id")),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name=op.f("fk_crm_record_workspace_id")
        ),
        sa.PrimaryKeyConstraint("record_id", name=op.f("pk_crm_record")),
    )
    op.create_index(
        op.f("ix_crm_record_connection_id"), "crm_record", ["connection_id"], unique=False
    )

    op.create_table(
        "crm_entry_message",
        sa.Column("connection_id", sa.String(36), nullable=False),
        sa.Column("message_id", sa.String(36), nullable=False),
        sa.Column("entry_id", sa.String(36), nullable=False),
        sa.ForeignKeyConstraint(
            ["connection_id"],
            ["crm_connection.id"],
            name=op.f("fk_crm_entry_message_connection_id"),
        ),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["crm_entry.id"], name=op.f("fk_crm_entry_message_entry_id")
        ),
        sa.ForeignKeyConstraint(
            ["message_id"], ["message.id"], name=op.f("fk_crm_entry_message_message_id")
        ),
        sa.PrimaryKeyConstraint("connection_id", "message_id", name=op.f("pk_crm_entry_message")),
    )
    op.create_index(
        "ix_crm_entry_message_entry_id", "crm_entry_message", ["entry_id"], unique=False
    )
    op.create_table(
        "crm_reading",
        sa.Column("connection_id", sa.String(36), nullable=False),
        sa.Column("type", sa.String(64), nullable=False),
        sa.Column("remote_id", sa.Text(), nullable=False),
        sa.Column("workspace_id", sa.String(36), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["connection_id"], ["crm_connection.id"], name=op.f("fk_crm_reading_connection_id")
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name=op.f("fk_crm_reading_workspace_id")
        ),
        sa.PrimaryKeyConstraint("connection_id", "type", "remote_id", name=op.f("pk_crm_reading")),
    )
    op.create_index("ix_crm_reading_due_at", "crm_reading", ["due_at"])
    op.create_table(
        "crm_stranger",
        sa.Column("workspace_id", sa.String(36), nullable=False),
        sa.Column("e164", sa.String(64), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("searched_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("found", sa.Text(), nullable=False),
        sa.Column("not_customer_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name=op.f("fk_crm_stranger_workspace_id")
        ),
        sa.PrimaryKeyConstraint("workspace_id", "e164", name=op.f("pk_crm_stranger")),
    )
    op.create_index("ix_crm_stranger_due_at", "crm_stranger", ["due_at"])
    op.create_index(
        "ix_person_nameless",
        "person",
        ["workspace_id", "last_inbound_at"],
        sqlite_where=sa.text("name = ''"),
        postgresql_where=sa.text("name = ''"),
    )
    op.add_column("person", sa.Column("zone_from", sa.String(64), nullable=True))
    op.add_column("person_phone", sa.Column("left_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("record_person", sa.Column("role", sa.Text(), server_default="", nullable=False))
    op.add_column(
        "record_person",
        sa.Column("is_primary", sa.Boolean(), server_default="false", nullable=False),
    )
    op.add_column(
        "record_person", sa.Column("reason", sa.String(64), server_default="", nullable=False)
    )
    _related_and_users()
    _seen_topics("refused", "media", "chain", "pages")
    _salesforce_orgs()


def _related_and_users() -> None:
    op.create_table(
        "crm_related",
        sa.Column("record_id", sa.String(36), nullable=False),
        sa.Column("type", sa.String(64), nullable=False),
        sa.Column("remote_id", sa.Text(), nullable=False),
        sa.Column("connection_id", sa.String(36), nullable=False),
        sa.ForeignKeyConstraint(
            ["connection_id"], ["crm_connection.id"], name=op.f("fk_crm_related_connection_id")
        ),
        sa.ForeignKeyConstraint(
            ["record_id"], ["record.id"], name=op.f("fk_crm_related_record_id")
        ),
        sa.PrimaryKeyConstraint("record_id", "type", "remote_id", name=op.f("pk_crm_related")),
    )
    op.create_index(
        "ix_crm_related_connection_id_type_remote_id",
        "crm_related",
        ["connection_id", "type", "remote_id"],
        unique=False,
    )
    op.create_table(
        "crm_user",
        sa.Column("connection_id", sa.String(36), nullable=False),
        sa.Column("remote_id", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["connection_id"], ["crm_connection.id"], name=op.f("fk_crm_user_connection_id")
        ),
        sa.PrimaryKeyConstraint("connection_id", "remote_id", name=op.f("pk_crm_user")),
    )
    op.create_index(
        "ix_crm_user_connection_id_email", "crm_user", ["connection_id", "email"], unique=False
    )


def _seen_topics(*topics: str) -> None:
    with op.batch_alter_table("seen_until") as seen:
        seen.drop_constraint(op.f("ck_seen_until_topic"), type_="check")
        named = ", ".join(f"'{topic}'" for topic in topics)
        seen.create_check_constraint(op.f("ck_seen_until_topic"), f"topic IN ({named})")


def _salesforce_orgs() -> None:
    """An org goes by the name that its hosts begin with: Lightning and Classic are one.

    Of a record that was seen at two hosts of one org the first takes the name; the other stays as
    it is, where nobody looks for it any more.
    """
    op.execute(
        f"UPDATE record SET account = {_org('account')} WHERE crm = 'salesforce'"  # noqa: S608 - ours
        " AND account LIKE '%.lightning.force.com' AND NOT EXISTS (SELECT 1 FROM record AS other"
        " WHERE other.workspace_id = record.workspace_id AND other.crm = record.crm"
        " AND other.type = record.type AND other.remote_id = record.remote_id"
        f" AND (other.account = {_org('record.account')} OR other.id < record.id"
        " AND other.account LIKE '%.lightning.force.com'"
        f" AND {_org('other.account')} = {_org('record.account')}))"
    )


def _org(account: str) -> str:
    if op.get_bind().dialect.name == "postgresql":
        return f"split_part({account}, '.', 1)"
    return f"substr({account}, 1, instr({account}, '.') - 1)"


def downgrade() -> None:
    """Forget what was linked."""
    op.execute("DELETE FROM seen_until WHERE topic IN ('chain', 'pages')")
    _seen_topics("refused", "media")
    op.drop_column("message", "crm")
    for column in ("reason", "is_primary", "role"):
        op.drop_column("record_person", column)
    op.drop_column("person_phone", "left_at")
    op.drop_column("person", "zone_from")
    op.drop_index("ix_person_nameless", "person")
    for table in reversed(TABLES):
        op.drop_table(table)
