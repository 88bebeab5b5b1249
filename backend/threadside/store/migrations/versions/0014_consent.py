"""The consent ledger whole, what stands against texting, forms, and what a text was sent for."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"

PURPOSES = "'opt_out_confirmation', 'help', 'consent_request', 'opt_in_confirmation', 'line_check'"


def upgrade() -> None:
    """Make the ledger's table anew: each keyword becomes an event with its method."""
    op.execute("CREATE TABLE kept_consent AS SELECT * FROM consent_event")
    op.execute("CREATE TABLE kept_suppression AS SELECT * FROM suppression")
    op.drop_table("consent_event")
    op.drop_table("suppression")
    _ledger()
    op.execute(
        "INSERT INTO consent_event (id, workspace_id, phone, person_id, kind, scope, method,"
        " keyword, words, obtained_at, verified, double_opt_in, note, line_id, message_id, at) "
        "SELECT c.id, c.workspace_id, c.phone, i.person_id,"
        " CASE c.kind WHEN 'opt_out' THEN 'revoked' WHEN 'opt_in' THEN 'restored' ELSE 'help' END,"
        " 'all', CASE c.keyword WHEN 'carrier' THEN 'carrier' ELSE 'keyword' END,"
        " c.keyword, c.words, c.at, true, false, '', c.line_id, c.message_id, c.at "
        "FROM kept_consent c LEFT JOIN timeline_item i ON i.id = c.message_id"
    )
    op.execute(
        "INSERT INTO suppression (workspace_id, phone, reason, reach, since, keyword, words,"
        " line_id, event_id) "
        "SELECT s.workspace_id, s.phone, 'opt_out', 'person', s.since, s.keyword, s.words,"
        " s.line_id, (SELECT max(c.id) FROM kept_consent c WHERE c.workspace_id = s.workspace_id"
        " AND c.phone = s.phone AND c.kind = 'opt_out') FROM kept_suppression s"
    )
    op.drop_table("kept_consent")
    op.drop_table("kept_suppression")
    _what_belongs_to_it()
    # In one statement: SQLite takes a check with a new column, and would else copy the table.
    op.execute(
        "ALTER TABLE message ADD COLUMN purpose VARCHAR(64) "
        f"CONSTRAINT ck_message_purpose CHECK (purpose IN ({PURPOSES}))"
    )
    op.add_column("message", sa.Column("carrier_segments", sa.Integer(), nullable=True))
    miscounted = sa.text("carrier_segments <> segments")
    op.create_index(
        "ix_message_miscounted",
        "message",
        ["workspace_id"],
        sqlite_where=miscounted,
        postgresql_where=miscounted,
    )
    op.add_column("message", sa.Column("overrides", sa.Text(), nullable=True))
    op.add_column("message", sa.Column("typed", sa.Text(), nullable=True))
    with op.batch_alter_table("outbox") as outbox:  # a machine's texts are nobody's
        outbox.alter_column("member_id", existing_type=sa.String(36), nullable=True)
    op.add_column(
        "carrier_account",
        sa.Column("answers_opt_outs", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    op.add_column("person", sa.Column("zone_source", sa.String(64), nullable=True))
    op.add_column("person", sa.Column("state", sa.String(64), nullable=True))


def downgrade() -> None:
    """Keep the keywords alone."""
    op.execute("CREATE TABLE kept_consent AS SELECT * FROM consent_event")
    op.execute("CREATE TABLE kept_suppression AS SELECT * FROM suppression")
    for table in (
        "auto_reply", "revocation", "consent_evidence", "consent_form_version", "consent_form",
        "suppression", "consent_event",
    ):  # fmt: skip
        op.drop_table(table)
    _keywords()
    op.execute(
        "INSERT INTO consent_event (id, workspace_id, phone, kind, keyword, words, line_id,"
        " message_id, at) SELECT id, workspace_id, phone,"
        " CASE kind WHEN 'revoked' THEN 'opt_out' WHEN 'restored' THEN 'opt_in' ELSE 'help' END,"
        " keyword, words, line_id, message_id, at FROM kept_consent"
        " WHERE kind IN ('revoked', 'restored', 'help')"
        " AND line_id IS NOT NULL AND message_id IS NOT NULL"
    )
    op.execute(
        "INSERT INTO suppression (workspace_id, phone, since, keyword, words, line_id)"
        " SELECT workspace_id, phone, since, keyword, words, line_id FROM kept_suppression"
        " WHERE reason = 'opt_out' AND line_id IS NOT NULL"
    )
    op.drop_table("kept_consent")
    op.drop_table("kept_suppression")
    op.drop_index("ix_message_miscounted", "message")
    with op.batch_alter_table("message") as message:
        message.drop_constraint(op.f("ck_message_purpose"), type_="check")
        for column in ("carrier_segments", "purpose", "overrides", "typed"):
            message.drop_column(column)
    with op.batch_alter_table("carrier_account") as account:
        account.drop_column("answers_opt_outs")
    op.execute("DELETE FROM outbox WHERE member_id IS NULL")
    with op.batch_alter_table("outbox") as outbox:
        outbox.alter_column("member_id", existing_type=sa.String(36), nullable=False)
    with op.batch_alter_table("person") as person:
        person.drop_column("zone_source")
        person.drop_column("state")


def _ledger() -> None:
    op.create_table(
        "consent_event",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("workspace_id", sa.String(36), nullable=False),
        sa.Column("phone", sa.String(64), nullable=False),
        sa.Column("person_id", sa.String(36), nullable=True),
        sa.Column("kind", sa.String(64), nullable=False),
        sa.Column("scope", sa.String(64), nullable=False),
        sa.Column("strength", sa.String(64), nullable=True),
        sa.Column("method", sa.String(64), nullable=False),
        sa.Column("channel", sa.String(64), nullable=True),
        sa.Column("keyword", sa.String(64), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("wording", sa.Text(), nullable=True),
        sa.Column("wording_sha256", sa.String(64), nullable=True),
        sa.Column("wording_version", sa.String(64), nullable=True),
        sa.Column("locale", sa.String(64), nullable=True),
        sa.Column("source_url", sa.Text(), nullable=True),
        sa.Column("ip", sa.String(64), nullable=True),
        sa.Column("user_agent", sa.Text(), nullable=True),
        sa.Column("signature", sa.Text(), nullable=True),
        sa.Column("seller", sa.Text(), nullable=True),
        sa.Column("disclosures", sa.Text(), nullable=True),
        sa.Column("basis", sa.String(64), nullable=True),
        sa.Column("basis_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("obtained_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("obtained_zone", sa.String(64), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("verified", sa.Boolean(), nullable=False),
        sa.Column("double_opt_in", sa.Boolean(), nullable=False),
        sa.Column("rule", sa.String(64), nullable=True),
        sa.Column("rules_version", sa.String(64), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("client_key", sa.String(64), nullable=True),
        sa.Column("settles", sa.String(36), nullable=True),
        sa.Column("line_id", sa.String(36), nullable=True),
        sa.Column("message_id", sa.String(36), nullable=True),
        sa.Column("member_id", sa.String(36), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "kind IN ('granted', 'confirmed', 'scope_changed', 'revoked', 'restored', 'expired', 'disputed', 'superseded', 'asked', 'help', 'held', 'dismissed')",
            name=op.f("ck_consent_event_kind"),
        ),
        sa.CheckConstraint(
            "method IN ('inbound_text', 'keyword', 'web_form', 'paper', 'verbal', 'import', 'crm_field', 'carrier', 'told_us', 'system')",
            name=op.f("ck_consent_event_method"),
        ),
        sa.CheckConstraint(
            "scope IN ('all', 'conversational', 'informational', 'marketing')",
            name=op.f("ck_consent_event_scope"),
        ),
        sa.CheckConstraint(
            "strength IN ('implied', 'express', 'written')", name=op.f("ck_consent_event_strength")
        ),
        sa.ForeignKeyConstraint(["line_id"], ["line.id"], name=op.f("fk_consent_event_line_id")),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_consent_event_member_id")
        ),
        sa.ForeignKeyConstraint(
            ["message_id"], ["message.id"], name=op.f("fk_consent_event_message_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_consent_event_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["settles"], ["consent_event.id"], name=op.f("fk_consent_event_settles")
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name=op.f("fk_consent_event_workspace_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent_event")),
        sa.UniqueConstraint(
            "workspace_id", "client_key", name=op.f("uq_consent_event_workspace_id_client_key")
        ),
    )
    op.create_index("ix_consent_event_expires_at", "consent_event", ["expires_at"], unique=False)
    op.create_index("ix_consent_event_settles", "consent_event", ["settles"], unique=False)
    op.create_index(
        "ix_consent_event_workspace_id_at", "consent_event", ["workspace_id", "at"], unique=False
    )
    op.create_index(
        "ix_consent_event_workspace_id_phone_at",
        "consent_event",
        ["workspace_id", "phone", "at"],
        unique=False,
    )
    op.create_table(
        "suppression",
        sa.Column("workspace_id", sa.String(36), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("reason", sa.String(64), nullable=False),
        sa.Column("reach", sa.String(64), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("keyword", sa.String(64), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("line_id", sa.String(36), nullable=True),
        sa.Column("event_id", sa.String(36), nullable=True),
        sa.Column("member_id", sa.String(36), nullable=True),
        sa.CheckConstraint("reach IN ('person', 'number')", name=op.f("ck_suppression_reach")),
        sa.CheckConstraint(
            "reason IN ('opt_out', 'wrong_number', 'dead_number')",
            name=op.f("ck_suppression_reason"),
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["consent_event.id"], name=op.f("fk_suppression_event_id")
        ),
        sa.ForeignKeyConstraint(["line_id"], ["line.id"], name=op.f("fk_suppression_line_id")),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_suppression_member_id")
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name=op.f("fk_suppression_workspace_id")
        ),
        sa.PrimaryKeyConstraint("workspace_id", "phone", "reason", name=op.f("pk_suppression")),
    )
    op.create_index(
        "ix_suppression_workspace_id_since", "suppression", ["workspace_id", "since"], unique=False
    )
    # ### end Alembic commands ###


def _what_belongs_to_it() -> None:
    op.create_table(
        "consent_form",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("workspace_id", sa.String(36), nullable=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("scope", sa.String(64), nullable=False),
        sa.Column("locale", sa.String(64), nullable=False),
        sa.Column("double_opt_in", sa.Boolean(), nullable=False),
        sa.Column("origins", sa.Text(), nullable=False),
        sa.Column("line_id", sa.String(36), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "scope IN ('all', 'conversational', 'informational', 'marketing')",
            name=op.f("ck_consent_form_scope"),
        ),
        sa.ForeignKeyConstraint(["line_id"], ["line.id"], name=op.f("fk_consent_form_line_id")),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name=op.f("fk_consent_form_workspace_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent_form")),
        sa.UniqueConstraint("key", name=op.f("uq_consent_form_key")),
    )
    op.create_index("ix_consent_form_workspace_id", "consent_form", ["workspace_id"], unique=False)
    op.create_table(
        "consent_form_version",
        sa.Column("form_id", sa.String(36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("wording", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("member_id", sa.String(36), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["form_id"], ["consent_form.id"], name=op.f("fk_consent_form_version_form_id")
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_consent_form_version_member_id")
        ),
        sa.PrimaryKeyConstraint("form_id", "version", name=op.f("pk_consent_form_version")),
    )
    op.create_table(
        "auto_reply",
        sa.Column("cause_id", sa.String(36), nullable=False),
        sa.Column("purpose", sa.String(64), nullable=False),
        sa.Column("workspace_id", sa.String(36), nullable=False),
        sa.Column("phone", sa.String(64), nullable=False),
        sa.Column("message_id", sa.String(36), nullable=True),
        sa.Column("left_out", sa.String(64), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["cause_id"], ["message.id"], name=op.f("fk_auto_reply_cause_id")),
        sa.ForeignKeyConstraint(
            ["message_id"], ["message.id"], name=op.f("fk_auto_reply_message_id")
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name=op.f("fk_auto_reply_workspace_id")
        ),
        sa.PrimaryKeyConstraint("cause_id", "purpose", name=op.f("pk_auto_reply")),
    )
    op.create_index(
        "ix_auto_reply_workspace_id_phone_at",
        "auto_reply",
        ["workspace_id", "phone", "at"],
        unique=False,
    )
    op.create_table(
        "revocation",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("workspace_id", sa.String(36), nullable=False),
        sa.Column("phone", sa.String(64), nullable=False),
        sa.Column("person_id", sa.String(36), nullable=False),
        sa.Column("message_id", sa.String(36), nullable=False),
        sa.Column("kind", sa.String(64), nullable=False),
        sa.Column("scope", sa.String(64), nullable=False),
        sa.Column("rule", sa.String(64), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("state", sa.String(64), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_by", sa.String(36), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.CheckConstraint("kind IN ('opt_out', 'wrong_number')", name=op.f("ck_revocation_kind")),
        sa.CheckConstraint("scope IN ('all', 'marketing')", name=op.f("ck_revocation_scope")),
        sa.CheckConstraint(
            "state IN ('open', 'upheld', 'dismissed')", name=op.f("ck_revocation_state")
        ),
        sa.ForeignKeyConstraint(
            ["message_id"], ["message.id"], name=op.f("fk_revocation_message_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_revocation_person_id")),
        sa.ForeignKeyConstraint(
            ["settled_by"], ["member.id"], name=op.f("fk_revocation_settled_by")
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name=op.f("fk_revocation_workspace_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revocation")),
        sa.UniqueConstraint("message_id", "kind", name=op.f("uq_revocation_message_id_kind")),
    )
    op.create_index(
        "ix_revocation_workspace_id_phone_state",
        "revocation",
        ["workspace_id", "phone", "state"],
        unique=False,
    )
    op.create_index(
        "ix_revocation_workspace_id_state_due_at",
        "revocation",
        ["workspace_id", "state", "due_at"],
        unique=False,
    )
    op.create_table(
        "consent_evidence",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("workspace_id", sa.String(36), nullable=False),
        sa.Column("event_id", sa.String(36), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("content_type", sa.String(64), nullable=False),
        sa.Column("bytes", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("member_id", sa.String(36), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["consent_event.id"], name=op.f("fk_consent_evidence_event_id")
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_consent_evidence_member_id")
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name=op.f("fk_consent_evidence_workspace_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent_evidence")),
    )
    op.create_index("ix_consent_evidence_event_id", "consent_evidence", ["event_id"], unique=False)
    op.create_index(
        "ix_consent_evidence_workspace_id_at",
        "consent_evidence",
        ["workspace_id", "at"],
        unique=False,
    )
    op.create_index(
        "ix_consent_evidence_workspace_id_sha256",
        "consent_evidence",
        ["workspace_id", "sha256"],
        unique=False,
    )


def _keywords() -> None:
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
    op.create_index("ix_consent_event_workspace_id_at", "consent_event", ["workspace_id", "at"])
