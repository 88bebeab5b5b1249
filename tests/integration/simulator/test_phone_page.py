"""The contact's phone in real Chromium: what arrives is shown, what is typed goes back."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect, sync_playwright
from vonage import Vonage
from vonage_messages.models import MmsImage, MmsResource, Sms

from threadside.simulator import Simulator
from threadside.simulator.media.samples import sample

LINE, ANNA = "17205550100", "17205550142"
HOSTILE = '<img src=x onerror="document.title=1"><script>document.title=2</script>'
Connect = Callable[..., Vonage]
Control = Callable[..., Any]


@pytest.fixture
def page(simulator: Simulator) -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox"] if os.geteuid() == 0 else [],
        )
        page = browser.new_page(locale="en-US")
        page.goto(f"{simulator.http_url}/_sim/")
        yield page
        browser.close()


def test_a_person_reads_what_arrives_and_answers_with_the_keyboard(
    page: Page, connect: Connect, control: Control, business: Any
) -> None:
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))

    connect().messages.send(Sms(to=ANNA, from_=LINE, text=HOSTILE))
    log = page.get_by_role("log", name="Messages")
    expect(log.get_by_role("listitem")).to_contain_text(HOSTILE)
    expect(log).to_contain_text("delivered")
    expect(page.get_by_role("heading", name="+1 720 555 0142")).to_be_visible()

    answer = page.get_by_role("textbox", name="Answer")
    answer.press_sequentially("Yes please")
    answer.press("Enter")
    [webhook] = business.wait_for(1, "/inbound")
    assert (webhook.body["from"], webhook.body["to"]) == (ANNA, LINE)
    assert webhook.body["text"] == "Yes please"
    expect(log.get_by_role("listitem")).to_have_count(2)
    expect(answer).to_have_value("")

    assert page.title() == "The contact’s phone · Threadside simulator"
    assert complaints == []


def test_pictures_are_seen_and_sent(
    page: Page, connect: Connect, business: Any, tmp_path: Path
) -> None:
    picture, _ = sample("image")
    business.files["/1.png"] = (200, {"Content-Type": "image/png"}, picture)
    image = MmsResource(url=f"{business.url}/1.png", caption="The roof")
    connect().messages.send(MmsImage(to=ANNA, from_=LINE, image=image))
    shown = page.get_by_role("img", name="The roof")
    expect(shown).to_be_visible()
    assert shown.evaluate("image => image.decode().then(() => image.naturalWidth)") == 64

    (tmp_path / "dog.png").write_bytes(picture)
    page.get_by_label("Picture", exact=True).set_input_files(tmp_path / "dog.png")
    expect(page.get_by_text("dog.png")).to_be_visible()
    page.get_by_role("textbox", name="Answer").fill("My dog")
    page.get_by_role("button", name="Send").click()
    body = business.wait_for(1, "/inbound")[0].body
    assert (body["image"]["name"], body["image"]["caption"]) == ("dog.png", "My dog")
    expect(page.get_by_role("img", name="Picture")).to_be_visible()
    expect(page.get_by_text("dog.png")).to_be_hidden()


def test_a_stranger_can_write_first(page: Page, business: Any) -> None:
    page.get_by_role("button", name="Text from another number").click()
    page.get_by_label("Contact’s number").fill("+1 (850) 555-0199")
    page.get_by_label("Business line").fill("+1 720 555 0100")
    page.get_by_role("textbox", name="Answer").fill("Are you open?")
    page.get_by_role("button", name="Send").click()
    assert business.wait_for(1, "/inbound")[0].body["from"] == "18505550199"
    expect(page.get_by_role("heading", name="+1 850 555 0199")).to_be_visible()


def test_a_number_that_is_none_is_refused_with_a_sentence(page: Page) -> None:
    page.get_by_role("button", name="Text from another number").click()
    page.get_by_role("textbox", name="Answer").fill("Hello")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("alert")).to_contain_text("Not sent")
    expect(page.get_by_role("textbox", name="Answer")).to_have_value("Hello")


def test_faults_are_switched_on_and_off(page: Page, control: Control) -> None:
    switch = page.get_by_role("button", name="Lose the response")
    switch.click()
    expect(switch).to_have_attribute("aria-pressed", "true")
    [rule] = control("GET", "faults")["items"]
    assert (rule["kind"], rule["times"]) == ("lost_response_after_accept", None)
    switch.click()
    expect(switch).to_have_attribute("aria-pressed", "false")
    assert control("GET", "faults")["items"] == []


def test_nothing_on_the_page_is_inline(simulator: Simulator, page: Page) -> None:
    answer = page.request.get(f"{simulator.http_url}/_sim/")
    assert "script-src 'self'" in answer.headers["content-security-policy"]
    assert (
        page.evaluate("document.querySelectorAll('script:not([src]), style, [style]').length") == 0
    )
