"""A client as small as it can be: a snapshot, and what it makes of the events above it."""

from typing import Any

from tests.integration.desk import Desk

RECORD = {"crm": "sample", "account": "acme", "type": "contact", "id": "1001"}


class Screen:
    """What one rep sees beside one record."""

    def __init__(self, desk: Desk, member_id: str) -> None:
        self._desk = desk
        self._member_id = member_id
        self.shown: dict[str, Any] = self._fetch()
        self.seq: int = self.shown["seq"]

    def _fetch(self) -> dict[str, Any]:
        return dict(self._desk.get("/v1/beside", **RECORD))

    def catch_up(self) -> None:
        """Apply the events above the snapshot, each of them twice: that must not matter."""
        for event in self._desk.events(self.seq):
            for _ in range(2):
                self._apply(event.payload)
            self.seq = event.seq

    def _apply(self, data: dict[str, Any]) -> None:
        kind = data["type"]
        if kind in {"message", "note", "timeline"}:
            self._item(data["item"])
        elif kind == "read":
            mine = data["member_id"] == self._member_id
            if mine and data["person_id"] == self.shown["person_id"]:
                self.shown["unread_after"] = max(self.shown["unread_after"], data["seq_read"])
        elif kind in {"consent", "person", "workspace"}:
            self._refetch()

    def _item(self, item: dict[str, Any]) -> None:
        if item["person_id"] != self.shown["person_id"]:
            return
        items = self.shown["timeline"]["items"]
        known = {one["id"]: place for place, one in enumerate(items)}
        place = known.get(item["id"])
        if place is None:
            items.append(item)
            items.sort(key=lambda one: (one["at"], one["id"]))
        elif item["version"] > items[place]["version"]:
            items[place] = item

    def _refetch(self) -> None:
        """Everything but the timeline: that one follows from events alone."""
        fresh = self._fetch()
        moved = fresh["person_id"] != self.shown["person_id"]
        timeline = fresh["timeline"] if moved else self.shown["timeline"]
        self.shown = {**fresh, "timeline": timeline}

    def assert_true(self) -> None:
        """What is shown is what a fresh snapshot would show."""
        fresh = self._fetch()
        for part in ("state", "person_id", "unread_after", "lines", "values", "timeline"):
            assert self.shown[part] == fresh[part], part
        assert self.shown["verdict"]["state"] == fresh["verdict"]["state"]
        assert self.seq == fresh["seq"]
