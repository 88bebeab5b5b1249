"""Templates: drafts, review, purpose, language."""

import unicodedata
from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"

PURPOSE = "purpose IN ('conversational', 'informational', 'marketing')"
REMARKS = (
    "kind IN ('comment', 'begun', 'submitted', 'taken_back', 'sent_back', 'approved', 'retired', "
    "'brought_back', 'suspended', 'discarded')"
)
PAUSED = """
    SELECT template_id, kind FROM delivery_alarm
    WHERE line_id IS NULL AND paused ORDER BY raised_at, id
"""
"""Why templates were taken out, the newest reason last."""
KEEP = "keep_template_version"
NEW_OF_TEMPLATE = ("purpose", "language", "sort_name", "search", "suspended_because")
NEW_OF_VERSION = (
    "name", "group_name", "tags", "purpose", "language", "effective_from", "effective_until",
    "author_id", "reason",
)  # fmt: skip
_SORTED = sa.String(200).with_variant(sa.String(200, collation="C"), "postgresql")
_PLAIN = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
)


def upgrade() -> None:
    """Give templates what a list needs, versions what was approved; make room for drafts."""
    _templates()
    _versions()
    _fill(op.get_bind())
    _drafts()
    _remarks()
    used = sa.text("template_id IS NOT NULL")
    op.create_index(
        "ix_message_template_id",
        "message",
        ["template_id"],
        sqlite_where=used,
        postgresql_where=used,
    )
    op.create_index(
        "ix_delivery_hour_workspace_id_template_id_hour",
        "delivery_hour",
        ["workspace_id", "template_id", "hour"],
    )
    for statement in _kept(op.get_bind().dialect.name):
        op.execute(statement)


def _templates() -> None:
    with op.batch_alter_table("template") as template:
        for name, kind, default in (
            ("purpose", sa.String(64), "conversational"),
            ("language", sa.String(64), "und"),
            ("sort_name", _SORTED, ""),
            ("search", sa.Text(), ""),
        ):
            template.add_column(sa.Column(name, kind, server_default=default, nullable=False))
        template.add_column(sa.Column("suspended_because", sa.String(64), nullable=True))
        template.create_check_constraint(op.f("ck_template_purpose"), PURPOSE)
    op.create_index(
        "ix_template_workspace_id_sort_name_id", "template", ["workspace_id", "sort_name", "id"]
    )


def _versions() -> None:
    with op.batch_alter_table("template_version") as version:
        for name, kind, default in (
            ("name", sa.Text(), ""),
            ("group_name", sa.Text(), ""),
            ("tags", sa.Text(), "[]"),
            ("purpose", sa.String(64), "conversational"),
            ("language", sa.String(64), "und"),
            ("reason", sa.Text(), ""),
        ):
            version.add_column(sa.Column(name, kind, server_default=default, nullable=False))
        for name in ("effective_from", "effective_until"):
            version.add_column(sa.Column(name, sa.DateTime(timezone=True), nullable=True))
        version.add_column(sa.Column("author_id", sa.String(36), nullable=True))
        version.create_foreign_key(
            op.f("fk_template_version_author_id"), "member", ["author_id"], ["id"]
        )
        version.create_check_constraint(op.f("ck_template_version_purpose"), PURPOSE)


def _fill(connection: sa.Connection) -> None:
    """What is there can be found, and its versions say what they were called."""
    template = sa.table(
        "template",
        *(
            sa.column(name)
            for name in (
                "id", "name", "group_name", "state", "version", "sort_name", "search",
                "suspended_because",
            )
        ),
    )  # fmt: skip
    version = sa.table(
        "template_version",
        *(sa.column(name) for name in ("template_id", "version", "body", "name", "group_name")),
    )
    current = (version.c.template_id == template.c.id) & (version.c.version == template.c.version)
    query = sa.select(template, version.c.body)
    rows = connection.execute(query.outerjoin_from(template, version, current)).all()
    reasons = {found.template_id: found.kind for found in connection.execute(sa.text(PAUSED))}
    for row in rows:
        found = {
            "sort_name": " ".join(_words(row.name))[:200],
            "search": " ".join(_words(f"{row.name} {row.group_name} {row.body or ''}")),
        }
        if row.state == "in_review":
            found["suspended_because"] = reasons.get(row.id, "opt_outs")
        mine = template.c.id == row.id
        connection.execute(sa.update(template).where(mine).values(found))
        connection.execute(
            sa.update(version)
            .where(version.c.template_id == row.id)
            .values(name=row.name, group_name=row.group_name)
        )


