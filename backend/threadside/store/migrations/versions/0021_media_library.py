"""The library: pictures and files that are approved for texts."""

from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"

KINDS = "kind IN ('image', 'video', 'audio', 'pdf', 'vcard', 'file')"
STEPS = (
    "kind IN ('comment', 'begun', 'submitted', 'taken_back', 'sent_back', 'approved', 'retired', "
    "'brought_back', 'discarded')"
)
KEEP = "keep_library_version"
_SORTED = sa.String(200).with_variant(sa.String(200, collation="C"), "postgresql")


def upgrade() -> None:
    """Create the tables, and number the list that reps see."""
    op.add_column(
        "workspace",
        sa.Column("library_version", sa.Integer(), server_default="1", nullable=False),
    )
    _items()
    _versions()
    _remarks()
    for statement in _kept(op.get_bind().dialect.name):
        op.execute(statement)


def _items() -> None:
    op.create_table(
        "library_item",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("workspace_id", sa.String(36), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("group_name", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(64), nullable=False),
        sa.Column("state", sa.String(64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("sort_name", _SORTED, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "state IN ('draft', 'approved', 'retired')", name=op.f("ck_library_item_state")
        ),
        sa.CheckConstraint(KINDS, name=op.f("ck_library_item_kind")),
        *_refers("library_item", "workspace", "workspace_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_library_item")),
    )
    op.create_index(
        "ix_library_item_workspace_id_sort_name_id",
        "library_item",
        ["workspace_id", "sort_name", "id"],
    )
    op.create_index(
        "ix_library_item_workspace_id_group_name", "library_item", ["workspace_id", "group_name"]
    )


def _versions() -> None:
    op.create_table(
        "library_version",
        sa.Column("item_id", sa.String(36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.String(36), nullable=False),
        sa.Column("state", sa.String(64), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("media_id", sa.String(36), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("alt", sa.Text(), nullable=False),
        sa.Column("group_name", sa.Text(), nullable=False),
        sa.Column("tags", sa.Text(), nullable=False),
        sa.Column("search", sa.Text(), nullable=False),
        sa.Column("author_id", sa.String(36), nullable=True),
        sa.Column("writers", sa.Text(), nullable=False),
        sa.Column("changed_by", sa.String(36), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submitted_by", sa.String(36), nullable=True),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("approved_by", sa.String(36), nullable=True),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "state IN ('draft', 'in_review', 'approved')", name=op.f("ck_library_version_state")
        ),
        *_refers("library_version", "library_item", "item_id"),
        *_refers("library_version", "workspace", "workspace_id"),
        *_refers("library_version", "media", "media_id"),
        *_refers(
            "library_version", "member", "author_id", "changed_by", "submitted_by", "approved_by"
        ),
        sa.PrimaryKeyConstraint("item_id", "version", name=op.f("pk_library_version")),
    )
    op.create_index(
        "ix_library_version_workspace_id_state", "library_version", ["workspace_id", "state"]
    )
    op.create_index("ix_library_version_media_id", "library_version", ["media_id"])


def _remarks() -> None:
    op.create_table(
        "library_remark",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("workspace_id", sa.String(36), nullable=False),
        sa.Column("item_id", sa.String(36), nullable=False),
        sa.Column("kind", sa.String(64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("member_id", sa.String(36), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=True),
        sa.CheckConstraint(STEPS, name=op.f("ck_library_remark_kind")),
        *_refers("library_remark", "library_item", "item_id"),
        *_refers("library_remark", "workspace", "workspace_id"),
        *_refers("library_remark", "member", "member_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_library_remark")),
    )
    op.create_index("ix_library_remark_item_id_at", "library_remark", ["item_id", "at", "id"])


def _refers(table: str, other: str, *columns: str) -> list[sa.ForeignKeyConstraint]:
    return [
        sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}"))
        for column in columns
    ]


def _kept(dialect: str) -> Iterator[str]:
    """Triggers that refuse to change or delete what was approved."""
    for verb in ("UPDATE", "DELETE"):
        head = (
            f"CREATE TRIGGER {KEEP}_{verb.lower()} BEFORE {verb} ON library_version "
            "FOR EACH ROW WHEN (OLD.state = 'approved')"
        )
        if dialect == "postgresql":
            yield f"{head} EXECUTE FUNCTION refuse_change('')"
        else:
            yield f"{head} BEGIN SELECT RAISE(ABORT, 'library_version is append-only'); END"
    if dialect == "postgresql":
        yield (
            f"CREATE TRIGGER {KEEP}_truncate BEFORE TRUNCATE ON library_version "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('')"
        )


def downgrade() -> None:
    """Forget the library; its files stay as long as texts have them."""
    op.drop_table("library_remark")
    op.drop_table("library_version")
    op.drop_table("library_item")
    op.drop_column("workspace", "library_version")
