"""The library of a workspace: its pictures and files, found and counted."""

from collections.abc import Iterable, Mapping
from typing import Final
from urllib.parse import urlencode

from flask import Blueprint, Response, request

from threadside.console import library_looks
from threadside.console.forms import Form
from threadside.console.frame import console, render, visitor
from threadside.console.library_looks import HOME
from threadside.library import lines, listing, usage
from threadside.library.listing import Wanted
from threadside.runtime import runtime
from threadside.store.tables.media import KINDS
from threadside.words import say

bp = Blueprint("library_list", __name__, url_prefix="/library")

LONGEST: Final = 400
NO_FOLDER: Final = "-"
STATES: Final = ("approved", "in_review", "draft", "retired")
KEPT: Final = ("search", "folder", "kind", "view")
"""What stays while one goes from state to state and from page to page."""


@bp.get("")
@console("read")
def index() -> Response:
    """Those that were asked for, by name, as a grid or as a list."""
    asked = Form("filter", {name: value[:LONGEST] for name, value in request.args.items()})
    workspace_id = visitor().workspace_id
    with runtime().uow.read() as session:
        folders = listing.folders(session, workspace_id)
        wanted = _wanted(asked, [name for name, _ in folders])
        found = listing.find(session, workspace_id, wanted, after=asked.text("after"))
        counts = listing.counts(session, workspace_id)
        used = usage.of(session, workspace_id, [row.id for row in found.rows])
        ours = lines.of(session, workspace_id)
    kept = {name: asked.text(name) for name in KEPT if asked.text(name)}
    here = kept | ({"show": wanted.show} if wanted.show else {})
    return render(
        "console/library_list.html", form=asked, rows=found.rows, counts=counts, show=wanted.show,
        used=used, lines=ours, looks=library_looks, view=_view(asked),
        views={each: _address(here | {"view": each}) for each in ("grid", "list")},
        folders=_folders(folders), kinds=[each for each in KINDS if each != "file"],
        states={each: _address({**kept, "show": each}) for each in STATES} | {"": _address(kept)},
        first=_address(here) if asked.text("after") else None,
        next=_address(here | {"after": found.next}) if found.next else None,
    )  # fmt: skip


def _view(asked: Form) -> str:
    return "list" if asked.text("view") == "list" else "grid"


def _wanted(asked: Form, folders: Iterable[str]) -> Wanted:
    """What the filters say; what none of them offers is as if it were not said."""

    def one(field: str, offered: Iterable[str]) -> str:
        return asked.text(field) if asked.text(field) in offered else ""

    folder = one("folder", (NO_FOLDER, *folders))
    return Wanted(
        search=asked.text("search").replace("\x00", ""),
        show=one("show", STATES),
        folder="" if folder == NO_FOLDER else folder or None,
        kind=one("kind", KINDS),
    )


def _folders(folders: Iterable[tuple[str, int]]) -> list[tuple[str, str]]:
    return [
        ("", say("console.templates.every_folder")),
        *(
            (name or NO_FOLDER, f"{name or say('console.templates.no_folder')} ({count:,})")
            for name, count in folders
        ),
    ]


def _address(query: Mapping[str, str]) -> str:
    return f"{HOME}?{urlencode(query)}" if query else HOME
