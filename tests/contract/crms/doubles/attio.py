"""Attio, as its documents describe it (`shapes/attio.json`).

Its quirks: every attribute is a list of values, each in a shape of its type; a note can't be
changed; an object has a name in addresses and an id in webhooks; Attio makes a webhook's secret.
"""
# ruff: noqa: ARG002 - whatever answers is handed what was asked

import hashlib
import hmac
import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

import phonenumbers

from tests.contract.crms.double import HOOK_URL, Asked, Double, Kept, Said, digits, route
from threadside.crms.attio import CRM
from threadside.linking.port import Request
from threadside.linking.values import Mapped, RecordType, Ref, RelatedKind

_TYPES: Mapping[str, RecordType] = {"people": "contact", "companies": "company", "deals": "deal"}
_PEOPLE = "97052eb9-e65e-443f-a297-f2d9a4a7f795"
_SECRET = "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb"
_UUID = "([0-9a-f-]{36})"


def _e164(raw: str) -> str:
    try:
        number = phonenumbers.parse(raw, "US")
    except phonenumbers.NumberParseException:
        return raw
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


class AttioDouble(Double):
    crm = CRM
    account = "acme"
    mapping = Mapped(opt_out="no_texts")
    groups = ("company", "deal")
    relates: Mapping[RelatedKind, RecordType] = {"deal": "deal"}
    phone_fields = 1000
    roles = False
    tells_merges = False

    def __init__(self) -> None:
        super().__init__()
        self.notes: dict[str, str] = {}
        self.not_found = Said(404, self.shape("not_found"))
        self.signed_out = Said(401, self.shape("signed_out"))
        self.too_fast = Said(429, self.shape("too_fast"), {"Retry-After": "17"})

    def new_id(self, kind: RecordType) -> str:
        return str(UUID(int=int(super().new_id(kind)) << 64))

    def log(self, who: Ref, about: str, body: str, **fields: Any) -> str:
        """Kept by our key, which is how the adapter knows it."""
        note = super().log(who, about, body, **fields)
        name = body.rsplit(maxsplit=1)[-1]
        self.entries[name] = self.entries.pop(note)
        self.notes = {each: known for each, known in self.notes.items() if known != name}
        self.notes[note] = name
        return note

    def telling(self, what: str, ref: Ref, into: Ref | None = None) -> Request:
        told = self.shape("webhook")
        (event,) = told["events"]
        event["event_type"] = f"record.{'updated' if what == 'changed' else 'deleted'}"
        event["id"] |= {"object_id": _PEOPLE, "record_id": ref.id}
        body = json.dumps(told).encode()
        proof = hmac.new(_SECRET.encode(), body, hashlib.sha256).hexdigest()
        headers = {"attio-signature": proof, "idempotency-key": self.new_id("deal")}
        return Request("POST", HOOK_URL, headers, body)

    @route("GET", "/v2/self")
    def who(self, asked: Asked) -> Said:
        return Said(200, self.shape("self"))

    @route("GET", "/v2/objects/people")
    def people(self, asked: Asked) -> Said:
        return Said(200, {"data": {"id": {"object_id": _PEOPLE}, "api_slug": "people"}})

    @route("GET", "/v2/objects/people/attributes")
    def attributes(self, asked: Asked) -> Said:
        return Said(200, {"data": self.shape("attributes")})

    @route("GET", f"/v2/workspace_members/{_UUID}")
    def member(self, asked: Asked, number: str) -> Said:
        return Said(200, {"data": self.shape("member")})

    @route("GET", f"/v2/objects/(people|companies|deals)/records/{_UUID}")
    def one(self, asked: Asked, plural: str, number: str) -> Said:
        found = self.kept(_TYPES[plural], number)
        return Said(200, {"data": self._record(found)}) if found else self.not_found

    @route("POST", "/v2/objects/people/records/query")
    def query(self, asked: Asked) -> Said:
        body = asked.body
        found = sorted(self.living("contact"), key=lambda each: each.at)
        size, wanted = body["limit"], body.get("filter", {})
        if "record_id" in wanted:
            found = [each for each in found if each.ref.id in wanted["record_id"]["$in"]]
        elif "$or" in wanted:
            parts = [digits(each["phone_numbers"]["$contains"]) for each in wanted["$or"]]
            found = [
                each
                for each in found
                if any(part in digits(_e164(raw)) for raw in each.phones for part in parts)
            ]
        else:
            found = found[body["offset"] :]
            size = min(size, self.page)
        return Said(200, {"data": [self._record(each) for each in found[:size]]})

    @route("POST", "/v2/objects/deals/records/query")
    def deals(self, asked: Asked) -> Said:
        wanted = asked.body["filter"]["record_id"]["$in"]
        found = [each for each in self.living("deal") if each.ref.id in wanted]
        return Said(200, {"data": [self._record(each) for each in found[: asked.body["limit"]]]})

    @route("PATCH", f"/v2/objects/people/records/{_UUID}")
    def edit(self, asked: Asked, number: str) -> Said:
        found = self.kept("contact", number)
        if found is None:
            return self.not_found
        found.opted_out = asked.body["data"]["values"]["no_texts"]
        return Said(200, {"data": self._record(found)})

    @route("POST", "/v2/notes")
    def write(self, asked: Asked) -> Said:
        said = asked.body["data"]
        if said["format"] not in ("plaintext", "markdown") or said["parent_object"] != "people":
            return Said(400, self.shape("invalid"))
        if self.kept("contact", said["parent_record_id"]) is None:
            return self.not_found
        number = self.log(Ref("contact", said["parent_record_id"]), "", said["content"])
        return Said(200, {"data": {"id": {"note_id": number}, "title": said["title"]}})

    @route("GET", "/v2/notes")
    def list(self, asked: Asked) -> Said:
        assert 0 < int(asked.query["limit"]) <= 50
        found = [
            {"id": {"note_id": note}, "content_plaintext": self.entries[name].body}
            for note, name in reversed(self.notes.items())
            if name in self.entries and self.entries[name].who.id == asked.query["parent_record_id"]
        ]
        start = int(asked.query["offset"])
        return Said(200, {"data": found[start : start + int(asked.query["limit"])]})

    @route("DELETE", f"/v2/notes/{_UUID}")
    def erase(self, asked: Asked, number: str) -> Said:
        name = self.notes.pop(number, None)
        if name is not None:
            del self.entries[name]
        # A changed text took the place of the old one already.
        return Said(200, {})

    @route("POST", "/v2/webhooks")
    def subscribe(self, asked: Asked) -> Said:
        assert all("filter" in each for each in asked.body["data"]["subscriptions"])
        return Said(200, {"data": {"id": {"webhook_id": "w"}, "secret": _SECRET}})

    def _record(self, found: Kept) -> dict[str, Any]:
        said = self.shape(found.ref.type)
        said["id"] = {"workspace_id": "w", "object_id": _PEOPLE, "record_id": found.ref.id}
        values = said["values"]
        if found.ref.type == "contact":
            values["name"] = [{"attribute_type": "personal-name", "first_name": found.first,
                               "last_name": found.last, "full_name": found.name}]  # fmt: skip
            values["phone_numbers"] = [
                {"attribute_type": "phone-number", "phone_number": raw, "country_code": "US",
                 "original_phone_number": raw}
                for raw in found.phones
            ]  # fmt: skip
            values["no_texts"] = [{"attribute_type": "checkbox", "value": found.opted_out}]
            values["associated_deals"] = [
                {"target_object": "deals", "target_record_id": each.ref.id}
                for each in self.whose("deal", found.ref.id)
            ]
        else:
            values["name"] = [{"attribute_type": "text", "value": found.name}]
            team = sorted(found.members, key=lambda member: not member[2])
            values["team" if found.ref.type == "company" else "associated_people"] = [
                {"target_object": "people", "target_record_id": ref.id} for ref, _, _ in team
            ]
        if found.ref.type == "deal":
            values["stage"][0]["active_from"] = f"{found.stamp[:-1]}000000Z"
            if found.closed:
                values["stage"][0]["status"]["title"] = "Won 🎉"
        return dict(said)


DOUBLE = AttioDouble
