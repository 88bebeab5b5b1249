"""Dataverse, as Microsoft's documents describe its Web API (`shapes/dynamics.json`).

Its quirks: columns are opt-in and an unknown one is refused; what a value is called on the page
comes on request, as an annotation; a PATCH without `If-Match` creates; a merged contact stays,
inactive; what changed is told at an address that the last page gave.
"""
# ruff: noqa: ARG002 - whatever answers is handed what was asked

import re
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from tests.contract.crms.double import Asked, Double, Kept, Said, route
from threadside.crms.dynamics import CRM
from threadside.linking.values import Mapped, RecordType, Ref, RelatedKind

_V9 = "/api/data/v9.2"
_TYPES: Mapping[str, RecordType] = {
    "contacts": "contact", "leads": "lead", "accounts": "company", "opportunities": "deal",
    "incidents": "ticket",
}  # fmt: skip
_TABLES = {"contacts": "contact", "leads": "lead", "accounts": "account",
           "opportunities": "opportunity", "incidents": "incident"}  # fmt: skip
_SETS = "(contacts|leads|accounts|opportunities|incidents)"
_GUID = r"\(([0-9a-f-]{36})\)"
_PHONES = ("mobilephone", "telephone1", "telephone2", "telephone3")
_FORMATTED = "@OData.Community.Display.V1.FormattedValue"


