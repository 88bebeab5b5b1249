"""The templates of a workspace: found, counted, waiting for review, as a file."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final
from urllib.parse import urlencode

from flask import Blueprint, Response, request, stream_with_context

from threadside.console import template_looks
from threadside.console.forms import Form
from threadside.console.frame import console, render, visitor
from threadside.rules.wording_diff import Part, between
from threadside.runtime import runtime
from threadside.templates import export, listing
from threadside.templates.content import PURPOSES
from threadside.templates.listing import Choices, Waiting, Wanted
from threadside.words import say

bp = Blueprint("template_list", __name__, url_prefix="/templates")

HOME: Final = "/console/templates"
AT_ONCE: Final = 50
IN_QUEUE: Final = 20
LONGEST_CURSOR: Final = 300
NO_FOLDER: Final = "-"
SHOWN: Final = ("approved", "draft", "in_review", "suspended", "retired")
EXAMPLES: Final = {
    "visit": "informational", "quote": "conversational", "ready": "informational",
}  # fmt: skip
"""Templates to start from with their purposes; the words are `console.templates.example.<name>`."""


@bp.get("")
@console("read", local=True)
def index() -> Response:
    """Those that were asked for, by name."""
    asked = Form("filter", {name: value[:LONGEST_CURSOR] for name, value in request.args.items()})
    now, workspace_id = runtime().uow.clock(), visitor().workspace_id
    with runtime().uow.read() as session:
        choices = listing.choices(session, workspace_id)
        wanted = _wanted(asked, choices)
        found = listing.find(
            session, workspace_id, wanted, after=asked.text("after"), most=AT_ONCE, now=now
        )
        counts = listing.counts(session, workspace_id)
    kept = {name: asked.text(name) for name in ("search", "folder", "purpose", "language")}
    narrow = {name: value for name, value in kept.items() if value}
    here = narrow | ({"show": wanted.show} if wanted.show else {})
    return render(
        "console/template_list.html", form=asked, rows=found.rows, counts=counts, show=wanted.show,
        narrowed=bool(narrow or wanted.show), looks=template_looks, examples=EXAMPLES,
        folders=_folders(choices), languages=choices.languages, purposes=PURPOSES,
        states=_states(narrow),
        first=_address(here) if asked.text("after") else None,
        next=_address(here | {"after": found.next}) if found.next else None,
    )  # fmt: skip


@bp.get("/review")
@console("read")
def queue() -> Response:
    """What waits for somebody to approve it, the oldest first."""
    after = request.args.get("after", "")[:LONGEST_CURSOR]
    workspace_id = visitor().workspace_id
    with runtime().uow.read() as session:
        found = listing.waiting(session, workspace_id, after=after, most=IN_QUEUE)
        ground = template_looks.ground(session)
        rows = [
            (each, template_looks.looked_at(session, ground, each.draft.content), _changes(each))
            for each in found.rows
        ]
        counts = listing.counts(session, workspace_id)
    return render(
        "console/template_review.html", rows=rows, counts=counts, show="in_review",
        looks=template_looks, states=_states({}), first=f"{HOME}/review" if after else None,
        next=f"{HOME}/review?{urlencode({'after': found.next})}" if found.next else None,
    )  # fmt: skip


@bp.get("/templates.csv")
@console("read")
def file() -> Response:
    """All of them, for a spreadsheet or another server."""
    response = Response(stream_with_context(_lines(visitor().workspace_id)), mimetype="text/csv")
    response.headers["Content-Disposition"] = 'attachment; filename="templates.csv"'
    response.headers["Cache-Control"] = "no-store"
    return response


def _lines(workspace_id: str) -> Iterator[str]:
    with runtime().uow.read() as session:
        yield from export.lines(session, workspace_id)


def _wanted(asked: Form, choices: Choices) -> Wanted:
    """What the filters say; what none of them offers is as if it were not said."""

    def one(field: str, offered: Iterable[str]) -> str:
        return asked.text(field) if asked.text(field) in offered else ""

    folder = one("folder", (NO_FOLDER, *(name for name, _ in choices.folders)))
    return Wanted(
        search=asked.text("search").replace("\x00", ""),
        show=one("show", SHOWN),
        folder="" if folder == NO_FOLDER else folder or None,
        purpose=one("purpose", PURPOSES),
        language=one("language", choices.languages),
    )


def _folders(choices: Choices) -> list[tuple[str, str]]:
    return [
        ("", say("console.templates.every_folder")),
        *(
            (name or NO_FOLDER, f"{name or say('console.templates.no_folder')} ({count:,})")
            for name, count in choices.folders
        ),
    ]


def _states(kept: Mapping[str, str]) -> dict[str, str]:
    """The address of each state, with the filters that are on; what waits for review has a page
    of its own."""
    found = {each: _address({**kept, "show": each}) for each in SHOWN}
    return {"": _address(kept), **found, "in_review": f"{HOME}/review"}


def _address(query: Mapping[str, str]) -> str:
    return f"{HOME}?{urlencode(query)}" if query else HOME


def _changes(waiting: Waiting) -> tuple[Part, ...]:
    """What would be another wording; empty for a new template."""
    if waiting.in_force is None:
        return ()
    return between(waiting.in_force.body, waiting.draft.content.body)
