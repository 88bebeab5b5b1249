"""Close: contacts, each within a lead, which is a company there, and texts as SMS activities.

Sources: developer.close.com: "Contacts", "Leads", "SMS", "Notes", "Advanced Filtering", "Webhooks",
"Rate Limits".

Nothing of it was seen running. Its documents say that a logged SMS is `sent` or `inbox` (`outbox`
would send it: never written here), that only drafts can be changed, and that a number of Close's
own is named: where it refuses an SMS activity without one, or a change of it, there is a note, or
the text as it was first written. Assumed: `outbound_sms_blocked` of a number is read and not set by
us; a custom field takes "Yes"; refresh tokens may be new ones each time. Close sends texts itself,
which an admin should know.
"""

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any, Final, Literal

from threadside.crms.close import related as beside
from threadside.crms.close import webhooks
from threadside.crms.close.names import LINK, NAMES, OBJECTS, with_number
from threadside.linking.defaults import Rest, numbers
from threadside.linking.port import Api, Hook, Request, Window
from threadside.linking.problems import Garbled, Gone, Refused
from threadside.linking.reading import (
    dig,
    has_key,
    key,
    listed,
    must,
    row,
    rows,
    text,
)  # fmt: skip
from threadside.linking.values import (
    MOST_PEOPLE,
    MOST_PHONES,
    Account,
    Batch,
    Change,
    Entry,
    Field,
    Member,
    Owner,
    RecordType,
    Ref,
    Related,
    RemotePhone,
    RemoteRecord,
)

_V1: Final = "/api/v1"
_PAGE: Final = 100
_ENDPOINTS: Final = ("sms", "note")


