"""Where a person is, as they told a colleague.

It decides which clock and which state's quiet hours count for them (`rules.hours.whereabouts`), so
it is recorded, told to every screen, and changed by saying it again.
"""

from datetime import date

from threadside.audit import log as audit
from threadside.contracts.events import PersonChanged
from threadside.contracts.people import PersonRef
from threadside.contracts.whereabouts import SayWhere, State, States, ZoneOfState
from threadside.errors import Invalid
from threadside.events import log
from threadside.people import known
from threadside.rule_files import quiet_hours
from threadside.rules.hours.regions import CANADA, REGIONS, current_zone, parse_state
from threadside.rules.hours.whereabouts import Place
from threadside.rules.hours.zones import place as city
from threadside.rules.hours.zones import zone_of_a_place
from threadside.store.tables import Person
from threadside.store.uow import Tx
from threadside.timeline import write
from threadside.words import say

CONFIRMED = "confirmed"
"""The source of a zone that goes before every other."""


def states(day: date) -> States:
    """Every state, territory and province by name, each with its zones on `day`."""
    found = [_state(code, day) for code in REGIONS]
    return States(items=sorted(found, key=lambda one: (one.country != "US", one.name)))


def confirm(tx: Tx, workspace_id: str, member: str, wish: SayWhere) -> None:
    """Take down where they are, as `member` (a name) was told. The same again changes nothing.

    Raises:
        Invalid: `where_missing`, `unknown_state`, `unknown_zone`, `zone_not_of_state`,
            `one_recipient`, `not_their_number`.
        NotFound: for a person who is not of this workspace.
    """
    state, zone = _understood(wish, tx.now.date())
    person = known.recipient(
        tx, workspace_id, wish.phone, person_id=wish.person, stranger=wish.new_person
    )
    wanted = {"state": state, "zone": zone, "zone_source": CONFIRMED, "zone_from": None}
    changed = {
        name: [getattr(person, name), value]
        for name, value in wanted.items()
        if getattr(person, name) != value
    }
    if not changed:
        return
    for name, value in wanted.items():
        setattr(person, name, value)
    person.version += 1
    tx.session.flush()
    audit.record(
        tx, workspace_id, "person.where", {"changed": changed}, phone=wish.phone,
        person_id=person.id,
    )  # fmt: skip
    write.happened(
        tx,
        workspace_id=workspace_id,
        person_id=person.id,
        thread_id=None,
        type="where_said",
        params={"member": member, "name": _name(person), "place": _in_words(state, zone)},
    )
    log.emit(tx, workspace_id, PersonChanged(person=PersonRef(id=person.id, name=person.name)))


def _understood(wish: SayWhere, day: date) -> tuple[str | None, str | None]:
    """The region's code and the zone's present name. A state with one zone says the zone too."""
    if wish.state is None and wish.zone is None:
        raise Invalid("where_missing")
    zone = None if wish.zone is None else current_zone(wish.zone)
    if zone is not None and zone_of_a_place(zone) is None:
        raise Invalid("unknown_zone", zone=wish.zone)
    if wish.state is None:
        return None, zone
    state = parse_state(wish.state)
    if state is None:
        raise Invalid("unknown_state", state=wish.state)
    table = quiet_hours()
    if zone is None:
        of_state = table.zones(state, day)
        return state, current_zone(of_state[0]) if len(of_state) == 1 else None
    if state not in table.states_in(zone):
        raise Invalid("zone_not_of_state", state=REGIONS[state].name, zone=city(zone))
    return state, zone


def _state(code: str, day: date) -> State:
    return State(
        code=code,
        name=REGIONS[code].name,
        country="CA" if code.startswith(CANADA) else "US",
        zones=[
            ZoneOfState(zone=zone, place=Place(zone, (code,)).name)
            for zone in quiet_hours().zones(code, day)
        ],
    )


def _in_words(state: str | None, zone: str | None) -> str:
    """`Colorado`, `Florida (time of Pensacola)`, `time of Tokyo`."""
    if state is None:
        return say("people.place.zone", city=city(zone or ""))
    region = REGIONS[state]
    if zone is None or not region.places:
        return region.name
    return say("people.place.part", state=region.name, city=Place(zone, (state,)).name)


def _name(person: Person) -> str:
    return person.name or say("consent.this_person")
