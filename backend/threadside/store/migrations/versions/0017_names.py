"""The words that people are found by; numbers that a colleague said are somebody's."""

import re
import unicodedata

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"

AT_ONCE = 500
"""People whose words are written together."""

_WORD = sa.String(64).with_variant(sa.String(64, collation="C"), "postgresql")
_PLAIN = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
)
_JOINED = re.compile(r"(?<=\w)['’ʼ`´.‐-―-](?=\w)")


def upgrade() -> None:
    """Create the tables, and find everybody who is here already."""
    op.create_table(
        "person_word",
        sa.Column("workspace_id", sa.String(36), nullable=False),
        sa.Column("word", _WORD, nullable=False),
        sa.Column("person_id", sa.String(36), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_person_word_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name=op.f("fk_person_word_workspace_id")
        ),
        sa.PrimaryKeyConstraint("workspace_id", "word", "person_id", name=op.f("pk_person_word")),
    )
    op.create_table(
        "number_link",
        sa.Column("workspace_id", sa.String(36), nullable=False),
        sa.Column("e164", sa.String(64), nullable=False),
        sa.Column("person_id", sa.String(36), nullable=False),
        sa.Column("stranger_id", sa.String(36), nullable=True),
        sa.Column("moved", sa.Text(), nullable=False),
        sa.Column("linked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_number_link_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["stranger_id"], ["person.id"], name=op.f("fk_number_link_stranger_id")
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspace.id"], name=op.f("fk_number_link_workspace_id")
        ),
        sa.PrimaryKeyConstraint("workspace_id", "e164", name=op.f("pk_number_link")),
    )
    op.create_index("ix_number_link_person_id", "number_link", ["person_id"], unique=False)
    _fill(op.get_bind())
    op.create_index(
        "ix_person_word_person_id_word", "person_word", ["person_id", "word"], unique=False
    )


def _fill(connection: sa.Connection) -> None:
    person = sa.table(
        "person",
        *(sa.column(name) for name in ("id", "workspace_id", "name", "first_name", "company")),
    )
    word = sa.table(
        "person_word", *(sa.column(name) for name in ("workspace_id", "word", "person_id"))
    )
    after = ""
    while True:
        rows = connection.execute(
            sa.select(person).where(person.c.id > after).order_by(person.c.id).limit(AT_ONCE)
        ).all()
        found = [
            {"workspace_id": row.workspace_id, "word": each, "person_id": row.id}
            for row in rows
            for each in _indexed(row.name, row.first_name, row.company)
        ]
        if found:
            connection.execute(sa.insert(word), found)
        if len(rows) < AT_ONCE:
            return
        after = rows[-1].id


def _indexed(*texts: str) -> list[str]:
    """As `rules.names.indexed` was when this revision was made: what it becomes later is not this
    revision's."""
    found: dict[str, None] = {}
    for said in texts:
        for spelled in dict.fromkeys((said, _JOINED.sub("", said))):
            found.update(dict.fromkeys(word[:32] for word in _words(spelled)[:12]))
    return list(found)[:24]


def _words(said: str) -> list[str]:
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
    """Forget what was found, and what was said."""
    op.drop_table("number_link")
    op.drop_table("person_word")
