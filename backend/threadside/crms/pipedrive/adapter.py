"""Pipedrive: persons with their deals and organizations, and texts as done activities.

Sources: the API's description (github.com/pipedrive/client-nodejs, docs/v1.md and docs/v2.md),
pipedrive.readme.io: "Rate limiting", "Guide for Webhooks v2", "Webhooks v2 migration guide".
Webhooks carry no signature: HTTP Basic with a password that we made. The address of the dialog for
a new person is in no guide; public add-ons use it, and without it the list of persons opens.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Literal

from threadside.crms.pipedrive import persons, webhooks
from threadside.crms.pipedrive import related as beside
from threadside.crms.pipedrive.names import KINDS, LINK, NAMES, PAGES, PATHS, activity_type
from threadside.linking.defaults import Addressed, number_of
from threadside.linking.definitions import Choices
from threadside.linking.port import Api, Hook, Region, Request, Window
from threadside.linking.problems import Garbled, Gone, Refused
from threadside.linking.reading import (
    as_html,
    dig,
    has_key,
    key,
    listed,
    must,
    row,
    text,
)
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


class Pipedrive(Addressed):
    """One company. A person has a list of numbers, not fields of them; custom fields have a hash
    for a name. A lead is no person there, but about one. Requests cost tokens of the day's budget:
    one record 2, a list 20, a change 10, a search 40. Costs here are half of that."""

    id = "pipedrive"
    name = "Pipedrive"
    link = LINK
    windows = (Window(80, 2.0),)
    types: Sequence[RecordType] = ("contact", "lead", "deal", "company")
    entry = "activity"
    new_contact = "https://{account}.pipedrive.com/persons/list#dialog/person/add"
    hooks = True
    opt_out: Literal["field"] = "field"
    hosts = (".pipedrive.com",)
    names = NAMES

    def base_url(self, region: Region | None, token: Mapping[str, Any], host: str) -> str:
        """The company's own address."""
        return self.own_host(token.get("api_domain"))

    def account_of(self, api: Api, token: Mapping[str, Any]) -> Account:
        """The company, by its subdomain."""
        me = must(_data(api.call("GET", "/api/v1/users/me").json), "company_domain")
        domain = key(me["company_domain"])
        if not domain:
            raise Garbled("other_fields", "a company without a domain")
        return Account(domain, text(me.get("company_name")) or domain, api.base_url)

    def fields(self, api: Api) -> Sequence[Field]:
        """The person's; `phones` is the list of numbers."""
        answer = api.call("GET", "/api/v2/personFields", params={"limit": 500}, cost=10).json
        return tuple(
            Field(name, text(each.get("field_name")) or name, KINDS.get(kind, "text"))
            for each in listed(answer, "data")
            if (name := text(each.get("field_code")))
            and (kind := text(each.get("field_type")))
        )  # fmt: skip

    def record(self, api: Api, ref: Ref) -> RemoteRecord:
        """With the owner's and the organization's names."""
        with self.expecting(ref):
            found = must(_data(api.call("GET", self.path_of(ref)).json), "id")
        if found.get("is_deleted") is True or found.get("active_flag") is False:
            raise Gone(ref)
        if key(found["id"]) != ref.id:
            raise Garbled("other_fields", "another record's answer")
        company = key(found.get("org_id")) if ref.type == "contact" else ""
        if company:
            found = {**found, "org_name": self._name_of(api, f"{PATHS['company']}/{company}")}
        read = persons.flat(self, api, ref.type, [found])
        return self.owned(api, read[0], "/api/v1/users/{id}", "data.name", "data.email")

    def people(self, api: Api, ref: Ref) -> Sequence[Member]:
        """Everybody linked to a deal, its own person first; Pipedrive knows no roles."""
        if ref.type == "contact":
            return super().people(api, ref)
        with self.expecting(ref):
            found = must(_data(api.call("GET", self.path_of(ref)).json), "id")
        if found.get("is_deleted") is True or found.get("is_archived") is True:
            raise Gone(ref)
        main = key(found.get("person_id"))
        asked: dict[str, str | int] = {"ids": main} if ref.type == "lead" else {
            "deal_id" if ref.type == "deal" else "org_id": ref.id
        }  # fmt: skip
        if ref.type == "lead" and not main:
            return ()
        members = [
            Member(read, primary=read.ref.id == main) for read in persons.asked(self, api, asked)
        ]
        return sorted(members, key=lambda member: not member.primary)

    def related(self, api: Api, ref: Ref) -> Sequence[Related] | None:
        """A person's open deals; it has no tickets."""
        if ref.type != "contact":
            return ()
        return beside.of_person(api, self.id_of(ref), lambda one: self.url_of(api, one))

    def users(self, api: Api) -> Sequence[Owner] | None:
        """Active ones."""
        return beside.users(api)

    def by_phone(self, api: Api, e164: str, national: str) -> Sequence[RemoteRecord]:
        """Numbers that contain the national digits, whatever stands between them. Of what the
        search gives only ids are taken: it leaves out what is mapped."""
        asked: dict[str, str | int] = {"term": national, "fields": "phone", "limit": MOST_PEOPLE}
        ids = self._searched(api, "/api/v2/persons/search", asked)
        return persons.asked(self, api, {"ids": ",".join(ids)}) if ids else ()

    def search(self, api: Api, said: str) -> Sequence[RemoteRecord] | None:
        """By name and e-mail address; who finds nobody so is asked for an organization's people."""
        asked: dict[str, str | int] = {
            "term": said, "fields": "name,email", "limit": MOST_FOUND,
        }  # fmt: skip
        if people := self._searched(api, "/api/v2/persons/search", asked):
            return persons.asked(self, api, {"ids": ",".join(people)})
        asked |= {"fields": "name", "limit": 1}
        for number in self._searched(api, "/api/v2/organizations/search", asked):
            return persons.asked(self, api, {"org_id": number})
        return ()

    def _searched(self, api: Api, path: str, asked: Mapping[str, str | int]) -> list[str]:
        items = listed(_data(api.call("GET", path, params=asked, cost=20).json), "items")
        return [number for each in items if (number := key(dig(each, "item.id")))]

    def crawl(self, api: Api, cursor: str | None) -> Batch:
        """A hundred persons, by their ids."""
        params: dict[str, str | int] = {"limit": 100, "sort_by": "id"}
        if cursor:
            params["cursor"] = cursor
        answer = api.call("GET", PATHS["contact"], params=params, cost=10).json
        found = persons.flat(self, api, "contact", listed(answer, "data"))
        return Batch(tuple(found), text(dig(answer, "additional_data.next_cursor")) or None)

    def write(self, api: Api, entry: Entry) -> str:
        """A done activity of the company's own type for texts, where it has one."""
        person = self._person_of(api, entry.who)
        about = entry.about or entry.who
        body: dict[str, Any] = {
            "subject": entry.subject, "note": as_html(entry.body), "type": activity_type(api),
            "done": True, "due_date": entry.at.strftime("%Y-%m-%d"),
            "due_time": entry.at.strftime("%H:%M"),
            **({"participants": [{"person_id": int(person), "primary": True}]} if person else {}),
            **({"owner_id": int(entry.owner)} if entry.owner.isdigit() else {}),
        }  # fmt: skip
        if about.type in ("deal", "lead"):
            number = self.id_of(about)
            body[f"{about.type}_id"] = int(number) if number.isdigit() else number
        with self.placing(api, entry):
            answer = api.call("POST", "/api/v2/activities", json=body, cost=5).json
        return self.written(dig(answer, "data.id"))

    def find(self, api: Api, entry: Entry) -> str | None:
        """Among the newest three hundred activities of the person."""
        person = self._person_of(api, entry.who)
        whose: dict[str, str | int] = (
            {"person_id": person} if person else {"lead_id": self.id_of(entry.who)}
        )
        newest: dict[str, str | int] = {"sort_by": "id", "sort_direction": "desc", "limit": 100}
        params: dict[str, str | int] = {**whose, **newest}
        for _ in range(3):
            answer = api.call("GET", "/api/v2/activities", params=params, cost=10).json
            for each in listed(answer, "data"):
                if has_key(each.get("note"), entry.key) and each.get("is_deleted") is not True:
                    return key(each.get("id")) or None
            following = text(dig(answer, "additional_data.next_cursor"))
            if not following:
                break
            params["cursor"] = following
        return None

    def rewrite(self, api: Api, remote_id: str, entry: Entry) -> None:
        """Subject and note."""
        body = {"subject": entry.subject, "note": as_html(entry.body)}
        with self.expecting(entry.who):
            api.call("PATCH", self.entry_path(remote_id), json=body, cost=5)

    def set_opt_out(self, api: Api, ref: Ref, phone: RemotePhone, opted_out: bool) -> None:
        """The mapped field: an option that says so, or "Opted out" in a text."""
        if (name := api.mapping.opt_out) and (person := self._person_of(api, ref)):
            options = persons.options(api)
            said: Any = next((each for each, yes in options.items() if yes is opted_out), None)
            if opted_out and options and said is None:
                raise Refused("invalid", f"no option of {name} says that a person opted out")
            said = int(said) if said is not None else ("Opted out" if opted_out else None)
            with self.expecting(ref):
                path = f"{PATHS['contact']}/{person}"
                api.call("PATCH", path, json={"custom_fields": {name: said}}, cost=5)

    def watch(self, api: Api, url: str, secret: str) -> Hook | None:
        """One webhook for each kind of record; they do not lapse."""
        webhooks.subscribe(api, url, secret)
        return Hook(secret)

    def changes(self, request: Request, hook_secret: str, app_secret: str) -> Sequence[Change]:
        """One change for each request."""
        webhooks.verify(request, hook_secret)
        return webhooks.changes(request.body)

    def limits(self, answer_headers: Mapping[str, str], status: int) -> float | None:
        """ "Rate limiting": a burst of two seconds, and the day's tokens, which come back at
        midnight of a zone that no header names: asked again every hour."""
        said = super().limits(answer_headers, status)
        if said is not None:
            return said
        if number_of(answer_headers, "x-daily-ratelimit-token-remaining") == 0:
            return 3600.0
        reset = number_of(answer_headers, "x-ratelimit-reset")
        spent = number_of(answer_headers, "x-ratelimit-remaining") == 0
        return min(reset, 3600.0) if reset is not None and (status == 429 or spent) else None

    def choices(self, api: Api, kind: RecordType, wanted: Collection[str]) -> Choices:
        """Of a person's fields; a deal's are not asked for."""
        return persons.choices(api, wanted) if kind == "contact" else {}

    def url_of(self, api: Api, ref: Ref) -> str:
        """On the company's own host."""
        return f"https://{api.account}.pipedrive.com/{PAGES[ref.type]}/{ref.id}"

    def path_of(self, ref: Ref) -> str:
        """Leads are still at the first version."""
        return f"{PATHS[ref.type]}/{self.id_of(ref)}"

    def entry_path(self, remote_id: str) -> str:
        """An activity."""
        return f"/api/v2/activities/{self.id_of(Ref('contact', remote_id))}"

    def _person_of(self, api: Api, ref: Ref) -> str:
        """The person who is meant: that of a lead, if it has one."""
        if ref.type == "contact":
            return self.id_of(ref)
        with self.expecting(ref):
            return key(row(_data(api.call("GET", self.path_of(ref)).json)).get("person_id"))

    def _name_of(self, api: Api, path: str) -> str:
        try:
            return text(dig(api.call("GET", path).json, "data.name"))
        except Refused:
            return ""


def _data(answer: Any) -> Any:
    return must(answer, "data")["data"]


CRM = Pipedrive()
