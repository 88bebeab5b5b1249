"""No network inside a write transaction.

A slow peer must never hold the database's writer, and a rollback cannot take back what has
left. The unit of work marks the write; whoever talks to the world asks first.
"""

from contextvars import ContextVar

writing: ContextVar[bool] = ContextVar("threadside_writing", default=False)


class NetworkInTransaction(RuntimeError):  # noqa: N818 - reads as the fact it states
    """A network call was about to be made while a write transaction was open."""


def allow_network() -> None:
    """Call before every network request.

    Raises:
        NetworkInTransaction: when a write transaction is open in this context.
    """
    if writing.get():
        raise NetworkInTransaction("network call inside a write transaction")
