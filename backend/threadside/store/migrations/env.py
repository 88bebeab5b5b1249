"""Alembic's environment: runs the revisions on the connection that `migrate` hands over."""

from typing import Any, Literal

from alembic import context

from threadside.store import tables
from threadside.store.base import Base
from threadside.store.types import JsonText, UtcTime

assert tables.__all__  # noqa: S101 - importing the tables fills the metadata


def plain_type(kind: str, item: Any, _autogenerate: Any) -> str | Literal[False]:
    """Revisions name SQLAlchemy's own types: a revision must not change when our types do."""
    if kind == "type" and isinstance(item, UtcTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, JsonText):
        return "sa.Text()"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    render_item=plain_type,
    transactional_ddl=True,
    compare_type=True,
)
context.run_migrations()
