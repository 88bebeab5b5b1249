"""Zendesk, as its documents describe it (`shapes/zendesk.json`).

Its quirks: a comment can't be changed, only redacted; a closed ticket takes none; a deleted user is
answered, inactive; more numbers are identities; the search compares digits as they were typed.
"""
# ruff: noqa: ARG002 - whatever answers is handed what was asked

import base64
import hashlib
import hmac
import json
import re
from collections.abc import Mapping
from typing import Any

from tests.contract.crms.double import HOOK_URL, Asked, Double, Kept, Said, digits, route
from threadside.crms.zendesk import CRM
from threadside.linking.port import Request
from threadside.linking.values import Mapped, RecordType, Ref, RelatedKind

_V2 = "/api/v2"
_TYPES: Mapping[str, RecordType] = {
    "users": "contact", "organizations": "company", "tickets": "ticket",
}  # fmt: skip
_SINGULAR = {"users": "user", "organizations": "organization", "tickets": "ticket"}
_SECRET = "dGhpc19zZWNyZXRfaXNfZm9yX3Rlc3Rpbmdfb25seQ=="


class ZendeskDouble(Double):
    crm = CRM
    account = "127"
    """What stands before the first dot of where it listens, as a subdomain would."""
    mapping = Mapped(opt_out="user_fields.no_texts")
    groups = ("company", "ticket")
    relates: Mapping[RelatedKind, RecordType] = {"ticket": "ticket"}
    phone_fields = 1000
    tells_merges = False

    def __init__(self) -> None:
        super().__init__()
        self.comments: dict[str, tuple[str, str]] = {}
        self.not_found = Said(404, self.shape("not_found"))
        self.signed_out = Said(401, self.shape("signed_out"))
        self.too_fast = Said(429, self.shape("too_fast"), {"Retry-After": "17"})

    def log(self, who: Ref, about: str, body: str, **fields: Any) -> str:
        """Kept by its ticket and our key, which is how the adapter knows it."""
        number = super().log(who, about, body, **fields)
        name = f"{about}-{body.rsplit(maxsplit=1)[-1]}"
        self.entries[name] = self.entries.pop(number)
        self.comments = {each: at for each, at in self.comments.items() if at[1] != name}
        self.comments[number] = (about, name)
        return number

    def telling(self, what: str, ref: Ref, into: Ref | None = None) -> Request:
        told = self.shape("webhook")
        told |= {"id": f"2b24ef10-{self.new_id('ticket')}", "subject": f"zen:user:{ref.id}"}
        told["type"] = f"zen:event-type:user.{'name_changed' if what == 'changed' else 'deleted'}"
        told["detail"]["id"] = ref.id
        body, stamp = json.dumps(told).encode(), "2026-11-02T09:00:01Z"
        proof = hmac.new(_SECRET.encode(), stamp.encode() + body, hashlib.sha256).digest()
        headers = {
            "x-zendesk-webhook-signature": base64.b64encode(proof).decode(),
            "x-zendesk-webhook-signature-timestamp": stamp,
        }
        return Request("POST", HOOK_URL, headers, body)

    @route("GET", rf"{_V2}/users/me\.json")
    def me(self, asked: Asked) -> Said:
        return Said(200, {"user": self.shape("agent")})

    @route("GET", rf"{_V2}/user_fields\.json")
    def fields(self, asked: Asked) -> Said:
        return Said(200, {"user_fields": self.shape("fields")})

    @route("GET", rf"{_V2}/(users|organizations|tickets)/(\d+)\.json")
    def one(self, asked: Asked, plural: str, number: str) -> Said:
        if (plural, number) == ("users", "77"):
            return Said(200, {"user": self.shape("agent")})
        found = self.records.get(Ref(_TYPES[plural], number))
        if found is None or (found.deleted and plural != "users"):
            return self.not_found
        return Said(200, {_SINGULAR[plural]: self._row(found)})

    @route("GET", rf"{_V2}/users/(\d+)/identities\.json")
    def identities(self, asked: Asked, number: str) -> Said:
        found = self.kept("contact", number)
        if found is None:
            return self.not_found
        mail = {"type": "email", "value": "ada@acme.example"}
        more = [{"type": "phone_number", "value": raw} for raw in found.phones[1:100]]
        return Said(200, {"identities": [mail, *more]})

    @route("GET", rf"{_V2}/users\.json")
    def list(self, asked: Asked) -> Said:
        found = sorted(self.living("contact"), key=lambda each: int(each.ref.id))
        some, following = self.pages(found, asked.query.get("page[after]"))
        meta = {"has_more": following is not None, "after_cursor": following}
        return Said(200, {"users": [self._row(each) for each in some], "meta": meta})

    @route("GET", rf"{_V2}/organizations/(\d+)/users\.json")
    def team(self, asked: Asked, number: str) -> Said:
        group = self.kept("company", number)
        if group is None:
            return self.not_found
        team = [self._row(self.records[ref]) for ref, _, _ in group.members]
        return Said(200, {"users": team[: int(asked.query["per_page"])]})

    @route("GET", rf"{_V2}/search\.json")
    def search(self, asked: Asked) -> Said:
        told = re.fullmatch(r'type:user phone:"(\d+)"', asked.query["query"])
        if told is None:
            return Said(422, self.shape("invalid"))
        found = [
            self._row(each) | {"result_type": "user"}
            for each in self.living("contact")
            if told[1] in map(digits, each.phones)
        ]
        return Said(200, {"results": found, "count": len(found)})

    @route("PUT", rf"{_V2}/users/(\d+)\.json")
    def edit(self, asked: Asked, number: str) -> Said:
        found = self.kept("contact", number)
        if found is None:
            return self.not_found
        found.opted_out = asked.body["user"]["user_fields"]["no_texts"]
        return Said(200, {"user": self._row(found)})

    @route("GET", rf"{_V2}/users/(\d+)/tickets/requested\.json")
    def requested(self, asked: Asked, number: str) -> Said:
        if self.kept("contact", number) is None:
            return self.not_found
        mine = [
            self._row(each)
            for each in self.living("ticket")
            if any(ref.id == number and main for ref, _, main in each.members)
        ]
        return Said(200, {"tickets": mine[::-1][: int(asked.query["per_page"])]})

    @route("POST", rf"{_V2}/tickets\.json")
    def open(self, asked: Asked) -> Said:
        said = asked.body["ticket"]
        assert said["comment"]["public"] is False
        who = self.kept("contact", str(said["requester_id"]))
        if who is None:
            return Said(422, self.shape("invalid"))
        ticket = self.group("ticket", said["subject"], (who.ref, "", True))
        self.log(who.ref, ticket.id, said["comment"]["body"])
        return Said(201, {"ticket": self._row(self.records[ticket])})

    @route("PUT", rf"{_V2}/tickets/(\d+)\.json")
    def comment(self, asked: Asked, number: str) -> Said:
        found = self.kept("ticket", number)
        if found is None:
            return self.not_found
        said = asked.body["ticket"]["comment"]
        assert said["public"] is False
        who = next(ref for ref, _, main in found.members if main)
        self.log(who, number, said["body"])
        return Said(200, {"ticket": self._row(found)})

    @route("GET", rf"{_V2}/tickets/(\d+)/comments\.json")
    def told(self, asked: Asked, number: str) -> Said:
        found = [
            {"id": int(each), "plain_body": self.entries[name].body, "public": False}
            for each, (ticket, name) in reversed(self.comments.items())
            if ticket == number
        ]
        return Said(200, {"comments": found})

    @route("PUT", rf"{_V2}/tickets/(\d+)/comments/(\d+)/redact\.json")
    def redact(self, asked: Asked, ticket: str, number: str) -> Said:
        # Of a comment that a newer one took the place of, nothing is left to redact.
        at = self.comments.pop(number, None)
        if at is not None:
            assert self.entries.pop(at[1]).body == asked.body["text"]
        return Said(200, {"comment": {"id": int(number)}})

    @route("POST", rf"{_V2}/webhooks")
    def subscribe(self, asked: Asked) -> Said:
        return Said(201, {"webhook": {"id": "01F1KRFQ6BG29CNWFR60NK5FNY", **asked.body["webhook"]}})

    @route("GET", rf"{_V2}/webhooks/(\w+)/signing_secret")
    def secret(self, asked: Asked, number: str) -> Said:
        return Said(200, {"signing_secret": {"algorithm": "SHA256", "secret": _SECRET}})

    def _row(self, found: Kept) -> dict[str, Any]:
        said = self.shape(found.ref.type) | {"id": int(found.ref.id), "updated_at": found.stamp}
        if found.ref.type == "contact":
            said |= {"name": found.name, "active": not found.deleted}
            said |= {"phone": found.phones[0] if found.phones else None}
            said["user_fields"] = {"no_texts": found.opted_out, **found.chosen}
        elif found.ref.type == "ticket":
            main = next((ref for ref, _, primary in found.members if primary), None)
            said |= {"subject": found.name, "requester_id": int(main.id) if main else None}
        else:
            said["name"] = found.name
        return dict(said)


DOUBLE = ZendeskDouble
