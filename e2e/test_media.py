"""Pictures and files: from the rep to the carrier, and from a contact's phone to the sidebar."""

import re
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import FloatRect, Page, Route, expect

from e2e.axe import violations
from e2e.browser import sidebar_frame
from e2e.pages.crm import Crm
from e2e.pages.sidebar import Sidebar
from e2e.people import Someone
from e2e.pictures import give, has_exif, photograph
from e2e.stack import LINE, ROOT, Stack, wait_for

PICTURES = ROOT / "var" / "e2e" / "media"
SCHEMES = ("light", "dark")
Look = Callable[[Sidebar, str], None]
"""Checks a state of the sidebar, and keeps it under a name."""


@pytest.fixture
def beside(crm: Crm, sidebar: Sidebar, someone: Someone) -> Sidebar:
    """The sidebar with somebody's conversation."""
    crm.go(someone.path)
    return sidebar.shows(someone.name)


@pytest.fixture
def looked_at(tab: Page, request: pytest.FixtureRequest) -> Iterator[Look]:
    """Checks the sidebar's document in light and dark, and keeps pictures of the state."""

    def look(sidebar: Sidebar, name: str) -> None:
        PICTURES.mkdir(parents=True, exist_ok=True)
        for scheme in SCHEMES:
            tab.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
            # What the page around it looks like is told when the sidebar opens.
            sidebar.where.evaluate(
                "scheme => { document.documentElement.dataset.theme = scheme; }", scheme
            )
            assert violations(sidebar.where) == []
            width = sidebar.where.evaluate("innerWidth")
            window = tab.evaluate("({ width: innerWidth, height: innerHeight })")
            tab.screenshot(
                path=PICTURES / f"sidebar-media-{name}-{scheme}.png",
                clip=FloatRect(
                    x=window["width"] - width, y=0, width=width, height=window["height"]
                ),
                animations="disabled",
            )
        tab.emulate_media(color_scheme="light")

    yield look
    tab.emulate_media(color_scheme=None)


def texted_picture(stack: Stack, someone: Someone, name: str, data: bytes, text: str = "") -> None:
    """A contact sends us a picture."""
    asked = urllib.request.Request(
        f"{stack.simulator_url}/_sim/media?name={name}",
        data,
        {"Content-Type": "image/jpeg"},
        method="POST",
    )
    with urllib.request.urlopen(asked, timeout=20) as answer:
        media_id = re.search(rb'"id":\s*"([^"]+)"', answer.read())
    assert media_id is not None
    file = {"type": "image", "media_id": media_id[1].decode(), "name": name}
    order = {"from": someone.phone, "to": LINE, "media": [file]} | ({"text": text} if text else {})
    stack.sim("POST", "inbound", order)


def test_a_pasted_picture_is_seen_on_its_way_and_arrives_without_its_place(
    beside: Sidebar, someone: Someone, stack: Stack, tab: Page, looked_at: Look
) -> None:
    data = photograph("counter", (2400, 1800))
    assert has_exif(data)
    give(beside.message, "paste", ("kitchen.jpg", data))
    expect(beside.attachments.get_by_text("kitchen.jpg")).to_be_visible()
    expect(beside.attachments.get_by_text("Picture ·")).to_be_visible()
    expect(beside.attachments.locator("img")).to_have_js_property("complete", True)
    beside.write("The new counter, as promised.")
    looked_at(beside, "attached")
    beside.send_button.click()
    expect(beside.attachments).to_have_count(0)
    expect(beside.item("1 picture", "The new counter", "Delivered")).to_be_visible()
    [entry] = stack.ledger(to=someone.phone)
    [file] = entry["media"]
    assert file["state"] == "fetched"
    with urllib.request.urlopen(f"{stack.simulator_url}/_sim/media/{file['media_id']}") as answer:
        fetched = answer.read()
    assert not has_exif(fetched)
    assert len(fetched) <= 600_000
    looked_at(beside, "sent")


