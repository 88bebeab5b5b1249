"""The console: what admins change has versions, lines are tried and bought, US lines registered.

Lines that texted US numbers before go on doing so: they get a campaign that counts as approved, and
whose missing fields the console shows. Toll-free numbers among them count as verified.
"""

import uuid

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

VERSIONED = ("carrier_account", "brand", "campaign", "line")
TOLL_FREE = ("800", "833", "844", "855", "866", "877", "888")


def upgrade() -> None:
    """Create the tables; keep what could text texting."""
    for table in VERSIONED:
        op.add_column(table, sa.Column("version", sa.Integer(), server_default="1", nullable=False))
    op.create_table(
        "line_check",
        sa.Column("line_id", sa.String(36), nullable=False),
        sa.Column("kind", sa.String(64), nullable=False),
        sa.Column("workspace_id", sa.String(36), nullable=False),
        sa.Column("member_id", sa.String(36), nullable=False),
        sa.Column("message_id", sa.String(36), nullable=False),
        sa.Column("code_hash", sa.String(64), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("kind IN ('test', 'code')", name=op.f("ck_line_check_kind")),
        sa.ForeignKeyConstraint(["line_id"], ["line.id"], name=op.f("fk_line_check_line_id")),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name=op.f("fk_line_check_workspace_id")
        ),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name=op.f("fk_line_check_member_id")),
        sa.ForeignKeyConstraint(
            ["message_id"], ["message.id"], name=op.f("fk_line_check_message_id")
        ),
        sa.PrimaryKeyConstraint("line_id", "kind", name=op.f("pk_line_check")),
    )
    op.create_table(
        "number_order",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("workspace_id", sa.String(36), nullable=False),
        sa.Column("carrier_account_id", sa.String(36), nullable=False),
        sa.Column("phone", sa.String(64), nullable=False),
        sa.Column("country", sa.String(64), nullable=False),
        sa.Column("state", sa.String(64), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("member_id", sa.String(36), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "state IN ('asked', 'bought', 'failed')", name=op.f("ck_number_order_state")
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name=op.f("fk_number_order_workspace_id")
        ),
        sa.ForeignKeyConstraint(
            ["carrier_account_id"],
            ["carrier_account.id"],
            name=op.f("fk_number_order_carrier_account_id"),
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_number_order_member_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_number_order")),
        sa.UniqueConstraint(
            "carrier_account_id", "phone", name=op.f("uq_number_order_carrier_account_id_phone")
        ),
    )
    op.create_index("ix_number_order_workspace_id", "number_order", ["workspace_id"])
    op.create_index(
        "ix_webhook_receipt_arrived",
        "webhook_receipt",
        ["carrier_account_id", "kind", "line_phone", "received_at"],
    )
    _keep_texting(op.get_bind())


def _keep_texting(connection: sa.Connection) -> None:
    codes = ", ".join(f"'{code}'" for code in TOLL_FREE)
    texts = "state IN ('live', 'paused') AND phone LIKE '+1%' AND campaign_id IS NULL"
    toll_free = f"substr(phone, 3, 3) IN ({codes})"
    connection.execute(sa.text(f"UPDATE line SET verified = true WHERE {texts} AND {toll_free}"))  # noqa: S608 - constants
    rows = connection.execute(
        sa.text(
            "SELECT id, name FROM workspace WHERE id IN "  # noqa: S608 - constants
            f"(SELECT workspace_id FROM line WHERE {texts} AND NOT {toll_free})"
        )
    ).all()
    for workspace_id, name in rows:
        brand, campaign = str(uuid.uuid4()), str(uuid.uuid4())
        values = {
            "brand": brand,
            "campaign": campaign,
            "workspace": workspace_id,
            "name": name,
        }
        connection.execute(
            sa.text(
                "INSERT INTO brand (id, workspace_id, name, entity_type, tax_id, website, vertical, "
                "carrier_id, state, reset_zone, spent, version, created_at) VALUES (:brand, :workspace, "
                ":name, '', '', '', '', '', 'approved', 'America/Los_Angeles', 0, 1, CURRENT_TIMESTAMP)"
            ),
            values,
        )
        connection.execute(
            sa.text(
                "INSERT INTO campaign (id, workspace_id, brand_id, name, use_case, description, "
                "consent_flow, samples, carrier_id, state, version, created_at) VALUES (:campaign, "
                ":workspace, :brand, :name, '', '', '', '', '', 'approved', 1, CURRENT_TIMESTAMP)"
            ),
            values,
        )
        connection.execute(
            sa.text(
                f"UPDATE line SET campaign_id = :campaign WHERE workspace_id = :workspace AND {texts} AND NOT {toll_free}"  # noqa: S608 - constants
            ),
            values,
        )


def downgrade() -> None:
    """Undo it; the campaigns made for old lines stay."""
    op.drop_index("ix_webhook_receipt_arrived", "webhook_receipt")
    op.drop_table("number_order")
    op.drop_table("line_check")
    for table in VERSIONED:
        with op.batch_alter_table(table) as changed:
            changed.drop_column("version")
