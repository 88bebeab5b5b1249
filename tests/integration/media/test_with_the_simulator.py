"""Out and in against the carrier simulator, which shares no code with us: over real sockets."""

import hashlib
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import urllib3
from flask import Flask
from werkzeug.serving import make_server

from tests.integration import conftest
from tests.integration.conftest import HeldClock
from tests.integration.desk import Desk
from tests.integration.media.conftest import Pictures
from tests.integration.sending.simulated import access
from tests.unit.media import samples
from threadside.app import MACHINERY
from threadside.ids import new_id
from threadside.sending import accounts
from threadside.settings import Settings
from threadside.simulator import Simulator
from threadside.store.tables import Line

THEIR_LINE = "+18505550111"


@pytest.fixture(scope="module")
def state_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("simulator")


@pytest.fixture
def simulator(state_dir: Path) -> Iterator[Simulator]:
    with Simulator(state_dir) as running:
        yield running


@pytest.fixture
def settings(database_url: str, tmp_path: Path, simulator: Simulator) -> Settings:
    return Settings(
        _env_file=None,
        data_dir=tmp_path,
        database_url=database_url,
        public_url=f"http://127.0.0.1:{conftest_port()}",
        key=conftest.KEY,
        runner=False,
        carrier_ca_file=simulator.ca_file,
        media_hosts=("127.0.0.1",),
        media_loopback=True,
    )


def conftest_port() -> int:
    """A port that is free now; the server takes it in a moment."""
    server = make_server("127.0.0.1", 0, Flask("free"))
    server.server_close()
    return int(server.server_port)


@pytest.fixture
def served(app: Flask, settings: Settings) -> Iterator[None]:
    """The application at its public address."""
    port = int(settings.public_url.rpartition(":")[2])
    server = make_server("127.0.0.1", port, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def line(desk: Desk, simulator: Simulator, clock: HeldClock, settings: Settings) -> Line:
    """A line on the simulator's account, whose webhooks come to us."""
    clock.now = datetime.now(UTC)
    with desk.uow.write() as tx:
        account = access(simulator, id=new_id())
        accounts.add(tx, desk.held.sealer, desk.workspace.id, "vonage", account)
    network = simulator.network
    url = f"{settings.public_url}/webhooks/vonage"
    network.account = network.account.changed(
        {"inbound_url": f"{url}/inbound", "status_url": f"{url}/status"}
    )
    return desk.open_line(THEIR_LINE, carrier_account_id=account.id)


@pytest.fixture
def control(simulator: Simulator) -> Callable[..., Any]:
    def ask(method: str, path: str, body: Any = None) -> Any:
        answer = urllib3.request(method, f"{simulator.http_url}/_sim/{path}", json=body)
        assert answer.status < 300, answer.data
        return answer.json() if answer.data else None

    return ask


def until(met: Callable[[], bool]) -> None:
    """Wait for what another thread brings about."""
    limit = time.monotonic() + 10
    while not met():
        assert time.monotonic() < limit
        time.sleep(0.02)


@pytest.mark.usefixtures("served")
def test_what_we_send_is_fetched_byte_for_byte_and_delivered(
    pictures: Pictures, line: Line, app: Flask, control: Callable[..., Any]
) -> None:
    desk = pictures.desk
    photo, offer = samples.noise(quality=95), samples.PDF
    kept = [
        pictures.kept(photo, "roof.jpg", line=line),
        pictures.kept(offer, "o.pdf", line=line, room=50_000),
    ]
    sent = desk.press(desk.person(), "The roof", media=[each["id"] for each in kept], line=line.id)
    desk.clock.advance(seconds=6)
    app.extensions[MACHINERY].outbox.send_due()
    until(lambda: desk.fold() >= 0 and desk.state(sent["id"]) == "delivered")
    (entry,) = control("GET", "ledger")["items"]
    ours = [desk.ask("GET", f"/v1/media/{each['id']}").data for each in kept]
    assert [each["sha256"] for each in entry["media"]] == [
        hashlib.sha256(data).hexdigest() for data in ours
    ]
    assert [each["size"] for each in entry["media"]] == [each["bytes"] for each in kept]


@pytest.mark.usefixtures("served")
def test_what_they_send_is_shown_at_once_and_fetched_from_them(
    pictures: Pictures, line: Line, control: Callable[..., Any]
) -> None:
    desk = pictures.desk
    control(
        "POST",
        "inbound",
        {"from": "17205550142", "to": line.phone.removeprefix("+"), "text": "Both",
         "media": [{"type": "image", "name": "roof.png"}, {"type": "file"}]},
    )  # fmt: skip
    anna = desk.person()
    until(lambda: desk.fold() >= 0 and bool(desk.timeline(anna)))
    (item,) = desk.timeline(anna)
    assert [media["state"] for media in item["media"]] == ["pending", "pending"]
    pictures.fetcher.fetch_due()
    (item,) = desk.timeline(anna)
    assert [(m["state"], m["content_type"], m["name"]) for m in item["media"]] == [
        ("ready", "image/png", "roof.png"), ("ready", "application/pdf", "file.pdf"),
    ]  # fmt: skip


@pytest.mark.usefixtures("served")
def test_with_secure_media_our_token_opens_them(
    pictures: Pictures, line: Line, simulator: Simulator, control: Callable[..., Any]
) -> None:
    desk, network = pictures.desk, simulator.network
    network.account = network.account.changed({"secure_media": True})
    control(
        "POST",
        "inbound",
        {"from": "17205550142", "to": line.phone.removeprefix("+"), "media": [{"type": "image"}]},
    )
    anna = desk.person()
    until(lambda: desk.fold() >= 0 and bool(desk.timeline(anna)))
    pictures.fetcher.fetch_due()
    (item,) = desk.timeline(anna)
    assert [media["state"] for media in item["media"]] == ["ready"]


@pytest.mark.parametrize(
    ("fault", "state"),
    [
        ({"kind": "media_status", "status": 404}, "pending"),
        ({"kind": "media_status", "status": 503}, "pending"),
        ({"kind": "media_redirect", "location": "http://169.254.169.254/latest"}, "failed"),
        ({"kind": "media_redirect"}, "failed"),
        ({"kind": "media_oversized", "size": 30_000_000}, "failed"),
        ({"kind": "media_wrong_type"}, "ready"),
    ],
    ids=str,
)
@pytest.mark.usefixtures("served")
def test_a_carrier_that_errs_harms_nobody(
    pictures: Pictures, line: Line, control: Callable[..., Any], fault: dict[str, Any], state: str
) -> None:
    desk = pictures.desk
    control("POST", "faults", fault)
    control(
        "POST",
        "inbound",
        {"from": "17205550142", "to": line.phone.removeprefix("+"), "media": [{"type": "image"}]},
    )
    anna = desk.person()
    until(lambda: desk.fold() >= 0 and bool(desk.timeline(anna)))
    pictures.fetcher.fetch_due()
    (item,) = desk.timeline(anna)
    (media,) = item["media"]
    assert media["state"] == state
    if state == "ready":  # a page that calls itself a picture
        assert (media["kind"], media["thumbnail"]) == ("file", False)