class DynamicsDouble(Double):
    crm = CRM
    account = ""
    mapping = Mapped(opt_out="new_notexts")
    groups = ("company", "deal", "ticket")
    relates: Mapping[RelatedKind, RecordType] = {"deal": "deal", "ticket": "ticket"}
    has_users = True
    phone_fields = 4

    def __init__(self) -> None:
        super().__init__()
        self.account = self.base_url.partition("://")[2]  # type: ignore[misc]
        self.not_found = Said(404, self.shape("not_found"))
        self.signed_out = Said(401)
        self.too_fast = Said(429, self.shape("too_fast"), {"Retry-After": "17"})

    def new_id(self, kind: RecordType) -> str:
        return str(UUID(int=int(super().new_id(kind)) << 64))

    @route("GET", f"{_V9}/WhoAmI")
    def who(self, asked: Asked) -> Said:
        return Said(200, self.shape("who"))

    @route("GET", rf"{_V9}/EntityDefinitions\(LogicalName='contact'\)/Attributes")
    def attributes(self, asked: Asked) -> Said:
        return Said(200, {"value": self.shape("attributes")})

    @route("GET", f"{_V9}/{_SETS}{_GUID}")
    def one(self, asked: Asked, plural: str, number: str) -> Said:
        found = self.records.get(Ref(_TYPES[plural], number))
        if found is None or (found.deleted and found.into is None):
            return self.not_found
        return self._selected(asked, [found], single=True)

    @route("GET", f"{_V9}/{_SETS}")
    def list(self, asked: Asked, plural: str) -> Said:
        prefer = asked.headers.get("prefer", "")
        if "$deltatoken" in asked.query or "odata.track-changes" in prefer:
            return self._changes(asked, plural)
        found = sorted(self.living(_TYPES[plural]), key=lambda each: each.ref.id)
        which = asked.query.get("$filter", "")
        if "contains(" in which:
            found = [each for each in found if self._contains(each, which)]
        elif company := re.fullmatch(r"_parentcustomerid_value eq (\S+)", which):
            inside = {ref for ref, _, _ in self.records[Ref("company", company[1])].members}
            found = [each for each in found if each.ref in inside]
        elif "contactid eq" in which:
            wanted = re.findall(r"contactid eq (\S+)", which)
            found = [each for each in found if each.ref.id in wanted]
        elif theirs := re.search(r"_customerid_value eq ([0-9a-f-]{36})", which):
            found = self.whose(_TYPES[plural], theirs[1])
            if which.startswith("statecode eq 0 and "):
                found = [each for each in found if not each.closed]
        elif which != "statecode eq 0":
            return Said(400, self.shape("invalid"))
        if "$top" in asked.query:
            return self._selected(asked, found[: int(asked.query["$top"])])
        some, following = self.pages(found, asked.query.get("$skiptoken"))
        return self._selected(asked, some, following)

    @route("GET", f"{_V9}/systemusers")
    def users(self, asked: Asked) -> Said:
        assert asked.query["$filter"] == "isdisabled eq false"
        return Said(200, {"value": [{"systemuserid": str(UUID(int=77)), "fullname": "Grace Hopper",
                                     "internalemailaddress": "grace@acme.example"},
                                    {"systemuserid": str(UUID(int=78)), "fullname": "# App",
                                     "internalemailaddress": None}]})  # fmt: skip

    @route("PATCH", rf"{_V9}/(contacts|leads){_GUID}")
    def edit(self, asked: Asked, plural: str, number: str) -> Said:
        assert asked.headers["if-match"] == "*"
        found = self.kept(_TYPES[plural], number)
        if found is None:
            return self.not_found
        found.opted_out = asked.body["new_notexts"]
        return Said(204)

    @route("GET", f"{_V9}/connections")
    def connections(self, asked: Asked) -> Said:
        number = asked.query["$filter"].removeprefix("_record1id_value eq ")
        group = self.kept("deal", number)
        team = [
            {"_record2id_value": ref.id, "record2roleid": {"name": role} if role else None}
            for ref, role, _ in (group.members if group else [])
        ]
        return Said(200, {"value": team[: int(asked.query["$top"])]})

    @route("POST", f"{_V9}/annotations")
    def write(self, asked: Asked) -> Said:
        assert asked.headers["prefer"] == "return=representation"
        body = dict(asked.body)
        bound = next(name for name in body if name.endswith("@odata.bind"))
        told = re.fullmatch(rf"/{_SETS}{_GUID}", body[bound])
        if told is None or bound != f"objectid_{_TABLES[told[1]]}@odata.bind":
            return Said(400, self.shape("invalid"))
        who = self.kept(_TYPES[told[1]], told[2])
        if who is None:
            return self.not_found
        number = self.log(who.ref, "", body["notetext"])
        return Said(201, {"annotationid": number, "notetext": body["notetext"]})

    @route("GET", f"{_V9}/annotations")
    def notes(self, asked: Asked) -> Said:
        who = asked.query["$filter"].removeprefix("_objectid_value eq ")
        found = [
            {"annotationid": each.id, "notetext": each.body}
            for each in reversed(self.entries.values())
            if each.who.id == who
        ]
        return Said(200, {"value": found[: int(asked.query["$top"])]})

    @route("PATCH", f"{_V9}/annotations{_GUID}")
    def rewrite(self, asked: Asked, number: str) -> Said:
        assert asked.headers["if-match"] == "*"
        if number not in self.entries:
            return self.not_found
        self.entries[number].body = asked.body["notetext"]
        return Said(204)

    @route("DELETE", f"{_V9}/annotations{_GUID}")
    def erase(self, asked: Asked, number: str) -> Said:
        return Said(204) if self.entries.pop(number, None) else self.not_found

    def _changes(self, asked: Asked, plural: str) -> Said:
        """Since a token that is a time here; without one, everything, and the first token."""
        kind, table = _TYPES[plural], _TABLES[plural]
        since = asked.query.get("$deltatoken")
        every = [each for each in self.records.values() if each.ref.type == kind]
        latest = max((each.stamp for each in self.records.values()), default="")
        rows: list[dict[str, Any]] = []
        for each in every:
            if since is not None and each.stamp > since:
                if each.deleted and each.into is None:
                    context = f"{self.base_url}{_V9}/$metadata#{plural}/$deletedEntity"
                    rows.append({"@odata.context": context, "id": each.ref.id, "reason": "deleted"})
                else:
                    into = each.into.id if each.into else None
                    rows.append({"@odata.etag": f'W/"{each.stamp}"', f"{table}id": each.ref.id,
                                 "merged": into is not None, "_masterid_value": into})  # fmt: skip
        link = f"{self.base_url}{_V9}/{plural}?$select={table}id&$deltatoken={latest}"
        return Said(200, {"value": rows, "@odata.deltaLink": link})

    def _contains(self, found: Kept, which: str) -> bool:
        held = dict(zip(_PHONES, found.phones, strict=False))
        return any(
            re.search(".*".join(pattern.split("%")), held.get(name, ""))
            for name, pattern in re.findall(r"contains\((\w+),'([^']*)'\)", which)
        )

    def _selected(
        self, asked: Asked, found: Any, following: str | None = None, *, single: bool = False
    ) -> Said:  # fmt: skip
        prefer = asked.headers.get("prefer", "")
        names = asked.query["$select"].split(",")
        rows = [self._row(each) for each in found]
        if any(name not in row for name in names for row in rows):
            return Said(400, self.shape("invalid"))
        told = "odata.include-annotations" in prefer
        rows = [
            {
                name: value
                for name, value in row.items()
                if name in [*names, *re.findall(r"^\w+", asked.query.get("$expand", ""))]
                or (name.endswith("id") and not name.startswith("_"))
                or (told and name.removesuffix(_FORMATTED) in names)
            }
            for row in rows
        ]
        if single:
            return Said(200, rows[0])
        path = f"{asked.path}?$select={asked.query['$select']}&$filter=statecode eq 0"
        link = {"@odata.nextLink": f"{self.base_url}{path}&$skiptoken={following}"}
        return Said(200, {"value": rows, **(link if following else {})})

    def _row(self, found: Kept) -> dict[str, Any]:
        kind = found.ref.type
        said = self.shape(kind)
        table = {"company": "account", "deal": "opportunity", "ticket": "incident"}.get(kind, kind)
        said |= {f"{table}id": found.ref.id, "modifiedon": found.stamp, "_ownerid_value":
                 str(UUID(int=77)), f"_ownerid_value{_FORMATTED}": "Grace Hopper"}  # fmt: skip
        if kind in ("contact", "lead"):
            said |= dict.fromkeys(_PHONES) | dict(zip(_PHONES, found.phones, strict=False))
            said |= {"fullname": found.name, "firstname": found.first}
            said |= {"new_notexts": found.opted_out} if kind == "contact" else {}
        if kind in ("contact", "lead", "company"):
            into = found.into.id if found.into else None
            said |= {"merged": into is not None, "_masterid_value": into}
        if kind == "deal":
            said["transactioncurrencyid"] = {"isocurrencycode": "USD"}
        if kind in ("company", "deal", "ticket"):
            said["title" if kind == "ticket" else "name"] = found.name
            main = next((ref.id for ref, _, primary in found.members if primary), None)
            said[{"deal": "_parentcontactid_value"}.get(kind, "_primarycontactid_value")] = main
        return {**said, **found.chosen}


DOUBLE = DynamicsDouble