class Close(Rest):
    """One organization. A person is always somebody of one lead; a number is kept as E.164."""

    id = "close"
    name = "Close"
    link = LINK
    windows = (Window(30, 1.0),)
    types: Sequence[RecordType] = ("contact", "company", "deal")
    entry = "activity"
    hooks = True
    opt_out: Literal["field"] = "field"
    new_contact = "https://app.close.com/leads/"
    names = NAMES

    def account_of(self, api: Api, token: Mapping[str, Any]) -> Account:
        """Pages name no organization: it is the host."""
        found = listed(api.call("GET", f"{_V1}/me/").json, "organizations")
        if not found or not key(found[0].get("id")):
            raise Garbled("other_fields", "a user without an organization")
        return Account("app.close.com", text(found[0].get("name")) or "Close", api.base_url)

    def fields(self, api: Api) -> Sequence[Field]:
        """The contact's custom fields; `phones` is the list of numbers."""
        found = listed(api.call("GET", f"{_V1}/custom_field/contact/").json, "data")
        own = (Field("phones", "Phones", "phone"), Field("name", "Name"), Field("title", "Title"))
        return (*own, *(
            Field(f"custom.{number}", text(each.get("name")) or number,
                  "choice" if each.get("type") == "choices" else "text")
            for each in found
            if (number := key(each.get("id")))
        ))  # fmt: skip

    def record(self, api: Api, ref: Ref) -> RemoteRecord:
        """A contact with its lead's name and status."""
        found = self._one(api, ref)
        lead = key(found.get("lead_id")) if ref.type == "contact" else ""
        if lead:
            with suppress(Gone):
                found = {**found, "lead": self._one(api, Ref("company", lead))}
        return self.one(api, ref, found)

    def people(self, api: Api, ref: Ref) -> Sequence[Member]:
        """The contacts of a lead; of an opportunity its own, then the others of its lead."""
        if ref.type == "contact":
            return super().people(api, ref)
        found, main = self._one(api, ref), ""
        self.one(api, ref, found)
        if ref.type == "deal":
            main, lead = key(found.get("contact_id")), key(found.get("lead_id"))
            if not lead:
                return ()
            try:
                found = self._one(api, Ref("company", lead))
            except Gone:
                return ()
        team = self.all(api, "contact", listed(found, "contacts"))
        members = [Member(each, primary=each.ref.id == main) for each in team]
        return sorted(members, key=lambda member: not member.primary)[:MOST_PEOPLE]

    def related(self, api: Api, ref: Ref) -> Sequence[Related] | None:
        """The active opportunities of the contact's lead, on whose page they are."""
        lead = key(self._one(api, ref).get("lead_id"))
        page = self.url_of(api, Ref("company", lead))
        return beside.of_lead(api, lead, lambda _: page) if lead else ()

    def users(self, api: Api) -> Sequence[Owner] | None:
        """The organization's."""
        return beside.users(api)

    def by_phone(self, api: Api, e164: str, national: str) -> Sequence[RemoteRecord]:
        """Contacts that have the number."""
        body = with_number(e164, MOST_PEOPLE)
        found = listed(api.call("POST", f"{_V1}/data/search/", json=body).json, "data")
        return self.all(api, "contact", found[:MOST_PEOPLE])

    def crawl(self, api: Api, cursor: str | None) -> Batch:
        """A hundred contacts."""
        skip = int(cursor) if cursor and re.fullmatch(r"[0-9]{1,9}", cursor) else 0
        params: dict[str, str | int] = {"_skip": skip, "_limit": _PAGE}
        answer = api.call("GET", f"{_V1}/contact/", params=params).json
        found = listed(answer, "data")
        more = dig(answer, "has_more") is True and bool(found)
        people = tuple(self.all(api, "contact", found))
        return Batch(people, str(skip + len(found)) if more else None)

    def write(self, api: Api, entry: Entry) -> str:
        """An SMS activity, logged and never sent; a day's digest is a note, and so is a text that
        Close does not take as an SMS."""
        contact = self._one(api, entry.who)
        base = {"contact_id": entry.who.id, "lead_id": key(contact.get("lead_id"))}
        inbound, phones = entry.direction == "in", self.read(api, entry.who, contact).phones
        sms = {
            **base,
            "status": "inbox" if inbound else "sent",
            "direction": "inbound" if inbound else "outbound",
            "text": entry.body,
            "activity_at": entry.at.isoformat(),
            "remote_phone": phones[0].raw if phones else None,
            **({"user_id": entry.owner} if entry.owner else {}),
        }
        if entry.direction != "both":
            try:
                answer = api.call("POST", f"{_V1}/activity/sms/", json=sms).json
                return self.written(row(answer).get("id"))
            except Refused as no:
                if no.code != "invalid":
                    raise
        answer = api.call("POST", f"{_V1}/activity/note/", json={**base, "note": entry.body}).json
        return self.written(row(answer).get("id"))

    def find(self, api: Api, entry: Entry) -> str | None:
        """Among the contact's newest hundred SMS and notes."""
        params: dict[str, str | int] = {"contact_id": self.id_of(entry.who), "_limit": _PAGE}
        for kind in _ENDPOINTS:
            answer = api.call("GET", f"{_V1}/activity/{kind}/", params=params).json
            for each in listed(answer, "data"):
                said = each.get("text" if kind == "sms" else "note")
                if has_key(said, entry.key) and key(each.get("id")):
                    return key(each.get("id"))
        return None

    def rewrite(self, api: Api, remote_id: str, entry: Entry) -> None:
        """The text, of an SMS as far as Close lets it be changed."""
        path = self._where(api, remote_id, entry)
        sms = "/sms/" in path
        try:
            api.call("PUT", path, json={"text" if sms else "note": entry.body})
        except Refused as no:
            if no.code != "invalid" or not sms:
                raise

    def erase(self, api: Api, remote_id: str, entry: Entry) -> None:
        """For good."""
        for kind in _ENDPOINTS:
            with self.gone_already():
                api.call("DELETE", self._activity(kind, remote_id))

    def set_opt_out(self, api: Api, ref: Ref, phone: RemotePhone, opted_out: bool) -> None:
        """The custom field that was mapped: "Yes", or nothing."""
        if name := api.mapping.opt_out:
            with self.expecting(ref):
                api.call("PUT", self.path_of(ref), json={name: "Yes" if opted_out else None})

    def watch(self, api: Api, url: str, secret: str) -> Hook | None:
        """Of contacts; Close makes the key that signs."""
        return webhooks.subscribe(api, url)

    def changes(self, request: Request, hook_secret: str, app_secret: str) -> Sequence[Change]:
        """One event for each request, for three days until it was taken."""
        webhooks.verify(request, hook_secret)
        return webhooks.changes(request.body)

    def limits(self, answer_headers: Mapping[str, str], status: int) -> float | None:
        """`RateLimit: limit=100, remaining=50, reset=5`, in seconds."""
        told = dict(re.findall(r"(\w+)=([0-9.]{1,9})", answer_headers.get("ratelimit", "")))
        said = super().limits(answer_headers, status)
        spent = status == 429 or told.get("remaining") in ("0", "0.0")
        reset = re.fullmatch(r"[0-9]+(?:\.[0-9]+)?", told.get("reset", ""))
        return float(reset[0]) if said is None and reset and spent else said

    def url_of(self, api: Api, ref: Ref) -> str:
        """A lead's page; opportunities and contacts are parts of one."""
        return f"https://app.close.com/lead/{ref.id}/"

    def path_of(self, ref: Ref) -> str:
        """With the slash, without which it redirects."""
        return f"{_V1}/{OBJECTS[ref.type]}/{self.id_of(ref)}/"

    def read(self, api: Api, ref: Ref, values: Mapping[str, Any]) -> RemoteRecord:
        """With the list of numbers, and the page of the lead that it is within."""
        record = super().read(api, ref, values)
        lead = key(values.get("lead_id"))
        if lead:
            record = replace(record, url=f"https://app.close.com/lead/{lead}/#{ref.id}")
        if ref.type != "contact":
            return record
        every = [
            RemotePhone(
                text(each.get("phone")),
                text(each.get("type")) or "Phone",
                "phones",
                each.get("outbound_sms_blocked") is True,
            )
            for each in rows(values.get("phones"), MOST_PHONES)
        ]
        own = {each.field: [each] for each in record.phones} | {"phones": every}
        order = api.mapping.phones or ("phones",)
        return replace(record, phones=numbers(each for name in order for each in own.get(name, ())))

    def _one(self, api: Api, ref: Ref) -> Mapping[str, Any]:
        with self.expecting(ref):
            return must(api.call("GET", self.path_of(ref)).json, "id")

    def _activity(self, kind: str, remote_id: str) -> str:
        return f"{_V1}/activity/{kind}/{self.id_of(Ref('contact', remote_id))}/"

    def _where(self, api: Api, remote_id: str, entry: Entry) -> str:
        for kind in _ENDPOINTS:
            with self.gone_already():
                api.call("GET", self._activity(kind, remote_id))
                return self._activity(kind, remote_id)
        raise Gone(entry.who)


CRM = Close()
