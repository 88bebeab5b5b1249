"""Odoo from 17 on, one's own server or odoo.com: partners and leads, and texts as SMS messages in
the record's chatter, which sends none.

Sources: `rpc.py`; github.com/odoo/odoo: addons `base` (res.partner), `mail` (message_post),
`phone_validation` (phone.blacklist, phone_sanitized), `crm` (crm.lead).

Seen on running servers (17.0, 18.0): the searches, `message_post` with `sms`, the blacklist. Taken
from the descriptions alone: `/json/2`; that 19 has no `mobile`; `body_is_html`; `helpdesk.ticket`,
which only Enterprise has. An Odoo that is upgraded to 19 or beyond has to be linked again with its
new version.
"""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, Final, Literal

from threadside.crms.odoo import related as beside
from threadside.crms.odoo import rpc
from threadside.crms.odoo.changes import PAGE, changed_since
from threadside.crms.odoo.names import LINK, MODELS, NAMES, kind_of
from threadside.linking.defaults import Rest
from threadside.linking.definitions import MOST_OPTIONS, Choices
from threadside.linking.port import Api, Region, Window
from threadside.linking.problems import Gone, Refused
from threadside.linking.reading import as_html, dig, has_key, key, row, same_number, text
from threadside.linking.values import (
    MOST_PEOPLE,
    Account,
    Batch,
    Change,
    Entry,
    Field,
    Mapped,
    Member,
    RecordType,
    Ref,
    Related,
    RemotePhone,
    RemoteRecord,
)

_MESSAGES: Final = "mail.message"
_BLACKLIST: Final = "phone.blacklist"


