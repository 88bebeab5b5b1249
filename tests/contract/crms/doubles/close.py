"""Close, as its documents describe it (`shapes/close.json`).

Its quirks: addresses end with a slash; a contact is within a lead, which is a company; an activity
is asked for by its kind; `outbox` sends a text; only drafts of an SMS can be changed; the key of a
webhook is hexadecimal.
"""
# ruff: noqa: ARG002 - whatever answers is handed what was asked

import hashlib
import hmac
import json
import time
from collections.abc import Mapping
from typing import Any

import phonenumbers

from tests.contract.crms.double import HOOK_URL, Asked, Double, Kept, Said, route
from threadside.crms.close import CRM
from threadside.linking.port import Request
from threadside.linking.values import Mapped, RecordType, Ref, RelatedKind

_V1 = "/api/v1"
_OPT_OUT = "custom.cf_K2l9"
_KEY = "5f1e" * 16
_PREFIX: Mapping[RecordType, str] = {"contact": "cont", "company": "lead", "deal": "oppo"}


def _e164(raw: str) -> str:
    try:
        number = phonenumbers.parse(raw, "US")
    except phonenumbers.NumberParseException:
        return raw
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


class CloseDouble(Double):
    crm = CRM
    account = "app.close.com"
    mapping = Mapped(opt_out=_OPT_OUT)
    groups = ("company", "deal")
    relates: Mapping[RelatedKind, RecordType] = {"deal": "deal"}
    has_users = True
    phone_fields = 1000
    roles = False
    tells_merges = False
    too_fast_s = 3.0
    takes_sms = True
    changes_sms = True

    def __init__(self) -> None:
        super().__init__()
        self.kinds: dict[str, str] = {}
        self.not_found = Said(404, self.shape("not_found"))
        self.signed_out = Said(401, self.shape("signed_out"))
        told = {"RateLimit": "limit=100, remaining=0, reset=3"}
        self.too_fast = Said(429, self.shape("too_fast"), told)

    def new_id(self, kind: RecordType) -> str:
        return f"{_PREFIX[kind]}_{super().new_id(kind)}"

    def telling(self, what: str, ref: Ref, into: Ref | None = None) -> Request:
        told = self.shape("webhook")
        told["event"] |= {"id": f"ev_{self.new_id('deal')}", "object_id": ref.id}
        told["event"]["action"] = "updated" if what == "changed" else "deleted"
        body, stamp = json.dumps(told).encode(), str(int(time.time()))
        signed = stamp.encode() + body
        proof = hmac.new(bytes.fromhex(_KEY), signed, hashlib.sha256).hexdigest()
        headers = {"close-sig-hash": proof, "close-sig-timestamp": stamp}
        return Request("POST", HOOK_URL, headers, body)

    @route("GET", f"{_V1}/me/")
    def me(self, _: Asked) -> Said:
        return Said(200, self.shape("me"))

    @route("GET", f"{_V1}/custom_field/contact/")
    def fields(self, _: Asked) -> Said:
        return Said(200, {"data": self.shape("fields"), "has_more": False})

    @route("GET", f"{_V1}/(contact|lead|opportunity)/(\\w+)/")
    def one(self, _: Asked, word: str, number: str) -> Said:
        kinds: Mapping[str, RecordType] = {"lead": "company", "opportunity": "deal"}
        found = self.kept(kinds.get(word, "contact"), number)
        if found is None and word == "lead" and number.startswith("lead_of_"):
            found = self.kept("deal", number.removeprefix("lead_of_"))
            return Said(200, self._lead(found)) if found else self.not_found
        if found is None:
            return self.not_found
        return Said(200, self._lead(found) if word == "lead" else self._row(found))

    @route("GET", f"{_V1}/opportunity/")
    def opportunities(self, asked: Asked) -> Said:
        assert asked.query["_order_by"] == "-date_updated"
        theirs = self.whose("deal", asked.query["lead_id"].removeprefix("lead_with_"))
        found = [each for each in theirs if not each.closed]
        rows = [self._row(each) for each in found[: int(asked.query["_limit"])]]
        return Said(200, {"data": rows, "has_more": False})

    @route("GET", f"{_V1}/user/")
    def users(self, asked: Asked) -> Said:
        return Said(200, {"data": [self.shape("user")], "has_more": False})

    @route("GET", f"{_V1}/contact/")
    def list(self, asked: Asked) -> Said:
        found = sorted(self.living("contact"), key=lambda each: each.ref.id)
        some, following = self.pages(found, asked.query["_skip"])
        rows = [self._row(each) for each in some]
        return Said(200, {"data": rows, "has_more": following is not None})

    @route("POST", f"{_V1}/data/search/")
    def search(self, asked: Asked) -> Said:
        only, has = asked.body["query"]["queries"]
        related = has["related_query"]
        if only["object_type"] != "contact" or related["field"]["field_name"] != "phone":
            return Said(400, self.shape("invalid"))
        wanted = related["condition"]["value"]
        found = [
            self._row(each) | {"__object_type": "contact"}
            for each in self.living("contact")
            if wanted in map(_e164, each.phones)
        ]
        return Said(200, {"data": found[: asked.body["_limit"]], "cursor": None})

    @route("PUT", f"{_V1}/contact/(\\w+)/")
    def edit(self, asked: Asked, number: str) -> Said:
        found = self.kept("contact", number)
        if found is None:
            return self.not_found
        found.opted_out = asked.body[_OPT_OUT] == "Yes"
        return Said(200, self._row(found))

    @route("POST", f"{_V1}/activity/(sms|note)/")
    def write(self, asked: Asked, kind: str) -> Said:
        said = asked.body
        if kind == "sms":
            assert said["status"] in ("sent", "inbox"), "it would be sent"
            if not self.takes_sms:
                return Said(400, self.shape("invalid"))
        if self.kept("contact", said["contact_id"]) is None:
            return Said(400, self.shape("invalid"))
        body = said["text" if kind == "sms" else "note"]
        number = self.log(Ref("contact", said["contact_id"]), "", body)
        self.kinds[number] = kind
        return Said(200, {"id": number, "_type": kind.upper(), "status": said.get("status")})

    @route("GET", f"{_V1}/activity/(sms|note)/")
    def activities(self, asked: Asked, kind: str) -> Said:
        name = "text" if kind == "sms" else "note"
        found = [
            {"id": each.id, name: each.body}
            for each in reversed(self.entries.values())
            if each.who.id == asked.query["contact_id"] and self._is(each.id, kind)
        ]
        return Said(200, {"data": found[: int(asked.query["_limit"])], "has_more": False})

    @route("GET", f"{_V1}/activity/(sms|note)/(\\w+)/")
    def activity(self, _: Asked, kind: str, number: str) -> Said:
        return Said(200, {"id": number}) if self._is(number, kind) else self.not_found

    @route("PUT", f"{_V1}/activity/(sms|note)/(\\w+)/")
    def rewrite(self, asked: Asked, kind: str, number: str) -> Said:
        if not self._is(number, kind):
            return self.not_found
        assert "status" not in asked.body
        if kind == "sms" and not self.changes_sms:
            return Said(400, self.shape("invalid"))
        self.entries[number].body = asked.body["text" if kind == "sms" else "note"]
        return Said(200, {"id": number})

    @route("DELETE", f"{_V1}/activity/(sms|note)/(\\w+)/")
    def erase(self, _: Asked, kind: str, number: str) -> Said:
        if not self._is(number, kind):
            return self.not_found
        del self.entries[number]
        return Said(200, {})

    @route("POST", f"{_V1}/webhook/")
    def subscribe(self, asked: Asked) -> Said:
        return Said(201, {"id": "whsub_1", "signature_key": _KEY, **asked.body})

    def _is(self, number: str, kind: str) -> bool:
        # A text whose writing had no end was kept before its kind was noted.
        return number in self.entries and self.kinds.get(number, "sms") == kind

    def _lead(self, found: Kept) -> dict[str, Any]:
        team = [self._row(self.records[ref]) for ref, _, _ in found.members]
        number = found.ref.id if found.ref.type == "company" else f"lead_of_{found.ref.id}"
        return dict(self.shape("company")) | {
            "id": number, "display_name": found.name, "date_updated": found.stamp,
            "contacts": team,
        }  # fmt: skip

    def _row(self, found: Kept) -> dict[str, Any]:
        said = self.shape(found.ref.type) | {"id": found.ref.id, "date_updated": found.stamp}
        if found.ref.type == "contact":
            said["lead_id"] = f"lead_with_{found.ref.id}"
            said |= {"name": found.name, _OPT_OUT: "Yes" if found.opted_out else None}
            said["phones"] = [
                {"phone": raw, "type": "office" if place else "mobile", "country": "US",
                 "outbound_sms_blocked": False}
                for place, raw in enumerate(found.phones)
            ]  # fmt: skip
        else:
            main = next((ref.id for ref, _, primary in found.members if primary), None)
            said |= {
                "lead_name": found.name,
                "contact_id": main,
                "lead_id": f"lead_of_{found.ref.id}",
            }
        return dict(said)


class CloseWithoutNumbers(CloseDouble):
    """An organization whose own numbers are not ours: no SMS activity without one of them."""

    takes_sms = False


DOUBLE = CloseDouble
