"""Reports: their figures, their files, and whose they are."""

import csv
import io
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from tests.builders import Builders, Someone
from tests.integration.console.conftest import Visit
from tests.integration.desk import ANNA, Desk
from tests.integration.insight.days import count_days
from tests.traffic import Traffic
from threadside.ids import new_id
from threadside.store.tables import Line, Template, TemplateVersion

HOME = "/console/insight"
REPORTS = ("volume", "responses", "conversations", "templates", "people", "support")
FEBRUARY = {"from": "2026-02-01", "to": "2026-02-28"}


@dataclass
class Busy:
    """A February at work."""

    template: Template
    second: Line
    lee: Someone


def path(name: str) -> str:
    return HOME if name == "volume" else f"{HOME}/{name}"


@pytest.fixture
def busy(desk: Desk) -> Busy:
    """By UTC. Forty people ask the front desk, one an hour from February 3 on, and are answered by
    Kim after 5 minutes; forty ask the second line and are answered by Lee after 90, of whom eight
    opt out. Kim sends each an `Order ready` before that, changed every fourth time."""
    made = Template(
        id=new_id(), workspace_id=desk.workspace.id, name="=Order ready", group_name="",
        state="approved", version=1,
    )  # fmt: skip
    desk.build.add(made, TemplateVersion(template_id=made.id, version=1, body="Your order is in."))
    second = desk.open_line("+17205550101", name="Second line", position=1)
    lee = desk.build.member(desk.workspace, name="Lee Park")
    traffic = Traffic(desk.workspace.id)
    begin = datetime(2026, 2, 3, 8, tzinfo=UTC)
    for n in range(40):
        at, phone = begin + timedelta(hours=n), f"+1303555{n:04}"
        traffic.reply(at, desk.line.id, phone, "Is it in?")
        words = "It came today." if n % 4 == 0 else "Your order is in."
        traffic.text(at + timedelta(minutes=5), desk.line.id, phone, author_id=desk.rep.id,
                     template_id=made.id, words=words)  # fmt: skip
        traffic.reply(at, second.id, phone, "Anybody?")
        traffic.text(at + timedelta(minutes=90), second.id, phone, author_id=lee.id, words="Yes?")
        if n < 8:
            traffic.reply(at + timedelta(minutes=95), second.id, phone, "STOP")
    with desk.uow.write() as tx:
        traffic.write(tx.session)
    count_days(desk.uow, desk.workspace.id)
    return Busy(made, second, lee)


def told(admin: Visit, name: str, **query: str) -> Any:
    answer = admin.open(f"{HOME}/{name}.json", **(FEBRUARY | query))
    assert answer.status_code == 200, answer.text
    return json.loads(answer.text)


def row(found: Any, table: str, name: str) -> dict[str, Any]:
    """A row of a table by the names of its columns."""
    columns = found["tables"][table]["columns"]
    line = next(each for each in found["tables"][table]["rows"] if each[0] == name)
    return dict(zip(columns, line, strict=True))


@pytest.mark.parametrize("name", REPORTS)
def test_an_empty_report_says_what_would_stand_there(admin: Visit, desk: Desk, name: str) -> None:
    count_days(desk.uow, desk.workspace.id)
    page = admin.see(path(name))
    assert 'class="empty"' in page
    assert "Choose other days" in page


@pytest.mark.parametrize("name", REPORTS)
def test_a_workspace_that_is_not_counted_yet_is_told_to_wait(admin: Visit, name: str) -> None:
    assert "still being counted" in admin.see(path(name))


def test_volume_is_what_was_written(admin: Visit, busy: Busy) -> None:
    found = told(admin, "volume")
    assert found["figures"]["in"]["value"] == 88
    assert found["figures"]["out"]["value"] == 80
    assert found["figures"]["opt_out"]["value"] == 0.1
    assert row(found, "lines", "Second line")["in"] == 48
    by_day = found["tables"]["by_step"]["rows"]
    assert len(by_day) == 28
    assert sum(day[1] for day in by_day) == 88
    assert len(found["tables"]["by_hour"]["rows"]) == 24


def test_the_days_before_stand_beside_these(admin: Visit, busy: Busy) -> None:
    found = told(admin, "volume", **{"from": "2026-03-01", "to": "2026-03-28"})
    assert found["figures"] == {}
    found = told(admin, "volume", **{"from": "2026-02-04", "to": "2026-02-05"})
    assert found["compared_with"] == {"from": "2026-02-02", "to": "2026-02-03"}
    assert found["figures"]["in"]["before"] > 0


