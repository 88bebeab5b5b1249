"""Pipedrive, as its API's description has it (`shapes/pipedrive.json`).

Its quirks: cursors in `additional_data`; `ids` leaves out what is not there; the search reads
digits and gives no custom fields; `person_id` of an activity is read-only; options are numbers;
leads are at the first version; a merge is told as a deletion, and only by webhook.
"""
# ruff: noqa: ARG002 - whatever answers is handed what was asked

import base64
import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from tests.contract.crms.double import HOOK_SECRET, Asked, Double, Kept, Said, digits, route
from threadside.crms.pipedrive import CRM
from threadside.linking.port import Request
from threadside.linking.values import Mapped, RecordType, Ref, RelatedKind

_OPT_OUT = "d4de1c1518b4531717c676029a45911c340390a6"
_TYPES: Mapping[str, RecordType] = {
    "persons": "contact",
    "deals": "deal",
    "organizations": "company",
}
_SHAPES = {"contact": "person", "deal": "deal", "company": "organization", "lead": "lead"}


class PipedriveDouble(Double):
    crm = CRM
    account = "acme"
    mapping = Mapped(opt_out=_OPT_OUT)
    token: Mapping[str, Any] = {"api_domain": "https://acme.pipedrive.com", "token_type": "Bearer"}
    groups = ("deal", "company", "lead")
    relates: Mapping[RelatedKind, RecordType] = {"deal": "deal"}
    has_users = True
    phone_fields = 1000
    roles = False
    tells_merges = False
    html = True
    too_fast_s = 2.0

    def __init__(self) -> None:
        super().__init__()
        self.hooks: list[dict[str, Any]] = []
        self.not_found = Said(404, self.shape("not_found"))
        self.signed_out = Said(401, self.shape("expired"))
        headers = {
            "x-ratelimit-limit": "80",
            "x-ratelimit-remaining": "0",
            "x-ratelimit-reset": "2",
        }
        self.too_fast = Said(429, self.shape("rate_limit"), headers)
        self.quirks = (
            Said(429, self.shape("rate_limit"), {"x-daily-ratelimit-token-remaining": "0"}),
        )

    def new_id(self, kind: RecordType) -> str:
        number = super().new_id(kind)
        return str(UUID(int=int(number) << 64)) if kind == "lead" else number

    def telling(self, what: str, ref: Ref, into: Ref | None = None) -> Request:
        told = self.shape("webhook")
        told["meta"] |= {
            "entity_id": ref.id,
            "correlation_id": str(UUID(int=int(self.new_id("deal")))),
        }
        told["meta"]["action"] = "change" if what == "changed" else "delete"
        if into is not None:
            told["meta"]["merged_to_id"] = into.id
        access = base64.b64encode(f"threadside:{HOOK_SECRET}".encode()).decode()
        headers = {"authorization": f"Basic {access}"}
        return Request("POST", "https://texts.example/h", headers, json.dumps(told).encode())

    @route("GET", "/api/v1/users/(me|77)")
    def user(self, asked: Asked, who: str) -> Said:
        return _data(self.shape("user"))

    @route("GET", "/api/v1/users")
    def users(self, asked: Asked) -> Said:
        gone = self.shape("user") | {"id": 78, "active_flag": False}
        return _data([self.shape("user"), gone])

    @route("GET", "/api/v2/deals")
    def deals(self, asked: Asked) -> Said:
        assert (asked.query["status"], asked.query["sort_by"]) == ("open", "update_time")
        found = [each for each in self.whose("deal", asked.query["person_id"]) if not each.closed]
        return _data([self._object(each) for each in found[: int(asked.query["limit"])]], None)

    @route("GET", "/api/v2/stages")
    def stages(self, asked: Asked) -> Said:
        return _data(self.shape("stages"), None)

    @route("GET", "/api/v2/personFields")
    def fields(self, asked: Asked) -> Said:
        return _data(self.shape("fields"), None)

    @route("GET", rf"/api/v2/personFields/{_OPT_OUT}")
    def field(self, asked: Asked) -> Said:
        return _data(self.shape("fields")[2])

    @route("GET", "/api/v1/activityTypes")
    def activity_types(self, asked: Asked) -> Said:
        return _data(self.shape("activity_types"))

    @route("GET", r"/api/v2/(persons|deals|organizations)/(\d+)")
    def one(self, asked: Asked, plural: str, number: str) -> Said:
        found = self.kept(_TYPES[plural], number)
        return _data(self._object(found)) if found else self.not_found

    @route("GET", r"/api/v1/leads/([0-9a-f-]{36})")
    def lead(self, asked: Asked, number: str) -> Said:
        found = self.kept("lead", number)
        return _data(self._object(found)) if found else self.not_found

    @route("GET", "/api/v2/persons")
    def persons(self, asked: Asked) -> Said:
        found = sorted(self.living("contact"), key=lambda each: int(each.ref.id))
        for name, kind in (("deal_id", "deal"), ("org_id", "company")):
            if name in asked.query:
                group = self.kept(kind, asked.query[name])  # type: ignore[arg-type]
                inside = {ref for ref, _, _ in group.members} if group else set()
                found = [each for each in found if each.ref in inside]
        if "ids" in asked.query:
            found = [each for each in found if each.ref.id in asked.query["ids"].split(",")]
        some, following = self.pages(found, asked.query.get("cursor"))
        if {"deal_id", "org_id", "ids"} & set(asked.query):
            some, following = found[: int(asked.query["limit"])], None
        return _data([self._object(each) for each in some], following)

    @route("GET", "/api/v2/persons/search")
    def search(self, asked: Asked) -> Said:
        said, fields = asked.query["term"], asked.query["fields"]
        term = digits(said) if fields == "phone" else said.casefold()
        if len(term) < 2 or fields not in ("phone", "name,email"):
            return Said(400, self.shape("invalid"))
        found = [
            each
            for each in self.living("contact")
            if (fields == "phone" and any(term in digits(raw) for raw in each.phones))
            or (fields != "phone" and term in each.name.casefold())
        ]
        return self._items(found[: int(asked.query["limit"])])

    @route("GET", "/api/v2/organizations/search")
    def search_organizations(self, asked: Asked) -> Said:
        term = asked.query["term"].casefold()
        if len(term) < 2 or asked.query["fields"] != "name":
            return Said(400, self.shape("invalid"))
        found = [each for each in self.living("company") if term in each.name.casefold()]
        return self._items(found[: int(asked.query["limit"])])

    def _items(self, found: list[Kept]) -> Said:
        items = []
        for each in found:
            item = self.shape("search_item")
            item["item"] |= {"id": int(each.ref.id), "name": each.name, "phones": each.phones}
            items.append(item)
        return Said(
            200,
            {"success": True, "data": {"items": items}, "additional_data": {"next_cursor": None}},
        )

    @route("GET", "/api/v2/activities")
    def activities(self, asked: Asked) -> Said:
        assert (asked.query["sort_by"], asked.query["sort_direction"]) == ("id", "desc")
        found = [
            each
            for each in reversed(self.entries.values())
            if each.who.id == asked.query["person_id"]
        ]
        some, following = self.pages(found, asked.query.get("cursor"))
        return _data(
            [self.shape("activity") | {"id": int(each.id), "note": each.body} for each in some],
            following,
        )

    @route("POST", "/api/v2/activities")
    def write(self, asked: Asked) -> Said:
        said = asked.body
        known = [each["key_string"] for each in self.shape("activity_types")]
        if "person_id" in said or said["type"] not in known or said["done"] is not True:
            return Said(400, self.shape("invalid"))
        (person,) = said["participants"]
        if self.kept("contact", str(person["person_id"])) is None:
            return self.not_found
        if "deal_id" in said and self.kept("deal", str(said["deal_id"])) is None:
            return Said(400, self.shape("invalid"))
        who = Ref("contact", str(person["person_id"]))
        number = self.log(who, str(said.get("deal_id", "")), said["note"])
        return _data(self.shape("activity") | {"id": int(number), "note": said["note"]}, status=201)

    @route("PATCH", r"/api/v2/activities/(\d+)")
    def rewrite(self, asked: Asked, number: str) -> Said:
        if number not in self.entries:
            return self.not_found
        self.entries[number].body = asked.body["note"]
        return _data(self.shape("activity"))

    @route("DELETE", r"/api/v2/activities/(\d+)")
    def erase(self, asked: Asked, number: str) -> Said:
        return _data({"id": int(number)}) if self.entries.pop(number, None) else self.not_found

    @route("PATCH", r"/api/v2/persons/(\d+)")
    def edit(self, asked: Asked, number: str) -> Said:
        found = self.kept("contact", number)
        if found is None:
            return self.not_found
        if asked.body["custom_fields"][_OPT_OUT] not in (31, 32, None):
            return Said(400, self.shape("invalid"))
        found.opted_out = asked.body["custom_fields"][_OPT_OUT] == 32
        return _data(self._object(found))

    @route("GET", "/api/v1/webhooks")
    def webhooks(self, asked: Asked) -> Said:
        return Said(200, {"status": "ok", "success": True, "data": self.hooks})

    @route("POST", "/api/v1/webhooks")
    def subscribe(self, asked: Asked) -> Said:
        assert asked.body["version"] == "2.0"
        self.hooks.append({"id": len(self.hooks), **asked.body})
        return Said(201, {"status": "ok", "success": True, "data": self.hooks[-1]})

    def _object(self, found: Kept) -> dict[str, Any]:
        said = self.shape(_SHAPES[found.ref.type])
        number: Any = found.ref.id
        said |= {"id": int(number) if number.isdigit() else number, "update_time": found.stamp}
        main = next((ref for ref, _, primary in found.members if primary), None)
        if found.ref.type == "contact":
            said |= {"name": found.name, "first_name": found.first, "last_name": found.last}
            said["custom_fields"] = {_OPT_OUT: 32 if found.opted_out else None, **found.chosen}
            said["phones"] = [
                {"value": raw, "primary": place == 0, "label": "mobile" if place else "work"}
                for place, raw in enumerate(found.phones)
            ]
        else:
            said |= {"title": found.name, "name": found.name}
            said["person_id"] = int(main.id) if main else None
        return dict(said)


def _data(data: Any, following: Any = ..., status: int = 200) -> Said:
    paging = {} if following is ... else {"additional_data": {"next_cursor": following}}
    return Said(status, {"success": True, "data": data, **paging})


DOUBLE = PipedriveDouble
