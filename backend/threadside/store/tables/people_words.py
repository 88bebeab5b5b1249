"""Keeps `person_word` in step with the names of people, whoever changes them.

By the mapper's own events: a name is set in half a dozen places, and one that was forgotten would
be a person whom nobody finds. Texts of strangers, who have no name, cost nothing here.
"""

from typing import Any

from sqlalchemy import Connection, delete, event, insert, inspect

from threadside.rules.names import indexed
from threadside.store.tables.people import Person, PersonWord

_FROM = ("name", "first_name", "company")


def follow() -> None:
    """From now on, whatever a session writes of a person is followed."""
    event.listen(Person, "after_insert", _met)
    event.listen(Person, "after_update", _changed)


def _met(_mapper: Any, connection: Connection, person: Person) -> None:
    _fill(connection, person)


def _changed(_mapper: Any, connection: Connection, person: Person) -> None:
    state = inspect(person)
    if any(state.attrs[name].history.has_changes() for name in _FROM):
        connection.execute(delete(PersonWord).where(PersonWord.person_id == person.id))
        _fill(connection, person)


def _fill(connection: Connection, person: Person) -> None:
    found = indexed(getattr(person, name) or "" for name in _FROM)
    if found:
        key = {"workspace_id": person.workspace_id, "person_id": person.id}
        connection.execute(insert(PersonWord), [{**key, "word": word} for word in found])
