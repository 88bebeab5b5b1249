"""Accounts that send by the SMS API, which takes and reports each part of a text for itself."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Say by which API an account sends; keep what becomes of each part."""
    # In one statement: SQLite takes a check with a new column, and would else copy the table.
    op.execute(
        "ALTER TABLE carrier_account ADD COLUMN api VARCHAR(64) DEFAULT 'messages' NOT NULL "
        "CONSTRAINT ck_carrier_account_api CHECK (api IN ('messages', 'sms'))"
    )
    op.add_column("message", sa.Column("parts", sa.Integer(), nullable=True))
    op.create_table(
        "sent_part",
        sa.Column("message_id", sa.String(36), nullable=False),
        sa.Column("carrier_uuid", sa.String(64), nullable=False),
        sa.Column("state", sa.String(64), nullable=False),
        sa.Column("error_code", sa.String(64), nullable=True),
        sa.ForeignKeyConstraint(
            ["message_id"], ["message.id"], name=op.f("fk_sent_part_message_id")
        ),
        sa.PrimaryKeyConstraint("message_id", "carrier_uuid", name=op.f("pk_sent_part")),
    )
    op.create_index("ix_sent_part_carrier_uuid", "sent_part", ["carrier_uuid"])


def downgrade() -> None:
    """Forget the parts: their texts keep the state they are in."""
    op.drop_table("sent_part")
    with op.batch_alter_table("message") as message:
        message.drop_column("parts")
    with op.batch_alter_table("carrier_account") as account:
        account.drop_constraint(op.f("ck_carrier_account_api"), type_="check")
        account.drop_column("api")
