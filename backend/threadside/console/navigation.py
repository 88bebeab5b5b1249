"""What the console's side lists, and the numbers beside it."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from threadside.insight import attention

Count = Callable[[Session, str], int]
"""How many things of a workspace wait for a person: one cheap statement, as every page asks it."""


@dataclass(frozen=True)
class Place:
    """A section of the console. Its name is `console.nav.<name>`, its icon in `icons.html`."""

    name: str
    path: str
    count: Count | None = None


@dataclass(frozen=True)
class Entry:
    """A place as one page shows it."""

    name: str
    path: str
    current: bool
    count: int


PLACES: tuple[Place, ...] = (
    Place("lines", "/console/lines"),
    Place("account", "/console/account"),
    Place("registration", "/console/registration"),
    Place("crm", "/console/crm"),
    Place("deliverability", "/console/deliverability"),
    Place("attention", "/console/attention", attention.total),
    Place("consent", "/console/consent"),
    Place("policy", "/console/policy"),
    Place("records", "/console/records"),
    Place("settings", "/console/settings"),
)
"""Every section, in order. A new one is added here, its routes in `site.py`."""


def entries(session: Session, workspace_id: str, path: str) -> list[Entry]:
    """The navigation of the page at `path`."""
    return [
        Entry(
            place.name,
            place.path,
            path == place.path or path.startswith(f"{place.path}/"),
            place.count(session, workspace_id) if place.count else 0,
        )
        for place in PLACES
    ]
