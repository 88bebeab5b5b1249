"""Odoo 18 over JSON-RPC, and 19 over `/json/2` (`shapes/odoo.json`).

Its quirks: what goes wrong before 19 comes with status 200; an unknown field is an error; a field
without a value is `false`; a field of another record is `[7, "Grace"]`; numbers are stored as
typed, one of them sanitized; the blacklist is of numbers, not people; 18 answers `/json/2` with its
login page, with status 200; a merged or deleted partner leaves no trace.
"""
# ruff: noqa: ARG002 - whatever answers is handed what was asked

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import phonenumbers

from tests.contract.crms.double import Asked, Double, Kept, Said, digits, route
from threadside.crms.odoo import CRM
from threadside.linking.values import RecordType, Ref, RelatedKind

_MODELS: Mapping[str, RecordType] = {
    "res.partner": "contact", "crm.lead": "lead", "helpdesk.ticket": "ticket",
}  # fmt: skip
_KEY = "a-token"


class OdooError(Exception):
    """An exception of the server, by its name."""


def _e164(raw: str) -> str | None:
    try:
        number = phonenumbers.parse(raw, "US")
    except phonenumbers.NumberParseException:
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


class Odoo18(Double):
    crm = CRM
    account = ""
    groups = ("lead", "ticket")
    relates: Mapping[RelatedKind, RecordType] = {"deal": "lead", "ticket": "ticket"}
    roles = False
    tells_merges = False
    tells_deletions = False
    html = True
    suffix = "/jsonrpc"
    mobile = True

    def __init__(self) -> None:
        super().__init__()
        self.account = super().base_url.partition("://")[2]  # type: ignore[misc]
        self.signed_out = self._fault("odoo.exceptions.AccessDenied")

    @property
    def base_url(self) -> str:
        return super().base_url + self.suffix

    def allowed(self, asked: Asked) -> bool:
        return asked.path != "/jsonrpc" or asked.body["params"]["args"][2] == _KEY

    @route("POST", r"/jsonrpc")
    def rpc(self, asked: Asked) -> Said:
        params = asked.body["params"]
        if params["service"] == "common":
            return Said(200, {"jsonrpc": "2.0", "id": 1, "result": 2})
        _, user, _, model, method, args, named = params["args"]
        assert user == 2
        of_records = bool(args) and isinstance(args[0], list)
        try:
            result = self.perform(model, method, args[0] if of_records else [], named)
        except OdooError as fault:
            return self._fault(str(fault))
        return Said(200, {"jsonrpc": "2.0", "id": 1, "result": result})

    @route("POST", r"/json/2/.*")
    def login_page(self, asked: Asked) -> Said:
        return Said(200, b"<!doctype html><title>Odoo</title>", content_type="text/html")

    def perform(
        self, model: str, method: str, ids: list[int], named: Mapping[str, Any]
    ) -> Any:  # fmt: skip
        done: Callable[..., Any] | None = getattr(self, f"do_{method}", None)
        if done is None:
            raise OdooError("builtins.AttributeError")
        return done(model, ids, **named)

    def do_fields_get(
        self, model: str, ids: list[int], attributes: list[str], allfields: Sequence[str] = ()
    ) -> Any:
        found = self.shape("fields")
        wanted = {name: each for name, each in found.items() if not allfields or name in allfields}
        return {
            name: {part: each[part] for part in attributes if part in each}
            for name, each in wanted.items()
        }

    def do_search_read(  # noqa: PLR0917 - as Odoo has it
        self, model: str, ids: list[int], domain: list[Any], fields: list[str], order: str,
        limit: int, context: Mapping[str, Any], offset: int = 0,
    ) -> Any:  # fmt: skip
        if model == "mail.message":
            found = [
                {"id": int(each.id), "body": f"<p>{each.body}</p>", "res_id": int(each.who.id),
                 "model": next(name for name, kind in _MODELS.items() if kind == each.who.type)}
                for each in self.entries.values()
            ]  # fmt: skip
        elif model not in _MODELS:
            raise OdooError("builtins.KeyError")  # an app that is not installed
        else:
            found = [self._row(each) for each in self.living(_MODELS[model])]
        rows = [each for each in found if _fits(each, domain)]
        for clause in reversed(order.split(", ")):
            name, _, way = clause.partition(" ")
            rows.sort(key=lambda row: row[name], reverse=way == "desc")
        if any(name not in row for name in fields for row in rows):
            raise OdooError("builtins.ValueError")
        few = min(limit, self.page) if domain and domain[0][:2] == ["id", ">"] else limit
        return [
            {name: row[name] for name in ["id", *fields]} for row in rows[offset : offset + few]
        ]

    def do_message_post(
        self, model: str, ids: list[int], body: str, message_type: str, *, body_is_html: bool
    ) -> Any:
        (number,) = ids
        if message_type != "sms" or not body_is_html:
            raise OdooError("builtins.ValueError")
        if self.kept(_MODELS[model], str(number)) is None:
            raise OdooError("odoo.exceptions.MissingError")
        return int(self.log(Ref(_MODELS[model], str(number)), "", body))

    def do_write(self, model: str, ids: list[int], vals: Mapping[str, Any]) -> bool:
        (number,) = ids
        if model != "mail.message" or str(number) not in self.entries:
            raise OdooError("odoo.exceptions.MissingError")
        self.entries[str(number)].body = vals["body"]
        return True

    def do_unlink(self, model: str, ids: list[int]) -> bool:
        if self.entries.pop(str(ids[0]), None) is None:
            raise OdooError("odoo.exceptions.MissingError")
        return True

    def do_add(self, model: str, ids: list[int], number: str) -> Any:
        return self._listed(number, True)

    def do_remove(self, model: str, ids: list[int], number: str) -> Any:
        return self._listed(number, False)

    def _listed(self, number: str, opted_out: bool) -> str:
        for each in self.records.values():
            if _e164(number) in map(_e164, each.phones):
                each.opted_out = opted_out
        return "phone.blacklist(3,)"

    def _row(self, found: Kept) -> dict[str, Any]:
        said = self.shape(found.ref.type)
        phones = dict(zip(("mobile", "phone") if self.mobile else ("phone",), found.phones,
                          strict=False))  # fmt: skip
        main = next((ref for ref, _, primary in found.members if primary), None)
        sanitized = next((good for raw in found.phones if (good := _e164(raw))), False)
        said |= {
            "id": int(found.ref.id),
            "name": found.name,
            "write_date": found.stamp[:19].replace("T", " "),
        }
        if found.ref.type != "contact":
            said["partner_id"] = [int(main.id), "Ada Lovelace"] if main else False
            said |= {"type": "opportunity", "active": True, "stage_id.is_won": found.closed}
            said["company_currency"] = [1, "USD"]
        if found.ref.type != "ticket":
            said |= {"phone": False, **({"mobile": False} if self.mobile else {}), **phones}
            said |= {"phone_sanitized": sanitized, "phone_sanitized_blacklisted": found.opted_out}
            said["phone_mobile_search"] = " ".join(digits(raw) for raw in found.phones)
        said |= found.chosen
        return dict(said)

    def _fault(self, name: str) -> Said:
        fault = self.shape("fault")
        fault["error"]["data"]["name"] = name
        return Said(200, fault)