def test_a_press_during_an_upload_is_not_lost(
    beside: Sidebar, someone: Someone, stack: Stack, tab: Page, looked_at: Look
) -> None:
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    tab.context.route("**/v1/media?*", hold)
    give(beside.message, "dragover", ("van.jpg", photograph("van")))
    looked_at(beside, "drop")
    give(beside.message, "drop", ("van.jpg", photograph("van")))
    beside.write("On its way")
    beside.message.press("Control+Enter")
    expect(beside.where.get_by_role("button", name="Uploading…")).to_be_visible()
    wait_for(lambda: held or None, "the upload")
    looked_at(beside, "uploading")
    assert stack.ledger(to=someone.phone) == []
    held.pop().continue_()
    tab.context.unroute("**/v1/media?*")
    expect(beside.item("1 picture", "On its way", "Delivered")).to_be_visible()
    assert len(stack.ledger(to=someone.phone)) == 1


def test_what_is_no_picture_is_refused_beside_the_file(beside: Sidebar, looked_at: Look) -> None:
    give(beside.message, "paste", ("setup.jpg", b"MZ\x90\x00 not a picture at all"))
    expect(beside.attachments.get_by_role("alert")).not_to_be_empty()
    expect(beside.send_button).to_be_disabled()
    looked_at(beside, "refused")
    beside.where.get_by_role("button", name="Remove setup.jpg").click()
    expect(beside.attachments).to_have_count(0)


def test_a_contacts_picture_is_announced_then_shown_opened_and_saved(
    beside: Sidebar, someone: Someone, stack: Stack, tab: Page, looked_at: Look
) -> None:
    stack.sim(
        "POST",
        "faults",
        {"kind": "media_status", "to": someone.phone, "status": 404, "times": 1},
    )
    texted_picture(stack, someone, "hills.jpg", photograph("hills"), "Is this the right place?")
    expect(beside.where.get_by_text("Picture on its way…")).to_be_visible()
    looked_at(beside, "pending")
    picture = beside.where.get_by_role("button", name=re.compile("Open picture"))
    expect(picture.get_by_role("img")).to_be_visible(timeout=90_000)
    texted_picture(stack, someone, "van.jpg", photograph("van"))
    expect(picture).to_have_count(2)
    looked_at(beside, "received")
    picture.first.click()
    viewer = beside.where.get_by_role("dialog", name=re.compile("Picture 1 of 2"))
    expect(viewer.get_by_role("img", name=re.compile("hills"))).to_be_visible()
    looked_at(beside, "viewer")
    with tab.expect_download() as saved:
        viewer.get_by_role("button", name=re.compile("Download")).click()
    assert saved.value.suggested_filename.endswith(".jpg")
    assert Path(saved.value.path()).read_bytes()[:2] == b"\xff\xd8"
    tab.keyboard.press("ArrowRight")
    expect(beside.where.get_by_role("dialog", name=re.compile("Picture 2 of 2"))).to_be_visible()
    tab.keyboard.press("Escape")
    expect(beside.where.get_by_role("dialog")).to_have_count(0)


def test_a_draft_keeps_its_picture_through_a_reload_and_to_itself(
    crm: Crm, beside: Sidebar, someone: Someone, other: Someone
) -> None:
    give(beside.message, "paste", ("kitchen.jpg", photograph("counter")))
    expect(beside.attachments.get_by_text("Picture ·")).to_be_visible()
    crm.go(other.path)
    beside.shows(other.name)
    expect(beside.attachments).to_have_count(0)
    crm.go(someone.path)
    beside.shows(someone.name)
    expect(beside.attachments.get_by_text("kitchen.jpg")).to_be_visible()
    crm.page.reload()
    again = Sidebar(sidebar_frame(crm.page)).shows(someone.name)
    expect(again.attachments.locator("img")).to_be_visible()
    again.where.get_by_role("button", name="Remove kitchen.jpg").click()


