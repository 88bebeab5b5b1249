"""From a route change in the CRM to the painted conversation, and what it costs the CRM's page."""

import json
import shutil
import statistics
from collections.abc import Iterator, Mapping
from typing import Any

from playwright.sync_api import CDPSession, Frame, Page, sync_playwright

from bench import dataset
from bench.measure import percentile
from e2e.browser import DIST, ExtensionBrowser, sidebar_frame, unpacked
from e2e.moments import route_change, watch_item, watch_record
from e2e.pages.crm import Crm
from e2e.pages.options import sign_in
from e2e.people import SHIPPED, written_to
from e2e.stack import CRM_ACCOUNT, PASSWORD, ROOT, Stack

FOLDER = ROOT / "var" / "bench" / "browser"
REP = "jon@northside.example"
NAVIGATIONS = 120
WARM_UP = 5
PROFILED = 40
REPLIES = 20
SAMPLE_US = 50

_BARE = """async ([url, token]) => {
  const begun = performance.now();
  const answer = await fetch(url, { headers: { Authorization: `Bearer ${token}` } });
  const words = JSON.stringify(await answer.json());
  await new Promise(requestAnimationFrame);
  const after = new MessageChannel();
  await new Promise(resolve => { after.port1.onmessage = resolve; after.port2.postMessage(0); });
  return [performance.now() - begun, words.length];
}"""
_SHIFTS = """() => {
  window.__shift = 0;
  new PerformanceObserver(list => {
    for (const entry of list.getEntries()) window.__shift += entry.value;
  }).observe({ type: 'layout-shift' });
}"""
IDLE = "() => new Promise(resolve => requestIdleCallback(resolve, { timeout: 200 }))"


def run() -> dict[str, Any]:
    """Milliseconds in real Chromium against a million messages, each record opened for the first
    time; the bare limit is one request for the same bytes and one frame."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    shown = written_to(FOLDER / "crm.json", _records(WARM_UP + NAVIGATIONS + PROFILED + 1))
    with Stack(FOLDER / "stack", shown=shown, fill=dataset.fill) as stack:
        extension = unpacked("test", FOLDER / "extension", {"server": stack.server_url})
        with (
            sync_playwright() as playwright,
            ExtensionBrowser(playwright, FOLDER, extension) as browser,
        ):
            sign_in(browser, REP, PASSWORD)
            return _measure(stack, browser.page())


def _measure(stack: Stack, page: Page) -> dict[str, Any]:
    crm = Crm(page, stack.crm_url).open("/contacts/1001")
    frame = sidebar_frame(page)
    numbers = iter(range(WARM_UP + NAVIGATIONS + PROFILED + 1))
    for _ in range(WARM_UP):
        _navigate(crm, frame, next(numbers))
    page.evaluate(_SHIFTS)
    routes = [_navigate(crm, frame, next(numbers)) for _ in range(NAVIGATIONS)]
    bare = list(bare_requests(stack, frame))
    replies = list(_replies(stack, crm, frame, next(numbers)))
    script = list(_profiled(crm, frame, numbers))
    shift: float = page.evaluate("() => window.__shift")
    median, bare_median = statistics.median(routes), statistics.median(bare)
    return {
        "route_to_painted_ms": {
            "median": round(median, 1),
            "p95": round(percentile(routes, 0.95), 1),
            "navigations": len(routes),
            "aim": "median <= 100, p95 <= 250",
            "bare_request_and_frame_median": round(bare_median, 1),
            "ratio": round(median / bare_median, 1),
        },
        "webhook_to_painted_ms": {
            "median": round(statistics.median(replies), 1),
            "p95": round(percentile(replies, 0.95), 1),
        },
        "cost_to_the_page": {
            "content_script_bytes": (DIST / "release" / "page.js").stat().st_size,
            "main_thread_ms_per_navigation_median": round(statistics.median(script), 2),
            "main_thread_ms_per_navigation_p95": round(percentile(script, 0.95), 2),
            "aim": "<= 12288 bytes, <= 5 ms",
            "first_attachment_ms": round(_first_attachment(crm), 1),
            "layout_shift_after_the_first_push": round(shift, 4),
        },
    }


def _navigate(crm: Crm, frame: Frame, number: int) -> float:
    record = f"sample:{CRM_ACCOUNT}:contact:{dataset.record(number)}"
    watch = watch_record(frame, record)
    changed = route_change(crm.page, crm.path(f"/contacts/{dataset.record(number)}"))
    took = watch.painted() - changed
    crm.page.evaluate(IDLE)
    frame.evaluate(IDLE)
    return took


def bare_requests(stack: Stack, frame: Frame) -> Iterator[float]:
    """Milliseconds of one request for the bytes of a record and one frame."""
    token = stack.token()
    for number in range(50):
        query = f"crm=sample&account={CRM_ACCOUNT}&type=contact&id={dataset.record(number)}"
        took, _ = frame.evaluate(_BARE, [f"{stack.server_url}/v1/beside?{query}", token])
        yield took


def _replies(stack: Stack, crm: Crm, frame: Frame, number: int) -> Iterator[float]:
    _navigate(crm, frame, number)
    for count in range(REPLIES):
        text = f"Reply number {count} of the measurement"
        watch = watch_item(frame, text)
        stack.text_us(dataset.phone(number), text)
        painted = watch.painted()
        yield painted - stack.acknowledged_at()


def _profiled(crm: Crm, frame: Frame, numbers: Iterator[int]) -> Iterator[float]:
    session = crm.page.context.new_cdp_session(crm.page)
    session.send("Profiler.enable")
    session.send("Profiler.setSamplingInterval", {"interval": SAMPLE_US})
    for number in numbers:
        session.send("Profiler.start")
        _navigate(crm, frame, number)
        crm.page.evaluate("() => new Promise(resolve => setTimeout(resolve, 700))")
        yield ours(session.send("Profiler.stop")["profile"])
    session.detach()


def _first_attachment(crm: Crm) -> float:
    session: CDPSession = crm.page.context.new_cdp_session(crm.page)
    session.send("Profiler.enable")
    session.send("Profiler.setSamplingInterval", {"interval": SAMPLE_US})
    session.send("Profiler.start")
    crm.page.reload()
    sidebar_frame(crm.page)
    took = ours(session.send("Profiler.stop")["profile"])
    session.detach()
    return took


def ours(profile: Mapping[str, Any]) -> float:
    """Milliseconds in which our content script, or what it had called, was running."""
    nodes = {node["id"]: node for node in profile["nodes"]}
    ours: set[int] = set()

    def visit(node: Mapping[str, Any], *, inside: bool) -> None:
        within = inside or node["callFrame"]["url"].startswith("chrome-extension:")
        if within:
            ours.add(node["id"])
        for child in node.get("children", ()):
            visit(nodes[child], inside=within)

    visit(profile["nodes"][0], inside=False)
    deltas = zip(profile["samples"], profile["timeDeltas"][1:], strict=False)
    return sum(float(delta) for sample, delta in deltas if sample in ours) / 1000


def _records(count: int) -> dict[str, Any]:
    """What the CRM shows: its own records, and the first people of the measurement."""
    records: dict[str, Any] = json.loads(SHIPPED.read_text(encoding="utf-8"))
    template = next(row for row in records["contacts"] if row["id"] == "1007")
    more = [
        {
            **template,
            "id": dataset.record(number),
            "name": f"Person {number}",
            "phones": [{"label": "Mobile", "raw": dataset.phone(number)}],
        }
        for number in range(count)
    ]
    return {**records, "contacts": [*records["contacts"], *more]}


if __name__ == "__main__":
    print(json.dumps(run(), indent=2))
