"""Zendesk's tickets: the latest of a user, and internal notes, which can be written and redacted.

Source: developer.zendesk.com, API reference "Ticket comments", "Tickets" (requested by a user).
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from threadside.linking import related
from threadside.linking.port import Api
from threadside.linking.problems import Garbled
from threadside.linking.reading import MOST_BODY, dig, has_key, key, listed, text
from threadside.linking.related import Told
from threadside.linking.values import MOST_RELATED, Entry, Ref, Related

_TICKETS: Final = "/api/v2/tickets"
_PAGE: Final = 100
_TOLD: Final = Told(("subject",), "status", changed_at="updated_at")


def comments(api: Api, ticket: str, entry: Entry) -> Iterator[tuple[str, str]]:
    """Ids and texts of those with the entry's key, among the newest hundred."""
    params: dict[str, str | int] = {"sort_order": "desc", "per_page": _PAGE}
    answer = api.call("GET", f"{_TICKETS}/{ticket}/comments.json", params=params).json
    for each in listed(answer, "comments"):
        body = text(each.get("plain_body") or each.get("body"), MOST_BODY)
        if has_key(body, entry.key) and key(each.get("id")):
            yield key(each.get("id")), body


def note(api: Api, ticket: str, entry: Entry) -> None:
    """One that agents alone see.

    Raises:
        Garbled: when the answer does not say that it was written.
    """
    said = {"ticket": {"comment": {"body": entry.body, "public": False}}}
    answer = api.call("PUT", f"{_TICKETS}/{ticket}.json", json=said).json
    if not key(dig(answer, "ticket.id")):
        raise Garbled("other_fields", "a note without its ticket")


def redact(api: Api, ticket: str, found: Sequence[tuple[str, str]]) -> None:
    """The whole text of each."""
    for number, body in found:
        path = f"{_TICKETS}/{ticket}/comments/{number}/redact.json"
        api.call("PUT", path, json={"text": body})


def latest(api: Api, user: str, url: Callable[[Ref], str]) -> list[Related]:
    """The newest that a user asked for, open or solved."""
    params: dict[str, str | int] = {
        "sort_by": "updated_at", "sort_order": "desc", "per_page": MOST_RELATED["ticket"],
    }  # fmt: skip
    answer = api.call("GET", f"/api/v2/users/{user}/tickets/requested.json", params=params).json
    there = [each for each in listed(answer, "tickets") if each.get("status") != "deleted"]
    return related.read("ticket", _TOLD, there, lambda number: url(Ref("ticket", number)))
