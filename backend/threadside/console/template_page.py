"""One template: its wording, what is known of it, its versions and its story."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from flask import Blueprint, Response, request

from threadside.console import template_looks
from threadside.console.forms import Form
from threadside.console.frame import console, render, visitor
from threadside.console.times import stamp
from threadside.rules import wording_diff
from threadside.rules.wording_diff import Part
from threadside.runtime import runtime
from threadside.templates import reading, review, usage
from threadside.templates.content import LONGEST_NAME, LONGEST_WORDS, Content
from threadside.templates.reading import Version, Whole
from threadside.words import say

bp = Blueprint("template_page", __name__, url_prefix="/templates/<id:template_id>")

VERSIONS: Final = 10
DETAILS: Final = (
    "name", "folder", "tags", "purpose", "language", "effective_from", "effective_until",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Difference:
    """What one wording has of another: the words, and each other detail as name, before, after."""

    words: tuple[Part, ...]
    details: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Past:
    """A version, and what it changed of the one before; None for the first."""

    version: Version
    since: Difference | None


@bp.get("")
@console("read", local=True)
def page(template_id: str) -> Response:
    """Everything that is known of it."""
    return show(template_id)


def show(
    template_id: str, form: Form | None = None, status: int = 200, problem: str = ""
) -> Response:
    """The page of a template; `form` is one that was not taken, `problem` why nothing was done.

    Raises:
        NotFound: for a template that is not of this workspace.
    """
    now, workspace_id = runtime().uow.clock(), visitor().workspace_id
    us = visitor().member_id
    with runtime().uow.read() as session:
        found = reading.one(session, workspace_id, template_id)
        used = usage.of(session, workspace_id, (template_id,), now).get(template_id)
        replies = usage.replies(session, workspace_id, template_id, now)
        ground = template_looks.ground(session)
        look = template_looks.looked_at(session, ground, found.content)
        proposed = (
            template_looks.looked_at(session, ground, found.draft.content) if found.draft else None
        )
        others = review.others_who_may_approve(session, workspace_id, us)
    writers = found.draft.writers if found.draft else ()
    may_approve = review.may_approve(ground.policy, writers, us)
    shown = found.versions if request.args.get("versions") == "all" else found.versions[:VERSIONS]
    return render(
        "console/template.html", status, found=found, used=used, replies=replies, look=look,
        proposed=proposed, problem=problem,
        forms=_forms(found) | ({form.name: form} if form else {}),
        may_approve=may_approve, others=others, past=_past(found.versions, len(shown)),
        hidden=len(found.versions) - len(shown), changed=_changed(found), looks=template_looks,
        when=template_looks.in_use(found.content, now) if found.version else "",
        longest=LONGEST_WORDS, longest_name=LONGEST_NAME,
    )  # fmt: skip


def between(before: Content, after: Content) -> Difference:
    """What `after` has that `before` had not, and the other way round."""
    told = ((name, detail(before, name), detail(after, name)) for name in DETAILS)
    return Difference(
        wording_diff.between(before.body, after.body),
        tuple(each for each in told if each[1] != each[2]),
    )


def detail(content: Content, name: str) -> str:
    """One of a template's details in words."""
    value = getattr(content, name)
    if name == "purpose":
        return say(f"console.templates.purpose.{value}")
    if name == "language":
        return template_looks.language(value)
    if name == "tags":
        return ", ".join(value) or say("console.templates.none_of_it")
    if isinstance(value, datetime):
        return stamp(value)
    return value or say("console.templates.none_of_it")


def _past(versions: Sequence[Version], most: int) -> list[Past]:
    """The newest versions, each beside the one before it."""
    return [
        Past(each, between(versions[place + 1].content, each.content))
        if place + 1 < len(versions)
        else Past(each, None)
        for place, each in enumerate(versions[:most])
    ]


def _changed(found: Whole) -> Difference | None:
    """What the open draft would change of the version in force; None without one of both."""
    if found.draft is None or not found.version:
        return None
    return between(found.content, found.draft.content)


def _forms(found: Whole) -> dict[str, Form]:
    revision = {"version": found.draft.revision if found.draft else 0}
    copied = {"name": say("console.templates.copy_of", name=found.content.name)[:LONGEST_NAME]}
    return {
        "submit": Form("submit", revision),
        "decide": Form("decide", revision),
        "discard": Form("discard", revision),
        "take_back": Form("take_back"),
        "retire": Form("retire"),
        "bring_back": Form("bring_back"),
        "comment": Form("comment"),
        "copy": Form("copy", copied),
    }
