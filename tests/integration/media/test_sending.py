"""A press of Send takes media that fit the line; the carrier gets addresses that lead to them."""

from datetime import timedelta
from typing import Any

from tests.integration.desk import OpenDesk
from tests.integration.media.conftest import Pictures
from tests.unit.media import samples
from threadside.ids import new_id
from threadside.sending.port import NotAccepted


def refused(
    pictures: Pictures, media: list[str], text: str = "Hi", **values: Any
) -> tuple[int, str]:
    desk = pictures.desk
    wish = desk.wish(desk.person(), text, media=media, **values)
    answer = desk.ask("POST", "/v1/messages", wish)
    assert answer.json is not None
    return answer.status_code, answer.json["code"]


def send(pictures: Pictures, *kept: dict[str, Any], text: str = "The roof") -> dict[str, Any]:
    desk = pictures.desk
    return desk.press(desk.person(), text, media=[each["id"] for each in kept])


def test_media_stand_in_the_timeline_and_in_the_event_from_the_press_on(pictures: Pictures) -> None:
    desk, kept = pictures.desk, pictures.kept(samples.picture(), "roof.jpg")
    before = desk.head()
    sent = send(pictures, kept)
    kept.pop("link")
    assert sent["media"] == [kept]
    (item,) = desk.timeline(sent["person_id"])
    assert item["media"] == [kept]
    told = [each.payload["item"]["media"] for each in desk.events(before) if "item" in each.payload]
    assert told == [[kept]]


def test_the_carrier_fetches_each_under_an_address_of_its_own(pictures: Pictures) -> None:
    desk = pictures.desk
    photo, offer = pictures.kept(samples.picture(), "roof.jpg"), pictures.kept(samples.PDF, "o.pdf")
    send(pictures, photo, offer)
    desk.after_hold()
    (posted,) = desk.carrier.posted
    assert posted.text == "The roof"
    first, second = posted.media
    assert (first.kind, first.content_type) == ("image", "image/jpeg")
    assert (second.kind, second.content_type) == ("pdf", "application/pdf")
    client = desk.app.test_client()
    for media, end in ((first, "/roof.jpg"), (second, "/o.pdf")):
        assert media.url.startswith("https://text.example.com/m/")
        assert media.url.endswith(end)
        answer = client.get(media.url.removeprefix("https://text.example.com"))
        assert (answer.status_code, answer.headers["Content-Type"]) == (200, media.content_type)
    desk.clock.advance(hours=47)
    path = first.url.removeprefix("https://text.example.com")
    assert client.get(path).status_code == 200
    desk.clock.advance(hours=2)
    assert client.get(path).status_code == 404


def test_media_need_no_words_and_words_need_no_media(pictures: Pictures) -> None:
    sent = send(pictures, pictures.kept(samples.picture()), text="  ")
    assert (sent["text"], sent["segments"]) == ("", 1)
    assert refused(pictures, [], text=" ") == (422, "empty_text")


def test_with_media_a_long_text_is_one_message(pictures: Pictures) -> None:
    assert send(pictures, pictures.kept(samples.picture()), text="long " * 200)["segments"] == 1


def test_a_try_that_failed_is_repeated_with_addresses_that_hold(pictures: Pictures) -> None:
    desk = pictures.desk
    send(pictures, pictures.kept(samples.picture()))
    desk.carrier.next_answers = [NotAccepted("retry", "unreachable_carrier")]
    desk.after_hold()
    desk.clock.advance(minutes=2)
    desk.send_due()
    first, second = desk.carrier.posted
    assert first.media[0].url != second.media[0].url
    path = second.media[0].url.removeprefix("https://text.example.com")
    assert desk.app.test_client().get(path).status_code == 200


