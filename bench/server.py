"""The server with bare routes beside the real ones, so both are measured in the same process.

`python -m bench.server --bind host:port`
"""

import argparse
import json

from flask import Blueprint, Flask, Response, request

from bench import live_server
from threadside.app import MACHINERY
from threadside.carriers import vonage_signatures, vonage_webhooks
from threadside.http.guards import guard, open_to_anyone
from threadside.runtime import runtime
from threadside.settings import Settings
from threadside.wsgi import serve

bp = Blueprint("bench", __name__)
_bytes = {"beside": b"{}"}


@bp.put("/bench/bytes")
@open_to_anyone("Only in measurements, on loopback.")
def remember() -> Response:
    """Keep the bytes that the bare route answers with."""
    _bytes["beside"] = request.get_data()
    return Response(status=204)


@bp.get("/bench/beside")
@guard("read")
def bare_beside() -> Response:
    """The same bytes behind the same guard, without looking anything up."""
    return Response(_bytes["beside"], mimetype="application/json")


def make(settings: Settings) -> Flask:
    """The real application plus the bare routes, those for sockets among them."""
    app = live_server.make(settings)
    app.register_blueprint(bp)
    accounts = app.extensions[MACHINERY].accounts

    @app.post("/bench/inbound")
    @open_to_anyone("Only in measurements, on loopback.")
    def bare_inbound() -> Response:
        body = request.get_data()
        authorization = request.headers.get("Authorization", "")
        api_key = vonage_signatures.claimed_api_key(authorization)
        (access,) = accounts.by_api_key("vonage", api_key)
        vonage_signatures.verify(
            authorization, body, access.signature_secrets, runtime().uow.clock()
        )
        vonage_webhooks.read_inbound(json.loads(body))
        return Response(status=200)

    return app


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--bind", required=True)
    serve(Settings(), parser.parse_args().bind, make=make)