def test_answers_are_timed_by_person_and_line(admin: Visit, busy: Busy) -> None:
    found = told(admin, "responses")
    kim, lee = (row(found, "members", name) for name in ("Kim Okafor", "Lee Park"))
    assert (kim["first_median"], kim["first_p90"], kim["next_median"]) == (5, 5, None)
    assert lee["first_median"] == 90
    assert found["figures"]["first_median"]["value"] == 5
    assert found["figures"]["first_p90"]["value"] == 90
    soon = found["tables"]["soon"]["rows"]
    assert [line[1] for line in soon] == [0.5, 0.5, 0.5, 1.0]
    only = told(admin, "responses", line=busy.second.id)
    assert only["figures"]["first_median"]["value"] == 90


def test_hours_of_work_shorten_the_wait_unless_the_clock_is_asked_for(
    admin: Visit, busy: Busy, desk: Desk
) -> None:
    page = admin.see(path("responses"), **FEBRUARY)
    assert "nights and weekends count as waiting" in page
    week = {f"{day}_{end}": at for day in ("mon", "tue", "wed", "thu", "fri")
            for end, at in (("opens", "09:00"), ("closes", "10:00"))}  # fmt: skip
    page = admin.does(f"{HOME}/clock", zone="America/Denver", version="0", **week)
    assert "Every day is being counted anew" in page
    count_days(desk.uow, desk.workspace.id)
    assert told(admin, "responses", line=busy.second.id)["figures"]["first_p90"]["value"] <= 60
    by_the_clock = told(admin, "responses", line=busy.second.id, time="clock")
    assert by_the_clock["figures"]["first_p90"]["value"] == 90


def test_conversations_end_as_they_ended(admin: Visit, busy: Busy) -> None:
    found = told(admin, "conversations")
    figures = {name: each["value"] for name, each in found["figures"].items()}
    assert figures == {"over": 80, "completion": 0.9, "texts": 2.0, "took": 5}
    second = row(found, "lines", "Second line")
    assert (second["completion"], second["opted_out"], second["took"]) == (0.8, 0.2, 90)


def test_templates_tell_uses_changes_replies_and_opt_outs(admin: Visit, busy: Busy) -> None:
    found = told(admin, "templates")
    ready = row(found, "templates", "=Order ready")
    assert (ready["out"], ready["edited"], ready["replied"], ready["opt_out"]) == (40, 0.25, 0.0, 0)
    assert ready["change"] == 100
    assert row(found, "templates", "Written by hand")["opt_out"] == 0.2


def test_a_person_s_figures_are_theirs(admin: Visit, busy: Busy) -> None:
    found = told(admin, "people")
    kim, lee = (row(found, "members", name) for name in ("Kim Okafor", "Lee Park"))
    assert (kim["out"], kim["templated"], kim["edited"], kim["opt_out"]) == (40, 1.0, 0.25, 0.0)
    assert (lee["out"], lee["templated"], lee["edited"], lee["opt_out"]) == (40, 0.0, None, 0.2)


def test_who_needs_support_is_said_with_the_reason(admin: Visit, busy: Busy) -> None:
    found = told(admin, "support")
    assert [line[:3] for line in found["tables"]["support"]["rows"]] == [
        ["Second line", "help", "slow opt_outs"],
        ["Front desk", "fine", ""],
    ]
    page = admin.see(path("support"), **FEBRUARY)
    assert "Half of 40 answers took longer than 1 h 30 min" in page
    assert "20% of 40 texts were answered by an opt-out (10% to 35%, allowing for chance)" in page


def test_a_few_texts_tell_nothing(admin: Visit, desk: Desk) -> None:
    desk.open_line("+17205550101", name="Second line", position=1)
    desk.says("Hello?")
    desk.press(desk.person(), "Hello")
    desk.after_hold()
    count_days(desk.uow, desk.workspace.id)
    page = admin.see(path("support"))
    assert "Too few to say" in page
    assert "Needs support</span>" not in page


@pytest.mark.parametrize("name", REPORTS)
def test_every_table_is_a_file_too_and_no_cell_a_formula(
    admin: Visit, busy: Busy, name: str
) -> None:
    page = admin.see(path(name), **FEBRUARY)
    files = re.findall(r'href="(/console/insight/[^"]+\.csv\?[^"]+)"', page)
    assert files
    for address in files:
        answer = admin.client.get(address.replace("&amp;", "&"))
        assert answer.mimetype == "text/csv"
        rows = list(csv.reader(io.StringIO(answer.text)))
        assert len(rows) > 1
        assert len({len(line) for line in rows}) == 1
        assert not [cell for line in rows for cell in line if cell.startswith(("=", "+", "@"))]
    if name == "templates":
        assert "'=Order ready" in answer.text


