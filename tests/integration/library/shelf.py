"""A library as tests work with it: every verb in a transaction of its own."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from tests.builders import Someone
from tests.integration.desk import Desk
from tests.unit.media import samples
from threadside.app import MACHINERY
from threadside.errors import Refusal
from threadside.library import draft, reading, review, taking
from threadside.library.content import Content
from threadside.library.reading import Whole
from threadside.machinery import Machinery
from threadside.media import upkeep
from threadside.words import say

ROOF = Content("Roof photo", "A slate roof with a new skylight", "Roofs", ("slate", "skylight"))


class Shelf:
    """A desk's library, with two admins who look after it."""

    def __init__(self, app: Flask, desk: Desk) -> None:
        self.desk = desk
        self.dana = self.admin("Dana Field")
        self.ravi = self.admin("Ravi Shah")
        machinery: Machinery = app.extensions[MACHINERY]
        self._fetcher = machinery.media
        self._folder = desk.held.settings.data_dir / "media"

    def admin(self, name: str) -> Someone:
        return self.desk.build.member(self.desk.workspace, role="admin", name=name)

    def at(self, by: Someone | None = None) -> taking.Desk:
        held = self.desk.held
        who = (by or self.dana).id
        return taking.Desk(held.uow, held.media, held.scan, self.desk.workspace.id, who)

    def add(
        self, data: bytes | None = None, name: str = "roof_photo.jpg", by: Someone | None = None
    ) -> str:
        """A new item, as a draft; its id."""
        file = taking.File(name, samples.picture() if data is None else data)
        return taking.add(self.at(by), file)

    def replace(self, item_id: str, data: bytes, *, seen: int, by: Someone | None = None) -> int:
        return taking.replace(self.at(by), taking.File("other.jpg", data), item_id, seen=seen)

    def do(
        self, verb: Callable[..., Any], *args: Any, by: Someone | None = None, **more: Any
    ) -> Any:
        with self.desk.uow.write() as tx:
            return verb(tx, self.desk.workspace.id, (by or self.dana).id, *args, **more)

    def waiting(self, content: Content = ROOF, data: bytes | None = None) -> str:
        """An item that waits for review at revision 2."""
        made = self.add(data)
        self.do(draft.change, made, content=content, seen=1)
        self.do(review.submit, made, seen=2)
        return made

    def approved(
        self, content: Content = ROOF, data: bytes | None = None, by: Someone | None = None
    ) -> str:
        """An item whose first version is in force."""
        made = self.waiting(content, data)
        self.do(review.approve, made, "Shows it well", seen=2, by=by)
        return made

    def one(self, item_id: str) -> Whole:
        with self.desk.uow.read() as session:
            return reading.one(session, self.desk.workspace.id, item_id)

    def listed(self, **query: Any) -> dict[str, dict[str, Any]]:
        """What reps may choose, by name."""
        items = self.desk.get("/v1/library", **query)["items"]
        return {item["name"]: item for item in items}

    def use(self, item_id: str) -> dict[str, Any]:
        """An item as the rep's composer gets it."""
        answer = self.desk.ask("POST", f"/v1/library/{item_id}/use")
        assert answer.status_code == 201, answer.text
        made: dict[str, Any] = answer.json
        return made

    def files(self) -> list[Path]:
        """What lies in the media store."""
        return [path for path in self._folder.rglob("*") if path.is_file()]

    def upkeep(self, days: int = 20) -> None:
        """What housekeeping and the sweep of the store do, after some days."""
        self.desk.clock.advance(days=days)
        with self.desk.uow.write() as tx:
            upkeep.forget(tx)
        self._fetcher.sweep()


def refused(call: Callable[[], Any]) -> Refusal:
    with pytest.raises(Refusal) as found:
        call()
    title = say(f"error.{found.value.code}.title", **found.value.params)
    assert title, "every refusal has its words"
    return found.value
