"""Chromium with the extension in a profile of its own.

Knows the browser, its extension and its service worker; what is on the pages is in `pages/`.
"""

import json
import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Self

from playwright.sync_api import BrowserContext, Frame, Page, Playwright, ViewportSize, Worker

ROOT = Path(__file__).resolve().parents[1]
DIST = ROOT / "extension" / "dist"

Mode = Literal["test", "release"]

QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


class CannotStartError(Exception):
    """Something the browser needs is missing; the message says what to do about it."""


def chromium() -> str:
    """Where Chromium is.

    Google Chrome will not do: since version 137 it ignores `--load-extension`.

    Raises:
        CannotStartError: when there is none.
    """
    found = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which(
        "chromium-browser"
    )  # fmt: skip
    if not found or not Path(found).exists():
        raise CannotStartError(
            "Chromium was not found. On Debian or Ubuntu: sudo apt-get install chromium. "
            "Elsewhere, set CHROMIUM to its path. (Google Chrome can't load an unpacked "
            "extension from the command line.)"
        )
    return found


def extension_id() -> str:
    """The id that the manifest's key pins."""
    identity: dict[str, str] = json.loads((ROOT / "extension" / "id.json").read_text())
    return identity["id"]


def unpacked(mode: Mode, into: Path, preset: Mapping[str, Any] | None = None) -> Path:
    """A copy of the built extension; `preset` fills in what onboarding asks (test builds only).

    Raises:
        CannotStartError: when the extension is not built.
    """
    built = DIST / mode
    if not (built / "manifest.json").exists():
        raise CannotStartError("The extension is not built. Run `make setup` first.")
    shutil.rmtree(into, ignore_errors=True)
    shutil.copytree(built, into)
    if preset is not None:
        (into / "preset.json").write_text(json.dumps(preset), encoding="utf-8")
    return into


@dataclass
class Options:
    """How to start it. `updatable` lets the extension be loaded again, as an update would."""

    headless: bool = True
    dark: bool = False
    updatable: bool = False
    width: int = 1360
    height: int = 860

    @property
    def window(self) -> ViewportSize:
        """Size of the tabs' contents, CSS pixels."""
        return {"width": self.width, "height": self.height}


class ExtensionBrowser:
    """A running Chromium whose one extension is Threadside; a context manager."""

    def __init__(
        self,
        playwright: Playwright,
        folder: Path,
        extension: Path,
        options: Options | None = None,
    ) -> None:
        self.folder = folder
        self.extension = extension
        self.id = extension_id()
        self._options = options or Options()
        self.context = self._launch(playwright)
        if self._options.updatable:
            self.load_again()

    def _launch(self, playwright: Playwright) -> BrowserContext:
        options = self._options
        args = [*QUIET, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
        if options.updatable:
            args.append("--enable-unsafe-extension-debugging")
        else:
            args += [
                f"--disable-extensions-except={self.extension}",
                f"--load-extension={self.extension}",
            ]
        context = playwright.chromium.launch_persistent_context(
            str(self.folder / "profile"),
            executable_path=chromium(),
            headless=options.headless,
            args=args,
            ignore_default_args=["--disable-extensions"] if options.updatable else None,
            color_scheme="dark" if options.dark else "light",
            viewport=options.window if options.headless else None,
            no_viewport=None if options.headless else True,
            locale="en-US",
            timezone_id="America/Denver",
        )
        context.set_default_timeout(15_000)
        return context

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the browser; the profile stays."""
        self.context.close()

    def page(self) -> Page:
        """A new tab."""
        return self.context.new_page()

    def own_page(self, path: str) -> Page:
        """One of the extension's own documents in a tab, `options.html` for one."""
        page = self.page()
        page.goto(f"chrome-extension://{self.id}/{path}")
        return page

    def worker(self) -> Worker:
        """The extension's service worker, started if it sleeps."""
        running = self.context.service_workers
        if running:
            return running[0]
        worker: Worker = self.context.wait_for_event("serviceworker")
        return worker

    def stop_worker(self) -> None:
        """End the service worker at once, as the browser does after thirty idle seconds."""
        page = self.own_page("options.html")
        session = self.context.new_cdp_session(page)
        session.send("ServiceWorker.enable")
        session.send("ServiceWorker.stopAllWorkers")
        session.detach()
        page.close()

    def load_again(self) -> None:
        """Load the folder of the extension, as an update does when its version has risen."""
        browser = self.context.browser
        assert browser is not None
        session = browser.new_browser_cdp_session()
        session.send("Extensions.loadUnpacked", {"path": str(self.extension)})
        session.detach()

    def raise_version(self) -> None:
        """Give the folder of the extension the next version."""
        manifest = self.extension / "manifest.json"
        values = json.loads(manifest.read_text(encoding="utf-8"))
        *front, last = values["version"].split(".")
        values["version"] = ".".join([*front, str(int(last) + 1)])
        manifest.write_text(json.dumps(values), encoding="utf-8")


def sidebar_frame(page: Page, timeout_ms: float = 15_000) -> Frame:
    """The sidebar's document inside a page, once it is there."""
    for frame in page.frames:
        if _is_ours(frame):
            return frame
    with page.expect_event("framenavigated", predicate=_is_ours, timeout=timeout_ms) as found:
        pass
    return found.value


def _is_ours(frame: Frame) -> bool:
    return frame.url.startswith("chrome-extension://") and frame.parent_frame is not None


def grant(folder: Path, hosts: tuple[str, ...]) -> None:
    """Note in a closed browser's profile that the user once granted these hosts to the extension.

    Chromium then answers `permissions.request` with yes, without the prompt that an automated
    browser can't press.
    """
    path = folder / "profile" / "Default" / "Preferences"
    preferences = json.loads(path.read_text(encoding="utf-8"))
    entry = preferences["extensions"]["settings"][extension_id()]
    for name in ("granted_permissions", "runtime_granted_permissions"):
        entry.setdefault(name, {})["explicit_host"] = list(hosts)
    path.write_text(json.dumps(preferences), encoding="utf-8")
