"""What every page of the console stands in: who may see it, its workspace, its navigation.

A page is a view under `@console("read")` or `@console("admin")`, or `@console("member")` for what
is everybody's own; a view without it is refused. A
form is taken only with this browser's mark and for the workspace that it was made in, so that a
tab left open while the workspace was changed can't write into the other one.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, TypeVar
from urllib.parse import parse_qsl, urlencode

from flask import Response, current_app, g, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from threadside.audit import who as acting
from threadside.console import navigation, resuming
from threadside.console.navigation import Around
from threadside.errors import Forbidden, Refusal
from threadside.http import browser
from threadside.http.guards import guard
from threadside.media.sizes import in_words
from threadside.runtime import runtime
from threadside.store import narrowing
from threadside.store.narrowing import Reach
from threadside.words import say, say_or, table
from threadside.workspace import reach, sessions
from threadside.workspace.members import CONSOLE_ROLES, Membership
from threadside.workspace.sessions import SignedIn
from threadside.workspace.set_up import Step

ConsoleNeed = Literal["member", "read", "admin"]
ROLES: dict[ConsoleNeed, frozenset[str]] = {
    "member": CONSOLE_ROLES | {"rep"},
    "read": CONSOLE_ROLES,
    "admin": frozenset({"admin"}),
}
MARK = "threadside_console"
LOCAL = "threadside_console_local"
ROOM = "threadside_console_room"
TOLD = "threadside_told"
CHOSEN = "threadside_member"
TOLD_FOR_S = 30

View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True)
class Visitor:
    """Who looks at the console, as the member of which workspace, and which they could open.
    `reach` is what they see of it, None: everything."""

    who: SignedIn
    here: Membership
    choices: tuple[Membership, ...]
    reach: Reach | None = None

    @property
    def workspace_id(self) -> str:
        """The workspace that everything on the page belongs to."""
        return self.here.workspace_id

    @property
    def member_id(self) -> str:
        """The member whom this visitor acts as."""
        return self.here.member_id

    @property
    def is_local(self) -> bool:
        """Whether they see their own locations alone, so that the workspace's pages are closed."""
        return self.reach is not None and self.reach.local

    @property
    def may_change(self) -> bool:
        """Whether forms are offered; the guard refuses them anyway."""
        return self.here.role in ROLES["admin"]


def console(
    need: ConsoleNeed, *, room: int | None = None, local: bool = False
) -> Callable[[View], View]:
    """Mark a view as a page of the console: read for leads, auditors and admins, or admin; member
    for what is everybody's own.

    `room` are the bytes that its form may have, where a file comes with it. A page is of the whole
    workspace unless it is `local`: then whoever leads a location opens it too, and it must show
    them no more than their own.
    """

    def mark(view: View) -> View:
        setattr(view, MARK, need)
        setattr(view, ROOM, room)
        setattr(view, LOCAL, local or need == "member")
        return guard("session")(view)

    return mark


def need_of(view: Callable[..., Any]) -> ConsoleNeed | None:
    """What a page's visitor needs; None for a view that is no page of the console."""
    need: ConsoleNeed | None = getattr(view, MARK, None)
    return need


def is_local(view: Callable[..., Any]) -> bool:
    """Whether somebody may open a page who sees their own locations alone."""
    return bool(getattr(view, LOCAL, False))


def check() -> AnyResponse | None:
    """Before every page: find the visitor, send strangers to sign in, refuse what is not allowed.

    Raises:
        Refusal: 403 for members whose role is not enough, 400 `stale_form` for forged forms.
    """
    view = current_app.view_functions[str(request.endpoint)]
    need = need_of(view)
    if need is None:
        raise Forbidden("no_guard")
    who = browser.found()
    if who is None:
        return _to_sign_in()
    with runtime().uow.read() as session:
        choices = tuple(sessions.open_to(session, who))
        if not choices:
            return browser.page("nowhere.html", 403, who=who, here="/console")
        able = tuple(each for each in choices if each.role in ROLES["read"])
        here = _chosen(able or choices)
        g.visitor = Visitor(who, here, able, reach.of_membership(session, here))
    narrowing.see_as(g.visitor.reach)
    acting.act_as(acting.member(g.visitor.member_id))
    if who.stale:
        browser.note_use(g.visitor.member_id)
    if g.visitor.here.role not in ROLES[need]:
        raise Forbidden("needs_console" if need == "read" else "needs_admin")
    if g.visitor.is_local and not is_local(view):
        raise Forbidden("needs_whole_workspace")
    if request.method not in ("GET", "HEAD", "OPTIONS"):
        _make_room()
        browser.check_form()
        if request.form.get("workspace") != g.visitor.workspace_id:
            raise Refusal("other_workspace")
    return None


