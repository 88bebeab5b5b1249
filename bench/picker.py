"""The template picker over 2,000 templates: how long it takes to open, and to filter at a key.

In real Chromium with the real extension. The bare limit, in the same document and run: a list of
as many rows as the picker draws, made anew without any framework.
"""

import json
import shutil
import statistics
from typing import Any, Final

from playwright.sync_api import Page, expect, sync_playwright

from bench.measure import percentile
from e2e.browser import ExtensionBrowser, sidebar_frame, unpacked
from e2e.pages.crm import Crm
from e2e.pages.options import sign_in
from e2e.pages.sidebar import Sidebar
from e2e.stack import PASSWORD, ROOT, Stack

FOLDER = ROOT / "var" / "bench" / "picker"
REP = "jon@northside.example"
TEMPLATES: Final = 2_000
FOLDERS: Final = 40
OPENINGS: Final = 30
QUERIES: Final = ("confirm visit", "anohter", "price quote", "number 1999", "q", "thursday team")
WORDS: Final = (
    "another", "appointment", "balance", "confirm", "delivery", "estimate", "friday", "garage",
    "invoice", "kitchen", "moment", "order", "payment", "price", "quote", "repair", "schedule",
    "team", "thursday", "update", "visit", "warranty", "window", "yard",
)  # fmt: skip

_PAINTED = """
const painted = () => new Promise(resolve => requestAnimationFrame(() => {
  const after = new MessageChannel();
  after.port1.onmessage = () => resolve(performance.now());
  after.port2.postMessage(0);
}));
const key = name =>
  new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true });
const settled = async ready => {
  for (;;) { const at = await painted(); if (ready()) return at; }
};
"""
OPEN = f"""async () => {{ {_PAINTED}
  const field = document.querySelector('.composer textarea');
  field.focus();
  const begun = performance.now();
  field.dispatchEvent(key('/'));
  const at = await settled(() => document.querySelector('.picker [role=option]') !== null);
  const drawn = document.querySelectorAll('.picker [role=option]').length;
  document.querySelector('.picker input').dispatchEvent(key('Escape'));
  await settled(() => document.querySelector('.picker') === null);
  return [at - begun, drawn];
}}"""
"""From the key to the frame in which the list is drawn."""
TYPE = f"""async query => {{ {_PAINTED}
  const input = document.querySelector('.picker input');
  const took = [];
  for (let n = 1; n <= query.length; n += 1) {{
    await painted();
    const begun = performance.now();
    input.value = query.slice(0, n);
    input.dispatchEvent(new InputEvent('input', {{ bubbles: true }}));
    await new Promise(resolve => queueMicrotask(resolve));
    await new Promise(resolve => setTimeout(resolve));
    document.querySelector('.picker .rows').getBoundingClientRect();
    const work = performance.now() - begun;
    const at = await painted();
    took.push([work, at - begun]);
  }}
  input.value = '';
  input.dispatchEvent(new InputEvent('input', {{ bubbles: true }}));
  await painted();
  return took;
}}"""
"""For each key: the work until the list is laid out, and until the frame that shows it."""
BARE = f"""async rows => {{ {_PAINTED}
  const took = [];
  const box = document.body.appendChild(document.createElement('div'));
  for (let n = 0; n < 40; n += 1) {{
    await painted();
    const begun = performance.now();
    box.replaceChildren(...Array.from({{ length: rows }}, (_, i) => {{
      const row = document.createElement('div');
      row.textContent = `Number ${{n}} ${{i}}`;
      return row;
    }}));
    box.getBoundingClientRect();
    const work = performance.now() - begun;
    took.push([work, await painted() - begun]);
  }}
  box.remove();
  return took;
}}"""


def run() -> dict[str, Any]:
    """Milliseconds."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    with Stack(FOLDER / "stack") as stack:
        file = FOLDER / "templates.json"
        file.write_text(json.dumps(wordings()), encoding="utf-8")
        by = stack.seeded["emails"]["admin"]
        stack.command("template", "import", str(file), "--approved-by", by)
        extension = unpacked("test", FOLDER / "extension", {"server": stack.server_url})
        with (
            sync_playwright() as playwright,
            ExtensionBrowser(playwright, FOLDER, extension) as browser,
        ):
            sign_in(browser, REP, PASSWORD)
            return _measure(stack, browser.page())


def wordings() -> list[dict[str, str]]:
    """Templates of some twenty words, in folders."""
    return [
        {
            "name": f"{WORDS[i % 24].title()} {WORDS[i // 24 % 24]} number {i}",
            "group": f"Folder {i % FOLDERS}",
            "body": "Hi {{first_name|there}}, "
            + " ".join(WORDS[(i * 7 + place * 5) % 24] for place in range(20)),
        }
        for i in range(TEMPLATES)
    ]


def _measure(stack: Stack, page: Page) -> dict[str, Any]:
    Crm(page, stack.crm_url).open("/contacts/1001")
    frame = sidebar_frame(page)
    beside = Sidebar(frame)
    expect(beside.message).to_be_editable(timeout=20_000)
    frame.evaluate(OPEN)  # the first one fetches its code and the list
    expect(beside.message).to_be_visible()
    opened = [frame.evaluate(OPEN) for _ in range(OPENINGS)]
    drawn = max(int(rows) for _, rows in opened)
    beside.message.focus()
    page.keyboard.press("/")
    expect(beside.options.first).to_be_visible()
    keys = [each for query in QUERIES for each in frame.evaluate(TYPE, query)]
    bare = frame.evaluate(BARE, drawn)
    return {
        "templates": TEMPLATES,
        "open_ms": _figures([ms for ms, _ in opened], "<= 100"),
        "key_work_ms": _figures([work for work, _ in keys], "<= 16"),
        "key_to_frame_ms": _figures([ms for _, ms in keys]),
        "rows_drawn": drawn,
        "bare_list_work_ms": _figures([work for work, _ in bare]),
        "bare_list_to_frame_ms": _figures([ms for _, ms in bare]),
    }


def _figures(took: list[float], aim: str = "") -> dict[str, Any]:
    found: dict[str, Any] = {
        "median": round(statistics.median(took), 1),
        "p95": round(percentile(took, 0.95), 1),
        "n": len(took),
    }
    return {**found, "aim": aim} if aim else found


if __name__ == "__main__":
    print(json.dumps(run(), indent=2))
