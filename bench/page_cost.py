"""What each page adapter costs the CRM's page: bytes, and milliseconds of its main thread for one
navigation inside the CRM.

    python -m bench.page_cost [--small]

Pages stand under the CRMs' own hosts, by interception; addresses are those that each adapter names
as its tests.
"""

import argparse
import json
import re
import shutil
import statistics
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import CDPSession, Page, Route, sync_playwright

from bench import dataset
from bench.measure import percentile
from bench.route_to_painted import IDLE, REP, SAMPLE_US, ours
from e2e.browser import DIST, ExtensionBrowser, sidebar_frame, unpacked
from e2e.pages.options import sign_in
from e2e.stack import PASSWORD, ROOT, Stack

FOLDER = ROOT / "var" / "bench" / "pages"
SOURCES = ROOT / "extension" / "src" / "crm"
NAVIGATIONS, FEW = 20, 2
SETTLES_MS = 500
PAGE = '<!doctype html><meta charset="utf-8"><title>CRM</title><main id="app"></main>'
RECORD = (
    '<h1>Person {number}</h1><p><a href="tel:+1720555{number:04}">(720) 555-{number:04}</a></p>'
)
_NAMED = re.compile(r"'(https://\S+) → (?!none)\S")
_GO = """([address, html]) => {
  history.pushState(null, '', address);
  document.querySelector('#app').innerHTML = html;
}"""


def run(navigations: int = NAVIGATIONS) -> dict[str, Any]:
    """Every adapter that ships and whose pages the extension may run on by itself."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    adapters = json.loads((DIST / "release" / "page.json").read_text("utf-8"))["adapters"]
    found: dict[str, Any] = {
        "content_script_bytes": (DIST / "release" / "page.js").stat().st_size,
        "aim": "<= 12288 bytes, <= 5 ms",
    }
    with Stack(FOLDER, fill=lambda path: dataset.fill(path, dataset.SMALL)) as stack:
        extension = unpacked("test", FOLDER / "extension", {"server": stack.server_url})
        with (
            sync_playwright() as playwright,
            ExtensionBrowser(playwright, FOLDER, extension) as browser,
        ):
            sign_in(browser, REP, PASSWORD)
            for adapter in adapters:
                addresses = _records(adapter)
                if not addresses:
                    continue
                page = browser.page()
                costs = list(_costs(page, addresses, navigations))
                page.close()
                spent = [ours_ms for ours_ms, _ in costs]
                found[adapter["id"]] = {
                    "ms_median": round(statistics.median(spent), 2),
                    "ms_p95": round(percentile(spent, 0.95), 2),
                    "page_itself_ms_median": round(statistics.median(c[1] for c in costs), 2),
                    "bytes": len(json.dumps(adapter, separators=(",", ":"))),
                    "navigations": len(costs),
                }
    return found


def _records(adapter: dict[str, Any]) -> list[str]:
    """Addresses of records on one host of those that the manifest names."""
    source = SOURCES / f"{adapter['id']}.ts"
    named = _NAMED.findall(source.read_text("utf-8")) if source.exists() else []
    ours_too = [each for each in named if any(_fits(each, one) for one in adapter["origins"])]
    host = urlsplit(ours_too[0]).netloc if ours_too else ""
    return list(dict.fromkeys(each for each in ours_too if urlsplit(each).netloc == host))


def _fits(address: str, pattern: str) -> bool:
    """Whether a match pattern of the manifest has this address."""
    scheme, _, rest = pattern.partition("://")
    host = rest.split("/")[0]
    parts = urlsplit(address)
    inside = parts.hostname or ""
    return scheme in ("*", parts.scheme) and (
        inside.endswith(host[1:]) if host.startswith("*.") else inside == host
    )


def _costs(page: Page, addresses: list[str], navigations: int) -> Iterator[tuple[float, float]]:
    """Of each navigation: milliseconds of our script, and of all others in the page."""
    parts = urlsplit(addresses[0])
    page.route(f"{parts.scheme}://{parts.netloc}/**", _serve)
    page.goto(addresses[0])
    sidebar_frame(page)
    session: CDPSession = page.context.new_cdp_session(page)
    session.send("Profiler.enable")
    session.send("Profiler.setSamplingInterval", {"interval": SAMPLE_US})
    for number in range(1, navigations + 1):
        session.send("Profiler.start")
        address = addresses[number % len(addresses)]
        page.evaluate(_GO, [address, RECORD.format(number=number)])
        page.wait_for_timeout(SETTLES_MS)
        page.evaluate(IDLE)
        profile = session.send("Profiler.stop")["profile"]
        spent = ours(profile)
        yield spent, _awake(profile) - spent
    session.detach()


def _awake(profile: dict[str, Any]) -> float:
    """Milliseconds in which anything was running."""
    idle = {
        node["id"]
        for node in profile["nodes"]
        if node["callFrame"]["functionName"] in ("(idle)", "(program)")
    }
    deltas = zip(profile["samples"], profile["timeDeltas"][1:], strict=False)
    return sum(float(delta) for sample, delta in deltas if sample not in idle) / 1000


def _serve(route: Route) -> None:
    route.fulfill(status=200, headers={"Content-Type": "text/html; charset=utf-8"}, body=PAGE)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="bench.page_cost", description=__doc__)
    parser.add_argument("--small", action="store_true", help="few navigations")
    print(json.dumps(run(FEW if parser.parse_args().small else NAVIGATIONS), indent=2))
