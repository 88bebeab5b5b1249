"""A desk with two admins who look after its templates."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.builders import Someone
from tests.integration.desk import Desk
from threadside.errors import Refusal
from threadside.templates import draft, reading, review
from threadside.templates.content import Content
from threadside.words import say

LATE = Content("Running late", "Hi {{first_name|there}}, I am running late.", folder="Visits")


class Office:
    """A desk with two admins, and every verb in a transaction of its own."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.dana = self.admin("Dana Field")
        self.ravi = self.admin("Ravi Shah")

    def admin(self, name: str) -> Someone:
        return self.desk.build.member(self.desk.workspace, role="admin", name=name)

    def do(
        self, verb: Callable[..., Any], *args: Any, by: Someone | None = None, **more: Any
    ) -> Any:
        with self.desk.uow.write() as tx:
            who = (by or self.dana).id
            return verb(tx, self.desk.workspace.id, who, *args, **more)

    def approved(self, content: Content = LATE) -> str:
        """A template whose first version is in force."""
        made: str = self.do(draft.begin, content)
        self.approve(made, 1)
        return made

    def approve(self, template_id: str, seen: int, by: Someone | None = None) -> int:
        self.do(review.submit, template_id, seen=seen)
        found: int = self.do(review.approve, template_id, "Reads well", seen=seen, by=by)
        return found

    def one(self, template_id: str) -> reading.Whole:
        with self.desk.uow.read() as session:
            return reading.one(session, self.desk.workspace.id, template_id)

    def listed(self) -> dict[str, str]:
        """What reps may choose, by name."""
        items = self.desk.get("/v1/templates")["items"]
        return {item["name"]: item["body"] for item in items}


def refused(call: Callable[[], Any]) -> Refusal:
    with pytest.raises(Refusal) as found:
        call()
    title = say(f"error.{found.value.code}.title", **found.value.params)
    assert title, "every refusal has its words"
    return found.value
