"""Signing in, as tests of people and their devices need it."""

from tests.builders import Someone
from threadside.store.uow import UnitOfWork
from threadside.workspace import sessions, tokens
from threadside.workspace.access import session_name
from threadside.workspace.secrets import digest, new_secret

EXTENSION = "threadside-extension"


def browser(uow: UnitOfWork, someone: Someone, device: str = "Chrome on Windows") -> str:
    """The cookie's secret of a browser that somebody signed in with."""
    with uow.write() as tx:
        return sessions.start(tx, someone.user.id, None, device)


def name_of(secret: str) -> str:
    """The public id of a browser session."""
    return session_name(digest(secret))


def extension(uow: UnitOfWork, someone: Someone, family: str) -> tuple[str, str]:
    """Access and refresh token of an extension that somebody signed in."""
    access, refresh = new_secret(), new_secret()
    with uow.write() as tx:
        made = tokens.Family(family, someone.id, tx.now, "Chrome on macOS")
        tokens.issue(tx, made, EXTENSION, access, refresh)
    return access, refresh
