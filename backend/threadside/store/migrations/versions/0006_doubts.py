"""When a text in doubt was posted and is next asked about; the secret for the carrier's records."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

MOMENTS = ("claimed_at", "doubted_at", "check_at")


def upgrade() -> None:
    """Widen the outbox and accounts; a record of the carrier's is a receipt without a webhook."""
    op.add_column("carrier_account", sa.Column("api_secret_sealed", sa.Text(), nullable=True))
    for moment in MOMENTS:
        op.add_column("outbox", sa.Column(moment, sa.DateTime(timezone=True), nullable=True))
    op.execute(
        "UPDATE outbox SET claimed_at = lease_until, doubted_at = lease_until, "
        "check_at = lease_until WHERE state = 'uncertain'"
    )
    op.create_index(
        "ix_outbox_check_at",
        "outbox",
        ["check_at"],
        sqlite_where=sa.text("state = 'uncertain'"),
        postgresql_where=sa.text("state = 'uncertain'"),
    )
    with op.batch_alter_table("receipt") as receipt:
        receipt.alter_column("webhook_receipt_id", existing_type=sa.String(36), nullable=True)


def downgrade() -> None:
    """Undo it; receipts that came as records are forgotten."""
    op.execute("DELETE FROM receipt WHERE webhook_receipt_id IS NULL")
    with op.batch_alter_table("receipt") as receipt:
        receipt.alter_column("webhook_receipt_id", existing_type=sa.String(36), nullable=False)
    op.drop_index("ix_outbox_check_at", "outbox")
    with op.batch_alter_table("outbox") as outbox:
        for moment in MOMENTS:
            outbox.drop_column(moment)
    with op.batch_alter_table("carrier_account") as account:
        account.drop_column("api_secret_sealed")