def test_a_line_that_sends_no_pictures_offers_a_link(
    beside: Sidebar, stack: Stack, crm: Crm, someone: Someone, looked_at: Look
) -> None:
    stack.sql("UPDATE line SET mms = 0 WHERE phone = ?", LINE)
    try:
        crm.page.reload()
        plain = Sidebar(sidebar_frame(crm.page)).shows(someone.name)
        give(plain.message, "paste", ("kitchen.jpg", photograph("counter")))
        link = plain.where.get_by_role("button", name="Add a link instead")
        expect(link).to_be_visible()
        looked_at(plain, "link")
        link.click()
        expect(plain.message).to_have_value(re.compile(rf"^{stack.server_url}/m/.+kitchen\.jpg$"))
        plain.message.fill("")
    finally:
        stack.sql("UPDATE line SET mms = 1 WHERE phone = ?", LINE)


def test_a_text_that_waits_says_where_it_stands(
    beside: Sidebar, someone: Someone, stack: Stack, looked_at: Look
) -> None:
    stack.sql("UPDATE line SET state = 'paused', pause_reason = 'a check' WHERE phone = ?", LINE)
    try:
        beside.send("When you have a minute")
        waiting = beside.item("When you have a minute", "paused")
        expect(waiting).to_be_visible(timeout=15_000)
        looked_at(beside, "place")
    finally:
        stack.sql("UPDATE line SET state = 'live', pause_reason = NULL WHERE phone = ?", LINE)
    assert stack.ledger(to=someone.phone) == []


def test_another_line_is_asked_about_before_it_is_taken(
    beside: Sidebar, someone: Someone, looked_at: Look
) -> None:
    options = beside.line.locator("option").all()
    beside.line.select_option(index=len(options) - 1)
    notice = beside.where.get_by_role("alertdialog")
    expect(notice).to_contain_text(f"{someone.name.split()[0]} knows you from")
    expect(notice.get_by_role("button", name="Keep")).to_be_focused()
    looked_at(beside, "line")
    beside.page.keyboard.press("Escape")
    expect(notice).to_have_count(0)


def test_what_an_admin_has_to_know_is_copied_in_one_press(
    beside: Sidebar, someone: Someone, stack: Stack, looked_at: Look
) -> None:
    stack.sim("POST", "faults", {"kind": "final", "to": someone.phone, "code": 1420, "times": 1})
    beside.send("Anybody there?")
    expect(beside.item("Anybody there?", "Not delivered")).to_be_visible()
    # What the carrier does not accept as a sender pauses the line.
    stack.sql("UPDATE line SET state = 'live', pause_reason = NULL WHERE phone = ?", LINE)
    beside.where.get_by_role("button", name="Copy for an admin").click()
    expect(beside.where.get_by_text("Copied. Paste it to an admin.")).to_be_visible()
    looked_at(beside, "admin")
    beside.message.press("Control+V")
    expect(beside.message).to_have_value(re.compile(rf"{someone.name}.*did not go.*Message \w+"))
    beside.message.fill("")


def test_several_pictures_and_a_file_stand_tidily(
    beside: Sidebar, someone: Someone, stack: Stack, looked_at: Look
) -> None:
    for name, scene in (("hills.jpg", "hills"), ("counter.jpg", "counter"), ("van.jpg", "van")):
        give(beside.message, "paste", (name, photograph(scene)))  # type: ignore[arg-type]
    card = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Jon Meyer\r\nTEL:+17205550100\r\nEND:VCARD\r\n"
    with beside.page.expect_file_chooser() as chooser:
        beside.where.get_by_role("button", name="Attach a picture or file").click()
    chooser.value.set_files(
        {"name": "Jon Meyer.vcf", "mimeType": "text/vcard", "buffer": card.encode()}
    )
    expect(beside.attachments.get_by_text("·")).to_have_count(4)
    looked_at(beside, "tray")
    beside.send_button.click()
    expect(beside.item("3 pictures", "1 file", "Delivered")).to_be_visible()
    expect(beside.conversation.locator(".picture img")).to_have_count(3)
    looked_at(beside, "grid")
    [entry] = stack.ledger(to=someone.phone)
    assert [file["state"] for file in entry["media"]] == ["fetched"] * 4
