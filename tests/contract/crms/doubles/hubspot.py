"""HubSpot, as its specifications of release 2026-03 describe it (`shapes/hubspot.json`).

Its quirks: properties are opt-in, and those with options hold internal values; the calculated
phone properties hold national digits; a merged id answers with what it became; batch/read leaves
out what is not there.
"""
# ruff: noqa: ARG002 - whatever answers is handed what was asked

import base64
import hashlib
import hmac
import json
import re
import time
from collections.abc import Mapping
from typing import Any

import phonenumbers

from tests.contract.crms.double import APP_SECRET, Asked, Double, Kept, Said, has, route
from threadside.crms.hubspot import CRM
from threadside.linking.port import Request
from threadside.linking.values import Mapped, RecordType, Ref, RelatedKind

_OBJECTS = "/crm/objects/2026-03"
_TYPES: Mapping[str, RecordType] = {
    "contacts": "contact", "companies": "company", "deals": "deal", "tickets": "ticket",
}  # fmt: skip
_NAME = {"company": "name", "deal": "dealname", "ticket": "subject"}


def _national(raw: str) -> str | None:
    try:
        return str(phonenumbers.parse(raw, "US").national_number)
    except phonenumbers.NumberParseException:
        return None


class HubSpotDouble(Double):
    crm = CRM
    mapping = Mapped(opt_out="texting_opt_out")
    groups = ("company", "deal", "ticket")
    relates: Mapping[RelatedKind, RecordType] = {"deal": "deal", "ticket": "ticket"}
    has_users = True
    html = True
    token: Mapping[str, Any] = {
        "hub_id": 4412,
        "user_id": 9001,
        "scopes": ["oauth"],
        "token_type": "bearer",
    }
    too_fast_s = 10.0

    def __init__(self) -> None:
        super().__init__()
        self.not_found = Said(404, self.shape("not_found"))
        self.signed_out = Said(401, self.shape("expired"))
        rate = "X-HubSpot-RateLimit"
        limits = {f"{rate}-Interval-Milliseconds": "10000", f"{rate}-Max": "110"}
        self.too_fast = Said(429, self.shape("rate_limit"), limits)
        self.quirks = (
            Said(429, self.shape("rate_limit"), {"X-HubSpot-RateLimit-Daily-Remaining": "0"}),
        )

    def telling(self, what: str, ref: Ref, into: Ref | None = None) -> Request:
        event = self.shape("event") | {"objectId": int(ref.id), "eventId": int(self.new_id("deal"))}
        event["subscriptionType"] = {"deleted": "contact.deletion"}.get(
            what, "contact.propertyChange"
        )
        if into is not None:
            event |= {"subscriptionType": "contact.merge", "primaryObjectId": int(into.id),
                      "mergedObjectIds": [int(ref.id)], "newObjectId": int(into.id)}  # fmt: skip
        body = json.dumps([event]).encode()
        url, stamp = "https://texts.example/hooks/hubspot", str(int(time.time() * 1000))
        signed = b"POST" + url.encode() + body + stamp.encode()
        proof = base64.b64encode(hmac.new(APP_SECRET.encode(), signed, hashlib.sha256).digest())
        headers = {"x-hubspot-signature-v3": proof.decode(), "x-hubspot-request-timestamp": stamp}
        return Request("POST", url, headers, body)

    @route("GET", "/account-info/2026-03/details")
    def details(self, asked: Asked) -> Said:
        return Said(200, self.shape("details"))

    @route("GET", "/crm/properties/2026-03/contacts")
    def properties(self, asked: Asked) -> Said:
        return Said(200, self.shape("properties"))

    @route("POST", "/crm/properties/2026-03/contacts/batch/read")
    def described(self, asked: Asked) -> Said:
        names = [each["name"] for each in asked.body["inputs"]]
        assert len(names) <= 100
        every = self.shape("properties")["results"]
        found = [each for each in every if each["name"] in names]
        return Said(200, {"status": "COMPLETE", "results": found})

    @route("GET", r"/crm/owners/2026-03/(\d+)")
    def owner(self, asked: Asked, number: str) -> Said:
        return Said(200, self.shape("owner")) if number == "77" else self.not_found

    @route("GET", "/crm/owners/2026-03")
    def owners(self, asked: Asked) -> Said:
        assert int(asked.query["limit"]) <= 500
        return Said(200, {"results": [self.shape("owner")]})

    @route("GET", "/crm/pipelines/2026-03/(deals|tickets)")
    def pipelines(self, asked: Asked, plural: str) -> Said:
        return Said(200, {"results": [self.shape("pipeline")]})

    @route("GET", rf"{_OBJECTS}/(contacts|companies|deals|tickets)/(\d+)")
    def one(self, asked: Asked, plural: str, number: str) -> Said:
        found = self.records.get(Ref(_TYPES[plural], number))
        if found is not None and found.into is not None:
            found = self.records[found.into]
        if found is None or found.deleted:
            return self.not_found
        return Said(200, self._object(found, asked.query.get("properties", "").split(",")))

    @route("GET", rf"{_OBJECTS}/contacts")
    def list(self, asked: Asked) -> Said:
        assert 0 < int(asked.query["limit"]) <= 100
        some, after = self.pages(self.living("contact"), asked.query.get("after"))
        names = asked.query.get("properties", "").split(",")
        paging = {"paging": {"next": {"after": after, "link": "https://api.hubapi.com/x"}}}
        return Said(200, {"results": [self._object(each, names) for each in some],
                          **(paging if after else {})})  # fmt: skip

    @route("POST", rf"{_OBJECTS}/contacts/search")
    def search(self, asked: Asked) -> Said:
        if "query" in asked.body:
            return self._searched(asked)
        groups = asked.body["filterGroups"]
        if len(groups) > 5 or asked.body["limit"] > 200:
            return Said(400, self.shape("invalid"))
        found = [
            each
            for each in self.living("contact")
            if any(all(self._fits(each, one) for one in group["filters"]) for group in groups)
        ]
        results = [self._object(each, asked.body["properties"]) for each in found]
        return Said(200, {"total": len(results), "results": results[: asked.body["limit"]]})

    @route("POST", rf"{_OBJECTS}/(contacts|communications|deals|tickets)/batch/read")
    def batch(self, asked: Asked, plural: str) -> Said:
        ids = [each["id"] for each in asked.body["inputs"]]
        if len(ids) > 100:
            return Said(400, self.shape("invalid"))
        names = asked.body["properties"]
        if plural != "communications":
            found = [self.kept(_TYPES[plural], each) for each in ids]
            results = [self._object(each, names) for each in found if each]
        else:
            results = [
                self.shape("object")
                | {"id": each, "properties": {"hs_communication_body": self.entries[each].body}}
                for each in ids
                if each in self.entries
            ]
        return Said(200, {"status": "COMPLETE", "results": results})

    @route("GET", rf"{_OBJECTS}/(\w+)/(\d+)/associations/(\w+)")
    def associations(self, asked: Asked, plural: str, number: str, to: str) -> Said:
        found = self.kept(_TYPES[plural], number)
        if found is None:
            return self.not_found
        told = [(ref.id, role, primary) for ref, role, primary in found.members]
        if to in ("deals", "tickets"):
            told = [(each.ref.id, "", False) for each in self.whose(_TYPES[to], number)]
        if to == "communications":
            told = [(each.id, "", False) for each in self.entries.values() if each.who == found.ref]
        return Said(200, {"results": [self._association(*each) for each in told]})

    @route("POST", rf"{_OBJECTS}/communications")
    def write(self, asked: Asked) -> Said:
        said, on = asked.body["properties"], asked.body["associations"]
        ids = {each["types"][0]["associationTypeId"]: each["to"]["id"] for each in on}
        channel = (said["hs_communication_channel_type"], said["hs_communication_logged_from"])
        if (
            channel != ("SMS", "CRM")
            or "hs_timestamp" not in said
            or not set(ids) <= {81, 83, 85, 87}
        ):
            return Said(400, self.shape("invalid"))
        if self.kept("contact", ids[81]) is None:
            return self.not_found
        if 85 in ids and self.kept("deal", ids[85]) is None:
            return Said(400, self.shape("invalid"))
        number = self.log(Ref("contact", ids[81]), ids.get(85, ""), said["hs_communication_body"])
        return Said(201, self.shape("object") | {"id": number, "properties": said})

    @route("PATCH", rf"{_OBJECTS}/communications/(\w+)")
    def rewrite(self, asked: Asked, number: str) -> Said:
        if number not in self.entries:
            return self.not_found
        self.entries[number].body = asked.body["properties"]["hs_communication_body"]
        return Said(200, self.shape("object") | {"id": number})

    @route("DELETE", rf"{_OBJECTS}/communications/(\w+)")
    def erase(self, asked: Asked, number: str) -> Said:
        self.entries.pop(number, None)
        return Said(204)

    @route("PATCH", rf"{_OBJECTS}/contacts/(\d+)")
    def edit(self, asked: Asked, number: str) -> Said:
        found = self.kept("contact", number)
        if found is None:
            return self.not_found
        if set(asked.body["properties"]) != {"texting_opt_out"}:
            return Said(400, self.shape("invalid"))
        found.opted_out = asked.body["properties"]["texting_opt_out"] == "true"
        return Said(200, self._object(found, []))

    def _searched(self, asked: Asked) -> Said:
        """Every word is the beginning of one of theirs."""
        assert len(asked.body["query"]) <= 3000
        found = [each for each in self.living("contact") if has(each, asked.body["query"].split())]
        results = [self._object(each, asked.body["properties"]) for each in found]
        return Said(200, {"total": len(results), "results": results[: asked.body["limit"]]})

    def _fits(self, found: Kept, wanted: Mapping[str, str]) -> bool:
        assert wanted["operator"] == "EQ"
        index = {
            "hs_searchable_calculated_mobile_number": 0,
            "hs_searchable_calculated_phone_number": 1,
        }
        place = index.get(wanted["propertyName"])
        numbers = found.phones[place : place + 1] if place is not None else []
        return wanted["value"] in [_national(each) for each in numbers]

    def _object(self, found: Kept, names: Any) -> dict[str, Any]:
        phones = dict(zip(("mobilephone", "phone"), found.phones, strict=False))
        known: dict[str, Any] = {
            "hubspot_owner_id": found.owner, "createdate": found.stamp,
            "lastmodifieddate": found.stamp,
            "hs_is_closed": str(found.closed).lower(), "dealstage": "qualified",
            "hs_pipeline_stage": "1", "amount": "1200.00", "deal_currency_code": "USD",
            "hs_lastmodifieddate": found.stamp, "closedate": "2026-12-01T00:00:00Z",
            "hs_object_id": found.ref.id, "texting_opt_out": str(found.opted_out).lower(), **phones,
            **found.chosen,
        }  # fmt: skip
        if found.ref.type == "contact":
            known |= {"firstname": found.first, "lastname": found.last}
        else:
            known[_NAME[found.ref.type]] = found.name
        always = {"createdate", "lastmodifieddate", "hs_object_id"}
        properties = {
            name: known.get(name) for name in {*names, *always} if re.fullmatch(r"\w+", name)
        }
        return self.shape("object") | {"id": found.ref.id, "properties": properties}

    def _association(self, number: str, role: str, primary: bool) -> dict[str, Any]:
        said = self.shape("association") | {"toObjectId": number}
        for label in [role, *(["Primary"] if primary else [])]:
            if label:
                said["associationTypes"].append(
                    {"category": "USER_DEFINED", "typeId": 28, "label": label}
                )
        return dict(said)


DOUBLE = HubSpotDouble
