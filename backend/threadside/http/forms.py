"""The public face of a consent form: its page, the script that puts it on a site, its answers.

Whoever wants may send an answer, so nothing is believed but what the server saw: it keeps the page
as it was shown, the exact wording, and from where the answer came. Nothing here sets a cookie.
"""

from collections.abc import Sequence
from urllib.parse import urlsplit

from flask import Blueprint, Response, current_app, make_response, render_template, request
from pydantic import ValidationError

from threadside.consent import forms
from threadside.contracts.consent import FormAnswer, FormThanks
from threadside.errors import Forbidden, Invalid, NotFound, Refusal
from threadside.http.endpoint import answer as json_answer
from threadside.http.endpoint import read_body
from threadside.http.guards import open_to_anyone, own_origins
from threadside.http.origins import allowed_origins
from threadside.http.problems import on_refusal
from threadside.http.throttle import FormThrottle
from threadside.media import objects
from threadside.rules.phones import Phone, parse_phone
from threadside.runtime import runtime
from threadside.threads.ask_consent import Proof, Thanks, Visitor, filled
from threadside.words import say, say_or

bp = Blueprint("forms", __name__)

THROTTLE = "threadside.form_throttle"
LARGEST_ANSWER = 600_000
SCRIPT_KEPT_S = 3600
HTML = "text/html; charset=utf-8"
FIELDS = {"agreed": "form.error.agreed", "phone": "form.error.phone"}


@bp.get("/f/<key>", provide_automatic_options=False)
@own_origins
@open_to_anyone("A form is for whoever comes by; its key is no secret.")
def form_page(key: str) -> Response:
    """The form, to be shown alone or inside the sites that it is meant for."""
    shown = _find(key)
    if shown is None:
        return _over()
    return _page(shown, page=_site_of(request.args.get("page", ""), shown))


@bp.get("/f/<key>.js")
@own_origins
@open_to_anyone("The same script for everybody.")
def form_script(key: str) -> Response:
    """A script that puts the form where it stands in a page."""
    if _find(key) is None:
        raise NotFound("form")
    response = make_response(render_template("form.js"))
    response.mimetype = "text/javascript"
    response.headers["Cache-Control"] = f"public, max-age={SCRIPT_KEPT_S}"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


@bp.route("/f/<key>", methods=["POST", "OPTIONS"], provide_automatic_options=False)
@own_origins
@open_to_anyone("Sent by visitors: from the form's own sites, counted, kept as evidence.")
def form_answer(key: str) -> Response:
    """Take an answer: JSON from a site's own form, or what our page sends."""
    shown = _find(key)
    as_json = request.method == "OPTIONS" or request.mimetype == "application/json"
    if shown is None:
        return _over() if not as_json else on_refusal(Refusal("form_gone", status=404))
    try:
        _require_origin(shown)
        if request.method == "OPTIONS":
            return _cross_origin(Response(status=204))
        if as_json:
            request.max_content_length = LARGEST_ANSWER
            return _cross_origin(json_answer(_thanks(shown, _taken(shown, _json())), 200))
        return _from_page(shown)
    except Refusal as refusal:
        return _cross_origin(on_refusal(refusal)) if as_json else _again(shown, refusal)


def _find(key: str) -> forms.Shown | None:
    with runtime().uow.read() as session:
        return forms.find(session, key)


def _json() -> FormAnswer:
    found = read_body(FormAnswer)
    assert isinstance(found, FormAnswer)  # noqa: S101 - what it was asked for
    return found


def _from_page(shown: forms.Shown) -> Response:
    sent = request.form
    missing = [] if sent.get("agreed") == "yes" else ["agreed"]
    with runtime().uow.read() as session:
        region = forms.region(session, shown.form)
    parsed = parse_phone(sent.get("phone", "")[:64], region)
    if not isinstance(parsed, Phone) or not parsed.textable:
        missing.append("phone")
    if missing:
        return _page(shown, wrong=missing, status=422, page=_sent_page(shown))
    try:
        given = FormAnswer(
            phone=sent["phone"][:64],
            agreed=True,
            wording=sent.get("wording", "").replace("\r\n", "\n"),
            version=int(sent.get("version", "0")),
            page=_sent_page(shown) or request.url,
            name=sent.get("name", "")[:200],
        )
    except (ValidationError, ValueError) as error:
        raise Refusal("wording_changed") from error
    return _page(shown, thanks=_taken(shown, given))