class Odoo19(Odoo18):
    """With `/json/2` and without a mobile."""

    suffix = "/json/2"
    mobile = False
    phone_fields = 1

    def __init__(self) -> None:
        super().__init__()
        self.signed_out = Said(401, self.shape("json2_fault"))
        self.not_found = Said(404, self.shape("json2_fault"))

    def allowed(self, asked: Asked) -> bool:
        return asked.headers.get("authorization") == f"Bearer {_KEY}"

    @route("POST", r"/json/2/([\w.]+)/(\w+)")
    def login_page(self, asked: Asked, model: str = "", method: str = "") -> Said:
        named = dict(asked.body)
        try:
            result = self.perform(model, method, named.pop("ids", []), named)
        except OdooError as fault:
            status = {"MissingError": 404}.get(str(fault).rpartition(".")[2], 422)
            return Said(status, self.shape("json2_fault") | {"name": str(fault)})
        return Said(200, [result] if method == "message_post" else result)


def _fits(row: Mapping[str, Any], domain: list[Any]) -> bool:
    """A domain in prefix notation; clauses that nothing joins have all to hold."""
    rest = list(domain)

    def one() -> bool:
        head = rest.pop(0)
        if head in ("|", "&"):
            first, second = one(), one()
            return first or second if head == "|" else first and second
        name, operator, value = head
        here = row[name]
        if isinstance(here, list):
            here = here[0]
        return {
            "=": lambda: here == value, ">": lambda: here > value,
            "ilike": lambda: value.lower() in str(here).lower(),
            "child_of": lambda: here == value,
        }[operator]()  # fmt: skip

    held = True
    while rest:
        held = one() and held
    return held


DOUBLE = Odoo18
