"""Who is acting: a member of one workspace, as proven by a token."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from threadside.contracts.common import Role
from threadside.errors import Refusal
from threadside.store.narrowing import Reach
from threadside.store.tables import Member, OAuthToken, User, Workspace
from threadside.workspace import scopes
from threadside.workspace.reach import EXTERNAL, reach_of
from threadside.workspace.secrets import digest


@dataclass(frozen=True)
class Actor:
    """A signed-in member with what nearly every request needs to know of their workspace.

    `region` is where numbers without a country code are read (ISO 3166-1), `hold_seconds` the
    time to undo between Send and the carrier. `signed_in` is False for a script with a token of its
    own, whose use was written down at `used_at` and which may what its `scopes` say. `reach` is
    what they see, None: everything. `external` is an agency's member.
    """

    member_id: str
    user_id: str
    name: str
    email: str
    role: Role
    workspace_id: str
    workspace_name: str
    region: str
    hold_seconds: int
    templates_version: int
    token_id: str
    signed_in: bool
    expires_at: datetime
    used_at: datetime | None
    scopes: str
    external: bool = False
    reach: Reach | None = None

    def require(self, scope: str) -> None:
        """Refuse what the token is not for.

        Raises:
            Refusal: `needs_scope` (403), which names the scope.
        """
        if not scopes.granted(self.scopes, scope):
            raise Refusal(
                "needs_scope", status=403, params={"scope": scope}, extra={"scope": scope}
            )


def actor_of(session: Session, token: str, now: datetime) -> Actor:
    """The member whom an access token stands for, by one statement; one more for somebody who
    doesn't see everything.

    Raises:
        Refusal: 401 `token_expired` when the token can be renewed, `sign_in_required` when it
            is unknown or revoked, or its member was made inactive.
    """
    row = session.execute(
        select(
            Member.id.label("member_id"),
            Member.role,
            User.id.label("user_id"),
            User.name,
            User.email,
            Workspace.id.label("workspace_id"),
            Workspace.name.label("workspace_name"),
            Workspace.region,
            Workspace.hold_seconds,
            Workspace.templates_version,
            OAuthToken.id.label("token_id"),
            (OAuthToken.kind == "oauth").label("signed_in"),
            OAuthToken.access_expires_at.label("expires_at"),
            OAuthToken.used_at,
            (Member.reach == EXTERNAL).label("external"),
            Member.reach.label("reach"),
            Workspace.above_reads,
            OAuthToken.scopes,
        )
        .join(Member, Member.id == OAuthToken.member_id)
        .join(User, User.id == Member.user_id)
        .join(Workspace, Workspace.id == Member.workspace_id)
        .where(
            OAuthToken.access_hash == digest(token),
            OAuthToken.revoked_at.is_(None),
            Member.active,
        )
    ).one_or_none()
    if row is None:
        raise Refusal("sign_in_required", status=401)
    if row.expires_at <= now:
        raise Refusal("token_expired", status=401)
    told = dict(row._mapping)  # noqa: SLF001 - SQLAlchemy's public name for a row as a mapping
    told["reach"] = reach_of(
        session,
        workspace_id=row.workspace_id,
        member_id=row.member_id,
        role=row.role,
        kind=row.reach,
        above_reads=told.pop("above_reads"),
    )
    return Actor(**told)


def listener_of(session: Session, token: str, now: datetime) -> Actor:
    """The member who listens to a workspace's events by this token. Raises as `actor_of` does, and
    403 `needs_scope` for a script that may not read conversations."""
    actor = actor_of(session, token, now)
    actor.require("conversations:read")
    return actor
