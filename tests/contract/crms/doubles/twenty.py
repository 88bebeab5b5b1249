"""Twenty, as its OpenAPI and its source describe it (`shapes/twenty.json`).

Its quirks: answers are named by what was asked; numbers typed with a `+` are kept in parts, others
as they came; additional ones are JSON; a select's value is not its label, an amount is in
millionths; filters are a language of their own; a note belongs to
somebody by a second record, whose field was renamed between versions.
"""
# ruff: noqa: ARG002 - whatever answers is handed what was asked

import hashlib
import hmac
import json
import re
import time
from collections.abc import Mapping
from typing import Any, ClassVar
from uuid import UUID

import phonenumbers

from tests.contract.crms.double import HOOK_SECRET, HOOK_URL, Asked, Double, Kept, Said, route
from threadside.crms.twenty import CRM
from threadside.linking.port import Request
from threadside.linking.values import Mapped, RecordType, Ref, RelatedKind

_TYPES: Mapping[str, RecordType] = {
    "people": "contact", "companies": "company", "opportunities": "deal",
}  # fmt: skip
_SINGULAR = {"people": "person", "companies": "company", "opportunities": "opportunity"}
_UUID = "([0-9a-f-]{36})"


class TwentyDouble(Double):
    crm = CRM
    account = "acme.twenty.com"
    mapping = Mapped(opt_out="noTexts")
    token: ClassVar[Mapping[str, Any]] = {
        "workspace": "https://Acme.twenty.com/objects/people",
        "key": "a-token",
    }
    groups = ("company", "deal")
    relates: Mapping[RelatedKind, RecordType] = {"deal": "deal"}
    phone_fields = 1000
    roles = False
    tells_merges = False
    person_field = "targetPersonId"

    def __init__(self) -> None:
        super().__init__()
        self.not_found = Said(404, self.shape("not_found"))
        self.signed_out = Said(401, self.shape("signed_out"))
        self.too_fast = Said(429, self.shape("too_fast"), {"Retry-After": "17"})

    def new_id(self, kind: RecordType) -> str:
        return str(UUID(int=int(super().new_id(kind)) << 64))

    def telling(self, what: str, ref: Ref, into: Ref | None = None) -> Request:
        told = self.shape("webhook")
        told["eventName"] = f"person.{'updated' if what == 'changed' else 'deleted'}"
        told["record"] |= {"id": ref.id, "updatedAt": self.records[ref].stamp}
        body, stamp = json.dumps(told).encode(), str(int(time.time() * 1000))
        signed = f"{stamp}:".encode() + body
        proof = hmac.new(HOOK_SECRET.encode(), signed, hashlib.sha256).hexdigest()
        headers = {"x-twenty-webhook-signature": proof, "x-twenty-webhook-timestamp": stamp,
                   "x-twenty-webhook-nonce": "8d1f"}  # fmt: skip
        return Request("POST", HOOK_URL, headers, body)

    @route("GET", "/rest/metadata/objects")
    def objects(self, asked: Asked) -> Said:
        return Said(200, {"data": {"objects": self.shape("objects")}})

    @route("GET", rf"/rest/(people|companies|opportunities)/{_UUID}")
    def one(self, asked: Asked, plural: str, number: str) -> Said:
        found = self.kept(_TYPES[plural], number)
        return _named(_SINGULAR[plural], self._row(found)) if found else self.not_found

    @route("GET", "/rest/people")
    def list(self, asked: Asked) -> Said:
        wanted = asked.query.get("filter", "")
        size = int(asked.query["limit"])
        assert 0 < size <= 60
        found = sorted(self.living("contact"), key=lambda each: each.ref.id)
        if company := re.fullmatch(rf"companyId\[eq\]:{_UUID}", wanted):
            found = [each for each in found if each.ref in self._team(company[1])]
            return self._page("people", [self._row(each) for each in found], size, None)
        if wanted:
            clauses = re.findall(r'(\w+\.\w+)\[ilike\]:"([^"]*)"', wanted)
            said = ",".join(f'{name}[ilike]:"{value}"' for name, value in clauses)
            assert wanted == f"or({said})"
            rows = [self._row(each) for each in found]
            rows = [row for row in rows if any(_like(row, *each) for each in clauses)]
            return self._page("people", rows, size, None)
        size = min(size, self.page)
        rows = [self._row(each) for each in found]
        return self._page("people", rows, size, asked.query.get("starting_after"))

    @route("GET", "/rest/opportunities")
    def opportunities(self, asked: Asked) -> Said:
        assert asked.query["order_by"] == "updatedAt[DescNullsLast]"
        whose = re.fullmatch(rf"pointOfContactId\[eq\]:{_UUID}", asked.query["filter"])
        assert whose is not None
        size = int(asked.query["limit"])
        assert 0 < size <= 60
        rows = [self._row(each) for each in self.whose("deal", whose[1])]
        return self._page("opportunities", rows, size, None)

    @route("PATCH", rf"/rest/people/{_UUID}")
    def edit(self, asked: Asked, number: str) -> Said:
        found = self.kept("contact", number)
        if found is None:
            return self.not_found
        found.opted_out = asked.body["noTexts"]
        return _named("updatePerson", self._row(found))

    @route("GET", "/rest/notes")
    def notes(self, asked: Asked) -> Said:
        assert asked.query["order_by"] == "createdAt[DescNullsLast]"
        rows = [
            self.shape("note") | {"id": each.id, "bodyV2": {"markdown": each.body}}
            for each in reversed(self.entries.values())
        ]
        return self._page("notes", rows, self.page, asked.query.get("starting_after"))

    @route("POST", "/rest/notes")
    def write(self, asked: Asked) -> Said:
        body = asked.body["bodyV2"]["markdown"]
        number = self.log(Ref("contact", ""), "", body)
        return _named("createNote", self.shape("note") | {"id": number}, 201)

    @route("GET", "/rest/noteTargets")
    def ties(self, asked: Asked) -> Said:
        number = asked.query["filter"].removeprefix("noteId[eq]:")
        who = self.entries[number].who.id
        return self._page("noteTargets", [{self.person_field: who}] if who else [], 10, None)

    @route("POST", "/rest/noteTargets")
    def tie(self, asked: Asked) -> Said:
        if set(asked.body) != {"noteId", self.person_field}:
            return Said(400, self.shape("invalid"))
        self.entries[asked.body["noteId"]].who = Ref("contact", asked.body[self.person_field])
        return _named("createNoteTarget", {"id": self.new_id("contact")}, 201)

    @route("PATCH", rf"/rest/notes/{_UUID}")
    def rewrite(self, asked: Asked, number: str) -> Said:
        if number not in self.entries:
            return self.not_found
        self.entries[number].body = asked.body["bodyV2"]["markdown"]
        return _named("updateNote", {"id": number})

    @route("DELETE", rf"/rest/notes/{_UUID}")
    def erase(self, asked: Asked, number: str) -> Said:
        gone = self.entries.pop(number, None)
        return _named("deleteNote", {"id": number}) if gone else self.not_found

    @route("POST", "/rest/(?:metadata/)?webhooks")
    def subscribe(self, asked: Asked) -> Said:
        assert asked.body["secret"] == HOOK_SECRET
        return _named("createWebhook", {"id": self.new_id("contact")}, 201)

    def _page(self, name: str, rows: Any, size: int, after: str | None) -> Said:
        start = int(after or 0)
        info = {"hasNextPage": start + size < len(rows), "endCursor": str(start + size)}
        return Said(200, {"data": {name: rows[start : start + size]}, "totalCount": len(rows),
                          "pageInfo": info})  # fmt: skip

    def _team(self, number: str) -> set[Ref]:
        """Whose company it is; an opportunity is of a company that has its number."""
        groups = [each for each in self.living("company", "deal") if each.ref.id == number]
        return {ref for group in groups for ref, _, _ in group.members}

    def _row(self, found: Kept) -> dict[str, Any]:
        said = self.shape(found.ref.type) | {"id": found.ref.id, "updatedAt": found.stamp}
        if found.ref.type == "contact":
            first, *more = found.phones or [""]
            number, code = _parts(first)
            said["name"] = {"firstName": found.first, "lastName": found.last}
            said["phones"] = {
                "primaryPhoneNumber": number, "primaryPhoneCallingCode": code,
                "primaryPhoneCountryCode": "",
                "additionalPhones": [
                    {"number": _parts(each)[0], "callingCode": _parts(each)[1]} for each in more
                ],
            }  # fmt: skip
            said["noTexts"] = found.opted_out
        else:
            said["name"] = found.name
        if found.ref.type == "deal":
            main = next((ref.id for ref, _, primary in found.members if primary), None)
            said |= {"pointOfContactId": main, "companyId": found.ref.id if found.members else None}
            said["stage"] = "CUSTOMER" if found.closed else "NEW"
        said |= found.chosen
        return dict(said)


class OlderTwenty(TwentyDouble):
    """Before the field was renamed and webhooks moved."""

    person_field = "personId"

    @route("POST", "/rest/metadata/webhooks")
    def moved(self, asked: Asked) -> Said:
        return self.not_found

    @route("POST", "/rest/webhooks")
    def subscribe(self, asked: Asked) -> Said:
        return _named("createWebhook", {"id": self.new_id("contact")}, 201)


def _parts(raw: str) -> tuple[str, str]:
    try:
        number = phonenumbers.parse(raw, None)
    except phonenumbers.NumberParseException:
        return raw, ""
    code = f"+{number.country_code}"
    return raw.removeprefix(code).strip(), code


def _like(row: Mapping[str, Any], path: str, pattern: str) -> bool:
    name, column = path.split(".")
    value = row[name][column]
    said = value if isinstance(value, str) else json.dumps(value)
    return re.fullmatch(re.escape(pattern).replace("%", ".*"), said, re.DOTALL) is not None


def _named(name: str, data: Any, status: int = 200) -> Said:
    return Said(status, {"data": {name: data}})


DOUBLE = TwentyDouble
