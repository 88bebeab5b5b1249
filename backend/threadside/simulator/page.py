"""The page on which a person plays the contact's phone: static files, no words from the server."""

from pathlib import Path

from flask import Blueprint, Response, send_from_directory

_FILES = Path(__file__).parent / "static"
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
    " img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


def phone_page() -> Blueprint:
    """The blueprint with `/_sim/` and its files."""
    page = Blueprint("page", __name__, url_prefix="/_sim")

    @page.get("/")
    def show_page() -> Response:
        return send_from_directory(_FILES, "index.html")

    @page.get("/static/<path:name>")
    def show_file(name: str) -> Response:
        return send_from_directory(_FILES, name)

    @page.after_request
    def harden(answer: Response) -> Response:
        answer.direct_passthrough = False
        answer.headers["Content-Security-Policy"] = _POLICY
        answer.headers["X-Content-Type-Options"] = "nosniff"
        answer.headers["Referrer-Policy"] = "no-referrer"
        answer.headers["Cache-Control"] = "no-cache"
        return answer

    return page
