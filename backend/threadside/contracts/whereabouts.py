"""Where a person is, as they told a colleague: whose clock and whose law count for them."""

from typing import Annotated, Literal

from pydantic import Field

from threadside.contracts.common import E164, CleanText, Id, Input, Output, ZoneName
from threadside.contracts.timeline import NewPerson


class SayWhere(Input):
    """Where somebody is, as they said. It goes before the CRM and the area code; said again, the
    later holds.

    Exactly one of `person` and `new_person` names who. `state` is a state, territory or province
    of the US or Canada; where it has several time zones, `zone` says which, and without one all of
    them count. Elsewhere `zone` alone says it.
    """

    phone: E164
    person: Id | None = None
    new_person: NewPerson | None = None
    state: Annotated[CleanText, Field(min_length=2, max_length=64)] | None = None
    zone: ZoneName | None = None


class ZoneOfState(Output):
    """A time zone of a state, by the town that people know it by."""

    zone: str
    place: str


class State(Output):
    """A state, territory or province; `code` is what `SayWhere` takes, e.g. `FL` or `CA-ON`."""

    code: str
    name: str
    country: Literal["US", "CA"]
    zones: list[ZoneOfState]


class States(Output):
    """All of them, by name."""

    items: list[State]