def _drafts() -> None:
    op.create_table(
        "template_draft",
        sa.Column("template_id", sa.String(36), nullable=False),
        sa.Column("workspace_id", sa.String(36), nullable=False),
        sa.Column("state", sa.String(64), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sort_name", _SORTED, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("group_name", sa.Text(), nullable=False),
        sa.Column("tags", sa.Text(), nullable=False),
        sa.Column("purpose", sa.String(64), nullable=False),
        sa.Column("language", sa.String(64), nullable=False),
        sa.Column("effective_from", sa.DateTime(timezone=True), nullable=True),
        sa.Column("effective_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("author_id", sa.String(36), nullable=True),
        sa.Column("writers", sa.Text(), nullable=False),
        sa.Column("changed_by", sa.String(36), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submitted_by", sa.String(36), nullable=True),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("state IN ('draft', 'in_review')", name=op.f("ck_template_draft_state")),
        sa.CheckConstraint(PURPOSE, name=op.f("ck_template_draft_purpose")),
        *_refers("template_draft", "template", "template_id"),
        *_refers("template_draft", "workspace", "workspace_id"),
        *_refers("template_draft", "member", "author_id", "changed_by", "submitted_by"),
        sa.PrimaryKeyConstraint("template_id", name=op.f("pk_template_draft")),
    )
    for column in ("state", "sort_name"):
        op.create_index(
            f"ix_template_draft_workspace_id_{column}", "template_draft", ["workspace_id", column]
        )


def _remarks() -> None:
    op.create_table(
        "template_remark",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("workspace_id", sa.String(36), nullable=False),
        sa.Column("template_id", sa.String(36), nullable=False),
        sa.Column("kind", sa.String(64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("member_id", sa.String(36), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=True),
        sa.CheckConstraint(REMARKS, name=op.f("ck_template_remark_kind")),
        *_refers("template_remark", "template", "template_id"),
        *_refers("template_remark", "workspace", "workspace_id"),
        *_refers("template_remark", "member", "member_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_template_remark")),
    )
    op.create_index(
        "ix_template_remark_template_id_at", "template_remark", ["template_id", "at", "id"]
    )


def _refers(table: str, other: str, *columns: str) -> list[sa.ForeignKeyConstraint]:
    return [
        sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}"))
        for column in columns
    ]


def _kept(dialect: str) -> Iterator[str]:
    """Triggers that refuse to change or delete what was approved."""
    for verb in ("UPDATE", "DELETE"):
        head = f"CREATE TRIGGER {KEEP}_{verb.lower()} BEFORE {verb} ON template_version"
        if dialect == "postgresql":
            yield f"{head} FOR EACH ROW EXECUTE FUNCTION refuse_change('')"
        else:
            yield f"{head} BEGIN SELECT RAISE(ABORT, 'template_version is append-only'); END"
    if dialect == "postgresql":
        yield (
            f"CREATE TRIGGER {KEEP}_truncate BEFORE TRUNCATE ON template_version "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change('')"
        )


def _words(said: str) -> list[str]:
    """As `rules.names.every_word` was when this revision was made: what it becomes later is not
    this revision's."""
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", said).casefold())
    kept = "".join(
        c
        for c in apart.translate(_PLAIN)
        if not unicodedata.combining(c) and c not in "\u200c\u200d\u00ad"
    )
    return "".join(
        c if c.isalnum() or unicodedata.category(c).startswith("M") else " " for c in kept
    ).split()


def downgrade() -> None:
    """Forget drafts and what was said of them; a template that was never approved goes."""
    postgresql = op.get_bind().dialect.name == "postgresql"
    for verb in ("update", "delete", "truncate") if postgresql else ("update", "delete"):
        op.execute(f"DROP TRIGGER {KEEP}_{verb}" + (" ON template_version" if postgresql else ""))
    op.drop_index("ix_delivery_hour_workspace_id_template_id_hour", "delivery_hour")
    op.drop_index("ix_message_template_id", "message")
    op.drop_table("template_remark")
    op.drop_table("template_draft")
    op.execute("DELETE FROM template WHERE version = 0")
    with op.batch_alter_table("template_version") as version:
        version.drop_constraint(op.f("ck_template_version_purpose"), type_="check")
        version.drop_constraint(op.f("fk_template_version_author_id"), type_="foreignkey")
        for name in NEW_OF_VERSION:
            version.drop_column(name)
    op.drop_index("ix_template_workspace_id_sort_name_id", "template")
    with op.batch_alter_table("template") as template:
        template.drop_constraint(op.f("ck_template_purpose"), type_="check")
        for name in NEW_OF_TEMPLATE:
            template.drop_column(name)
