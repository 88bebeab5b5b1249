"""Dynamics 365 (Dataverse): contacts and leads with what they belong to, and texts as notes of the
record's timeline.

Sources: learn.microsoft.com, Power Apps developer docs: "Use the Microsoft Dataverse Web API",
"Use change tracking to synchronize data", "Service protection API limits", "Connection tables".

Nothing of it was seen running. A webhook of Dataverse is registered with a tool and signs nothing:
changes are asked for, by the tables' change tracking, which has to be on (it is for these, unless
an admin turned it off). Assumed: a note's text is shown as it is; `%` holds in `contains`; a merged
record stays, with `merged` and its master. An organization on its own server has another sign-in
and can't be linked.
"""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, Final, Literal

from threadside.crms.dynamics import queries
from threadside.crms.dynamics import related as beside
from threadside.crms.dynamics.names import FORMATTED, KINDS, LINK, NAMES, SETS, TABLES
from threadside.linking.defaults import Addressed
from threadside.linking.port import Api, Region, Window
from threadside.linking.problems import Gone
from threadside.linking.reading import dig, has_key, key, listed, must, row, text
from threadside.linking.values import (
    MOST_PEOPLE,
    PEOPLE,
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

_PAGE: Final = 200
_MOST_SUBJECT: Final = 500
_THERE: Final = {"If-Match": "*"}
"""Without, a PATCH creates what is not there."""
_MAIN: Final[Mapping[RecordType, tuple[str, ...]]] = {
    "deal": ("_parentcontactid_value", "_customerid_value"),
    "ticket": ("_primarycontactid_value", "_customerid_value"),
}
"""Who a record is about; the customer may be an account, which no contact's id is."""


class Dynamics(Addressed):
    """One environment, by its host. Nobody has a flag for texts of Dynamics' own."""

    id = "dynamics"
    name = "Dynamics 365"
    link = LINK
    windows = (Window(6000, 300.0), Window(40, 1.0))
    types: Sequence[RecordType] = ("contact", "lead", "company", "deal", "ticket")
    entry = "note"
    opt_out: Literal["field"] = "field"
    new_contact = "https://{account}/main.aspx?pagetype=entityrecord&etn=contact"
    names = NAMES
    ids = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
    hosts = (".dynamics.com", ".microsoftdynamics.us", ".appsplatform.us", ".dynamics.cn")

    def base_url(self, region: Region | None, token: Mapping[str, Any], host: str) -> str:
        """The environment's host, as it was typed: no answer names it."""
        return self.own_host(f"https://{host.partition('://')[2] or host}")

    def account_of(self, api: Api, token: Mapping[str, Any]) -> Account:
        """The host."""
        must(api.call("GET", f"{queries.DATA}/WhoAmI").json, "OrganizationId")
        host = api.base_url.partition("://")[2]
        return Account(host, host.partition(".")[0], api.base_url)

    def fields(self, api: Api) -> Sequence[Field]:
        """The contact's columns, virtual ones left out."""
        path = f"{queries.DATA}/EntityDefinitions(LogicalName='contact')/Attributes"
        params = {"$select": "LogicalName,AttributeType,DisplayName,IsValidForRead"}
        found = listed(api.call("GET", path, params=params).json, "value")
        return tuple(
            Field(
                name,
                text(dig(each, "DisplayName.UserLocalizedLabel.Label")) or name,
                "phone" if "phone" in name else KINDS.get(text(each.get("AttributeType")), "text"),
            )
            for each in found
            if re.fullmatch(r"\w+", name := text(each.get("LogicalName")))
            and each.get("IsValidForRead") is not False
            and each.get("AttributeType") in _READ
        )  # fmt: skip

    def record(self, api: Api, ref: Ref) -> RemoteRecord:
        """A merged one says which took its place."""
        return self.one(api, ref, self._one(api, ref), f"{TABLES[ref.type]}id")

    def people(self, api: Api, ref: Ref) -> Sequence[Member]:
        """The contacts of an account; the contact of a deal or case, with a deal's stakeholders."""
        if ref.type in PEOPLE:
            return super().people(api, ref)
        found = self._one(api, ref, *_MAIN.get(ref.type, ()))
        if ref.type == "company":
            team = self._select(api, f"_parentcustomerid_value eq {self.id_of(ref)}")
            return [Member(each) for each in team]
        mains = [number for name in _MAIN[ref.type] if (number := key(found.get(name)))]
        roles = self._roles(api, ref) if ref.type == "deal" else {}
        ids = [
            each for each in dict.fromkeys([*mains, *roles]) if self.ids.fullmatch(each)
        ][:MOST_PEOPLE]  # fmt: skip
        if not ids:
            return ()
        records = self._select(api, " or ".join(f"contactid eq {each}" for each in ids))
        members = [
            Member(each, roles.get(each.ref.id, ""), each.ref.id in mains[:1])
            for each in records
        ]  # fmt: skip
        return sorted(members, key=lambda member: not member.primary)

    def related(self, api: Api, ref: Ref) -> Sequence[Related] | None:
        """A contact's open opportunities and latest cases; a lead has none yet."""
        if ref.type != "contact":
            return ()
        return beside.of_contact(api, self.id_of(ref), lambda one: self.url_of(api, one))

    def users(self, api: Api) -> Sequence[Owner] | None:
        """Enabled ones."""
        return beside.users(api)

    def by_phone(self, api: Api, e164: str, national: str) -> Sequence[RemoteRecord]:
        """In all phone columns, whatever stands between the digits."""
        found: list[RemoteRecord] = []
        for kind in PEOPLE:
            own = api.mapping.phones if kind == "contact" else ()
            names = [name for name in own or NAMES[kind].phones if re.fullmatch(r"\w+", name)]
            which = f"statecode eq 0 and ({queries.contains(names, national)})"
            top = str(MOST_PEOPLE)
            rows, _ = queries.query(api, SETS[kind], kind, filter=which, top=top)
            found += self.all(api, kind, rows[:MOST_PEOPLE], f"{TABLES[kind]}id")
        return found

    def crawl(self, api: Api, cursor: str | None) -> Batch:
        """Contacts, then leads, by the addresses that Dataverse goes on at."""
        said, _, link = (cursor or "contact|").partition("|")
        kind: RecordType = "lead" if said == "lead" else "contact"
        if link:
            rows, following = queries.page(api, link, None, _PAGE)
        else:
            only = "statecode eq 0"
            rows, following = queries.query(api, SETS[kind], kind, _PAGE, filter=only)
        found = tuple(self.all(api, kind, rows, f"{TABLES[kind]}id"))
        if following:
            return Batch(found, f"{kind}|{following}")
        return Batch(found, "lead|" if kind == "contact" else None)

    def changed_since(self, api: Api, cursor: str | None) -> tuple[Sequence[Change], str]:
        """Contacts and leads. To begin, all their ids are read once."""
        since, told, following = queries.cursors(cursor), list[Change](), dict[str, str]()
        for kind in PEOPLE:
            if kind in since:
                changes, following[kind] = queries.changed(api, kind, since[kind])
                told += changes
            else:
                following[kind] = queries.begin(api, kind)
        return told, json.dumps(following)

    def write(self, api: Api, entry: Entry) -> str:
        """A note on the person: a note has one record."""
        bound = f"objectid_{TABLES[entry.who.type]}@odata.bind"
        body = {**_words(entry), bound: f"/{SETS[entry.who.type]}({self.id_of(entry.who)})"}
        if self.ids.fullmatch(entry.owner):
            body["ownerid@odata.bind"] = f"/systemusers({entry.owner})"
        with self.expecting(entry.who):
            answer = api.call(
                "POST", f"{queries.DATA}/annotations", json=body,
                headers={"Prefer": "return=representation"},
            )  # fmt: skip
        return self.written(row(answer.json).get("annotationid"))

    def find(self, api: Api, entry: Entry) -> str | None:
        """Among the newest 200 notes of the person."""
        params = {
            "$select": "annotationid,notetext",
            "$filter": f"_objectid_value eq {self.id_of(entry.who)}",
            "$orderby": "createdon desc",
            "$top": str(_PAGE),
        }
        answer = api.call("GET", f"{queries.DATA}/annotations", params=params).json
        for each in listed(answer, "value"):
            if has_key(each.get("notetext"), entry.key):
                return key(each.get("annotationid")) or None
        return None

    def rewrite(self, api: Api, remote_id: str, entry: Entry) -> None:
        """Title and text."""
        with self.expecting(entry.who):
            api.call("PATCH", self.entry_path(remote_id), json=_words(entry), headers=_THERE)

    def set_opt_out(self, api: Api, ref: Ref, phone: RemotePhone, opted_out: bool) -> None:
        """The yes-or-no column that was mapped."""
        if name := api.mapping.opt_out:
            with self.expecting(ref):
                api.call("PATCH", self.path_of(ref), json={name: opted_out}, headers=_THERE)

    def url_of(self, api: Api, ref: Ref) -> str:
        """The record's form, in whatever app opens it."""
        which = f"etn={TABLES[ref.type]}&id={ref.id}"
        return f"https://{api.account}/main.aspx?pagetype=entityrecord&{which}"

    def path_of(self, ref: Ref) -> str:
        """A row of a table."""
        return f"{queries.DATA}/{SETS[ref.type]}({self.id_of(ref)})"

    def spoken(self, values: Mapping[str, Any], name: str, labels: Mapping[str, str]) -> str:
        """As the page shows it, which comes beside a choice, a lookup, a date, an amount."""
        return text(values.get(f"{name}{FORMATTED}")) or super().spoken(values, name, labels)

    def entry_path(self, remote_id: str) -> str:
        """A note."""
        return f"{queries.DATA}/annotations({self.id_of(Ref('contact', remote_id))})"

    def _one(self, api: Api, ref: Ref, *more: str) -> Mapping[str, Any]:
        named = ",".join((queries.columns(ref.type, api.mapping), *more))
        headers = {"Prefer": queries.PREFER}
        with self.expecting(ref):
            answer = api.call("GET", self.path_of(ref), params={"$select": named}, headers=headers)
        found = must(answer.json, f"{TABLES[ref.type]}id")
        if found.get("merged") is True:
            master = key(found.get("_masterid_value"))
            raise Gone(ref, Ref(ref.type, master) if master else None)
        return found

    def _select(self, api: Api, which: str) -> list[RemoteRecord]:
        rows, _ = queries.query(
            api, SETS["contact"], "contact", filter=which, top=str(MOST_PEOPLE)
        )  # fmt: skip
        return self.all(api, "contact", rows[:MOST_PEOPLE], "contactid")

    def _roles(self, api: Api, ref: Ref) -> dict[str, str]:
        params = {
            "$select": "_record2id_value",
            "$filter": f"_record1id_value eq {self.id_of(ref)}",
            "$expand": "record2roleid($select=name)",
            "$top": str(MOST_PEOPLE),
        }
        answer = api.call("GET", f"{queries.DATA}/connections", params=params).json
        return {
            number: text(dig(each, "record2roleid.name"))
            for each in listed(answer, "value")
            if (number := key(each.get("_record2id_value")))
        }


_READ: Final = frozenset({"String", "Memo", *KINDS})
_LONGEST: Final = 100_000


def _words(entry: Entry) -> dict[str, str]:
    return {"subject": entry.subject[:_MOST_SUBJECT], "notetext": entry.body[-_LONGEST:]}


CRM = Dynamics()
