"""Locations, teams, who belongs to them, and what each member reaches."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"

_ID = sa.String(36)
_PAIRS = (
    ("team_member", "team", "member"),
    ("team_line", "team", "line"),
    ("member_location", "member", "location"),
    ("member_line", "member", "line"),
)


def upgrade() -> None:
    """Create the tables. Whoever is a member already sees what they saw."""
    op.create_table(
        "location",
        sa.Column("id", _ID, nullable=False),
        sa.Column("workspace_id", _ID, nullable=False),
        sa.Column("parent_id", _ID, nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(64), nullable=False),
        sa.Column("zone", sa.String(64), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("hours", sa.Text(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "kind IN ('franchisor', 'region', 'location')", name=op.f("ck_location_kind")
        ),
        sa.CheckConstraint("parent_id <> id", name=op.f("ck_location_own_parent")),
        sa.ForeignKeyConstraint(["parent_id"], ["location.id"], name=op.f("fk_location_parent_id")),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name=op.f("fk_location_workspace_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_location")),
    )
    op.create_index("ix_location_workspace_id", "location", ["workspace_id"])
    op.create_index("ix_location_parent_id", "location", ["parent_id"])
    op.create_table(
        "team",
        sa.Column("id", _ID, nullable=False),
        sa.Column("workspace_id", _ID, nullable=False),
        sa.Column("location_id", _ID, nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("lead_id", _ID, nullable=True),
        sa.Column("hours", sa.Text(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name=op.f("fk_team_workspace_id")
        ),
        sa.ForeignKeyConstraint(["location_id"], ["location.id"], name=op.f("fk_team_location_id")),
        sa.ForeignKeyConstraint(["lead_id"], ["member.id"], name=op.f("fk_team_lead_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team")),
    )
    op.create_index("ix_team_workspace_id", "team", ["workspace_id"])
    op.create_index("ix_team_location_id", "team", ["location_id"])
    for table, one, other in _PAIRS:
        op.create_table(
            table,
            sa.Column(f"{one}_id", _ID, nullable=False),
            sa.Column(f"{other}_id", _ID, nullable=False),
            sa.ForeignKeyConstraint(
                [f"{one}_id"], [f"{one}.id"], name=op.f(f"fk_{table}_{one}_id")
            ),
            sa.ForeignKeyConstraint(
                [f"{other}_id"], [f"{other}.id"], name=op.f(f"fk_{table}_{other}_id")
            ),
            sa.PrimaryKeyConstraint(f"{one}_id", f"{other}_id", name=op.f(f"pk_{table}")),
        )
        op.create_index(f"ix_{table}_{other}_id", table, [f"{other}_id"])
    op.create_table(
        "member_skill",
        sa.Column("member_id", _ID, nullable=False),
        sa.Column("skill", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["member.id"], name=op.f("fk_member_skill_member_id")
        ),
        sa.PrimaryKeyConstraint("member_id", "skill", name=op.f("pk_member_skill")),
    )
    _columns()


def _columns() -> None:
    with op.batch_alter_table("workspace") as batch:
        batch.add_column(
            sa.Column("above_reads", sa.String(64), server_default="everything", nullable=False)
        )
        batch.create_check_constraint(
            op.f("ck_workspace_above_reads"), "above_reads IN ('everything', 'figures')"
        )
    with op.batch_alter_table("member") as batch:
        batch.add_column(sa.Column("reach", sa.String(64), server_default="all", nullable=False))
        batch.add_column(sa.Column("away_until", sa.DateTime(timezone=True), nullable=True))
        batch.add_column(sa.Column("away_note", sa.Text(), server_default="", nullable=False))
        batch.add_column(sa.Column("stand_in_id", _ID, nullable=True))
        batch.create_check_constraint(
            op.f("ck_member_reach"), "reach IN ('all', 'places', 'external')"
        )
        batch.create_foreign_key(op.f("fk_member_stand_in_id"), "member", ["stand_in_id"], ["id"])
    with op.batch_alter_table("line") as batch:
        batch.add_column(sa.Column("location_id", _ID, nullable=True))
        batch.create_foreign_key(op.f("fk_line_location_id"), "location", ["location_id"], ["id"])
    op.create_index("ix_line_location_id", "line", ["location_id"])


def downgrade() -> None:
    """Forget them. Everybody who is active sees the whole workspace again."""
    op.drop_index("ix_line_location_id", "line")
    with op.batch_alter_table("line") as batch:
        batch.drop_constraint(op.f("fk_line_location_id"), type_="foreignkey")
        batch.drop_column("location_id")
    with op.batch_alter_table("member") as batch:
        batch.drop_constraint(op.f("fk_member_stand_in_id"), type_="foreignkey")
        batch.drop_constraint(op.f("ck_member_reach"), type_="check")
        for column in ("stand_in_id", "away_note", "away_until", "reach"):
            batch.drop_column(column)
    with op.batch_alter_table("workspace") as batch:
        batch.drop_constraint(op.f("ck_workspace_above_reads"), type_="check")
        batch.drop_column("above_reads")
    for table in ("member_skill", *(name for name, _, _ in reversed(_PAIRS)), "team", "location"):
        op.drop_table(table)
