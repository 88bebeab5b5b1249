"""Twenty, one's own server or its cloud: people with their companies and opportunities, and texts
as notes.

Sources: docs.twenty.com, "APIs & Webhooks" and the REST playground's OpenAPI; github.com/twentyhq/
twenty, packages/twenty-server.

Nothing of it was seen running. Taken from public code that uses it: numbers are kept without their
country's code, additional ones as JSON; `noteTargets` names `targetPersonId`, or `personId` before;
`ilike` holds for both phone columns. Assumed: a deleted record is not found; `limit` may be 60; a
cloud workspace's API is at api.twenty.com; the description of a select has its options. There is
no field for opt-outs unless one was added.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final, Literal

from threadside.crms.twenty import opportunities, webhooks
from threadside.crms.twenty.names import (
    KINDS,
    LINK,
    NAMES,
    PLURAL,
    SINGULAR,
    key_of,
    phones_of,
)
from threadside.linking.defaults import Addressed, numbers, unless_hidden
from threadside.linking.definitions import Choices, named, options
from threadside.linking.port import Api, Hook, Region, Request, Window
from threadside.linking.problems import Refused
from threadside.linking.reading import dig, has_key, key, listed, must, row, rows, text
from threadside.linking.values import (
    MOST_PEOPLE,
    Account,
    Batch,
    Change,
    Entry,
    Field,
    Member,
    RecordType,
    Ref,
    Related,
    RemotePhone,
    RemoteRecord,
)

_PAGE: Final = 60
_MOST_PAGES: Final = 5


class Twenty(Addressed):
    """One workspace. A person has one field of phones; custom fields of that kind can be mapped."""

    id = "twenty"
    name = "Twenty"
    link = LINK
    windows = (Window(50, 60.0),)
    types: Sequence[RecordType] = ("contact", "company", "deal")
    entry = "note"
    hooks = True
    opt_out: Literal["field"] = "field"
    new_contact = "https://{account}/objects/people"
    names = NAMES
    ids = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")

    def base_url(self, region: Region | None, token: Mapping[str, Any], host: str) -> str:
        """The server; of the cloud it is one for all workspaces."""
        cloud = re.fullmatch(r"https?://[\w-]+\.twenty\.com(?:/.*)?", host)
        origin = re.match(r"https?://[^/]+", host)
        return "https://api.twenty.com" if cloud else origin[0] if origin else host

    def signed(self, secret: str) -> Mapping[str, str]:
        """The key, of what was typed."""
        return super().signed(key_of(secret))

    def account_of(self, api: Api, token: Mapping[str, Any]) -> Account:
        """The host of its pages, as it was typed; the key may read people."""
        self._page(api, "people", {"limit": 1})
        typed = text(token.get("workspace")) or api.base_url
        host = re.sub(r"^\w+://|/.*$", "", typed).lower()
        return Account(host, host, api.base_url)

    def fields(self, api: Api) -> Sequence[Field]:
        """The person's."""
        return tuple(
            Field(name, text(each.get("label")) or name, KINDS.get(text(each.get("type")), "text"))
            for each in self._described(api, "contact")
            if (name := text(each.get("name"))) and each.get("isSystem") is not True
        )

    def record(self, api: Api, ref: Ref) -> RemoteRecord:
        """With its company."""
        return self.one(api, ref, self._one(api, ref))

    def people(self, api: Api, ref: Ref) -> Sequence[Member]:
        """The point of contact of an opportunity, then the people of its company."""
        if ref.type == "contact":
            return super().people(api, ref)
        found = self._one(api, ref)
        self.one(api, ref, found)
        main = key(found.get("pointOfContactId"))
        company = ref.id if ref.type == "company" else key(found.get("companyId"))
        members = [Member(self.record(api, Ref("contact", main)), primary=True)] if main else []
        if company:
            asked: dict[str, str | int] = {"filter": f"companyId[eq]:{company}"}
            team = self._page(api, "people", {**asked, "limit": MOST_PEOPLE, "depth": 1})
            others = self.all(api, "contact", listed(team, "people"))
            members += [Member(each) for each in others if each.ref.id != main]
        return members[:MOST_PEOPLE]

    def related(self, api: Api, ref: Ref) -> Sequence[Related] | None:
        """Opportunities with this point of contact; there are no tickets."""
        which = f"pointOfContactId[eq]:{self.id_of(ref)}"
        asked: dict[str, str | int] = {"filter": which, "limit": _PAGE, **opportunities.NEWEST}
        found = unless_hidden("deal", lambda: listed(
            self._page(api, PLURAL["deal"], asked), PLURAL["deal"]
        ))  # fmt: skip
        stages = self.labels(api, "deal", ("stage",)).get("stage", {}) if found else {}
        return opportunities.opened(found, stages, lambda one: self.url_of(api, one))

    def by_phone(self, api: Api, e164: str, national: str) -> Sequence[RemoteRecord]:
        """Whatever stands between the digits: what was imported is spelled in any way. Phones that
        the admin mapped are looked through, too."""
        like = f"%{'%'.join(re.findall('[0-9]', national))}%"
        parts = [
            f'{name}.{column}[ilike]:"{like}"'
            for name in dict.fromkeys(["phones", *api.mapping.phones])
            for column in ("primaryPhoneNumber", "additionalPhones")
            if re.fullmatch(r"\w+", name)
        ]
        which = f"or({','.join(parts)})"
        asked: dict[str, str | int] = {"filter": which, "limit": MOST_PEOPLE, "depth": 1}
        return self.all(api, "contact", listed(self._page(api, "people", asked), "people"))

    def crawl(self, api: Api, cursor: str | None) -> Batch:
        """Sixty people, in the order of their ids."""
        asked: dict[str, str | int] = {"limit": _PAGE, "depth": 1, "order_by": "id"}
        if cursor:
            asked["starting_after"] = cursor
        answer = must(api.call("GET", "/rest/people", params=asked).json, "data")
        found = self.all(api, "contact", listed(answer["data"], "people"))
        more = dig(answer, "pageInfo.hasNextPage") is True
        return Batch(
            tuple(found), (text(dig(answer, "pageInfo.endCursor")) or None) if more else None
        )

    def write(self, api: Api, entry: Entry) -> str:
        """A note, and then its tie to the person: when that gets lost, `find` mends it."""
        who = self.record(api, entry.who)
        body = {"title": entry.subject, **_words(entry)}
        answer = api.call("POST", "/rest/notes", json=body).json
        number = self.written(dig(answer, "data.createNote.id"))
        self._tie(api, number, who.ref)
        return number

    def find(self, api: Api, entry: Entry) -> str | None:
        """Among the newest three hundred notes of the workspace, since one that was not tied to its
        person yet is nobody's; it is tied then."""
        asked: dict[str, str | int] = {"limit": _PAGE, "order_by": "createdAt[DescNullsLast]"}
        for _ in range(_MOST_PAGES):
            answer = must(api.call("GET", "/rest/notes", params=asked).json, "data")
            for each in listed(answer["data"], "notes"):
                if has_key(dig(each, "bodyV2.markdown"), entry.key) and key(each.get("id")):
                    return self._tied(api, key(each.get("id")), entry.who)
            following = text(dig(answer, "pageInfo.endCursor"))
            if dig(answer, "pageInfo.hasNextPage") is not True or not following:
                break
            asked["starting_after"] = following
        return None

    def rewrite(self, api: Api, remote_id: str, entry: Entry) -> None:
        """Title and text."""
        with self.expecting(entry.who):
            body = {"title": entry.subject, **_words(entry)}
            api.call("PATCH", self.entry_path(remote_id), json=body)

    def set_opt_out(self, api: Api, ref: Ref, phone: RemotePhone, opted_out: bool) -> None:
        """The field that was mapped."""
        if name := api.mapping.opt_out:
            with self.expecting(ref):
                api.call("PATCH", self.path_of(ref), json={name: opted_out})

    def watch(self, api: Api, url: str, secret: str) -> Hook | None:
        """One for people; it does not lapse."""
        return webhooks.subscribe(api, url, secret)

    def changes(self, request: Request, hook_secret: str, app_secret: str) -> Sequence[Change]:
        """One change for each request."""
        webhooks.verify(request, hook_secret)
        return webhooks.changes(request.body)

    def choices(self, api: Api, kind: RecordType, wanted: Collection[str]) -> Choices:
        """Of selects, out of the description of all objects."""
        found = self._described(api, kind)
        return named(found, wanted, "name", lambda it: options(it.get("options"), "value", "label"))

    def url_of(self, api: Api, ref: Ref) -> str:
        """In the workspace's own pages."""
        return f"https://{api.account}/object/{SINGULAR[ref.type]}/{ref.id}"

    def path_of(self, ref: Ref) -> str:
        """An object."""
        return f"/rest/{PLURAL[ref.type]}/{self.id_of(ref)}"

    def entry_path(self, remote_id: str) -> str:
        """A note."""
        return f"/rest/notes/{self.id_of(Ref('contact', remote_id))}"

    def read(self, api: Api, ref: Ref, values: Mapping[str, Any]) -> RemoteRecord:
        """With the numbers of each field of phones: the first, then the additional ones."""
        record = super().read(api, ref, values)
        if ref.type != "contact":
            return record
        names = api.mapping.phones or ("phones",)
        every = (each for name in names for each in phones_of(name, dig(values, name)))
        return replace(record, phones=numbers(every))

    def _described(self, api: Api, kind: RecordType) -> Iterable[Mapping[str, Any]]:
        answer = must(api.call("GET", "/rest/metadata/objects", params={"limit": _PAGE}).json)
        every = rows(dig(answer, "data.objects"))
        own = (each for each in every if each.get("nameSingular") == SINGULAR[kind])
        return rows(row(next(own, None)).get("fields"))

    def _one(self, api: Api, ref: Ref) -> Mapping[str, Any]:
        with self.expecting(ref):
            answer = must(api.call("GET", self.path_of(ref), params={"depth": 1}).json, "data")
        return must(row(answer["data"]).get(SINGULAR[ref.type]), "id")

    def _page(self, api: Api, plural: str, asked: Mapping[str, str | int]) -> Mapping[str, Any]:
        answer = must(api.call("GET", f"/rest/{plural}", params=asked).json, "data")
        return must(answer["data"], plural)

    def _tie(self, api: Api, number: str, who: Ref) -> None:
        try:
            body = {"noteId": number, "targetPersonId": self.id_of(who)}
            api.call("POST", "/rest/noteTargets", json=body)
        except Refused as no:
            if no.code != "invalid":
                raise
            body = {"noteId": number, "personId": self.id_of(who)}
            api.call("POST", "/rest/noteTargets", json=body)

    def _tied(self, api: Api, number: str, who: Ref) -> str:
        which = f"noteId[eq]:{self.id_of(Ref('contact', number))}"
        asked: dict[str, str | int] = {"filter": which, "limit": 10}
        found = listed(self._page(api, "noteTargets", asked), "noteTargets")
        if not any(who.id in (each.get("targetPersonId"), each.get("personId")) for each in found):
            self._tie(api, number, who)
        return number


def _words(entry: Entry) -> dict[str, Any]:
    return {"bodyV2": {"markdown": entry.body, "blocknote": None}}


CRM = Twenty()
