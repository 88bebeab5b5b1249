"""Back at the form after signing in again: what was typed is kept on the way there and put back.

A form says which member it was made for, so that what is kept is shown to nobody else. It is kept
only if this browser got the form from us, and nothing of it is done: it has to be sent again.
"""

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlsplit

from flask import Response, current_app, g, request
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from threadside.console.forms import Form
from threadside.errors import Refusal
from threadside.http import browser
from threadside.runtime import runtime
from threadside.workspace import kept_forms
from threadside.workspace.kept_forms import Kept

COOKIE: Final = "threadside_kept"
SECRETS: Final = frozenset(
    {"private_key", "signature_secret", "api_secret", "client_secret", "old", "new", "password"}
)
"""Fields that are never kept, nor those of a CRM's keys (`OF_A_CRM_S_KEY`)."""
OF_A_CRM_S_KEY: Final = "field_"
OURS: Final = frozenset({"form_mark", "workspace", "writer"})
FIRST: Final = "/console"


def keep() -> tuple[str, str | None]:
    """Keep the form that a stranger sent: the page to come back to, and the cookie's secret."""
    page = _page()
    try:
        browser.check_form()
    except (Refusal, RequestEntityTooLarge):
        return page, None
    fields = {
        name: value
        for name, value in request.form.items()
        if name not in SECRETS | OURS and not name.startswith(OF_A_CRM_S_KEY)
    }
    with runtime().uow.write() as tx:
        secret = kept_forms.keep(
            tx, runtime().sealer, request.form.get("writer", ""),
            request.form.get("workspace", ""), Kept(request.path, fields),
        )  # fmt: skip
    return page, secret


def remember(response: Response, secret: str) -> Response:
    """Give the browser what its form is found by."""
    browser.write_cookie(response, COOKIE, secret, int(kept_forms.LASTS.total_seconds()))
    return response


def forget_sent(response: Response) -> Response:
    """Once the form was sent by somebody who is signed in, it is not put back any more."""
    if request.method == "POST" and "visitor" in g and browser.read_cookie(COOKIE):
        browser.write_cookie(response, COOKIE, "", 0)
    return response


def look(user_id: str, workspace_id: str) -> None:
    """Find what was kept for the visitor, before a page is drawn."""
    secret = browser.read_cookie(COOKIE)
    if secret is None or request.method != "GET":
        return
    held = runtime()
    with held.uow.read() as session:
        g.kept_form = kept_forms.find(
            session, held.sealer, user_id, workspace_id, secret=secret, now=held.uow.clock()
        )


def begin(action: str, form: Form | None) -> bool:
    """Fill in a form that is about to be drawn with what was kept of it; whether it was."""
    kept: Kept | None = g.get("kept_form")
    if kept is None or form is None or kept.path != action.partition("#")[0]:
        return False
    form.values = dict(kept.fields)
    g.resuming = kept.fields
    return True


def end() -> str:
    """The form is drawn."""
    g.pop("resuming", None)
    return ""


def hidden(name: str, value: Any) -> Any:
    """A hidden field's value: of a form that is put back, the version that it was made for, so that
    what somebody else changed since is noticed."""
    fields: Mapping[str, str] = g.get("resuming", {})
    return fields.get(name, value) if name == "version" or name.startswith("was_") else value


def _page() -> str:
    """The page that the form stood on, if it is one of the console's, else the nearest there is."""
    came = urlsplit(request.headers.get("Referer", "")).path
    path = came if came.startswith(f"{FIRST}/") else request.path
    adapter = current_app.url_map.bind("")
    while path.startswith(f"{FIRST}/"):
        try:
            rule, _ = adapter.match(path, method="GET", return_rule=True)
        except HTTPException:
            rule = None
        if rule is not None and not rule.endpoint.endswith(".nowhere"):
            return path
        path = path.rpartition("/")[0]
    return FIRST
