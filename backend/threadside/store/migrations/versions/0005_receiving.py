"""Parts of long texts, marks on texts, two signature secrets, how SMS webhooks are signed."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Widen accounts and messages; create the tables of parts and of refusals counted."""
    op.add_column(
        "carrier_account", sa.Column("old_signature_secret_sealed", sa.Text(), nullable=True)
    )
    # In one statement: SQLite takes a check with a new column, and would else copy the table.
    op.execute(
        "ALTER TABLE carrier_account ADD COLUMN sms_signature VARCHAR(64) DEFAULT 'any' NOT NULL "
        "CONSTRAINT ck_carrier_account_sms_signature CHECK (sms_signature IN "
        "('any', 'md5hash', 'md5', 'sha1', 'sha256', 'sha512', 'unsigned'))"
    )
    op.add_column("message", sa.Column("mark", sa.String(64), nullable=True))

    op.create_table(
        "inbound_part",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("workspace_id", sa.String(36), nullable=False),
        sa.Column("line_id", sa.String(36), nullable=False),
        sa.Column("phone", sa.String(64), nullable=False),
        sa.Column("reference", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text_id", sa.String(36), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("carrier_uuid", sa.String(64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("webhook_receipt_id", sa.String(36), nullable=False),
        sa.Column("message_id", sa.String(36), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name=op.f("fk_inbound_part_workspace_id")
        ),
        sa.ForeignKeyConstraint(["line_id"], ["line.id"], name=op.f("fk_inbound_part_line_id")),
        sa.ForeignKeyConstraint(
            ["webhook_receipt_id"],
            ["webhook_receipt.id"],
            name=op.f("fk_inbound_part_webhook_receipt_id"),
        ),
        sa.ForeignKeyConstraint(
            ["message_id"], ["message.id"], name=op.f("fk_inbound_part_message_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inbound_part")),
        sa.UniqueConstraint("text_id", "number", name=op.f("uq_inbound_part_text_id_number")),
    )
    op.create_index(
        "ix_inbound_part_line_id_phone_reference", "inbound_part", ["line_id", "phone", "reference"]
    )

    op.create_table(
        "refused_webhook_count",
        sa.Column("reason", sa.String(64), nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("reason", name=op.f("pk_refused_webhook_count")),
    )


def downgrade() -> None:
    """Undo it, children before parents."""
    op.drop_table("refused_webhook_count")
    op.drop_table("inbound_part")
    with op.batch_alter_table("message") as message:
        message.drop_column("mark")
    with op.batch_alter_table("carrier_account") as account:
        account.drop_constraint(op.f("ck_carrier_account_sms_signature"), type_="check")
        account.drop_column("sms_signature")
        account.drop_column("old_signature_secret_sealed")