class Odoo(Rest):
    """One database. A partner is a person or a company with people below it. A lead has a partner,
    or is somebody itself. What was deleted is noticed when it is asked for: no change tells it."""

    id = "odoo"
    name = "Odoo"
    link = LINK
    windows = (Window(10, 1.0),)
    types: Sequence[RecordType] = ("contact", "lead", "ticket")
    entry = "message"
    opt_out: Literal["number"] = "number"
    new_contact = "https://{account}/web#model=res.partner&view_type=form"
    names = NAMES
    ids = re.compile(r"[1-9][0-9]{0,8}")

    def signed(self, secret: str) -> Mapping[str, str]:
        """From 19 on; `/jsonrpc` reads neither."""
        typed = rpc.parts(secret)
        named = {"X-Odoo-Database": typed["database"]} if typed.get("database") else {}
        return {"Authorization": f"Bearer {typed['key']}", **named}

    def enclosed(self, secret: str, body: Any) -> Any:
        """The key is an argument of every call before 19."""
        return rpc.enclosed(secret, body)

    def denies(self, asked: Any, answered: Callable[[], Any]) -> bool:
        """`/jsonrpc` refuses a key with status 200."""
        return rpc.denied(asked, answered)

    def base_url(self, region: Region | None, token: Mapping[str, Any], host: str) -> str:
        """Which of the two APIs, by the version that was typed."""
        return rpc.place(host, text(token.get("version")))

    def account_of(self, api: Api, token: Mapping[str, Any]) -> Account:
        """The host; the key's user may read contacts, or there is nothing to link."""
        rpc.Caller(api).search("res.partner", [], ["id"])
        host = _origin(api).partition("://")[2]
        return Account(host, text(token.get("database")) or host, api.base_url)

    def fields(self, api: Api) -> Sequence[Field]:
        """The partner's; what a lead does not have is left out of a lead."""
        found = row(
            rpc.Caller(api).call("res.partner", "fields_get", attributes=["string", "type"])
        )
        return tuple(
            Field(
                text(name),
                text(dig(each, "string")) or text(name),
                kind_of(text(name), text(dig(each, "type"))),
            )
            for name, each in list(found.items())[:PAGE]
            if text(name)
        )  # fmt: skip

    def record(self, api: Api, ref: Ref) -> RemoteRecord:
        """Archived ones are there; merged ones are deleted and leave no trace."""
        return self._one(api, rpc.Caller(api), ref)[0]

    def people(self, api: Api, ref: Ref) -> Sequence[Member]:
        """A company's people, a ticket's or lead's partner; else whoever it is itself."""
        odoo = rpc.Caller(api)
        itself, found = self._one(api, odoo, ref)
        if ref.type == "contact":
            team = []
            if found.get("is_company") is True:
                domain = [["id", "child_of", int(ref.id)], ["is_company", "=", False]]
                team = self._select(api, odoo, "contact", domain, MOST_PEOPLE - 1)
            return [Member(itself, primary=True), *(Member(each) for each in team)]
        partner = key(dig(found, "partner_id.id"))
        if not partner:
            somebody = ref.type == "lead" and (itself.phones or dig(found, "contact_name"))
            return (Member(itself, primary=True),) if somebody else ()
        main = self._select(api, odoo, "contact", [["id", "=", int(partner)]], 1)
        return [Member(each, primary=True) for each in main]

    def related(self, api: Api, ref: Ref) -> Sequence[Related] | None:
        """A partner's open opportunities, last order and latest tickets, as far as installed."""
        if ref.type != "contact":
            return ()
        page = partial(self._page, api)
        return beside.of_partner(rpc.Caller(api), self.id_of(ref), page)

    def by_phone(self, api: Api, e164: str, national: str) -> Sequence[RemoteRecord]:
        """By the number that Odoo sanitized, which is one of a record's and as it was typed where
        the server lacks `phonenumbers`; and by its digits in any of the fields."""
        odoo = rpc.Caller(api)
        known = ["phone_sanitized", "=", e164]
        domain: list[Any] = ["|", known, ["phone_mobile_search", "ilike", national]]
        found = self._select(api, odoo, "contact", domain, MOST_PEOPLE)
        try:
            alone = ["&", ["partner_id", "=", False], *domain]
            return [*found, *self._select(api, odoo, "lead", alone, MOST_PEOPLE)]
        except Refused:
            return found  # Contacts alone: CRM is not installed, or not this user's.

    def crawl(self, api: Api, cursor: str | None) -> Batch:
        """Partners by their ids."""
        after = int(cursor) if cursor and self.ids.fullmatch(cursor) else 0
        found = self._select(api, rpc.Caller(api), "contact", [["id", ">", after]], PAGE)
        return Batch(tuple(found), found[-1].ref.id if found else None)

    def changed_since(self, api: Api, cursor: str | None) -> tuple[Sequence[Change], str]:
        """Partners and leads by `write_date`, which is told to the second and kept to the
        microsecond: what was written in the second of the cursor is told again, by the same key."""
        return changed_since(rpc.Caller(api), cursor)

    def write(self, api: Api, entry: Entry) -> str:
        """A message of type SMS: a line of the chatter, no SMS that Odoo would send."""
        said = {"body": as_html(entry.body), "body_is_html": True, "message_type": "sms"}
        with self.expecting(entry.who):
            number = rpc.Caller(api).call(
                MODELS[entry.who.type], "message_post", [int(self.id_of(entry.who))], **said
            )
        return self.written(number[0] if isinstance(number, list) and number else number)

    def find(self, api: Api, entry: Entry) -> str | None:
        """Among the record's messages with this key, newest first."""
        who = [["model", "=", MODELS[entry.who.type]], ["res_id", "=", int(self.id_of(entry.who))]]
        domain = [*who, ["body", "ilike", entry.key]]
        odoo = rpc.Caller(api)
        for each in odoo.search(_MESSAGES, domain, ["body"], "id desc", limit=20):
            if has_key(each.get("body"), entry.key):
                return key(each.get("id")) or None
        return None

    def rewrite(self, api: Api, remote_id: str, entry: Entry) -> None:
        """The text; a message's author may change it."""
        ids = [int(self.id_of(Ref("contact", remote_id)))]
        with self.expecting(entry.who):
            rpc.Caller(api).call(_MESSAGES, "write", ids, vals={"body": as_html(entry.body)})

    def erase(self, api: Api, remote_id: str, entry: Entry) -> None:
        """For good."""
        with self.gone_already():
            ids = [int(self.id_of(Ref("contact", remote_id)))]
            rpc.Caller(api).call(_MESSAGES, "unlink", ids)

    def set_opt_out(self, api: Api, ref: Ref, phone: RemotePhone, opted_out: bool) -> None:
        """On the database's blacklist of numbers, which is everybody's with that number."""
        done = "add" if opted_out else "remove"
        rpc.Caller(api).call(_BLACKLIST, done, number=phone.raw)

    def model_of_action(self, api: Api, action_id: str) -> RecordType | None:
        """Of what type the records of `/odoo/action-212/7` are; None for one that is no type of
        ours. Raises Gone as `record` does."""
        number = int(self.id_of(Ref("contact", action_id)))
        found = rpc.Caller(api).search(
            "ir.actions.act_window", [["id", "=", number]], ["res_model"]
        )
        model = text(found[0].get("res_model")) if found else ""
        return next((kind for kind, name in MODELS.items() if name == model), None)

    def url_of(self, api: Api, ref: Ref) -> str:
        """The page; 17 answers there by one of its own."""
        return self._page(api, MODELS[ref.type], ref.id)

    def _page(self, api: Api, model: str, number: str) -> str:
        if api.base_url.endswith(rpc.NEW):
            return f"{_origin(api)}/odoo/{model}/{number}"
        return f"{_origin(api)}/web#id={number}&model={model}&view_type=form"

    def read(self, api: Api, ref: Ref, values: Mapping[str, Any]) -> RemoteRecord:
        """With the word of the blacklist on the one number that Odoo sanitized. A lead without a
        partner has somebody's name beside its own."""
        record = super().read(api, ref, values)
        if ref.type == "lead" and not dig(values, "partner_id.id"):
            record = replace(record, name=text(values.get("contact_name")) or record.name)
        if values.get("phone_sanitized_blacklisted") is not True:
            return record
        listed = text(values.get("phone_sanitized"))
        phones = (replace(each, opted_out=same_number(each.raw, listed)) for each in record.phones)
        return replace(record, phones=tuple(phones))

    def choices(self, api: Api, kind: RecordType, wanted: Collection[str]) -> Choices:
        """Of selections, in the language of the key's user."""
        names = [name for name in wanted if "." not in name]
        if kind != "contact" or not names:
            return {}
        said = rpc.Caller(api).call(
            MODELS[kind], "fields_get", allfields=names, attributes=["selection"]
        )
        found = row(said)
        return {name: pairs for name in names if (pairs := _selection(found.get(name)))}

    def spoken(self, values: Mapping[str, Any], name: str, labels: Mapping[str, str]) -> str:
        """Of another record its name."""
        return text(dig(dig(values, name), "name")) or super().spoken(values, name, labels)

    def _select(
        self, api: Api, odoo: rpc.Caller, kind: RecordType, domain: Sequence[Any], limit: int
    ) -> list[RemoteRecord]:
        found = odoo.search(MODELS[kind], domain, self._asked(api, kind), limit=limit)
        return self.all(api, kind, found[:limit])

    def _one(self, api: Api, odoo: rpc.Caller, ref: Ref) -> tuple[RemoteRecord, Mapping[str, Any]]:
        domain = [["id", "=", int(self.id_of(ref))]]
        found = odoo.search(MODELS[ref.type], domain, self._asked(api, ref.type))
        if not found:
            raise Gone(ref)
        return self.one(api, ref, found[0]), found[0]

    def _asked(self, api: Api, kind: RecordType) -> list[str]:
        # Odoo refuses a field that a model does not have, and what is mapped are the partner's.
        names = self.names[kind].asked(api.mapping if kind == "contact" else Mapped())
        own = {"contact": ["is_company"], "lead": ["partner_id", "contact_name"]}
        flags = ["phone_sanitized", "phone_sanitized_blacklisted"] if kind != "ticket" else []
        asked = [*(name.partition(".")[0] for name in names), *own.get(kind, ["partner_id"])]
        gone = {"mobile"} if api.base_url.endswith(rpc.NEW) else set()
        return [name for name in dict.fromkeys([*asked, *flags]) if name not in gone]


def _selection(field: Any) -> Mapping[str, str]:
    pairs = row(field).get("selection")
    found = pairs[:MOST_OPTIONS] if isinstance(pairs, list) else []
    return {text(each[0]): text(each[1]) for each in found if isinstance(each, list) and each[1:]}


def _origin(api: Api) -> str:
    return api.base_url.removesuffix(rpc.NEW).removesuffix(rpc.OLD)


CRM = Odoo()
