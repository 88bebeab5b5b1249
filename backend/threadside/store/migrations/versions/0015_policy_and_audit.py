"""Policies by version, presses, the audit chain, legal holds, erased numbers, exports."""

from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"

TABLES = (
    "audit_anchor",
    "audit_entry",
    "audit_head",
    "audit_payload",
    "erased_number",
    "erasing",
    "export",
    "legal_hold",
    "policy_version",
    "press",
)


def upgrade() -> None:
    """Create the tables; every workspace has the policy of the defaults."""
    op.create_table(
        "audit_anchor",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("workspace_id", sa.String(36), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name=op.f("fk_audit_anchor_workspace_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_anchor")),
    )
    op.create_index(
        "ix_audit_anchor_workspace_id_at", "audit_anchor", ["workspace_id", "at"], unique=False
    )
    op.create_table(
        "audit_entry",
        sa.Column("workspace_id", sa.String(36), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(64), nullable=False),
        sa.Column("actor", sa.String(64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("commitment", sa.String(64), nullable=False),
        sa.Column("previous", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name=op.f("fk_audit_entry_workspace_id")
        ),
        sa.PrimaryKeyConstraint("workspace_id", "number", name=op.f("pk_audit_entry")),
    )
    op.create_index(
        "ix_audit_entry_workspace_id_kind_at",
        "audit_entry",
        ["workspace_id", "kind", "at"],
        unique=False,
    )
    op.create_table(
        "audit_head",
        sa.Column("workspace_id", sa.String(36), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name=op.f("fk_audit_head_workspace_id")
        ),
        sa.PrimaryKeyConstraint("workspace_id", name=op.f("pk_audit_head")),
    )
    op.create_table(
        "audit_payload",
        sa.Column("workspace_id", sa.String(36), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("phone", sa.String(64), nullable=True),
        sa.Column("person_id", sa.String(36), nullable=True),
        sa.Column("salt", sa.String(64), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name=op.f("fk_audit_payload_workspace_id")
        ),
        sa.PrimaryKeyConstraint("workspace_id", "number", name=op.f("pk_audit_payload")),
    )
    op.create_index(
        "ix_audit_payload_workspace_id_phone_number",
        "audit_payload",
        ["workspace_id", "phone", "number"],
        unique=False,
    )
    op.create_table(
        "erased_number",
        sa.Column("workspace_id", sa.String(36), nullable=False),
        sa.Column("phone_hash", sa.String(64), nullable=False),
        sa.Column("opted_out_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name=op.f("fk_erased_number_workspace_id")
        ),
        sa.PrimaryKeyConstraint("workspace_id", "phone_hash", name=op.f("pk_erased_number")),
    )
    op.create_table(
        "erasing",
        sa.Column("workspace_id", sa.String(36), nullable=False),
        sa.Column("phone", sa.String(64), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name=op.f("fk_erasing_workspace_id")
        ),
        sa.PrimaryKeyConstraint("workspace_id", "phone", name=op.f("pk_erasing")),
    )
    op.create_table(
        "export",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("workspace_id", sa.String(36), nullable=False),
        sa.Column("phone", sa.String(64), nullable=False),
        sa.Column("member_id", sa.String(36), nullable=True),
        sa.Column("state", sa.String(64), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=True),
        sa.Column("bytes", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ready_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("state IN ('asked', 'ready', 'failed')", name=op.f("ck_export_state")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_export_member_id")),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name=op.f("fk_export_workspace_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_export")),
    )
    op.create_index("ix_export_workspace_id_at", "export", ["workspace_id", "at"], unique=False)
    op.create_table(
        "legal_hold",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("workspace_id", sa.String(36), nullable=False),
        sa.Column("phone", sa.String(64), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("member_id", sa.String(36), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sa.String(36), nullable=True),
        sa.ForeignKeyConstraint(["ended_by"], ["member.id"], name=op.f("fk_legal_hold_ended_by")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_legal_hold_member_id")),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name=op.f("fk_legal_hold_workspace_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_legal_hold")),
    )
    op.create_index(
        "ix_legal_hold_workspace_id_phone", "legal_hold", ["workspace_id", "phone"], unique=False
    )
    op.create_table(
        "policy_version",
        sa.Column("workspace_id", sa.String(36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("member_id", sa.String(36), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_policy_version_member_id")
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name=op.f("fk_policy_version_workspace_id")
        ),
        sa.PrimaryKeyConstraint("workspace_id", "version", name=op.f("pk_policy_version")),
    )
    op.create_table(
        "press",
        sa.Column("message_id", sa.String(36), nullable=False),
        sa.Column("workspace_id", sa.String(36), nullable=False),
        sa.Column("line_id", sa.String(36), nullable=False),
        sa.Column("member_id", sa.String(36), nullable=False),
        sa.Column("phone", sa.String(64), nullable=False),
        sa.Column("nonce", sa.String(64), nullable=True),
        sa.Column("text_sha256", sa.String(64), nullable=False),
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.Column("initiates", sa.Boolean(), nullable=False),
        sa.Column("ai_assisted", sa.Boolean(), nullable=False),
        sa.Column("leaves_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["line_id"], ["line.id"], name=op.f("fk_press_line_id")),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_press_member_id")),
        sa.ForeignKeyConstraint(["message_id"], ["message.id"], name=op.f("fk_press_message_id")),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name=op.f("fk_press_workspace_id")
        ),
        sa.PrimaryKeyConstraint("message_id", name=op.f("pk_press")),
        sa.UniqueConstraint("workspace_id", "nonce", name=op.f("uq_press_workspace_id_nonce")),
    )
    op.create_index("ix_press_line_id_at", "press", ["line_id", "at"], unique=False)
    op.create_index("ix_press_member_id_at", "press", ["member_id", "at"], unique=False)
    op.create_index("ix_press_workspace_id_at", "press", ["workspace_id", "at"], unique=False)
    op.create_index(
        "ix_press_workspace_id_fingerprint_at",
        "press",
        ["workspace_id", "fingerprint", "at"],
        unique=False,
    )
    op.create_index(
        "ix_press_workspace_id_phone_at", "press", ["workspace_id", "phone", "at"], unique=False
    )
    op.add_column(
        "workspace", sa.Column("policy_version", sa.Integer(), server_default="0", nullable=False)
    )
    for statement in append_only(op.get_bind().dialect.name):
        op.execute(statement)


def append_only(dialect: str) -> Iterator[str]:
    """Triggers that refuse to change or delete what has to stay as it was written.

    A consent event of a number that is being erased may go; a payload may go, and never change.
    A migration that rebuilds one of these tables on SQLite has to make its triggers anew.
    """
    lasting = [("UPDATE", "audit_payload", ""), ("UPDATE", "consent_event", "")]
    for table in ("audit_entry", "audit_anchor"):
        lasting += [("UPDATE", table, ""), ("DELETE", table, "")]
    lasting.append(("DELETE", "consent_event", NOT_ERASING))
    if dialect == "postgresql":
        yield REFUSE
    for verb, table, condition in lasting:
        name = f"keep_{table}_{verb.lower()}"
        if dialect == "postgresql":
            refuse = f"EXECUTE FUNCTION refuse_change('{condition and 'erasing'}')"
            yield f"CREATE TRIGGER {name} BEFORE {verb} ON {table} FOR EACH ROW {refuse}"
        else:
            when = f"WHEN {condition}" if condition else ""
            refuse = f"SELECT RAISE(ABORT, '{table} is append-only')"
            yield f"CREATE TRIGGER {name} BEFORE {verb} ON {table} {when} BEGIN {refuse}; END"
    if dialect == "postgresql":
        for table in ("audit_entry", "audit_anchor", "audit_payload", "consent_event"):
            yield (
                f"CREATE TRIGGER keep_{table}_truncate BEFORE TRUNCATE ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('')"
            )


NOT_ERASING = (
    "NOT EXISTS (SELECT 1 FROM erasing "
    "WHERE erasing.workspace_id = OLD.workspace_id AND erasing.phone = OLD.phone)"
)
REFUSE = f"""
    CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_ARGV[0] = 'erasing' THEN
            IF NOT ({NOT_ERASING}) THEN
                RETURN OLD;
            END IF;
        END IF;
        RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
    END $$
"""


def downgrade() -> None:
    """Forget policies, presses and the chain."""
    for table in reversed(TABLES):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_change() CASCADE")
    else:
        op.execute("DROP TRIGGER keep_consent_event_update")
        op.execute("DROP TRIGGER keep_consent_event_delete")
    with op.batch_alter_table("workspace") as workspace:
        workspace.drop_column("policy_version")