@pytest.mark.parametrize("name", REPORTS)
def test_every_figure_is_explained_and_every_chart_has_its_table(
    admin: Visit, busy: Busy, name: str
) -> None:
    page = admin.see(path(name), **FEBRUARY)
    assert "How this is counted" in page
    for chart in page.split('<svg class="chart"')[1:]:
        picture, after = chart.split("</svg>", 1)
        tree = ET.fromstring("<svg " + picture + "</svg>")
        assert tree.findtext("title")
        assert not [each for each in tree.iter() if each.get("style")]
        assert after.lstrip().startswith("</div>\n<details><summary>The same as a table")


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"from": "yesterday"}, "Enter a day as year, month and day"),
        ({"from": "2026-03-02", "to": "2026-03-01"}, "not before the first"),
        ({"from": "2020-01-01", "to": "2026-03-01"}, "at most a year later"),
    ],
)
def test_days_that_make_no_sense_are_answered_beside_the_field(
    admin: Visit, query: dict[str, str], words: str
) -> None:
    page = admin.see(HOME, **query)
    assert words in page
    assert f'value="{query["from"]}"' in page
    assert admin.open(f"{HOME}/volume.json", **query).status_code == 422
    assert admin.open(f"{HOME}/volume.csv", **query, table="lines").status_code == 422


PAGES = [path(name) for name in (*REPORTS, "review", "clock")]


def test_a_page_takes_few_statements(
    admin: Visit, busy: Busy, statements: Callable[[], int]
) -> None:
    for page in PAGES:
        admin.see(page, **FEBRUARY)
        before = statements()
        admin.see(page, **FEBRUARY)
        assert statements() - before <= 12, page


def test_nothing_of_another_workspace_is_shown(
    busy: Busy, build: Builders, visit: Callable[[Someone], Visit]
) -> None:
    stranger = visit(build.member(role="admin"))
    count_days(build.uow, stranger.someone.workspace.id)
    for page in PAGES:
        shown = stranger.see(page, line=busy.second.id, **FEBRUARY)
        for words in ("Front desk", "Kim Okafor", "Order ready", "Lee Park"):
            assert words not in shown.replace("Kim Okafor</b>", ""), page


def test_a_year_is_told_in_months(admin: Visit, busy: Busy) -> None:
    found = told(admin, "volume", **{"from": "2025-03-11", "to": "2026-03-10"})
    names = [line[0] for line in found["tables"]["by_step"]["rows"]]
    assert len(names) == 13
    assert "Feb 2026" in names


def test_a_month_is_told_in_sentences_with_their_numbers(admin: Visit, busy: Busy) -> None:
    page = admin.see(f"{HOME}/review")
    assert "Review of February 2026" in page
    for sentence in (
        "88 texts arrived and 80 left.",
        "Nothing was written in the month before.",
        "80 conversations that people began were answered: half within 5 min, nine of ten",
        "72 of 80 conversations that ended were completed (90%)",
        "Most used was “=Order ready”, 40 times.",
        "10 of 40 were changed before they left (25%).",
        "8 of 80 texts were answered by an opt-out",
        "Second line: Half of 40 answers",
        "Whether a text was read, nobody knows.",
    ):
        assert sentence in page, sentence
    march = admin.see(f"{HOME}/review", month="2026-03")
    assert "No texts in March 2026" in march
    assert "Review of February 2026" in admin.see(f"{HOME}/review", month="2026-13")


CLOCK = {"zone": "America/Denver", "version": "0"}


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"mon_opens": "09:00"}, "Fill in both times of this day"),
        ({"mon_opens": "09:00", "mon_closes": "08:00"}, "later than the beginning"),
        ({"mon_opens": "9 o", "mon_closes": "10:00"}, "Enter a time such as"),
        ({"zone": "Mars/Olympus"}, "Write the time zone as in"),
    ],
)
def test_hours_that_make_no_sense_stay_as_typed_with_a_sentence(
    admin: Visit, fields: dict[str, str], words: str
) -> None:
    answer = admin.submit(f"{HOME}/clock", **(CLOCK | fields))
    assert answer.status_code == 422
    assert words in answer.text
    if "mon_opens" in fields:
        assert f'value="{fields["mon_opens"]}"' in answer.text


def test_the_clock_is_changed_audited_and_the_second_admin_is_told(
    admin: Visit, desk: Desk
) -> None:
    page = admin.does(f"{HOME}/clock", **CLOCK, sun_opens="10:00", sun_closes="23:59")
    assert 'value="23:59"' in page
    assert "changed the clock and hours of work" in admin.see("/console/records")
    answer = admin.submit(f"{HOME}/clock", **CLOCK)
    assert "Somebody else changed this" in answer.text


def test_leads_read_and_reps_do_not(desk: Desk, visit: Callable[[Someone], Visit]) -> None:
    lead = visit(desk.build.member(desk.workspace, role="lead"))
    assert lead.open(HOME).status_code == 200
    rep = visit(desk.build.member(desk.workspace, role="rep"))
    assert rep.open(f"{HOME}/volume.json").status_code == 403
    assert ANNA not in lead.see(HOME)
