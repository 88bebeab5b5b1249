"""An admin of one workspace touches nobody's role, invitation or device in another: every route of
the section, with every id of the other workspace."""

from collections.abc import Callable

from flask import Flask
from sqlalchemy import select

from tests.builders import Builders, Someone
from tests.integration.console.conftest import Visit
from tests.integration.console.test_frame import routes
from tests.integration.desk import Desk
from tests.integration.workspace.people import browser, extension, name_of
from threadside.ids import new_id
from threadside.store.base import Base
from threadside.store.tables import (
    Invitation,
    Member,
    OAuthToken,
    Passkey,
    PasswordLink,
    SecondFactor,
    WebSession,
)
from threadside.store.uow import UnitOfWork
from threadside.workspace import invitations

FIELDS = {
    "role": "lead", "was_role": "rep", "reason": "Because", "email": "new@example.com",
    "old": "x", "new": "x", "name": "Mine",
}  # fmt: skip


def rows(uow: UnitOfWork, desk: Desk) -> list[object]:
    """Everything of the other workspace's people that a route could change."""
    with uow.read() as session:
        tables: list[type[Base]] = [
            Member, OAuthToken, WebSession, Invitation, Passkey, PasswordLink, SecondFactor
        ]  # fmt: skip
        return [
            {column.key: getattr(row, column.key) for column in table.__table__.columns}
            for table in tables
            for row in session.scalars(select(table))
            if belongs(row, desk)
        ]


def passkey_of(uow: UnitOfWork, someone: Someone) -> Passkey:
    made = Passkey(
        id=new_id(), user_id=someone.user.id, credential_id="AAAA", public_key="AAAA",
        name="Theirs", sign_count=0, created_at=uow.clock(),
    )  # fmt: skip
    Builders(uow).add(made)
    return made


def belongs(row: Base, desk: Desk) -> bool:
    ours = {desk.workspace.id, desk.rep.id, desk.rep.user.id}
    return bool(
        ours & {getattr(row, name, None) for name in ("workspace_id", "member_id", "user_id")}
    )


def test_no_route_of_the_section_reaches_into_another_workspace(
    app: Flask, build: Builders, desk: Desk, visit: Callable[[Someone], Visit], uow: UnitOfWork
) -> None:
    boss = desk.build.member(desk.workspace, role="admin", name="Dana Whitfield")
    with uow.write() as tx:
        made = invitations.invite(tx, desk.workspace.id, boss.id, "lee@example.com", "rep")
    family = new_id()
    extension(uow, desk.rep, family)
    theirs = {
        "member_id": [desk.rep.id, boss.id],
        "invitation_id": [made.id],
        "device_id": [family, name_of(browser(uow, desk.rep))],
        "passkey_id": [passkey_of(uow, desk.rep).id],
    }
    stranger = visit(build.member(role="admin", name="Sly Stranger"))
    mine = {"member_id": stranger.someone.id}
    before = rows(uow, desk)
    walked = 0
    for method, rule in routes(app):
        if not rule.rule.startswith(("/console/people", "/console/me")):
            continue
        for values in combined(rule.arguments, theirs, mine):
            path = str(rule.build(values, append_unknown=False)[1])  # type: ignore[index]
            posted = method == "POST"
            answer = stranger.submit(path, **FIELDS) if posted else stranger.open(path)
            if values:
                assert answer.status_code == 404, f"{method} {path}"
                walked += 1
            for secret in ("Kim Okafor", "Dana Whitfield", "lee@example.com", desk.rep.id):
                assert secret not in answer.text, f"{method} {path}"
            assert rows(uow, desk) == before, f"{method} {path}"
    assert walked > 15


def combined(
    arguments: set[str], theirs: dict[str, list[str]], mine: dict[str, str]
) -> list[dict[str, str]]:
    """Every way to fill a route's ids with theirs, and with our member before their device."""
    found: list[dict[str, str]] = [{}]
    for name in sorted(arguments):
        found = [{**each, name: value} for each in found for value in theirs[name]]
    if arguments == {"member_id", "device_id"}:
        found += [{**mine, "device_id": value} for value in theirs["device_id"]]
    return found
