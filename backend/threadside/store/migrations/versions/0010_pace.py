"""Limits beyond a line's own: turns between lines, brands that are closed, an outbox that is
looked up by line however many texts wait."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

BEFORE = "state IN ('waiting', 'claimed', 'uncertain', 'done')"
AFTER = "state IN ('held', 'waiting', 'claimed', 'uncertain', 'done')"
DUE = ("ix_outbox_due", ["state", "available_at"], "state IN ('held', 'waiting')")
TURN = (
    "ix_outbox_turn",
    ["line_id", "priority", "available_at", "message_id"],
    "state = 'waiting'",
)
LATE = ("ix_outbox_late", ["send_before"], "state <> 'done'")
WAITING = ("ix_outbox_waiting", ["priority", "available_at"], "state = 'waiting'")


def upgrade() -> None:
    """Held texts get a state of their own in the outbox; a second of throughput may leave at once.

    Until here every line had three seconds of it, which nobody could change and a strict carrier
    refuses.
    """
    op.add_column("line", sa.Column("served_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("brand", sa.Column("closed_until", sa.DateTime(timezone=True), nullable=True))
    op.execute("UPDATE line SET burst_seconds = 1 WHERE burst_seconds = 3")
    _change(WAITING, AFTER, (DUE, TURN, LATE))
    op.execute(
        "UPDATE outbox SET state = 'held' WHERE state = 'waiting' AND EXISTS "
        "(SELECT 1 FROM message WHERE message.id = outbox.message_id AND message.state = 'held')"
    )


def downgrade() -> None:
    """Undo it; the bursts of lines stay."""
    op.execute("UPDATE outbox SET state = 'waiting' WHERE state = 'held'")
    for index in (LATE, TURN):
        op.drop_index(index[0], "outbox")
    _change(DUE, BEFORE, (WAITING,))
    with op.batch_alter_table("brand") as brand:
        brand.drop_column("closed_until")
    with op.batch_alter_table("line") as line:
        line.drop_column("served_at")


def _change(
    old: tuple[str, list[str], str], check: str, new: tuple[tuple[str, list[str], str], ...]
) -> None:
    op.drop_index(old[0], "outbox")
    with op.batch_alter_table("outbox") as outbox:
        outbox.drop_constraint(op.f("ck_outbox_state"), type_="check")
        outbox.create_check_constraint(op.f("ck_outbox_state"), check)
    for name, columns, where in new:
        condition = sa.text(where)
        op.create_index(name, "outbox", columns, sqlite_where=condition, postgresql_where=condition)
