"""The library in a real browser: an admin brings a picture, another approves it, a rep sends it."""

import urllib.request

import pytest
from playwright.sync_api import Browser, Page, expect

from e2e.axe import violations
from e2e.browser import sidebar_frame
from e2e.pages.console import DESKTOP, PHONE, Console, Open
from e2e.pages.crm import Crm
from e2e.pages.sidebar import Sidebar
from e2e.people import Someone
from e2e.pictures import has_exif, photograph
from e2e.stack import ROOT, Stack

PICTURES = ROOT / "var" / "e2e" / "console"


def bring(page: Page, name: str, data: bytes) -> None:
    """Choose a file on the page that takes them."""
    page.get_by_label("Choose files").set_input_files(
        {"name": name, "mimeType": "image/jpeg", "buffer": data}
    )


def test_one_admin_brings_it_another_approves_and_a_rep_sends_it(
    console: Open, second: str, crm: Crm, stack: Stack, someone: Someone
) -> None:
    there = console()
    page = there.open("/library/new")
    bring(page, "setup.exe", b"MZ\x90\x00 no picture at all")
    expect(page.get_by_role("list", name="Your files")).to_contain_text("Texts carry pictures")
    _look(page, "library-refused-desktop")
    there.open("/library/new")
    bring(page, "new_counter.jpg", photograph("counter", (2400, 1800)))
    expect(page.get_by_label("Name", exact=True)).to_have_value("new counter", timeout=30_000)
    _look(page, "library-edit-desktop")
    there.fill(What_it_shows="The new counter in our showroom", Folder="Showroom")
    there.press("Save and send to review")
    there.told("Sent to review")

    another = console(second)
    page = another.open("/library?show=in_review")
    page.get_by_role("link", name="new counter").click()
    _look(page, "library-review-desktop")
    another.fill(Your_reason="Sharp and ours").press("Approve")
    another.told("reps can send it")

    crm.go(someone.path)
    beside = Sidebar(sidebar_frame(crm.page)).shows(someone.name)
    beside.where.get_by_role("button", name="From the library").click()
    search = beside.where.get_by_role("combobox", name="Search the library")
    expect(search).to_be_focused()
    search.press_sequentially("showroom")
    found = beside.where.get_by_role("listbox", name="From the library").get_by_role("option")
    expect(found).to_have_count(1)
    expect(found.locator("img")).to_have_js_property("complete", True)
    for scheme in ("light", "dark"):
        beside.where.evaluate("s => { document.documentElement.dataset.theme = s; }", scheme)
        assert violations(beside.where) == []
        PICTURES.mkdir(parents=True, exist_ok=True)
        crm.page.screenshot(path=PICTURES / f"library-panel-{scheme}.png")
    search.press("Enter")
    expect(beside.attachments.get_by_text("new_counter.jpg")).to_be_visible()
    beside.write("This is it")
    beside.send_button.click()
    expect(beside.item("1 picture", "This is it", "Delivered")).to_be_visible()
    [entry] = stack.ledger(to=someone.phone)
    [file] = entry["media"]
    assert file["state"] == "fetched"
    with urllib.request.urlopen(f"{stack.simulator_url}/_sim/media/{file['media_id']}") as answer:
        assert not has_exif(answer.read())


def test_a_picture_is_pasted_and_others_are_dropped(console: Open) -> None:
    page = console().open("/library/new")
    page.evaluate(
        """bytes => {
            const held = new DataTransfer();
            for (const name of ["a.jpg", "b.jpg"])
                held.items.add(new File([new Uint8Array(bytes)], name, { type: "image/jpeg" }));
            for (const kind of ["dragover", "drop"])
                document.body.dispatchEvent(new DragEvent(kind, {
                    dataTransfer: held, bubbles: true, cancelable: true,
                }));
        }""",
        list(photograph("van", (300, 200))),
    )
    rows = page.get_by_role("list", name="Your files").get_by_role("listitem")
    expect(rows).to_have_count(2)
    expect(page.get_by_role("link", name="Say what it shows: b.jpg")).to_be_visible(timeout=30_000)
    _look(page, "library-dropped-desktop")


def test_files_are_brought_without_a_script(chrome: Browser, stack: Stack) -> None:
    made = chrome.new_context(java_script_enabled=False)
    there = Console(made.new_page(), stack).sign_in()
    bring(there.open("/library/new"), "plain page.jpg", photograph("van", (300, 200)))
    there.press("Upload")
    there.told("Now say what it shows")
    expect(there.page.get_by_label("Name", exact=True)).to_have_value("plain page")
    made.close()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_axe_finds_nothing_on_the_pages(
    console: Open, stack: Stack, dark: bool, size: tuple[int, int]
) -> None:
    there = console(dark=dark, size=size)
    shape = f"{'phone' if size == PHONE else 'desktop'}-{'dark' if dark else 'light'}"
    one = stack.sql("SELECT id FROM library_item ORDER BY state LIMIT 1")[0][0]
    for name, path in {
        "library": "",
        "library-list": "?view=list",
        "library-none": "?search=nothing+like+it",
        "library-item": f"/{one}",
        "library-edit": f"/{one}/edit",
        "library-new": "/new",
        "library-file": f"/{one}/file",
    }.items():
        _look(there.open(f"/library{path}"), f"{name}-{shape}")


def _look(page: Page, name: str) -> None:
    assert violations(page) == [], name
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / f"{name}.png", full_page=True)