def _to_sign_in() -> AnyResponse:
    """To the sign-in and back here; what was typed into a form is kept on the way."""
    secret = None
    if request.method == "POST":
        back, secret = resuming.keep()
    else:
        back = request.full_path.rstrip("?")
    response = current_app.make_response(redirect(f"/sign-in?{urlencode({'next': back})}", 303))
    return resuming.remember(response, secret) if secret else response


def visitor() -> Visitor:
    """Who looks at this page."""
    found: Visitor = g.visitor
    return found


def around() -> Around:
    """What the frame shows of the visitor's workspace, read once a request."""
    if "around" not in g:
        held = runtime().uow
        with held.read() as session:
            g.around = navigation.around(session, visitor().workspace_id, held.clock())
    found: Around = g.around
    return found


def set_up_open() -> tuple[Step, ...]:
    """The steps while an admin should see how far they are; none once all are done."""
    if not visitor().may_change or around().set_up_hidden:
        return ()
    found = around().set_up
    return () if all(step.done for step in found) else found


def choose(member_id: str) -> AnyResponse:
    """Open the console of another workspace of this visitor.

    Raises:
        Refusal: `not_found` (404) for anything but an active membership of theirs.
    """
    if member_id not in {each.member_id for each in visitor().choices}:
        raise Refusal("not_found", status=404, params={"what": "workspace"})
    response = current_app.make_response(redirect("/console", 303))
    browser.write_cookie(response, CHOSEN, member_id)
    return response


def render(template: str, status: int = 200, **values: Any) -> Response:
    """A page in the frame. Templates extend `console/base.html` and are given, besides `values`,
    `visitor`, `navigation`, `told` (a sentence on what was just done), `paused` (that all sending
    is, or None), `setting_up` (the steps, while some are open) and `now`."""
    reads = visitor().here.role in ROLES["read"]
    resuming.look(visitor().who.user_id, visitor().workspace_id)
    told = _told()
    response = browser.page(
        template,
        status,
        visitor=visitor(),
        navigation=navigation.groups(around(), request.path, local=visitor().is_local)
        if reads
        else [],
        told=told,
        paused=around().paused,
        setting_up=set_up_open() if reads else (),
        now=runtime().uow.clock(),
        **values,
    )
    if told:
        browser.write_cookie(response, TOLD, "", 0)
    return response


def done(what: str, to: str, **params: str) -> AnyResponse:
    """After a change: show the page `to`, and on it once the sentence `console.told.<what>`."""
    response = current_app.make_response(redirect(to, 303))
    told = urlencode({"": what, **params})
    browser.write_cookie(response, TOLD, told[: browser.LONGEST_COOKIE], TOLD_FOR_S)
    return response


def on_refusal(refusal: Refusal) -> Response:
    """A refusal that no form could show: a page in words, inside the frame where there is one."""
    values = {
        "title": say_or(f"error.{refusal.code}.title", "error.bad_request.title", **refusal.params),
        "detail": say_or(
            f"error.{refusal.code}.detail", "error.bad_request.detail", **refusal.params
        ),
    }
    if "visitor" not in g:
        return browser.page("refused.html", refusal.status, sentence=values["detail"], code="")
    if g.visitor.here.role not in ROLES["read"]:
        return browser.page(
            "console/outside.html", refusal.status, who=g.visitor.who, here="/console", **values
        )
    return render("console/refused.html", refusal.status, **values)


def _make_room() -> None:
    """Let a form with a file be as large as its page takes it.

    Raises:
        Refusal: `file_too_large` (413) before it is read.
    """
    room = getattr(current_app.view_functions[str(request.endpoint)], ROOM, None)
    if room is None:
        return
    if (request.content_length or 0) > room:
        raise Refusal("file_too_large", status=413, params={"limit": in_words(room)})
    request.max_content_length = room


def _chosen(choices: tuple[Membership, ...]) -> Membership:
    wanted = browser.read_cookie(CHOSEN)
    return next((each for each in choices if each.member_id == wanted), choices[0])


def _told() -> str | None:
    params = dict(parse_qsl(browser.read_cookie(TOLD) or ""))
    key = f"console.told.{params.pop('', '')}"
    if key not in table():
        return None
    try:
        return say(key, **params)
    except KeyError:  # the cookie is the browser's, and may hold anything
        return None
