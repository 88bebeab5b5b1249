"""Templates as tests of the console begin with them."""

import re
from html import unescape
from typing import Any

from sqlalchemy import select

from tests.integration.desk import Desk
from threadside.store.tables import Template
from threadside.templates import draft, reading, review
from threadside.templates.content import Content

HOME = "/console/templates"
HELLO = (
    "Hi {{first_name|there}}, {{rep.first_name}} from {{workspace.name}} here. Does ten suit you?"
)
MENDED = (
    "Hi {{first_name|there}}, {{rep.first_name}} from {{workspace.name}} here. Does noon suit you?"
)


def content(name: str = "Confirm a visit", body: str = HELLO, **more: Any) -> Content:
    """What a template holds."""
    return Content(**{"name": name, "body": body, "purpose": "informational", **more})


def typed(name: str = "Confirm a visit", body: str = HELLO, **more: Any) -> dict[str, Any]:
    """The editor's form as somebody filled it in."""
    given = {
        "name": name, "body": body, "folder": "", "tags": "", "purpose": "informational",
        "language": "en", "effective_from": "", "effective_until": "", "person": "", "do": "save",
    }  # fmt: skip
    return {**given, **more}


def drafted(desk: Desk, member: str, wanted: Content | None = None) -> str:
    """A template of which there is only a draft; its id."""
    with desk.uow.write() as tx:
        return draft.begin(tx, desk.workspace.id, member, wanted or content())


def waiting(desk: Desk, member: str, wanted: Content | None = None) -> str:
    """A draft that waits for review; the template's id."""
    made = drafted(desk, member, wanted)
    with desk.uow.write() as tx:
        review.submit(tx, desk.workspace.id, member, made, seen=1, words="Please look")
    return made


def approved(desk: Desk, member: str, wanted: Content | None = None) -> str:
    """A template in use; its id."""
    made = waiting(desk, member, wanted)
    with desk.uow.write() as tx:
        review.approve(tx, desk.workspace.id, member, made, "Says it well", seen=1)
    return made


def changed(desk: Desk, member: str, template_id: str, body: str = MENDED) -> None:
    """A change of it that waits for review."""
    with desk.uow.write() as tx:
        draft.revise(tx, desk.workspace.id, member, template_id)
        now = reading.one(tx.session, desk.workspace.id, template_id)
        wanted = content(now.content.name, body)
        seen = draft.edit(tx, desk.workspace.id, member, template_id, wanted, seen=1)
        review.submit(tx, desk.workspace.id, member, template_id, seen=seen)


def whole(desk: Desk, template_id: str) -> reading.Whole:
    """Everything that is known of a template."""
    with desk.uow.read() as session:
        return reading.one(session, desk.workspace.id, template_id)


def only(desk: Desk) -> str:
    """The id of the one template that there is."""
    with desk.uow.read() as session:
        mine = select(Template.id).where(Template.workspace_id == desk.workspace.id)
        return session.scalars(mine).one()


def words(page: str) -> str:
    """What a page says, without its marks, in one line."""
    apart = re.sub(r"</?(?:span|b|a|small|ins|del|code|time)\b[^>]*>", "", page)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", apart)))
