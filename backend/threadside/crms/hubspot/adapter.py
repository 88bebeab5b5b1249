"""HubSpot: contacts with what they belong to, and texts as communications of channel SMS.

Sources: the public API specifications (github.com/HubSpot/HubSpot-public-api-spec-collection,
release 2026-03); developers.hubspot.com/docs: "Communications", "Search", "Associations". Okta's
HubSpot connector guide: what is new is found after ten seconds, what changed after up to sixty.
knowledge.hubspot.com: contacts are made by a button of their list, which has no address of its own.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Final, Literal

from threadside.crms.hubspot import options, webhooks
from threadside.crms.hubspot import related as beside
from threadside.crms.hubspot.names import (
    LINK,
    LOGGED_ON,
    NAMES,
    PLURAL,
    RELEASE,
    TYPE_IDS,
    kind_of,
)
from threadside.linking.defaults import Addressed, number_of
from threadside.linking.definitions import Choices
from threadside.linking.port import Api, Request, Window
from threadside.linking.problems import Garbled, Gone
from threadside.linking.reading import as_html, dig, has_key, key, listed, must, row, rows, text
from threadside.linking.values import (
    MOST_FOUND,
    MOST_PEOPLE,
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

_OBJECTS: Final = f"/crm/objects/{RELEASE}"
_OWNER: Final = f"/crm/owners/{RELEASE}/{{id}}"


class HubSpot(Addressed):
    """One portal. The search knows a new number after some seconds, a changed one after up to a
    minute; records and associations are read as they are. Webhooks are set up once for the app, in
    its own settings, and signed with the app's secret."""

    id = "hubspot"
    name = "HubSpot"
    link = LINK
    windows = (Window(100, 10.0),)
    types: Sequence[RecordType] = ("contact", "company", "deal", "ticket")
    entry = "communication"
    search_lag_s = 60.0  # seen of what its search finds; of associations nothing is promised
    new_contact = "https://app.hubspot.com/contacts/{account}/objects/0-1/views/all/list"
    hooks = True
    opt_out: Literal["field"] = "field"
    names = NAMES

    def account_of(self, api: Api, token: Mapping[str, Any]) -> Account:
        """The portal; it has no other name than its number and domain."""
        answer = must(api.call("GET", f"/account-info/{RELEASE}/details").json)
        portal = key(answer.get("portalId"))
        if not portal or key(token.get("hub_id", portal)) != portal:
            raise Garbled("other_account", "the token is of another portal")
        return Account(portal, text(token.get("hub_domain")) or f"HubSpot {portal}", api.base_url)

    def fields(self, api: Api) -> Sequence[Field]:
        """The contact's properties, hidden ones left out."""
        found = listed(api.call("GET", f"/crm/properties/{RELEASE}/contacts").json, "results")
        return tuple(
            Field(name, text(each.get("label")) or name, kind_of(each))
            for each in found
            if (name := text(each.get("name"))) and each.get("hidden") is not True
        )

    def record(self, api: Api, ref: Ref) -> RemoteRecord:
        """With the owner's name. A merged record's id answers with the record it became."""
        asked = {"properties": ",".join(self.names[ref.type].asked(api.mapping))}
        with self.expecting(ref):
            answer = must(api.call("GET", self.path_of(ref), params=asked).json, "id", "properties")
        now = key(answer["id"])
        if answer.get("archived") is True or (now and now != ref.id):
            raise Gone(ref, Ref(ref.type, now) if now != ref.id else None)
        return self.owned(
            api, self._read(api, ref.type, answer), _OWNER, "firstName", "lastName", "email"
        )

    def people(self, api: Api, ref: Ref) -> Sequence[Member]:
        """Labels of the association are roles; who is labelled primary comes first."""
        if ref.type == "contact":
            return super().people(api, ref)
        labels = {
            contact: [text(kind.get("label")) for kind in rows(each.get("associationTypes"))]
            for each in self._associated(api, ref, "contacts", MOST_PEOPLE)
            if (contact := key(each.get("toObjectId")))
        }
        if not labels:
            self.record(api, ref)
        found = self._batch(api, "contacts", list(labels), self.names["contact"].asked(api.mapping))
        members = [
            Member(
                record,
                role=next((label for label in labels[record.ref.id] if label), ""),
                primary=any("primary" in label.casefold() for label in labels[record.ref.id]),
            )
            for record in self._contacts(api, found)
            if record.ref.id in labels
        ]
        order = list(labels)
        return sorted(members, key=lambda each: (not each.primary, order.index(each.record.ref.id)))

    def related(self, api: Api, ref: Ref) -> Sequence[Related] | None:
        """Deals that are not closed, and tickets, each with its stage's name."""
        return beside.of_contact(api, self.path_of(ref), lambda one: self.url_of(api, one))

    def users(self, api: Api) -> Sequence[Owner] | None:
        """Owners, who are not the users: a communication has an owner's id."""
        return beside.owners(api)

    def by_phone(self, api: Api, e164: str, national: str) -> Sequence[RemoteRecord]:
        """The calculated properties hold national digits alone; a mapped one what was typed. A
        search takes five groups."""
        own = [name for name in api.mapping.phones if name not in ("phone", "mobilephone")]
        asked = [
            ("hs_searchable_calculated_phone_number", national),
            ("hs_searchable_calculated_mobile_number", national),
            *((name, e164) for name in own[:3]),
        ]
        body = {
            "filterGroups": [
                {"filters": [{"propertyName": name, "operator": "EQ", "value": value}]}
                for name, value in asked
            ],
            "properties": self.names["contact"].asked(api.mapping),
            "limit": MOST_PEOPLE,
        }
        # The search has a pace of its own: five a second, half of the others'.
        answer = api.call("POST", f"{_OBJECTS}/contacts/search", json=body, cost=2)
        return self._contacts(api, listed(answer.json, "results"))

    def search(self, api: Api, said: str) -> Sequence[RemoteRecord] | None:
        """In what HubSpot searches by itself: names, e-mail addresses, numbers, the company."""
        properties = self.names["contact"].asked(api.mapping)
        body = {"query": said, "properties": properties, "limit": MOST_FOUND}
        answer = api.call("POST", f"{_OBJECTS}/contacts/search", json=body, cost=2)
        return self._contacts(api, listed(answer.json, "results"))

    def crawl(self, api: Api, cursor: str | None) -> Batch:
        """A hundred contacts, in the order of their ids."""
        params: dict[str, str | int] = {"limit": 100, **({"after": cursor} if cursor else {})}
        params["properties"] = ",".join(self.names["contact"].asked(api.mapping))
        answer = api.call("GET", f"{_OBJECTS}/contacts", params=params).json
        found = self._contacts(api, listed(answer, "results"))
        return Batch(tuple(found), text(dig(answer, "paging.next.after")) or None)

    def write(self, api: Api, entry: Entry) -> str:
        """One request creates and associates, so that no entry is nobody's."""
        about = (entry.about,) if entry.about and entry.about.type in LOGGED_ON else ()
        body = {
            "properties": {
                "hs_communication_channel_type": "SMS",
                "hs_communication_logged_from": "CRM",
                "hs_communication_body": as_html(entry.body),
                "hs_timestamp": entry.at.isoformat(),
                **({"hubspot_owner_id": entry.owner} if entry.owner else {}),
            },
            "associations": [
                {"to": {"id": self.id_of(ref)}, "types": [_association(ref.type)]}
                for ref in (entry.who, *about)
            ],
        }
        with self.placing(api, entry):
            answer = api.call("POST", f"{_OBJECTS}/communications", json=body)
        return self.written(row(answer.json).get("id"))

    def find(self, api: Api, entry: Entry) -> str | None:
        """Through the contact's associations, not the search, which knows nothing of a body; newest
        first."""
        found = self._associated(api, entry.who, "communications", 500)
        ids = sorted(
            (number for one in found if (number := key(one.get("toObjectId")))),
            key=lambda number: (len(number), number),
            reverse=True,
        )
        for start in range(0, min(len(ids), 300), 100):
            some = ids[start : start + 100]
            for each in self._batch(api, "communications", some, ("hs_communication_body",)):
                if has_key(dig(each, "properties.hs_communication_body"), entry.key):
                    return key(each.get("id")) or None
        return None

    def rewrite(self, api: Api, remote_id: str, entry: Entry) -> None:
        """The text alone; it stays where and when it was."""
        properties = {"hs_communication_body": as_html(entry.body)}
        with self.expecting(entry.who):
            api.call("PATCH", self.entry_path(remote_id), json={"properties": properties})

    def set_opt_out(self, api: Api, ref: Ref, phone: RemotePhone, opted_out: bool) -> None:
        """The property that was mapped; HubSpot's own subscriptions know e-mail alone."""
        if name := api.mapping.opt_out:
            said = {name: "true" if opted_out else "false"}
            with self.expecting(ref):
                api.call("PATCH", self.path_of(ref), json={"properties": said})

    def changes(self, request: Request, hook_secret: str, app_secret: str) -> Sequence[Change]:
        """Of every portal that installed the app: each change says whose it is."""
        webhooks.verify(request, app_secret)
        return webhooks.changes(request.body)

    def limits(self, answer_headers: Mapping[str, str], status: int) -> float | None:
        """ "API usage guidelines". A day ends at midnight of the portal's zone, which no header
        names: asked again every hour."""
        said = super().limits(answer_headers, status)
        if said is not None:
            return said
        if number_of(answer_headers, "x-hubspot-ratelimit-daily-remaining") == 0:
            return 3600.0
        left = number_of(answer_headers, "x-hubspot-ratelimit-remaining")
        interval = number_of(answer_headers, "x-hubspot-ratelimit-interval-milliseconds")
        return interval / 1000 if interval and (status == 429 or left == 0) else None

    def choices(self, api: Api, kind: RecordType, wanted: Collection[str]) -> Choices:
        """Of options and stages."""
        return options.choices(api, kind, wanted)

    def url_of(self, api: Api, ref: Ref) -> str:
        """The portal's own host answers by a redirect."""
        kind = TYPE_IDS[ref.type]
        return f"https://app.hubspot.com/contacts/{api.account}/record/{kind}/{ref.id}"

    def path_of(self, ref: Ref) -> str:
        return f"{_OBJECTS}/{PLURAL[ref.type]}/{self.id_of(ref)}"

    def entry_path(self, remote_id: str) -> str:
        return f"{_OBJECTS}/communications/{self.id_of(Ref('contact', remote_id))}"

    def _read(self, api: Api, kind: RecordType, answer: Mapping[str, Any]) -> RemoteRecord:
        return self.read(api, Ref(kind, key(answer.get("id"))), row(answer.get("properties")))

    def _contacts(self, api: Api, found: Iterable[Mapping[str, Any]]) -> list[RemoteRecord]:
        return [self._read(api, "contact", each) for each in found if key(each.get("id"))]

    def _associated(
        self, api: Api, ref: Ref, plural: str, most: int
    ) -> Sequence[Mapping[str, Any]]:
        with self.expecting(ref):
            answer = api.call(
                "GET", f"{self.path_of(ref)}/associations/{plural}", params={"limit": most}
            )
        return listed(answer.json, "results")[:most]

    def _batch(
        self, api: Api, plural: str, ids: Sequence[str], properties: Sequence[str]
    ) -> Sequence[Mapping[str, Any]]:
        body = {"inputs": [{"id": each} for each in ids], "properties": properties}
        path = f"{_OBJECTS}/{plural}/batch/read"
        return listed(api.call("POST", path, json=body).json, "results") if ids else ()


def _association(kind: RecordType) -> Mapping[str, str | int]:
    return {"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": LOGGED_ON[kind]}


CRM = HubSpot()
