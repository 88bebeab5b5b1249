"""`python -m e2e.demo`: the whole thing in a browser; `make demo` runs it.

With a display it stays open until the browser is closed. Without one, or with ONCE=1, it plays the
main job headless, prints a timeline and one JSON line, and ends.
"""

import contextlib
import json
import os
import shutil
import signal
import sys
from types import FrameType

from playwright.sync_api import Error, Playwright, sync_playwright

from e2e.browser import CannotStartError, ExtensionBrowser, Options, chromium, unpacked
from e2e.main_job import ANNA, Story, play
from e2e.pages.crm import Crm
from e2e.pages.options import sign_in
from e2e.stack import PASSWORD, ROOT, Stack

FOLDER = ROOT / "var" / "demo"
REP = "jon@northside.example"


def main() -> int:
    """Show it or play it; the exit status."""
    signal.signal(signal.SIGTERM, _as_interrupt)
    watched = _has_display() and not os.environ.get("ONCE")
    try:
        chromium()
        for old in ("state", "browser"):
            shutil.rmtree(FOLDER / old, ignore_errors=True)
        print("Starting the server, the carrier simulator and a sample CRM …", flush=True)
        with Stack(FOLDER / "state", unattended=False) as stack, sync_playwright() as playwright:
            _run(playwright, stack, watched=watched)
    except CannotStartError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped.")
    return 0


def _run(playwright: Playwright, stack: Stack, *, watched: bool) -> None:
    folder = FOLDER / "browser"
    extension = unpacked("test", folder / "extension", {"server": stack.server_url})
    options = Options(headless=not watched)
    with ExtensionBrowser(playwright, folder, extension, options) as browser:
        sign_in(browser, REP, PASSWORD)
        if watched:
            _stay(stack, browser)
        else:
            story = Story(FOLDER)
            play(stack, browser, story)
            print(f"  Pictures: {FOLDER}")
            print(json.dumps(story.timings), flush=True)


def _stay(stack: Stack, browser: ExtensionBrowser) -> None:
    page = browser.context.pages[0]
    Crm(page, stack.crm_url).open(ANNA)
    print(
        f"""
  The CRM          {stack.crm_url}
  Anna’s phone     {stack.simulator_url}/_sim/   (answer here as the contact)
  The server       {stack.server_url}   (documentation at /docs)
  Sign-in          {REP} / {PASSWORD}   (the browser is signed in already)

  Text Anna from the sidebar, then answer from the phone page.
  Close the browser or press Ctrl+C to end.
""",
        flush=True,
    )
    with contextlib.suppress(Error):
        browser.context.wait_for_event("close", timeout=0)


def _has_display() -> bool:
    if sys.platform in {"darwin", "win32"}:
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _as_interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())
