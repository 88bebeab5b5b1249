"""Who may call which route. What has no guard is refused, so forgetting one is harmless."""

from collections.abc import Callable
from typing import Any, Literal, TypeVar

from flask import Flask, current_app, g, request

from threadside.audit import who
from threadside.errors import Forbidden, Refusal
from threadside.runtime import runtime
from threadside.store import narrowing
from threadside.workspace import scopes, tokens
from threadside.workspace.actor import Actor, actor_of
from threadside.workspace.sessions import NOTED_EVERY

Need = Literal["public", "session", "read", "send", "admin"]
"""public: anyone · session: a signed-in browser, which `console.frame` asks for · read: every
member · send: who may change things, so not an auditor · admin"""

ROLES: dict[Need, frozenset[str]] = {
    "read": frozenset({"rep", "lead", "admin", "auditor"}),
    "send": frozenset({"rep", "lead", "admin"}),
    "admin": frozenset({"admin"}),
}
MARK = "threadside_guard"
ORIGINS_MARK = "threadside_own_origins"
MAX_TOKEN = 200

View = TypeVar("View", bound=Callable[..., Any])


def guard(need: Need) -> Callable[[View], View]:
    """Mark a view with what its caller needs. `endpoint` does it for REST routes."""

    def mark(view: View) -> View:
        setattr(view, MARK, need)
        return view

    return mark


def open_to_anyone(why: str) -> Callable[[View], View]:
    """Mark a view that no token guards, and say what protects it instead.

    Raises:
        ValueError: without a reason.
    """
    if not why.strip():
        raise ValueError("a route without a guard needs a reason")
    return guard("public")


def own_origins(view: View) -> View:
    """Mark a view that itself decides which sites may call it, and tells their browsers so."""
    setattr(view, ORIGINS_MARK, True)
    return view


def decides_origins(view: Callable[..., Any] | None) -> bool:
    """Whether a view decides by itself which sites may call it."""
    return bool(getattr(view, ORIGINS_MARK, False))


def guard_of(view: Callable[..., Any]) -> Need | None:
    """What a view's caller needs; None when nobody decided it."""
    need: Need | None = getattr(view, MARK, None)
    return need


def asks_for_token(view: Callable[..., Any]) -> bool:
    """Whether a view is for programs that bring a token; the others are open, or for browsers."""
    return guard_of(view) not in ("public", "session")


def current_actor() -> Actor:
    """The member who makes this request.

    Raises:
        Refusal: 401 `sign_in_required` on a public route.
    """
    actor: Actor | None = g.get("actor")
    if actor is None:
        raise Refusal("sign_in_required", status=401)
    return actor


def install(app: Flask) -> None:
    """Check every request before its view runs."""
    app.before_request(check)
    app.teardown_request(lambda _error: forget())


def forget() -> None:
    """The next request of this thread is nobody's yet."""
    who.act_as(who.SYSTEM)
    narrowing.see_as(None)


def check() -> None:
    """Refuse a request that its route's guard does not allow.

    Raises:
        Refusal: 401 without a valid token, 403 when the role, the token's scopes or
            the missing guard forbid it.
    """
    if request.endpoint is None or request.method == "OPTIONS":
        return
    view = current_app.view_functions[request.endpoint]
    need = guard_of(view)
    if need is None:
        raise Forbidden("no_guard")
    if not asks_for_token(view):
        return
    actor = authenticate()
    if actor.role not in ROLES[need]:
        raise Forbidden(f"needs_{need}")
    actor.require(scopes.needed(request.blueprint or "", need))
    g.actor = actor
    narrowing.see_as(actor.reach)
    who.act_as(who.member(actor.member_id))


def authenticate() -> Actor:
    """The member named by the request's Bearer token. Cookies prove nothing here.

    Raises:
        Refusal: 401.
    """
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not 0 < len(token) <= MAX_TOKEN:
        raise Refusal("sign_in_required", status=401)
    held = runtime()
    with held.uow.read() as session:
        actor = actor_of(session, token.strip(), held.uow.clock())
    if not actor.signed_in:
        _note_script(actor)
    return actor


def _note_script(actor: Actor) -> None:
    uow = runtime().uow
    if actor.used_at is None or actor.used_at <= uow.clock() - NOTED_EVERY:
        with uow.write() as tx:
            tokens.note_script(tx, actor.token_id, actor.member_id)
