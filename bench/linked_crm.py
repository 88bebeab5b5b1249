"""Beside a linked CRM that takes 150 ms to answer: history does not wait for it; and of fifty
records that are passed by within five seconds only the last is painted.

    python -m bench.linked_crm [--small]
"""

import argparse
import json
import shutil
import sqlite3
import statistics
import time
import uuid
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Frame, Page, Request, sync_playwright

from bench import dataset
from bench.dataset import Size
from bench.measure import percentile
from bench.route_to_painted import IDLE, REP, bare_requests
from e2e.browser import ExtensionBrowser, sidebar_frame, unpacked
from e2e.foreign_crm import ForeignPage
from e2e.linked_crm import PAGES, REACH, HubSpot, link, shown
from e2e.moments import watch_record
from e2e.pages.options import sign_in
from e2e.stack import PASSWORD, ROOT, Stack
from tests.contract.crms.double import Kept
from threadside.linking.values import Ref

FOLDER = ROOT / "var" / "bench" / "linked"
HUBSPOT = PAGES["hubspot"]
FIRST_ID = 700_001
ANSWERS_S = 0.15
NAVIGATIONS, FEW = 60, 8
WARM_UP = 5
PASSED, WITHIN_S = 50, 5.0
PAUSE_MS = 400
"""Between two records, so that the CRM has answered for the one before."""

_GO = """([address, html]) => {
  history.pushState(null, '', address);
  document.querySelector('#app').innerHTML = html;
  return performance.timeOrigin + performance.now();
}"""
_PASS = """async ([steps, every]) => {
  for (const [address, html] of steps) {
    history.pushState(null, '', address);
    document.querySelector('#app').innerHTML = html;
    await new Promise(resolve => setTimeout(resolve, every));
  }
}"""
_NOTE_PAINTED = """() => {
  const painted = window.__painted = [];
  const words = 'html[data-fresh="true"] .view:not([inert]) [role=log] li[aria-label]';
  const look = () => {
    const { record } = document.documentElement.dataset;
    if (document.querySelector(words) && painted.at(-1) !== record) painted.push(record);
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}"""