def _taken(shown: forms.Shown, given: FormAnswer) -> Thanks:
    held = runtime()
    _throttle().count(request.remote_addr or "", shown.form.key)
    if (given.version, given.wording) != (shown.form.version, shown.wording):
        raise Refusal("wording_changed")
    copies = {f"form-version-{given.version}.html": _copy(shown)}
    if given.page_copy:
        copies["page.html"] = given.page_copy.encode()
    digests = objects.keep(held.uow, held.media, shown.form.workspace_id, *copies.values())
    visitor = Visitor(
        ip=request.remote_addr or "",
        user_agent=request.headers.get("User-Agent", ""),
        proofs=[
            Proof(name, HTML, len(data), sha256)
            for (name, data), sha256 in zip(copies.items(), digests, strict=True)
        ],
    )
    with held.uow.write() as tx:
        return filled(tx, shown, given, visitor)


def _copy(shown: forms.Shown) -> bytes:
    """The page as every visitor sees it who has not yet typed anything."""
    return _rendered(shown).encode()


def _throttle() -> FormThrottle:
    found: FormThrottle = current_app.extensions.setdefault(THROTTLE, FormThrottle())
    return found


def _require_origin(shown: forms.Shown) -> None:
    """Browsers say from which site a form is sent; who says nothing is no visitor's browser.

    Raises:
        Forbidden: `not_an_origin`.
    """
    own = allowed_origins(runtime().settings)
    if request.headers.get("Origin") not in {*shown.form.origins, *own}:
        raise Forbidden("not_an_origin")


def _cross_origin(response: Response) -> Response:
    """For browsers: the site that asks may read the answer. It was looked at before."""
    origin = request.headers.get("Origin")
    if response.status_code == 403 or origin is None:
        return response
    response.headers["Access-Control-Allow-Origin"] = origin
    response.headers["Access-Control-Allow-Methods"] = "POST"
    response.headers["Access-Control-Allow-Headers"] = "content-type"
    response.headers["Access-Control-Max-Age"] = "7200"
    return response


def _thanks(shown: forms.Shown, thanks: Thanks) -> FormThanks:
    words = say(f"form.thanks.{thanks.code}", brand=shown.brand, line=thanks.line)
    return FormThanks(words=words, confirm=thanks.code == "confirm")


def _again(shown: forms.Shown, refusal: Refusal) -> Response:
    problem = say_or(f"error.{refusal.code}.detail", "error.bad_request.detail", **refusal.params)
    wrong = ["phone"] if isinstance(refusal, Invalid) else []
    return _page(shown, wrong=wrong, problem=problem, status=refusal.status, page=_sent_page(shown))


def _site_of(page: str, shown: forms.Shown) -> str:
    """The address of the page that shows the form, if it is one of the form's sites."""
    parts = urlsplit(page[:2000])
    origin = f"{parts.scheme}://{parts.netloc}".lower()
    return f"{origin}{parts.path}" if origin in shown.form.origins else ""


def _sent_page(shown: forms.Shown) -> str:
    return _site_of(request.form.get("page", ""), shown)


def _page(
    shown: forms.Shown,
    *,
    thanks: Thanks | None = None,
    wrong: Sequence[str] = (),
    problem: str = "",
    status: int = 200,
    page: str = "",
) -> Response:
    words = _thanks(shown, thanks).words if thanks else ""
    body = _rendered(
        shown, thanks=words, wrong=wrong, problem=problem, page=page, sent=request.form
    )
    response = make_response(body, status)
    response.headers["Content-Security-Policy"] = (
        "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; "
        f"frame-ancestors 'self' {' '.join(shown.form.origins)}"
    )
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def _rendered(
    shown: forms.Shown,
    *,
    thanks: str = "",
    wrong: Sequence[str] = (),
    problem: str = "",
    page: str = "",
    sent: dict[str, str] | None = None,
) -> str:
    errors = {name: say(FIELDS[name]) for name in wrong}
    return render_template(
        "form.html",
        form=shown.form,
        wording=shown.wording,
        brand=shown.brand,
        thanks=thanks,
        errors=errors,
        problem=problem,
        page=page,
        sent=sent or {},
    )


def _over() -> Response:
    response = make_response(render_template("form_over.html"), 404)
    response.headers["Content-Security-Policy"] = (
        "default-src 'none'; style-src 'self'; frame-ancestors https: http:"
    )
    return response
