"""Workspaces, users and who is a member of what."""

import unicodedata
from dataclasses import dataclass
from typing import Final

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from threadside.contracts.common import Role
from threadside.contracts.events import WorkspaceChanged
from threadside.errors import Invalid, NotFound, Refusal
from threadside.events import log
from threadside.ids import new_id
from threadside.rules.phones import is_region
from threadside.store.tables import EventHead, Member, User, Workspace
from threadside.store.uow import Tx
from threadside.workspace import setting_changes

HOLD_SECONDS = 5
LONGEST_HOLD_SECONDS = 30
DEFAULT_HOLD_SECONDS: Final = 5
DEFAULT_REGION: Final = "US"
CONSOLE_ROLES = frozenset({"lead", "admin", "auditor"})
"""Who may open the console."""
LONGEST_EMAIL: Final = 254
"""RFC 5321, section 4.5.3.1.3: a path has 256 octets, of which two are its brackets."""
_JOINERS: Final = frozenset("\u200c\u200d")
"""Persian and the scripts of India write names with these."""


@dataclass(frozen=True)
class Membership:
    """One workspace that a user can act in. `reach` and `above_reads` are what `reach.reach_of`
    takes."""

    member_id: str
    workspace_id: str
    workspace_name: str
    role: str
    reach: str = "all"
    above_reads: str = "everything"


def memberships(session: Session, user_id: str) -> list[Membership]:
    """The workspaces where a user is an active member, by name."""
    rows = session.execute(
        select(
            Member.id,
            Workspace.id.label("workspace_id"),
            Workspace.name,
            Member.role,
            Member.reach,
            Workspace.above_reads,
        )
        .join(Workspace, Workspace.id == Member.workspace_id)
        .where(Member.user_id == user_id, Member.active)
        .order_by(Workspace.name, Workspace.id)
    )
    return [Membership(*row) for row in rows]


def add_workspace(tx: Tx, name: str, region: str = "US") -> Workspace:
    """A new workspace with its event counter.

    Raises:
        Invalid: `empty_name`.
    """
    if not name.strip():
        raise Invalid("empty_name")
    made = Workspace(
        id=new_id(),
        name=name.strip(),
        region=region,
        hold_seconds=HOLD_SECONDS,
        created_at=tx.now,
    )
    tx.session.add(made)
    tx.session.flush()
    tx.session.add(EventHead(workspace_id=made.id, seq=0))
    return made


def set_hold(
    tx: Tx, workspace: Workspace, seconds: int, *, by: str | None = None, reason: str = ""
) -> None:
    """How long a press of Send can be undone; 0 lets texts go at once.

    Raises:
        Invalid: `bad_hold` for less than 0 or more than 30 seconds.
    """
    if not 0 <= seconds <= LONGEST_HOLD_SECONDS:
        raise Invalid("bad_hold", longest=LONGEST_HOLD_SECONDS)
    changed = {"hold_seconds": (workspace.hold_seconds, seconds)}
    setting_changes.note(tx, workspace.id, changed, member_id=by, reason=reason)
    workspace.hold_seconds = seconds
    log.emit(tx, workspace.id, WorkspaceChanged(what="settings"))


def describe_workspace(
    tx: Tx,
    workspace: Workspace,
    name: str,
    region: str,
    *,
    by: str | None = None,
    reason: str = "",
) -> None:
    """Its name, and the region (ISO 3166-1 alpha-2) in which plain numbers are read from now on.

    Raises:
        Invalid: `empty_name`; `bad_region` for one without a plan of phone numbers.
    """
    if not name.strip():
        raise Invalid("empty_name")
    if not is_region(region.upper()):
        raise Invalid("bad_region")
    changed = {
        "name": (workspace.name, name.strip()),
        "region": (workspace.region, region.upper()),
    }
    setting_changes.note(tx, workspace.id, changed, member_id=by, reason=reason)
    workspace.name, workspace.region = name.strip(), region.upper()
    log.emit(tx, workspace.id, WorkspaceChanged(what="settings"))


def add_user(tx: Tx, email: str, name: str, password_hash: str) -> User:
    """Somebody who can sign in.

    Raises:
        Invalid: `bad_email`, `empty_name`.
        Refusal: `email_taken` (409).
    """
    email, name = canonical_email(email), plain_name(name)
    if tx.session.scalar(select(User.id).where(User.email == email)) is not None:
        raise Refusal("email_taken")
    made = User(
        id=new_id(),
        email=email,
        name=name,
        password_hash=password_hash,
        created_at=tx.now,
    )
    tx.session.add(made)
    tx.session.flush()
    return made


def add_member(tx: Tx, workspace_id: str, user_id: str, role: Role) -> Member:
    """Make a user a member.

    Raises:
        Refusal: `member_already` (409).
    """
    known = select(Member.id).where(Member.workspace_id == workspace_id, Member.user_id == user_id)
    if tx.session.scalar(known) is not None:
        raise Refusal("member_already")
    made = Member(
        id=new_id(),
        workspace_id=workspace_id,
        user_id=user_id,
        role=role,
        active=True,
        created_at=tx.now,
    )
    tx.session.add(made)
    return made


def note_seen(tx: Tx, member_id: str) -> None:
    """A member uses the workspace now; whoever calls it takes care not to do it at each request."""
    tx.session.execute(update(Member).where(Member.id == member_id).values(seen_at=tx.now))


def canonical_email(email: str) -> str:
    """An address as it is kept and compared: trimmed, lower case, at most 254 characters.

    Raises:
        Invalid: `bad_email`; whether mail arrives there is not for us to say.
    """
    found = email.strip().lower()
    name, at, host = found.rpartition("@")
    plain = found.isprintable() and not any(c.isspace() for c in found)
    if not at or not name or "." not in host.strip(".") or not plain or len(found) > LONGEST_EMAIL:
        raise Invalid("bad_email")
    return found


def plain_name(name: str) -> str:
    """A person's name as it is kept: one line, without what hides or turns the letters around it.

    Raises:
        Invalid: `empty_name` when nothing of it can be seen.
    """
    kept = (
        " " if c.isspace() or kind == "Cc" else c
        for c, kind in ((c, unicodedata.category(c)) for c in name)
        if kind not in ("Cf", "Cs") or c in _JOINERS
    )
    found = " ".join("".join(kept).split())
    if not any(unicodedata.category(c)[0] in "LNPS" for c in found):
        raise Invalid("empty_name")
    return found


def find_workspace(session: Session, name: str | None) -> Workspace:
    """The workspace called `name`; without a name the only one there is.

    Raises:
        NotFound: when there is none, or several and no name.
    """
    wanted = select(Workspace) if name is None else select(Workspace).where(Workspace.name == name)
    found = list(session.scalars(wanted.limit(2)))
    if len(found) != 1:
        raise NotFound("workspace")
    return found[0]


def find_membership(session: Session, email: str, workspace: str | None) -> Membership:
    """The membership of the user with `email`, in `workspace` when they have several.

    Raises:
        NotFound: when that names no active member, or more than one.
    """
    user_id = session.scalar(select(User.id).where(User.email == func.lower(email.strip())))
    found = [] if user_id is None else memberships(session, user_id)
    if workspace is not None:
        found = [each for each in found if each.workspace_name == workspace]
    if len(found) != 1:
        raise NotFound("member")
    return found[0]
