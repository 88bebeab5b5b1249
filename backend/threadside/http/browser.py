"""Pages for browsers: cookies, forms that can't be forged, the policy they are served under.

Cookies count on these pages alone; `/v1` never looks at them.
"""

import hmac
from typing import Any

from flask import Response, make_response, render_template, request

from threadside.errors import Refusal
from threadside.http.origins import redirect_uris
from threadside.runtime import runtime
from threadside.workspace import sessions
from threadside.workspace.device_names import device_name
from threadside.workspace.members import note_seen
from threadside.workspace.secrets import digest, new_secret
from threadside.workspace.sessions import SignedIn

SESSION = "threadside_session"
FORM = "threadside_form"
LONGEST_COOKIE = 200


def page(template: str, status: int = 200, **values: Any) -> Response:
    """A page under a policy without script and inline style; forms carry the browser's mark."""
    mark = read_cookie(FORM) or new_secret()
    response = make_response(render_template(template, form_mark=_form_value(mark), **values))
    response.status_code = status
    ends = " ".join(sorted(uri.rstrip("/") for uri in redirect_uris(runtime().settings)))
    # `form-action` also governs where a form's answer redirects to, hence the extension.
    response.headers["Content-Security-Policy"] = (
        "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; "
        f"frame-ancestors 'none'; form-action 'self' {ends}"
    )
    # Under `no-referrer` a browser would send `Origin: null` with our own forms.
    response.headers["Referrer-Policy"] = "same-origin"
    if mark != read_cookie(FORM):
        write_cookie(response, FORM, mark)
    return response


def check_form() -> None:
    """Refuse a form that this browser did not get from us.

    Raises:
        Refusal: `stale_form` (400).
    """
    mark = read_cookie(FORM)
    given = request.form.get("form_mark", "")
    if mark is None or not hmac.compare_digest(_form_value(mark).encode(), given.encode()):
        raise Refusal("stale_form", status=400)


def signed_in() -> SignedIn | None:
    """Who uses this browser. Notes the use now and then, which keeps the session alive."""
    who = found()
    if who is not None and who.stale:
        note_use()
    return who


def found() -> SignedIn | None:
    """Who uses this browser; whoever asks notes the use of a session that is stale."""
    secret = session_secret()
    if secret is None:
        return None
    uow = runtime().uow
    with uow.read() as session:
        return sessions.find(session, secret, uow.clock())


def note_use(member_id: str | None = None) -> None:
    """Somebody uses this browser now, as this member where one is meant."""
    with runtime().uow.write() as tx:
        sessions.note_use(tx, session_secret() or "")
        if member_id is not None:
            note_seen(tx, member_id)


def device() -> str:
    """What this browser is called, in words; empty when it does not say."""
    return device_name(request.headers.get("User-Agent", ""))


def session_secret() -> str | None:
    """What the session cookie holds."""
    return read_cookie(SESSION)


def begin_session(response: Response, secret: str) -> Response:
    """Give the browser its session, and a new mark for forms."""
    write_cookie(response, SESSION, secret, int(sessions.LONGEST.total_seconds()))
    write_cookie(response, FORM, new_secret())
    return response


def end_session(response: Response) -> Response:
    """Take the session from the browser."""
    for name in (SESSION, FORM):
        response.delete_cookie(_full_name(name), secure=_secure(), httponly=True, samesite="Lax")
    return response


def local_path(target: str, fallback: str) -> str:
    """`target` if it stays on this server, else `fallback`: a sign-in must not lead elsewhere."""
    elsewhere = target.startswith(("//", "/\\")) or any(ord(c) < 32 for c in target)
    return target if target.startswith("/") and not elsewhere else fallback


def read_cookie(name: str) -> str | None:
    """A cookie of ours; None when there is none, or it is longer than we make them."""
    value = request.cookies.get(_full_name(name))
    return value if value and len(value) <= LONGEST_COOKIE else None


def write_cookie(response: Response, name: str, value: str, max_age: int | None = None) -> None:
    """Give the browser a cookie that no script reads, until it closes or for `max_age` seconds."""
    response.set_cookie(
        _full_name(name), value, max_age, path="/", secure=_secure(), httponly=True, samesite="Lax"
    )


def _form_value(mark: str) -> str:
    return digest(f"form {mark}")


def _secure() -> bool:
    return runtime().settings.public_url.startswith("https://")


def _full_name(name: str) -> str:
    """With `__Host-` a browser takes the cookie from this host alone (RFC 6265bis, 4.1.3.2)."""
    return f"__Host-{name}" if _secure() else name
