"""Salesforce, as its REST API and object reference describe it (`shapes/salesforce.json`).

Its quirks: ids of 15 or 18 characters; a field that is not there refuses the whole query; deleted
records are left to `queryAll`, with their master; too many requests are 403; the search takes
words of digits and no punctuation; a picklist's value is not its label; nothing calls us.
"""
# ruff: noqa: ARG002 - whatever answers is handed what was asked

import re
from collections.abc import Mapping
from typing import Any

from tests.contract.crms import soql
from tests.contract.crms.double import Asked, Double, Kept, Said, digits, has, route
from threadside.crms.salesforce import CRM
from threadside.linking.values import Mapped, RecordType, Ref, RelatedKind

_DATA = "/services/data/v64.0"
_PREFIX = {"contact": "003", "lead": "00Q", "company": "001", "deal": "006", "ticket": "500"}
_OBJECT = {"contact": "Contact", "lead": "Lead", "company": "Account", "deal": "Opportunity",
           "ticket": "Case"}  # fmt: skip
_PERSON = {
    "Id", "Name", "FirstName", "Phone", "MobilePhone", "Title", "OwnerId", "Owner.Name",
    "SystemModstamp", "IsDeleted", "MasterRecordId",
}  # fmt: skip
_CONTACT = _PERSON | {
    "HomePhone", "OtherPhone", "Owner.Email", "Account.Name", "MailingCountry", "MailingState",
    "MailingCity", "LeadSource", "SMS_Opt_Out__c", "Needs__c",
}  # fmt: skip
_GROUP = {"Id", "Name", "OwnerId", "Owner.Name", "SystemModstamp", "IsDeleted"}
_DEAL = _GROUP | {"Account.Name", "StageName", "Amount", "CloseDate", "LastModifiedDate"}
_FIELDS = {
    "Contact": _CONTACT,
    "Lead": _PERSON | {"Company", "Country", "State", "City", "Status", "Rating", "IsConverted",
                       "ConvertedContactId"},
    "Account": _GROUP | {"Phone", "BillingCity", "MasterRecordId"},
    "Opportunity": _DEAL,
    "User": {"Id", "Name", "Email"},
    "Case": (_GROUP - {"Name"}) | {"CaseNumber", "Subject", "Status", "Priority",
                                   "LastModifiedDate"}
            | {f"Contact.{name}" for name in _CONTACT},
    "OpportunityContactRole": {"Id", "Role", "IsPrimary"}
                              | {f"Opportunity.{name}" for name in _DEAL}
                              | {f"Contact.{name}" for name in _CONTACT},
    "Organization": {"Id", "Name"},
    "Task": {"Id", "Description"},
}  # fmt: skip


def eighteen(number: str) -> str:
    """An id with its three characters of checksum (Help, "ID case insensitive")."""
    suffix = ""
    for start in (0, 5, 10):
        bits = "".join("1" if each.isupper() else "0" for each in number[start : start + 5])
        suffix += "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"[int(bits[::-1], 2)]
    return number + suffix


