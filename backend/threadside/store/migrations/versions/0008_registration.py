"""Brands, campaigns, what a line can do, the request rate of an account."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

STATES = "state IN ('draft', 'submitted', 'approved', 'rejected', 'suspended')"


def upgrade() -> None:
    """Create the tables of the registration; widen accounts and lines."""
    op.create_table(
        "brand",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("workspace_id", sa.String(36), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("entity_type", sa.String(64), nullable=False),
        sa.Column("tax_id", sa.Text(), nullable=False),
        sa.Column("website", sa.Text(), nullable=False),
        sa.Column("vertical", sa.String(64), nullable=False),
        sa.Column("carrier_id", sa.String(64), nullable=False),
        sa.Column("state", sa.String(64), nullable=False),
        sa.Column("daily_cap", sa.Integer(), nullable=True),
        sa.Column("reset_zone", sa.String(64), nullable=False),
        sa.Column("spent_on", sa.Date(), nullable=True),
        sa.Column("spent", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(STATES, name=op.f("ck_brand_state")),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name=op.f("fk_brand_workspace_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_brand")),
    )
    op.create_index("ix_brand_workspace_id", "brand", ["workspace_id"])
    op.create_table(
        "campaign",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("workspace_id", sa.String(36), nullable=False),
        sa.Column("brand_id", sa.String(36), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("use_case", sa.String(64), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("consent_flow", sa.Text(), nullable=False),
        sa.Column("samples", sa.Text(), nullable=False),
        sa.Column("carrier_id", sa.String(64), nullable=False),
        sa.Column("state", sa.String(64), nullable=False),
        sa.Column("per_minute", sa.Double(), nullable=True),
        sa.Column("next_free_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(STATES, name=op.f("ck_campaign_state")),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name=op.f("fk_campaign_workspace_id")
        ),
        sa.ForeignKeyConstraint(["brand_id"], ["brand.id"], name=op.f("fk_campaign_brand_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign")),
    )
    op.create_index("ix_campaign_workspace_id", "campaign", ["workspace_id"])
    with op.batch_alter_table("line") as line:
        line.add_column(sa.Column("campaign_id", sa.String(36), nullable=True))
        line.create_foreign_key(op.f("fk_line_campaign_id"), "campaign", ["campaign_id"], ["id"])
        for flag in ("verified", "hosted"):
            line.add_column(sa.Column(flag, sa.Boolean(), server_default="false", nullable=False))
        for flag in ("sms", "mms"):
            line.add_column(sa.Column(flag, sa.Boolean(), server_default="true", nullable=False))
        line.add_column(
            sa.Column("media_limit", sa.Integer(), server_default="600000", nullable=False)
        )
    op.add_column(
        "carrier_account",
        sa.Column("per_second", sa.Double(), server_default="30", nullable=False),
    )
    op.add_column(
        "carrier_account", sa.Column("next_free_at", sa.DateTime(timezone=True), nullable=True)
    )


def downgrade() -> None:
    """Undo it, children before parents."""
    with op.batch_alter_table("carrier_account") as account:
        account.drop_column("next_free_at")
        account.drop_column("per_second")
    with op.batch_alter_table("line") as line:
        line.drop_constraint(op.f("fk_line_campaign_id"), type_="foreignkey")
        for name in ("media_limit", "mms", "sms", "hosted", "verified", "campaign_id"):
            line.drop_column(name)
    op.drop_table("campaign")
    op.drop_table("brand")
