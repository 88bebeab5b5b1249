"""What leaves an installation that nobody linked to anything: texts to the carrier, nothing else.

Every connection that the server's process opens is written down by an audit hook of Python's own
(PEP 578), whatever library opens it; every request of a browser on its pages as well.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from e2e.pages.console import Open
from e2e.stack import LINE, Stack, wait_for

MINE = "+13035550123"
HOOK = """
import json, os, sys
_log = os.open(os.environ["CONNECTIONS"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
def _note(event, args):
    if event == "socket.connect" and isinstance(args[1], tuple):
        os.write(_log, (json.dumps(["connect", *map(str, args[1][:2])]) + "\\n").encode())
    elif event == "socket.getaddrinfo":
        os.write(_log, (json.dumps(["name", str(args[0]), str(args[1])]) + "\\n").encode())
sys.addaudithook(_note)
"""
PAGES = (
    "/set-up", "/lines", "/templates", "/account", "/registration", "/crm", "/deliverability",
    "/attention", "/consent", "/policy", "/records", "/people", "/settings", "/me",
)  # fmt: skip


@pytest.fixture(scope="module")
def noted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file in which every connection of the server stands, and before it, the hook."""
    folder = tmp_path_factory.mktemp("hook")
    (folder / "sitecustomize.py").write_text(HOOK, encoding="utf-8")
    return folder / "connections"


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory, noted: Path) -> Iterator[Stack]:
    """A system whose processes write down whom they connect to."""
    env = {"PYTHONPATH": str(noted.parent), "CONNECTIONS": str(noted)}
    with Stack(tmp_path_factory.mktemp("flow")) as running:
        assert running.server is not None
        running.server.stop()
        running.extra_env |= env
        running.start_server()
        running.hold(0)
        yield running


def hosts(noted: Path) -> set[str]:
    """Whom the server spoke to, or asked the name of."""
    lines = noted.read_text(encoding="utf-8").splitlines() if noted.exists() else []
    return {json.loads(line)[1] for line in lines}


@pytest.mark.timeout(400)
def test_texts_go_to_the_carrier_and_nothing_goes_to_anybody_else(
    console: Open, stack: Stack, noted: Path
) -> None:
    there = console()
    asked: set[str] = set()
    there.page.on("request", lambda request: asked.add(urlsplit(request.url).netloc))
    for path in PAGES:
        there.open(path)
    line = stack.sql("SELECT id FROM line WHERE phone = ?", LINE)[0][0]
    there.open(f"/lines/{line}")
    there.fill(Your_phone=MINE).press("Send a test")
    there.told("on its way")
    delivered = "SELECT 1 FROM message WHERE purpose = 'line_check' AND state = 'delivered'"
    wait_for(lambda: stack.sql(delivered), "the receipt")
    stack.text_us(MINE, "Please call me at example.com/path", LINE)
    wait_for(lambda: stack.sql("SELECT 1 FROM timeline_item WHERE text LIKE 'Please call me%'"),
             "the text")  # fmt: skip
    assert asked == {urlsplit(stack.server_url).netloc}, "pages load nothing from elsewhere"
    assert hosts(noted), "what was sent was seen"
    assert hosts(noted) == {"127.0.0.1"}, "the simulator, which is the carrier here"
    carrier = {urlsplit(stack.simulator_url).port, carrier_port(stack)}
    ports = {int(json.loads(line)[2]) for line in noted.read_text("utf-8").splitlines()}
    assert ports <= carrier


def carrier_port(stack: Stack) -> int:
    """Where texts are sent to."""
    return int(str(stack.sql("SELECT api_host FROM carrier_account")[0][0]).rpartition(":")[2])