class SalesforceDouble(Double):
    crm = CRM
    account = "acme"
    mapping = Mapped(opt_out="SMS_Opt_Out__c")
    token: Mapping[str, Any] = {"id": "https://login.salesforce.com/id/00D5g00000AbCdEAAV/0055g00000AbCdEAAV",
             "instance_url": "https://acme.my.salesforce.com"}  # fmt: skip
    groups = ("company", "deal", "ticket")
    relates: Mapping[RelatedKind, RecordType] = {"deal": "deal", "ticket": "ticket"}
    has_users = True
    phone_fields = 4
    too_fast_s = 3600.0

    def __init__(self) -> None:
        super().__init__()
        self.signed_out = Said(401, self.shape("expired"))
        self.not_found = Said(404, self.shape("not_found"))
        usage = {"Sforce-Limit-Info": "api-usage=15000/15000"}
        self.too_fast = Said(403, self.shape("rate_limit"), usage)

    def new_id(self, kind: RecordType) -> str:
        return eighteen(f"{_PREFIX[kind]}5g00000A{int(super().new_id(kind)):04}")

    @route("GET", rf"{_DATA}/(query|queryAll)")
    def query(self, asked: Asked, resource: str) -> Said:
        try:
            found = soql.select(asked.query["q"], self._tables(resource == "queryAll"), _FIELDS)
        except soql.NoSuchColumn:
            return Said(400, self.shape("invalid_field"))
        except soql.Malformed:
            return Said(400, self.shape("malformed"))
        rows = [{"attributes": {"type": "Name", "url": "/x"}, **each} for each in found]
        said = self.shape("query") | {"totalSize": len(rows), "records": rows}
        return Said(200, said, {"Sforce-Limit-Info": "api-usage=18/15000"})

    @route("GET", rf"{_DATA}/search")
    def search(self, asked: Asked) -> Said:
        said = re.fullmatch(
            r"FIND \{(\d{2,}) OR (\d{2,})\} IN PHONE FIELDS "
            r"RETURNING (Contact|Lead)\(Id LIMIT \d+\)",
            asked.query["q"],
        )
        if said is None:
            return self._searched(asked.query["q"])
        kind: RecordType = "lead" if said[3] == "Lead" else "contact"
        found = [
            {"attributes": {"type": said[3], "url": "/x"}, "Id": each.ref.id}
            for each in self.living(kind)
            if any(self._indexed(raw) & {said[1], said[2]} for raw in each.phones)
        ]
        return Said(200, {"searchRecords": found})

    @route("GET", rf"{_DATA}/sobjects/(Contact|Lead|Account|Opportunity|Case)/describe")
    def describe(self, asked: Asked, name: str) -> Said:
        return Said(200, self.shape("describe") | {"name": name})

    @route("POST", rf"{_DATA}/sobjects/Task")
    def write(self, asked: Asked) -> Said:
        said = asked.body
        kind: RecordType = "lead" if said["WhoId"].startswith("00Q") else "contact"
        if len(said["Subject"]) > 255 or said["Status"] != "Completed":
            return Said(400, [{"message": "bad value", "errorCode": "STRING_TOO_LONG"}])
        if kind == "lead" and "WhatId" in said:
            return Said(
                400, [{"message": "not with a lead", "errorCode": "FIELD_INTEGRITY_EXCEPTION"}]
            )
        if self.kept(kind, said["WhoId"]) is None:
            return Said(404, self.shape("deleted"))
        if "WhatId" in said and self.kept("deal", said["WhatId"]) is None:
            return Said(400, [{"message": "gone", "errorCode": "INVALID_CROSS_REFERENCE_KEY"}])
        who = Ref(kind, said["WhoId"])
        number = self.log(who, said.get("WhatId", ""), said["Description"])
        return Said(201, self.shape("created") | {"id": number})

    @route("PATCH", rf"{_DATA}/sobjects/Task/(\w+)")
    def rewrite(self, asked: Asked, number: str) -> Said:
        if number not in self.entries:
            return Said(404, self.shape("deleted"))
        self.entries[number].body = asked.body["Description"]
        return Said(204)

    @route("DELETE", rf"{_DATA}/sobjects/Task/(\w+)")
    def erase(self, asked: Asked, number: str) -> Said:
        there = self.entries.pop(number, None)
        return Said(204) if there else Said(404, self.shape("deleted"))

    @route("PATCH", rf"{_DATA}/sobjects/Contact/(\w+)")
    def edit(self, asked: Asked, number: str) -> Said:
        found = self.kept("contact", number)
        if found is None:
            return self.not_found
        found.opted_out = asked.body["SMS_Opt_Out__c"]
        return Said(204)

    def _searched(self, said: str) -> Said:
        """Words, each with a wildcard, joined by AND; whatever else is malformed."""
        asked = re.fullmatch(
            r"FIND \{([^?&|!{}\[\]()^~:\\\"'+-]+)\} IN ALL FIELDS RETURNING "
            r"(?:(Contact)\(Id LIMIT \d+\), Account\(Id LIMIT \d+\)|(Lead)\(Id LIMIT \d+\))",
            said,
        )
        words = asked[1].split(" AND ") if asked else []
        if asked is None or not all(re.fullmatch(r"[\w@.]+\*", each) for each in words):
            return Said(400, self.shape("malformed"))
        kinds: list[RecordType] = ["contact", "company"] if asked[2] else ["lead"]
        found = [
            {"attributes": {"type": _OBJECT[each.ref.type], "url": "/x"}, "Id": each.ref.id}
            for each in self.living(*kinds)
            if has(each, [word.rstrip("*") for word in words])
        ]
        return Said(200, {"searchRecords": found})

    def _indexed(self, raw: str) -> set[str]:
        """What the search index has of a number: the digits, with and without the country's."""
        plain = digits(raw)
        return {plain, plain.removeprefix("1")}

    def _tables(self, deleted: bool) -> dict[str, list[dict[str, Any]]]:
        there = [each for each in self.records.values() if deleted or not each.deleted]
        tables: dict[str, list[dict[str, Any]]] = {name: [] for name in _FIELDS}
        for each in there:
            tables[_OBJECT[each.ref.type]].append(self._row(each))
        tables["Organization"] = [{"Id": "00D5g00000AbCdEAAV", "Name": "Acme"}]
        tables["User"] = [
            {"Id": "0055g00000AbCdEAAV", "Name": "Grace Hopper", "Email": "grace@acme.example",
             "IsActive": True, "UserType": "Standard"}
        ]  # fmt: skip
        tables["Task"] = [
            {"Id": each.id, "Description": each.body, "WhoId": each.who.id, "CreatedDate": each.id}
            for each in self.entries.values()
        ]
        for group in there:
            for ref, role, primary in group.members if group.ref.type == "deal" else ():
                tables["OpportunityContactRole"].append({
                    "Id": ref.id, "OpportunityId": group.ref.id, "Role": role, "IsPrimary": primary,
                    "Contact": self._row(self.records[ref]), "ContactId": ref.id,
                    "Opportunity": self._row(group),
                })  # fmt: skip
        return tables

    def _row(self, kept: Kept) -> dict[str, Any]:
        fields = ("MobilePhone", "Phone", "HomePhone", "OtherPhone")
        accounts = [each.ref.id for each in self.living("company")
                    if kept.ref in [ref for ref, _, _ in each.members]]  # fmt: skip
        main = next((ref for ref, _, primary in kept.members if primary), None)
        return {
            "Id": kept.ref.id, "Name": kept.name, "FirstName": kept.first,
            "OwnerId": "0055g00000AbCdEAAV",
            "Owner": {"Name": "Grace Hopper", "Email": "grace@acme.example"},
            "SystemModstamp": kept.stamp, "IsDeleted": kept.deleted, "IsConverted": False,
            "MasterRecordId": kept.into.id if kept.into else None, "SMS_Opt_Out__c": kept.opted_out,
            "StageName": "Prospecting", "Amount": 1200.0, "CloseDate": "2026-12-01",
            "IsClosed": kept.closed, "LastModifiedDate": kept.stamp, "Status": "New",
            "ContactId": main.id if main else None,
            "CaseNumber": "00001026", "Subject": kept.name,
            "AccountId": accounts[0] if accounts else None, "Account": None,
            "Contact": self._row(self.records[main]) if main else None,
            **dict(zip(fields, kept.phones, strict=False)), **kept.chosen,
        }  # fmt: skip


DOUBLE = SalesforceDouble