def run(size: Size = dataset.WHOLE, navigations: int = NAVIGATIONS) -> dict[str, Any]:
    """Milliseconds in real Chromium on HubSpot's pages, each record opened for the first time,
    in turn while the CRM is linked and while it is not; and one request for the same bytes and one
    frame."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    people = 2 * (navigations + WARM_UP) + PASSED + 1
    fill = partial(_fill, size=size, people=people)
    with HubSpot() as hubspot, Stack(FOLDER, fill=fill, extra_env=dict(REACH)) as stack:
        for number in range(people):
            who = _ref(number)
            phones = [dataset.phone(number)]
            hubspot.records[who] = Kept(who, "Person", str(number), phones=phones)
        hubspot.before = partial(time.sleep, ANSWERS_S)
        extension = unpacked("test", FOLDER / "extension", {"server": stack.server_url})
        with (
            sync_playwright() as playwright,
            ExtensionBrowser(playwright, FOLDER, extension) as browser,
        ):
            sign_in(browser, REP, PASSWORD)
            return _measure(stack, hubspot, browser.page(), navigations)


def _measure(stack: Stack, hubspot: HubSpot, page: Page, navigations: int) -> dict[str, Any]:
    numbers = iter(range(len(hubspot.records)))
    ForeignPage(page, HUBSPOT).open(shown(hubspot, _ref(next(numbers))))
    frame = sidebar_frame(page)

    link(stack, hubspot)
    took: dict[str, list[float]] = {"live": [], "disconnected": []}
    for turn in range(WARM_UP + navigations):
        for state in sorted(took, reverse=turn % 2 == 0):
            stack.sql("UPDATE crm_connection SET state = ?", state)
            spent = _navigate(page, frame, hubspot, next(numbers))
            if turn >= WARM_UP:
                took[state].append(spent)
    stack.sql("UPDATE crm_connection SET state = 'live'")
    beside, without = took["live"], took["disconnected"]
    asked = len(hubspot.asked)
    bare = list(bare_requests(stack, frame))
    return {
        "route_to_painted_linked_ms": {
            "linked_median": round(statistics.median(beside), 1),
            "linked_p95": round(percentile(beside, 0.95), 1),
            "without_median": round(statistics.median(without), 1),
            "without_p95": round(percentile(without, 0.95), 1),
            "bare_request_and_frame_median": round(statistics.median(bare), 1),
            "navigations": navigations,
            "crm_requests": asked,
            "crm_answers_after_ms": round(ANSWERS_S * 1000),
            "aim": "as without",
        },
        "burst": _burst(stack, page, frame, [shown(hubspot, _ref(each)) for each in numbers]),
    }


def _navigate(page: Page, frame: Frame, hubspot: HubSpot, number: int) -> float:
    record = shown(hubspot, _ref(number))
    watch = watch_record(frame, f"hubspot:{HUBSPOT.account}:contact:{record.id}")
    form = HUBSPOT.form(record.name, record.phone)
    changed: float = page.evaluate(_GO, [record.address, form])
    took = watch.painted() - changed
    page.wait_for_timeout(PAUSE_MS)
    page.evaluate(IDLE)
    frame.evaluate(IDLE)
    return took


class _Heard:
    """What the sidebar asked its server about these records, and what became of it."""

    def __init__(self, page: Page, server: str, ids: set[str]) -> None:
        self._server, self._ids = server, ids
        self.begun = self.aborted = self.answered = 0
        page.context.on("request", lambda each: self._note(each, "begun"))
        page.context.on("requestfailed", lambda each: self._note(each, "aborted"))
        page.context.on("requestfinished", lambda each: self._note(each, "answered"))

    def _note(self, request: Request, what: str) -> None:
        url = urlsplit(request.url)
        asked = request.url.startswith(self._server) and url.path == "/v1/beside"
        if asked and parse_qs(url.query).get("id", [""])[0] in self._ids:
            setattr(self, what, getattr(self, what) + 1)


def _burst(stack: Stack, page: Page, frame: Frame, records: list[Any]) -> dict[str, Any]:
    records = records[-PASSED:]
    steps = [[each.address, HUBSPOT.form(each.name, each.phone)] for each in records]
    heard = _Heard(page, stack.server_url, {each.id for each in records})
    name = f"hubspot:{HUBSPOT.account}:contact:"
    watch = watch_record(frame, f"{name}{records[-1].id}")
    frame.evaluate(_NOTE_PAINTED)
    page.evaluate(_PASS, [steps, WITHIN_S * 1000 / len(steps)])
    watch.painted()
    page.wait_for_timeout(1000)
    painted: list[str] = frame.evaluate("() => window.__painted")
    passed = {f"{name}{each.id}" for each in records}
    return {
        "records": len(records),
        "seconds": WITHIN_S,
        "painted": len(passed & set(painted)),
        "last_is_shown": painted[-1] == f"{name}{records[-1].id}",
        "requests_begun": heard.begun,
        "requests_aborted": heard.aborted,
        "requests_answered": heard.answered,
        "aim": "1 painted",
    }


def _ref(number: int) -> Ref:
    return Ref("contact", str(FIRST_ID + number))


def _fill(database: Path, *, size: Size, people: int) -> None:
    """The data, and HubSpot's records of its first people."""
    dataset.fill(database, size)
    with sqlite3.connect(database) as connection:
        for number in range(people):
            add_record(connection, number, {"crm": "hubspot", "remote": _ref(number).id})


def add_record(connection: sqlite3.Connection, number: int, names: Mapping[str, str]) -> None:
    """A record of person `number` of the data in another CRM."""
    made = str(uuid.uuid4())
    values = {**names, "id": made, "account": HUBSPOT.account, "own": dataset.record(number)}
    connection.execute(
        "INSERT INTO record (id, workspace_id, crm, account, type, remote_id, name, created_at) "
        "SELECT :id, workspace_id, :crm, :account, 'contact', :remote, '', created_at "
        "FROM record WHERE crm = 'sample' AND remote_id = :own",
        values,
    )
    connection.execute(
        "INSERT INTO record_person (record_id, person_id, position) "
        "SELECT :id, person_id, 0 FROM record_person JOIN record ON record.id = record_id "
        "WHERE crm = 'sample' AND remote_id = :own",
        values,
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="bench.linked_crm", description=__doc__)
    parser.add_argument("--small", action="store_true", help="little data, few records")
    small = parser.parse_args().small
    print(json.dumps(run(dataset.SMALL, FEW) if small else run(), indent=2))
