"""The predicate itself: nothing is left out of it, and who sees everything pays nothing for it."""

from collections.abc import Iterator
from typing import get_args

import pytest
from flask import Flask
from pydantic import BaseModel
from sqlalchemy import event, select, union_all

from tests.integration.places.conftest import Franchise
from threadside.contracts.common import Id
from threadside.http.document import MARK
from threadside.http.reaching import NAMED
from threadside.store import narrowing
from threadside.store.base import Base
from threadside.store.narrowing import OPEN, WHERE, Reach
from threadside.store.tables import Line, Person, Thread
from threadside.store.uow import UnitOfWork

AUTHORLESS = {"template", "item_id", "id", "record", "new_person"}
"""Fields that are no ids of what somebody may not see."""


@pytest.fixture
def asked(uow: UnitOfWork) -> Iterator[list[str]]:
    told: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if not statement.startswith("BEGIN"):
            told.append(statement)

    event.listen(uow.engine, "before_cursor_execute", note)
    yield told
    event.remove(uow.engine, "before_cursor_execute", note)


def test_every_table_is_narrowed_or_open_for_a_reason() -> None:
    tables = {mapper.class_ for mapper in Base.registry.mappers}
    assert set(WHERE) | set(OPEN) == tables
    assert not set(WHERE) & set(OPEN)


def test_every_id_that_a_route_takes_is_looked_up(app: Flask) -> None:
    missing = set()
    for rule in app.url_map.iter_rules():
        described = getattr(app.view_functions[rule.endpoint], MARK, None)
        if described is None or described.public:
            continue
        names = {name for model in (described.query, described.body) for name in ids(model)}
        missing |= (names | rule.arguments) - set(NAMED) - AUTHORLESS
    assert missing == set()


def ids(model: type[BaseModel] | None) -> set[str]:
    """The fields of a contract that hold an id, or several."""
    if model is None:
        return set()
    pattern = get_args(Id)[1].metadata[0].pattern
    return {name for name, field in model.model_fields.items() if pattern in repr(field)}


def test_who_sees_everything_pays_nothing(franchise: Franchise, asked: list[str]) -> None:
    boss = franchise.build.member(franchise.workspace, role="lead")
    path = f"/v1/people/{franchise.denver.anna.id}/timeline"
    franchise.denver.get(path, who=boss)
    del asked[:]
    franchise.denver.get(path, who=boss)
    whole = len(asked)
    assert not any("reached_thread" in statement for statement in asked)
    franchise.denver.get(path)  # whose use of the workspace is noted once
    del asked[:]
    franchise.denver.get(path)
    assert len(asked) == whole + 2, "one for the lines, one to look up who is named"


def test_joins_subqueries_and_aliases_are_narrowed_alike(franchise: Franchise) -> None:
    reach = Reach("nobody", frozenset({franchise.boulder.line.id}))
    of_denver = select(Thread.person_id).where(Thread.line_id == franchise.denver.line.id)
    with franchise.desk.uow.read_as(reach) as session:
        assert session.scalars(select(Thread.id)).all() == []
        assert session.scalars(select(Person.id).where(Person.id.in_(of_denver))).all() == []
        assert session.scalars(select(Person.name).join(Thread)).all() == []
        both = union_all(select(Thread.id), select(Line.id)).subquery()
        assert session.scalars(select(both.c.id)).all() == [franchise.boulder.line.id]
        with pytest.raises(TypeError, match="union"):
            session.execute(union_all(select(Thread.id), select(Line.id)))
        with narrowing.whole(session):
            assert len(session.scalars(select(Thread.id)).all()) == 1


def test_machines_see_everything_in_whoevers_request(franchise: Franchise) -> None:
    narrowing.see_as(Reach("nobody", frozenset()))
    try:
        with franchise.desk.uow.whole().read() as session:
            assert session.scalars(select(Thread.id)).all()
        with franchise.desk.uow.read() as session:
            assert not session.scalars(select(Thread.id)).all()
    finally:
        narrowing.see_as(None)
