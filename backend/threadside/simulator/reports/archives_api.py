"""`/v2/reports`: a report that is made meanwhile, and then stands as an archive of one CSV file.

Source: https://developer.vonage.com/en/api/reports (asynchronous reports): key and secret (Basic),
at most 13 months, five requests a second; the archive is had for 72 hours.
"""

import csv
import io
import json
import threading
import uuid
import zipfile
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

import urllib3
from flask import Blueprint, Response, request

from threadside.simulator.answers import json_answer
from threadside.simulator.letters import Sealed
from threadside.simulator.network import Network
from threadside.simulator.problems import NOT_FOUND, RefusedError
from threadside.simulator.reports import asking
from threadside.simulator.reports.records import head, iso, matching, on_file, records
from threadside.simulator.submission import read_object
from threadside.simulator.webhooks import HttpPost

_PER_SECOND: Final = 5
_LONGEST: Final = timedelta(days=396)
_MAKING_S: Final = 60.0
"""Virtual seconds: a small report is ready after about a minute."""
_FILTERS: tuple[str, ...] = ("to", "from", "status", "client_ref")

_REPEATED: tuple[str, ...] = ("date_start", "date_end", "callback_url")


@dataclass(slots=True)
class Report:
    """One that was asked for: PENDING until it is made, or ABORTED."""

    id: str
    asked: dict[str, Any]
    received_at: datetime
    status: str = "PENDING"
    count: int = 0
    media_id: str | None = None


class Archives:
    """The reports of the account; each is made once, `_MAKING_S` after it was asked for."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._lock = threading.Lock()
        self._reports: dict[str, Report] = {}
        self._post = HttpPost()

    def order(self, asked: dict[str, Any]) -> Report:
        """Have a report made."""
        report = Report(str(uuid.uuid4()), asked, datetime.now().astimezone())
        with self._lock:
            self._reports[report.id] = report
        self._network.schedule.after(_MAKING_S, lambda: self._make(report))
        return report

    def find(self, report_id: str) -> Report:
        """Raises RefusedError (404)."""
        with self._lock:
            report = self._reports.get(report_id)
        if report is None:
            raise RefusedError(NOT_FOUND)
        return report

    def cancel(self, report_id: str) -> Report:
        """Only one that is not made yet can be; any other stays as it is."""
        report = self.find(report_id)
        with self._lock:
            if report.status == "PENDING":
                report.status = "ABORTED"
        return report

    def shown(self, report: Report, root: str) -> dict[str, Any]:
        """A report as the API answers it; `root` is the address that was asked."""
        links = {"self": {"href": f"{root}/v2/reports/{report.id}"}}
        if report.media_id is not None:
            links["download_report"] = {"href": f"{root}/v3/media/{report.media_id}"}
        repeated = {name: report.asked[name] for name in _REPEATED if name in report.asked}
        return {
            "request_id": report.id,
            "request_status": report.status,
            "receive_time": iso(report.received_at),
            **({"items_count": report.count} if report.media_id else {}),
            **head(report.asked),
            **repeated,
            "_links": links,
        }

    def _make(self, report: Report) -> None:
        asked, network = report.asked, self._network
        filters = {name: str(asked[name]) for name in _FILTERS if name in asked}
        start, end = asking.window(asked, _LONGEST)
        with_text = asked.get("include_message") in (True, "true")
        rows = [
            row
            for entry in matching(on_file(network, asked["product"]), start, end, filters)
            for row in records(entry, network, with_text=with_text)
        ]
        media = network.media.put(
            _archive(report.id, rows), "application/zip", name=f"{report.id}.zip"
        )
        with self._lock:
            if report.status != "PENDING":
                return
            report.status, report.count, report.media_id = "SUCCESS", len(rows), media.id
        self._call_back(report)

    def _call_back(self, report: Report) -> None:
        url = report.asked.get("callback_url")
        if not url:
            return
        body = json.dumps(self.shown(report, "https://api.nexmo.com")).encode()
        try:
            self._post(url, _json_post(body))
        except urllib3.exceptions.HTTPError:
            return  # it is called once; whoever missed it can ask


def archives_api(network: Network) -> Blueprint:
    """The blueprint."""
    api = Blueprint("archives", __name__)
    limit = asking.Limit(_PER_SECOND)
    archives = Archives(network)

    def shown(report: Report) -> Response:
        return json_answer(archives.shown(report, request.root_url.rstrip("/")))

    def order() -> Response:
        asked = read_object(request.get_data())
        asking.check(network, asked)
        asking.window(asked, _LONGEST)
        known = asked["product"] == "SMS" or "client_ref" not in asked
        asking.require(known, "client_ref", "is a filter of SMS alone")
        return shown(archives.order(asked))

    @api.post("/v2/reports")
    def create_report() -> Response:
        return asking.answered(network, limit, order)

    @api.get("/v2/reports/<report_id>")
    def get_report(report_id: str) -> Response:
        return asking.answered(network, limit, lambda: shown(archives.find(report_id)))

    @api.delete("/v2/reports/<report_id>")
    def cancel_report(report_id: str) -> Response:
        return asking.answered(network, limit, lambda: shown(archives.cancel(report_id)))

    return api


def _json_post(body: bytes) -> Sealed:
    return Sealed("POST", "", body, "not signed", {"Content-Type": "application/json"})


def _archive(name: str, rows: list[dict[str, str]]) -> bytes:
    """A ZIP of one CSV file, whose first line names the columns."""
    text = io.StringIO()
    if rows:
        writer = csv.DictWriter(text, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"{name}.csv", text.getvalue())
    return packed.getvalue()
