"""What the console's side lists with the numbers beside it, and the pause that stands over all."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from threadside.insight import attention
from threadside.insight.attention import Waiting
from threadside.library import listing as library
from threadside.sending import pausing
from threadside.sending.pausing import Paused
from threadside.store.tables import SendingPause, Workspace
from threadside.templates import listing
from threadside.workspace import set_up
from threadside.workspace.set_up import Step


@dataclass(frozen=True)
class Around:
    """What every page shows of its workspace: how much waits for a person, how many templates and
    files of the library are in review, the pause of all sending while there is one, what is still
    to be set up, and whether an admin put the list of it away."""

    waits: Waiting
    in_review: int
    files_in_review: int
    paused: Paused | None
    set_up_hidden: bool
    set_up: tuple[Step, ...]


@dataclass(frozen=True)
class Place:
    """A section of the console. Its name is `console.nav.<name>`, its icon in `icons.html`.
    A `local` one is for whoever leads a location as well."""

    name: str
    path: str
    count: Callable[[Around], int] = lambda _around: 0
    local: bool = False


@dataclass(frozen=True)
class Entry:
    """A place as one page shows it."""

    name: str
    path: str
    current: bool
    count: int


@dataclass(frozen=True)
class Group:
    """Places that belong together, under `console.nav.of.<name>`."""

    name: str
    entries: tuple[Entry, ...]


PLACES: dict[str, tuple[Place, ...]] = {
    "today": (
        Place("attention", "/console/attention", lambda around: around.waits.total),
        Place("insight", "/console/insight"),
    ),
    "words": (
        Place("templates", "/console/templates", lambda around: around.in_review, local=True),
        Place("library", "/console/library", lambda around: around.files_in_review),
    ),
    "sending": (
        Place("lines", "/console/lines", local=True),
        Place("deliverability", "/console/deliverability", local=True),
        Place("registration", "/console/registration"),
        Place("account", "/console/account"),
    ),
    "rules": (
        Place("consent", "/console/consent"),
        Place("policy", "/console/policy"),
        Place("records", "/console/records"),
    ),
    "house": (
        Place("people", "/console/people", local=True),
        Place("places", "/console/places", local=True),
        Place("crm", "/console/crm"),
        Place("tokens", "/console/tokens"),
        Place("settings", "/console/settings"),
    ),
}
"""Every section, in order. A new one is added here, its routes in `site.py`."""


def around(session: Session, workspace_id: str, now: datetime) -> Around:
    """All of it by one statement, as every page asks it."""
    row = session.execute(
        select(
            *attention.columns(session, workspace_id),
            listing.waiting_count(workspace_id).scalar_subquery().label("in_review"),
            library.waiting_count(workspace_id).scalar_subquery().label("files_in_review"),
            *pausing.columns(),
            Workspace.set_up_hidden_at,
            *set_up.columns(workspace_id, now),
        )
        .select_from(Workspace)
        .outerjoin(SendingPause, SendingPause.workspace_id == Workspace.id)
        .where(Workspace.id == workspace_id),
        {"now": now},
    ).one()
    return Around(
        attention.waiting_in(row),
        row.in_review,
        row.files_in_review,
        pausing.paused(row),
        row.set_up_hidden_at is not None,
        set_up.read(row),
    )


def groups(found: Around, path: str, *, local: bool = False) -> list[Group]:
    """The navigation of the page at `path`, for somebody whose console may be `local`."""
    shown = [
        Group(
            name,
            tuple(
                Entry(
                    place.name,
                    place.path,
                    path == place.path or path.startswith(f"{place.path}/"),
                    place.count(found),
                )
                for place in places
                if place.local or not local
            ),
        )
        for name, places in PLACES.items()
    ]
    return [group for group in shown if group.entries]
