"""The page of what became of the texts."""

from datetime import UTC, datetime, timedelta
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from tests.integration.console.conftest import Visit
from tests.integration.desk import ANNA, BEN, Desk
from tests.traffic import Traffic
from threadside.ids import new_id
from threadside.insight import alarms, progress
from threadside.store.tables import DeliveryAlarm, Template, TemplateVersion

PAGE = "/console/deliverability"
Statements = Any


def template(desk: Desk, name: str = "Order ready") -> Template:
    made = Template(
        id=new_id(),
        workspace_id=desk.workspace.id,
        name=name,
        group_name="",
        state="approved",
        version=1,
    )
    desk.build.add(made, TemplateVersion(template_id=made.id, version=1, body="Ready."))
    return made


def counted(desk: Desk, traffic: Traffic) -> None:
    """Write the traffic, and count it."""
    with desk.uow.write() as tx:
        traffic.write(tx.session)
    while True:
        with desk.uow.write() as tx:
            if progress.advance(tx, desk.workspace.id):
                return


@pytest.fixture
def busy(desk: Desk) -> Template:
    """Two weeks of texts: ten a day, on two networks, with and without a template."""
    made = template(desk)
    traffic = Traffic(desk.workspace.id)
    for day in range(14):
        for number in range(10):
            at = desk.clock.now - timedelta(days=day, minutes=number * 7 + 1)
            state, code = [("delivered", None), ("undelivered", "unreachable")][number == 9]
            traffic.text(
                at,
                desk.line.id,
                ANNA if number % 2 else BEN,
                state=state,
                code=code,
                template_id=made.id if number < 4 else None,
                network="310260" if number % 2 else "311480",
            )
    traffic.reply(desk.clock.now - timedelta(days=1), desk.line.id, BEN, "STOP")
    counted(desk, traffic)
    return made


def test_an_empty_page_says_what_would_stand_there(admin: Visit) -> None:
    page = admin.see(PAGE)
    assert "No texts in these days" in page
    assert "what the carrier never answered" in page


def test_counts_stand_by_network_line_and_template(admin: Visit, busy: Template) -> None:
    page = admin.see(PAGE)
    for words in ("T-Mobile", "Verizon", "Front desk", "Order ready", "Written by hand"):
        assert words in page, words
    assert ">140</b>" in page
    assert ">90%</b>" in page
    assert "Phone or network out of reach" in page


def test_filters_and_days_narrow_what_is_counted(admin: Visit, busy: Template, desk: Desk) -> None:
    assert ">70</b>" in admin.see(PAGE, network="T-Mobile")
    assert ">56</b>" in admin.see(PAGE, template=busy.id)
    assert ">84</b>" in admin.see(PAGE, template="-")
    assert "No texts in these days" in admin.see(PAGE, network="-")
    day = desk.clock.now.date().isoformat()
    page = admin.see(PAGE, **{"from": day, "to": day})
    assert ">10</b>" in page
    assert f'value="{day}"' in page


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"from": "yesterday"}, "Enter a day as year, month and day"),
        ({"from": "2026-03-02", "to": "2026-03-01"}, "not before the first"),
        ({"from": "2020-01-01", "to": "2026-03-01"}, "at most a year later"),
        ({"from": "0001-01-01"}, "Enter a day as year, month and day"),
    ],
)
def test_days_that_make_no_sense_are_answered_beside_the_field(
    admin: Visit, query: dict[str, str], words: str
) -> None:
    page = admin.see(PAGE, **query)
    assert words in page
    assert f'value="{query["from"]}"' in page


def test_the_charts_are_pictures_with_a_name_and_no_style_or_script(
    admin: Visit, busy: Template
) -> None:
    answer = admin.open(PAGE)
    charts = answer.text.split('<svg class="chart"')[1:]
    assert len(charts) == 2
    for chart in charts:
        tree = ET.fromstring("<svg " + chart[: chart.index("</svg>")] + "</svg>")
        assert tree.find("title") is not None
        assert "numbers are in the table below" in (tree.findtext("desc") or "")
        assert {each.tag for each in tree.iter()} <= {
            "svg", "g", "rect", "path", "text", "title", "desc",
        }  # fmt: skip
        assert not [each for each in tree.iter() if each.get("style")]
    assert "unsafe-inline" not in answer.headers["Content-Security-Policy"]


def test_a_page_takes_few_statements_whatever_it_shows(
    admin: Visit, busy: Template, statements: Statements
) -> None:
    admin.see(PAGE)
    before = statements()
    admin.see(PAGE)
    assert statements() - before <= 12


def test_an_open_alarm_stands_on_top(admin: Visit, desk: Desk) -> None:
    desk.build.add(
        DeliveryAlarm(
            id=new_id(),
            workspace_id=desk.workspace.id,
            kind=alarms.SILENT_FILTER,
            line_id=desk.line.id,
            network="T-Mobile",
            since=datetime(2026, 3, 1, 9, tzinfo=UTC),
            raised_at=desk.clock.now,
            expected=0.97,
            observed=0.79,
            texts=143,
        )
    )
    page = admin.see(PAGE)
    assert "Fewer texts arrive than usual, on Front desk, written by hand, to T-Mobile." in page
    assert "Of 143 texts since Mar 1, 2026, 09:00 UTC, 79% arrived" in page
    assert "97% used to" in page


LIMITS = {
    "opt_out_warn": "2.5", "opt_out_pause": "4", "complaint_warn": "1", "complaint_pause": "2",
    "least_texts": "100", "version": "0",
}  # fmt: skip


def test_limits_are_changed_and_told(admin: Visit) -> None:
    page = admin.does(f"{PAGE}/limits", **LIMITS)
    assert "Saved: the new limits hold" in page
    assert "2.5% warn, 4.0% pause" in page


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("opt_out_pause", "2", "the one that pauses not below the one that warns"),
        ("complaint_pause", "200", "up to 100%"),
        ("opt_out_warn", "many", "Enter a number"),
        ("least_texts", "3", "from 20 to 10000"),
    ],
)
def test_limits_that_make_no_sense_stay_as_typed_with_a_sentence(
    admin: Visit, field: str, value: str, words: str
) -> None:
    answer = admin.submit(f"{PAGE}/limits", **(LIMITS | {field: value}))
    assert answer.status_code == 422
    assert words in answer.text
    assert f'value="{value}"' in answer.text
    assert 'aria-invalid="true"' in answer.text


def test_the_second_admin_is_told_that_limits_were_changed(admin: Visit) -> None:
    admin.does(f"{PAGE}/limits", **LIMITS)
    answer = admin.submit(f"{PAGE}/limits", **(LIMITS | {"least_texts": "300"}))
    assert "Somebody else changed this" in answer.text
    assert 'value="300"' in answer.text
