"""Zoho CRM, as its v8 specifications describe it (`shapes/zoho.json`).

Its quirks: nothing found is 204 without a body; `fields` is mandatory in lists; a page token goes
on; a refused note is 202; what is not there is refused as invalid; `Authorization` has a scheme of
its own.
"""
# ruff: noqa: ARG002 - whatever answers is handed what was asked

import json
from collections.abc import Mapping, Sequence
from typing import Any

from tests.contract.crms.double import HOOK_SECRET, Asked, Double, Kept, Said, digits, has, route
from threadside.crms.zoho import CRM
from threadside.linking.port import Request
from threadside.linking.values import Mapped, RecordType, Ref, RelatedKind

_TYPES: Mapping[str, RecordType] = {
    "Contacts": "contact", "Leads": "lead", "Accounts": "company", "Deals": "deal",
    "Cases": "ticket",
}  # fmt: skip
_MODULES = "|".join(_TYPES)


class ZohoDouble(Double):
    crm = CRM
    account = "7001"
    mapping = Mapped(opt_out="SMS_Opt_Out")
    token: Mapping[str, Any] = {
        "api_domain": "https://www.zohoapis.com",
        "token_type": "Bearer",
        "expires_in": 3600,
    }
    first_id = 4876876000000333000
    groups = ("company", "deal", "ticket")
    relates: Mapping[RelatedKind, RecordType] = {"deal": "deal", "ticket": "ticket"}
    phone_fields = 4
    tells_merges = False
    too_fast_s = 900.0

    def __init__(self) -> None:
        super().__init__()
        self.not_found = Said(404, {"code": "INVALID_URL_PATTERN", "status": "error"})
        self.signed_out = Said(401, self.shape("expired"))
        self.too_fast = Said(429, self.shape("rate_limit"), {"X-API-CREDITS-REMAINING": "0"})
        self.quirks = (Said(429, self.shape("rate_limit")),)

    def allowed(self, asked: Asked) -> bool:
        return asked.headers.get("authorization") == "Zoho-oauthtoken a-token"

    def telling(self, what: str, ref: Ref, into: Ref | None = None) -> Request:
        told = self.shape("notification") | {"ids": [ref.id], "token": HOOK_SECRET[:50]}
        told |= {"operation": "delete" if what == "deleted" else "update"}
        told["server_time"] += int(self.new_id("deal")) % 100_000
        return Request("POST", "https://texts.example/h", {}, json.dumps(told).encode())

    @route("GET", "/crm/v8/org")
    def org(self, asked: Asked) -> Said:
        return Said(200, self.shape("org"))

    @route("GET", "/crm/v8/settings/fields")
    def fields(self, asked: Asked) -> Said:
        assert asked.query["module"] == "Contacts"
        return Said(200, self.shape("fields"))

    @route("GET", rf"/crm/v8/({_MODULES})/(\d+)")
    def one(self, asked: Asked, module: str, number: str) -> Said:
        found = self.kept(_TYPES[module], number)
        return self._data(asked, [found] if found else [])

    @route("GET", rf"/crm/v8/({_MODULES})")
    def list(self, asked: Asked, module: str) -> Said:
        found = self.living(_TYPES[module])
        if "fields" not in asked.query or asked.query["fields"].count(",") >= 50:
            return Said(400, self.shape("mandatory"))
        if "ids" in asked.query:
            return self._data(
                asked, [each for each in found if each.ref.id in asked.query["ids"].split(",")]
            )
        some, following = self.pages(found, asked.query.get("page_token"))
        return self._data(asked, some, following)

    @route("GET", rf"/crm/v8/({_MODULES})/search")
    def search(self, asked: Asked, module: str) -> Said:
        said = asked.query.get("word")
        if said is not None and len(said) < 2:
            return Said(400, self.shape("mandatory"))
        found = [
            each
            for each in self.living(_TYPES[module])
            if (said is not None and has(each, said.split()))
            or any(digits(raw) == asked.query.get("phone") for raw in each.phones)
        ]
        return self._data(asked, found[: int(asked.query["per_page"])])

    @route("GET", r"/crm/v8/(Accounts|Deals)/(\d+)/(Contacts|Contact_Roles)")
    def related(self, asked: Asked, module: str, number: str, name: str) -> Said:
        group = self.kept(_TYPES[module], number)
        members = group.members if group else []
        if name == "Contacts":
            return self._data(
                asked, [self.records[ref] for ref, _, _ in members][: int(asked.query["per_page"])]
            )
        roles = [
            {"id": ref.id, "Contact_Role": {"name": role, "id": "1"} if role else None}
            for ref, role, _ in members
        ]
        return Said(200, {"data": roles, "info": self.shape("info")}) if roles else Said(204)

    @route("GET", r"/crm/v8/Contacts/(\d+)/(Deals|Cases)")
    def beside(self, asked: Asked, number: str, module: str) -> Said:
        assert (asked.query["sort_by"], asked.query["sort_order"]) == ("Modified_Time", "desc")
        found = self.whose(_TYPES[module], number)[: int(asked.query["per_page"])]
        return self._data(asked, found)

    @route("GET", r"/crm/v8/(Contacts|Leads)/(\d+)/Notes")
    def notes(self, asked: Asked, module: str, number: str) -> Said:
        found = [each for each in self.entries.values() if each.who == Ref(_TYPES[module], number)]
        notes = [{"id": each.id, "Note_Content": each.body} for each in found]
        return Said(200, {"data": notes, "info": self.shape("info")}) if notes else Said(204)

    @route("GET", r"/crm/v8/Notes/(\d+)")
    def note(self, asked: Asked, number: str) -> Said:
        return Said(200, {"data": [{"id": number}]}) if number in self.entries else Said(204)

    @route("POST", "/crm/v8/Notes")
    def write(self, asked: Asked) -> Said:
        (said,) = asked.body["data"]
        if not said.get("Note_Content"):
            return Said(202, {"data": [self.shape("mandatory")]})
        parent = said["Parent_Id"]
        who = Ref(_TYPES[parent["module"]["api_name"]], parent["id"])
        if self.kept(who.type, who.id) is None:
            return Said(202, {"data": [self.shape("invalid_data")]})
        return self._done(self.log(who, "", said["Note_Content"]), 201)

    @route("PUT", r"/crm/v8/Notes/(\d+)")
    def rewrite(self, asked: Asked, number: str) -> Said:
        if number not in self.entries:
            return Said(400, {"data": [self.shape("invalid_data")]})
        self.entries[number].body = asked.body["data"][0]["Note_Content"]
        return self._done(number)

    @route("DELETE", r"/crm/v8/Notes/(\d+)")
    def erase(self, asked: Asked, number: str) -> Said:
        if self.entries.pop(number, None) is None:
            return Said(400, {"data": [self.shape("invalid_data")]})
        return self._done(number)

    @route("PUT", r"/crm/v8/Contacts/(\d+)")
    def edit(self, asked: Asked, number: str) -> Said:
        found = self.kept("contact", number)
        if found is None:
            return Said(400, {"data": [self.shape("invalid_data")]})
        found.opted_out = asked.body["data"][0]["SMS_Opt_Out"]
        return self._done(number)

    @route("POST", "/crm/v8/actions/watch")
    def watch(self, asked: Asked) -> Said:
        (watch,) = asked.body["watch"]
        assert len(watch["token"]) <= 50
        assert isinstance(watch["channel_id"], int)
        return Said(201, {"watch": [self.shape("watching")]})

    def _done(self, number: str, status: int = 200) -> Said:
        done = self.shape("success")
        done["details"]["id"] = number
        return Said(status, {"data": [done]})

    def _data(self, asked: Asked, found: Sequence[Kept], following: str | None = None) -> Said:
        if not found:
            return Said(204)
        names = asked.query.get("fields", "").split(",")
        info = self.shape("info") | {"more_records": bool(following), "next_page_token": following}
        return Said(200, {"data": [self._object(each, names) for each in found], "info": info})

    def _object(self, kept: Kept, names: Sequence[str]) -> dict[str, Any]:
        main = next((ref for ref, _, primary in kept.members if primary), None)
        pointer = {"name": self.records[main].name, "id": main.id} if main else None
        phones = dict(
            zip(("Mobile", "Phone", "Home_Phone", "Other_Phone"), kept.phones, strict=False)
        )
        said = self.shape("record") | {"id": kept.ref.id, "Modified_Time": kept.stamp}
        known = said | phones | {
            "Full_Name": kept.name, "First_Name": kept.first, "Last_Name": kept.last,
            "Account_Name": kept.name if kept.ref.type == "company" else None,
            "Deal_Name": kept.name, "Case_Number": "4026", "Subject": kept.name,
            "Stage": "Closed Won" if kept.closed else "Qualification", "Amount": 1200,
            "Probability": 100 if kept.closed else 20, "Closing_Date": "2026-12-01",
            "Status": "New", "SMS_Opt_Out": kept.opted_out, "Contact_Name": pointer,
            "Related_To": pointer, **kept.chosen,
        }  # fmt: skip
        return {name: known.get(name) for name in (*names, "id", "$converted")}


DOUBLE = ZohoDouble
