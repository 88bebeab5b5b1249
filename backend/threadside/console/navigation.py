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


PLACES: tuple[Place, ...] = (
    Place("lines", "/console/lines", local=True),
    Place("templates", "/console/templates", lambda around: around.in_review, local=True),
    Place("library", "/console/library", lambda around: around.files_in_review),
    Place("account", "/console/account"),
    Place("registration", "/console/registration"),
    Place("crm", "/console/crm"),
    Place("insight", "/console/insight"),
    Place("deliverability", "/console/deliverability", local=True),
    Place("attention", "/console/attention", lambda around: around.waits.total),
    Place("consent", "/console/consent"),
    Place("policy", "/console/policy"),
    Place("records", "/console/records"),
    Place("people", "/console/people", local=True),
    Place("tokens", "/console/tokens"),
    Place("places", "/console/places", local=True),
    Place("settings", "/console/settings"),
)
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


def entries(found: Around, path: str, *, local: bool = False) -> list[Entry]:
    """The navigation of the page at `path`, for somebody whose console may be `local`."""
    return [
        Entry(
            place.name,
            place.path,
            path == place.path or path.startswith(f"{place.path}/"),
            place.count(found),
        )
        for place in PLACES
        if place.local or not local
    ]