def test_a_scheduled_text_keeps_its_media_until_it_goes(pictures: Pictures) -> None:
    desk, kept = pictures.desk, pictures.kept(samples.picture())
    later = (desk.clock() + timedelta(days=30)).isoformat()
    desk.press(desk.person(), media=[kept["id"]], send_at=later)
    desk.clock.advance(days=29)
    pictures.forget()
    desk.clock.advance(days=1, minutes=1)
    desk.send_due()
    (posted,) = desk.carrier.posted
    path = posted.media[0].url.removeprefix("https://text.example.com")
    assert desk.app.test_client().get(path).status_code == 200


def test_undo_takes_the_whole_back(pictures: Pictures) -> None:
    desk = pictures.desk
    sent = send(pictures, pictures.kept(samples.picture()))
    assert desk.ask("POST", f"/v1/messages/{sent['id']}/undo").json["state"] == "canceled"  # type: ignore[index]
    desk.after_hold()
    assert desk.carrier.posted == []


def test_the_same_press_again_is_the_same_text(pictures: Pictures) -> None:
    desk, kept = pictures.desk, pictures.kept(samples.picture())
    wish = desk.wish(desk.person(), media=[kept["id"]])
    first = desk.ask("POST", "/v1/messages", wish)
    assert first.json == desk.ask("POST", "/v1/messages", wish).json


def test_what_went_once_may_go_again(pictures: Pictures) -> None:
    kept = pictures.kept(samples.picture())
    assert send(pictures, kept)["media"] == send(pictures, kept)["media"]


def test_the_same_twice_is_once(pictures: Pictures) -> None:
    kept = pictures.kept(samples.picture())
    assert len(send(pictures, kept, kept)["media"]) == 1


def test_a_line_without_mms_carries_none(pictures: Pictures) -> None:
    line = pictures.desk.open_line("+17205550101", mms=False)
    kept = pictures.kept(samples.picture(), line=line)
    assert refused(pictures, [kept["id"]], line=line.id) == (409, "line_has_no_mms")
    beside = pictures.desk.get(
        "/v1/beside", crm="hubspot", account="1", type="contact", id="1", name="Anna"
    )
    shown = {each["id"]: (each["mms"], each["media_limit"]) for each in beside["lines"]}
    assert shown[line.id] == (False, 600_000)


def test_together_they_stay_below_the_lines_limit(pictures: Pictures) -> None:
    several = [pictures.kept(samples.PDF + bytes(250_000 + n))["id"] for n in range(3)]
    assert refused(pictures, several) == (422, "media_too_large")
    assert send(pictures, {"id": several[0]}, {"id": several[1]})["media"]


def test_what_is_not_there_can_not_go(pictures: Pictures, open_desk: OpenDesk) -> None:
    assert refused(pictures, [new_id()]) == (404, "unknown_media")
    other = open_desk()
    theirs = Pictures(other, pictures.fetcher, pictures.folder).kept(samples.picture())
    assert refused(pictures, [theirs["id"]]) == (404, "unknown_media")


def test_more_than_ten_are_too_many(pictures: Pictures) -> None:
    assert refused(pictures, [new_id() for _ in range(11)])[0] == 422


def test_the_text_of_a_link_holds_what_it_leads_to(pictures: Pictures) -> None:
    desk, kept = pictures.desk, pictures.kept(samples.PDF)
    loose = pictures.kept(samples.picture())
    desk.press(desk.person(), f"See {kept['link']}")
    desk.clock.advance(days=2)
    pictures.forget()
    path = kept["link"].removeprefix("https://text.example.com")
    assert desk.app.test_client().get(path).status_code == 200
    assert desk.ask("GET", f"/v1/media/{loose['id']}").status_code == 404


def test_a_page_with_media_costs_one_statement_more_however_many(pictures: Pictures) -> None:
    desk, anna = pictures.desk, pictures.desk.person()
    for number in range(12):
        kept = pictures.kept(samples.PDF + bytes(number))
        desk.press(anna, media=[kept["id"]])
    assert [len(item["media"]) for item in desk.timeline(anna)] == [1] * 12
