"""EspoCRM 9, as its documents describe it (`shapes/espocrm.json`).

Its quirks: lists hold the first number alone; `phoneNumberNumeric` is the digits as they were
typed; a webhook does not say what happened, and each has a secret of its own; a changed opt-out is
answered as it was before.
"""
# ruff: noqa: ARG002 - whatever answers is handed what was asked

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from typing import Any

from tests.contract.crms.double import HOOK_URL, Asked, Double, Kept, Said, digits, route
from threadside.crms.espocrm import CRM
from threadside.linking.port import Request
from threadside.linking.values import RecordType, Ref, RelatedKind

_V1 = "/api/v1"
_TYPES: Mapping[str, RecordType] = {
    "Contact": "contact", "Lead": "lead", "Account": "company", "Opportunity": "deal",
    "Case": "ticket",
}  # fmt: skip
_ENTITY = "(Contact|Lead|Account|Opportunity|Case)"


class EspoDouble(Double):
    crm = CRM
    account = ""
    groups = ("company", "deal", "ticket")
    relates: Mapping[RelatedKind, RecordType] = {"deal": "deal", "ticket": "ticket"}
    phone_fields = 1000
    tells_merges = False

    def __init__(self) -> None:
        super().__init__()
        self.account = self.base_url.partition("://")[2]  # type: ignore[misc]
        self.hooks: dict[str, dict[str, str]] = {}
        self.not_found = Said(404, None, {"X-Status-Reason": "Record does not exist."})
        self.signed_out = Said(401)

    def new_id(self, kind: RecordType) -> str:
        return f"{int(super().new_id(kind)):017x}"

    def allowed(self, asked: Asked) -> bool:
        return asked.headers.get("x-api-key") == "a-token"

    def telling(self, what: str, ref: Ref, into: Ref | None = None) -> Request:
        event = "Contact.delete" if what == "deleted" else "Contact.update"
        never = ("", {"url": HOOK_URL, "secretKey": "somebody else's"})
        hooks = (each for each in self.hooks.items() if each[1]["event"] == event)
        number, hook = next(hooks, never)
        told = self._row(self.records[ref]) if what == "changed" else {"id": ref.id}
        body = json.dumps([told]).encode()
        digest = hmac.new(hook["secretKey"].encode(), body, hashlib.sha256)
        signed = {"signature": f"{number}:{digest.hexdigest()}".encode()}
        if what == "changed":
            signed = {"x-signature": f"{number}:".encode() + digest.digest()}
        headers = {name: base64.b64encode(value).decode() for name, value in signed.items()}
        return Request("POST", hook["url"], headers, body)

    @route("GET", f"{_V1}/App/user")
    def user(self, asked: Asked) -> Said:
        return Said(200, self.shape("user"))

    @route("GET", f"{_V1}/Metadata")
    def metadata(self, asked: Asked) -> Said:
        assert asked.query["key"] == "entityDefs.Contact.fields"
        return Said(200, self.shape("fields"))

    @route("GET", f"{_V1}/{_ENTITY}/(\\w+)")
    def one(self, asked: Asked, entity: str, number: str) -> Said:
        found = self.kept(_TYPES[entity], number)
        return Said(200, self._row(found, whole=True)) if found else self.not_found

    @route("GET", f"{_V1}/(Contact|Lead)")
    def list(self, asked: Asked, entity: str) -> Said:
        assert int(asked.query["maxSize"]) <= 200
        found = sorted(self.living(_TYPES[entity]), key=lambda each: each.ref.id)
        size = int(asked.query["maxSize"])
        kind, name, value = (asked.query.get(f"where[0][{each}]") for each in
                             ("type", "attribute", "value"))  # fmt: skip
        if (kind, name) == ("contains", "phoneNumberNumeric"):
            found = [each for each in found if any(value in digits(raw) for raw in each.phones)]
        else:
            size = min(size, self.page)
            found = [each for each in found if value is None or each.ref.id > value]
            assert kind in (None, "greaterThan")
        return Said(200, {"total": len(found), "list": [self._row(each) for each in found[:size]]})

    @route("GET", f"{_V1}/(Account|Opportunity|Case)/(\\w+)/contacts")
    def contacts(self, asked: Asked, entity: str, number: str) -> Said:
        group = self.kept(_TYPES[entity], number)
        if group is None:
            return self.not_found
        team = [
            self._row(self.records[ref]) | {"opportunityRole": role or None}
            for ref, role, _ in group.members
        ][: int(asked.query["maxSize"])]
        return Said(200, {"total": len(group.members), "list": team})

    @route("GET", f"{_V1}/Contact/(\\w+)/(opportunities|cases)")
    def beside(self, asked: Asked, number: str, link: str) -> Said:
        assert (asked.query["orderBy"], asked.query["order"]) == ("modifiedAt", "desc")
        found = self.whose("deal" if link == "opportunities" else "ticket", number)
        if asked.query.get("primaryFilter") == "open":
            found = [each for each in found if not each.closed]
        some = found[: int(asked.query["maxSize"])]
        return Said(200, {"total": len(found), "list": [self._row(each) for each in some]})

    @route("POST", f"{_V1}/Note")
    def write(self, asked: Asked) -> Said:
        said = asked.body
        if said["type"] != "Post" or not said["post"]:
            return Said(400, None, {"X-Status-Reason": "Field validation failure"})
        who = self.kept(_TYPES[said["parentType"]], said["parentId"])
        if who is None:
            return self.not_found
        number = self.log(who.ref, "", said["post"])
        return Said(200, {"id": number, "type": "Post", "post": said["post"]})

    @route("GET", f"{_V1}/{_ENTITY}/(\\w+)/stream")
    def stream(self, asked: Asked, entity: str, number: str) -> Said:
        if self.kept(_TYPES[entity], number) is None:
            return self.not_found
        found = [
            {"id": each.id, "type": "Post", "post": each.body}
            for each in reversed(self.entries.values())
            if each.who.id == number
        ]
        return Said(200, {"total": len(found), "list": found})

    @route("PUT", f"{_V1}/Note/(\\w+)")
    def rewrite(self, asked: Asked, number: str) -> Said:
        if number not in self.entries:
            return self.not_found
        self.entries[number].body = asked.body["post"]
        return Said(200, {"id": number, "post": asked.body["post"]})

    @route("DELETE", f"{_V1}/Note/(\\w+)")
    def erase(self, asked: Asked, number: str) -> Said:
        return Said(200, True) if self.entries.pop(number, None) else self.not_found

    @route("PUT", f"{_V1}/(Contact|Lead)/(\\w+)")
    def edit(self, asked: Asked, entity: str, number: str) -> Said:
        found = self.kept(_TYPES[entity], number)
        if found is None:
            return self.not_found
        before = self._row(found, whole=True)
        said = asked.body["phoneNumberData"]
        assert [each["phoneNumber"] for each in said] == found.phones
        found.opted_out = said[0]["optOut"]
        return Said(200, before)

    @route("GET", f"{_V1}/Webhook")
    def webhooks(self, asked: Asked) -> Said:
        wanted = asked.query["where[0][value]"]
        found = [{"id": number} for number, each in self.hooks.items() if each["url"] == wanted]
        return Said(200, {"total": len(found), "list": found})

    @route("POST", f"{_V1}/Webhook")
    def subscribe(self, asked: Asked) -> Said:
        number = self.new_id("contact")
        self.hooks[number] = {**asked.body, "secretKey": hashlib.md5(number.encode()).hexdigest()}
        return Said(200, {"id": number, **self.hooks[number]})

    @route("DELETE", f"{_V1}/Webhook/(\\w+)")
    def unsubscribe(self, asked: Asked, number: str) -> Said:
        return Said(200, self.hooks.pop(number) is not None)

    def _row(self, found: Kept, *, whole: bool = False) -> dict[str, Any]:
        said = self.shape(found.ref.type)
        said |= {
            "id": found.ref.id,
            "name": found.name,
            "modifiedAt": found.stamp[:19].replace("T", " "),
        }
        if found.ref.type in ("contact", "lead"):
            said |= {"firstName": found.first, "lastName": found.last}
            said["phoneNumber"] = found.phones[0] if found.phones else None
            if whole:
                said["phoneNumberData"] = [
                    {"phoneNumber": raw, "type": "Office" if place else "Mobile",
                     "primary": place == 0, "optOut": found.opted_out and place == 0,
                     "invalid": False}
                    for place, raw in enumerate(found.phones)
                ]  # fmt: skip
        elif found.ref.type != "company":
            said["contactId"] = next((ref.id for ref, _, main in found.members if main), None)
        return dict(said)


DOUBLE = EspoDouble
