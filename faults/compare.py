"""The judgement: the carrier's ledger, the database and the client's picture side by side.

docs/reliability.md defines every count in words; each function here is one of those sentences.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Set
from datetime import UTC, datetime
from typing import Any

from faults import answers
from faults.moments import document, moment
from faults.report import Report
from faults.screen import Screen
from faults.system import BURST_S, SEGMENTS_PER_SECOND, System
from faults.traffic import Press, Traffic

WAITING = frozenset({"held", "queued", "submitting"})
SENT = frozenset({"submitted", "delivered", "undelivered", "rejected"})
ENDS = {"delivered": "delivered", "rejected": "rejected", "undeliverable": "undelivered"}
"""Receipts that end a text, whatever comes after them, and the state it has then."""
REFUSALS = frozenset({"opted_out"})
"""Why a text may rightly fail without having been posted: the person opted out meanwhile."""
ANSWERED = REFUSALS | {"answered"}
"""And a machine's: they started again before it could tell them that they had stopped."""
IN_FLIGHT_S = 5.0
"""A text claimed before a STOP was committed may be under way to the carrier so long at most."""
NETWORK_S = 1.0
"""How far requests may bunch up on their way to the carrier, beyond the pace at the claim."""
UNMATCHED = "SELECT kind, state, note FROM webhook_receipt WHERE state <> 'done'"
UNDONE = "SELECT name, state, last_error FROM job WHERE state = 'dead' OR name LIKE 'fold%'"
TEXTS = (
    "SELECT m.id, m.state, m.direction, m.phone, m.failure_code, i.text, i.client_key"
    " FROM message m JOIN timeline_item i ON i.id = m.id"
    " WHERE i.text LIKE 'Text %' OR i.text LIKE 'Answer %' OR i.text IN ('STOP', 'START', 'HELP')"
)
MEDIA = (
    "SELECT m.id, m.phone, m.direction, i.text, d.state, d.sha256"
    " FROM message_media mm JOIN message m ON m.id = mm.message_id"
    " JOIN timeline_item i ON i.id = m.id JOIN media d ON d.id = mm.media_id"
)
EVENTS = (
    "SELECT seq, type, payload, at FROM event"
    " WHERE type = 'consent' OR (type = 'message' AND payload LIKE '%\"submitting\"%')"
    " ORDER BY seq"
)


def judge(report: Report, system: System, traffic: Traffic, screen: Screen) -> None:
    """Fill the report's counts."""
    ledger = system.sim("GET", "ledger")["items"]
    rows = system.sql(TEXTS)
    ours = {row.id: row for row in rows if row.direction == "out"}
    counts = report.counts
    counts.texts_pressed, counts.accepted_by_carrier = len(traffic.presses), len(ledger)
    counts.inbound_sent = len(traffic.wrote)
    machines = system.sql(answers.ANSWERS)
    report.harm("doubled", doubled(traffic.presses, ledger, {row.id for row in machines}))
    _texts(report, traffic.presses, ledger, ours)
    _answers(report, system, machines, ledger)
    report.harm("stuck", machine_stuck(system))
    _inbound(report, traffic, rows)
    _pictures(report, traffic, system.sql(MEDIA), ledger)
    report.harm("order_violations", overtaken(traffic.by_person(), ledger) + screen.out_of_order)
    told = [(row.type, document(row.payload), moment(row.at)) for row in system.sql(EVENTS)]
    confirmations = {row.id for row in machines if row.purpose == answers.CONFIRMATION}
    violations, in_flight = after_opt_out(told, ledger, confirmations)
    report.harm("opt_out_violations", violations)
    report.besides["texts in flight when their person's STOP was committed"] = in_flight
    report.harm("over_limit_requests", too_fast(told, ledger))
    report.besides["segments in a line's fastest second"] = fastest_second(ledger)
    report.harm("client_differences", screen.differences())


def doubled(
    presses: list[Press], ledger: list[Mapping[str, Any]], machines: Set[str] = frozenset()
) -> list[str]:
    """Ledger entries beyond the first of a press or a machine's answer, and entries that neither
    somebody pressed nor a machine answered. `machines` are the ids of such answers."""
    known = {press.text: press.message_id for press in presses}
    times = Counter(
        entry["client_ref"] if entry["client_ref"] in machines else entry["text"]
        for entry in ledger
    )
    found = [
        f"{text[:12]} was accepted {count} times"
        for text, count in times.items()
        for _ in range(count - 1)
    ]
    return found + [
        f"{entry['text'][:12]} was accepted and is no text of ours"
        for entry in ledger
        if entry["client_ref"] not in machines and known.get(entry["text"]) != entry["client_ref"]
    ]


def _texts(
    report: Report,
    presses: list[Press],
    ledger: list[Mapping[str, Any]],
    ours: Mapping[str, Any],
) -> None:
    entries = {entry["client_ref"]: entry for entry in ledger}
    states: Counter[str] = Counter()
    for press in presses:
        row, entry = ours.get(press.message_id), entries.get(press.message_id)
        states[row.state if row else "gone"] += 1
        what, why = fate(row, entry)
        if what == "uncertain":
            report.counts.uncertain += 1
        elif what:
            report.harm(what, [f"{press.text[:12]} [{press.message_id}] {why}"])
    report.besides["states"] = dict(states)


def _answers(
    report: Report, system: System, machines: list[Any], ledger: list[Mapping[str, Any]]
) -> None:
    entries = {entry["client_ref"]: entry for entry in ledger}
    for row in machines:
        what, why = fate(row, entries.get(row.id), ANSWERED)
        if what == "uncertain":
            report.counts.uncertain += 1
        elif what:
            report.harm(what, [f"{row.purpose} [{row.id}] {why}"])
    received = {
        row.dedupe_key.rsplit(":", 1)[1]: moment(row.received_at)
        for row in system.sql(answers.RECEIVED)
    }
    report.harm(
        "confirmation_violations",
        answers.violations(
            system.sql(answers.OPT_OUTS), system.sql(answers.OPT_INS), machines, received, ledger
        ),
    )
    report.besides["answers of machines"] = answers.by_purpose(machines, ledger)


def fate(row: Any, entry: Mapping[str, Any] | None, unsent: Set[str] = REFUSALS) -> tuple[str, str]:
    """What became of one text: nothing to say, `uncertain`, or harm with its reason.

    `row` is the text in the database, `entry` its place in the carrier's ledger; None: not there.
    `unsent` are the reasons for which it may have failed without having been posted.
    """
    if row is None:
        return "lost", "was taken from the rep and is not in the database"
    if row.state in WAITING:
        return "stuck", f"is {row.state}"
    if row.state == "uncertain":
        if entry is not None and entry["reported"]:
            return "stuck", f"is uncertain although the carrier said {entry['reported']}"
        return "uncertain", ""
    return _never_accepted(row, unsent) if entry is None else _accepted(row, entry)


def _never_accepted(row: Any, unsent: Set[str]) -> tuple[str, str]:
    if row.state in SENT:
        return "lost", f"is shown as {row.state} and never reached the carrier"
    if row.state != "failed" or row.failure_code not in unsent:
        return "lost", f"ended as {row.state} ({row.failure_code}) and was never sent"
    return "", ""


def _accepted(row: Any, entry: Mapping[str, Any]) -> tuple[str, str]:
    if row.state not in SENT:
        return "lost", f"is shown as {row.state} and the carrier has it"
    ends = {ENDS[each] for each in entry["reported"] if each in ENDS} or {"submitted"}
    if row.state not in ends:
        return "stuck", f"is {row.state} and the carrier said {entry['reported']}"
    return "", ""


def machine_stuck(system: System) -> list[str]:
    """Webhooks that were not folded in, jobs that gave up, claims nobody holds."""
    found = [f"webhook {row.kind} is {row.state} ({row.note})" for row in system.sql(UNMATCHED)]
    found += [f"job {row.name} is {row.state}: {row.last_error}" for row in system.sql(UNDONE)]
    return found


def _inbound(report: Report, traffic: Traffic, rows: Iterable[Any]) -> None:
    wrote = Counter((one.person.phone, one.text) for one in traffic.wrote)
    kept = Counter((row.phone, row.text) for row in rows if row.direction == "in")
    report.harm("inbound_lost", [f"{text} of {phone}" for phone, text in (wrote - kept).elements()])
    more = (kept - wrote).elements()
    report.harm("inbound_doubled", [f"{text} of {phone}" for phone, text in more])


def _pictures(
    report: Report, traffic: Traffic, rows: Iterable[Any], ledger: list[Mapping[str, Any]]
) -> None:
    kept = list(rows)
    here = Counter((row.phone, row.text) for row in kept if row.direction == "in" and row.sha256)
    came = Counter((one.person.phone, one.text) for one in traffic.wrote if one.pictures)
    found = [f"the picture of {text[:13]} of {phone}" for phone, text in (came - here).elements()]
    report.harm("inbound_lost", found)
    ours = {row.id: row.sha256 for row in kept if row.direction == "out"}
    report.harm("lost", other_pictures(traffic.presses, ours, ledger))
    states = Counter(file["state"] for entry in ledger for file in entry["media"])
    report.besides["pictures that the carrier was to fetch"] = dict(states)
    report.besides["pictures that came"] = len(kept) - len(ours)


def other_pictures(
    presses: list[Press], ours: Mapping[str, str], ledger: list[Mapping[str, Any]]
) -> list[str]:
    """Texts that reached the carrier without their picture, or with another one.

    `ours` has the SHA-256 of each text's picture. One that the carrier could not fetch is its own
    to report: that text ends as rejected.
    """
    pictured = {press.message_id for press in presses if press.pictures}
    found = []
    for entry in ledger:
        files = entry["media"]
        if entry["client_ref"] in pictured and len(files) != 1:
            found.append(f"{entry['text'][:12]} left without its picture")
        found += [
            f"{entry['text'][:12]} left with another picture"
            for file in files
            if file["state"] == "fetched" and file["sha256"] != ours.get(entry["client_ref"])
        ]
    return found


def overtaken(by_person: Mapping[str, list[Press]], ledger: list[Mapping[str, Any]]) -> list[str]:
    """Texts to one person that the carrier got in another order than they were pressed in."""
    places = {entry["client_ref"]: entry["seq"] for entry in ledger}
    found = []
    for presses in by_person.values():
        newest = 0
        for press in presses:
            place = places.get(press.message_id, newest)
            if place < newest:
                found.append(f"{press.text[:12]} reached the carrier after a later text")
            newest = max(newest, place)
    return found


def after_opt_out(
    told: list[tuple[str, Mapping[str, Any], datetime]],
    ledger: list[Mapping[str, Any]],
    confirmations: Set[str] = frozenset(),
) -> tuple[list[str], int]:
    """Texts that left although their person's STOP had been committed; and how many were under way.

    The commit is that of the webhook: the event of an opt-out is one of its transaction. The one
    text that may leave after it confirms it; `confirmations` are the ids of those.

    Events are numbered in the order of commits, so what is claimed after a STOP is known exactly.
    A text claimed before it, and posted a moment later, can't be called back: it counts as in
    flight unless it reached the carrier more than `IN_FLIGHT_S` later.
    """
    accepted = {entry["client_ref"]: moment(entry["accepted_at"]) for entry in ledger}
    stopped: dict[str, datetime] = {}
    claimed: dict[str, set[str]] = defaultdict(set)
    found, in_flight = [], 0
    for type_, data, at in told:
        if type_ == "message":
            item = data["item"]
            if item["id"] in confirmations:
                continue
            claimed[item["phone"]].add(item["id"])
            if item["phone"] in stopped and item["id"] in accepted:
                found.append(f"{item['text'][:12]} was claimed after STOP was committed")
        elif data["opted_out"]:
            stopped[data["phone"]] = at
            for message_id in sorted(claimed[data["phone"]]):
                late_s = (accepted.get(message_id, at) - at).total_seconds()
                in_flight += 0 < late_s <= IN_FLIGHT_S
                if late_s > IN_FLIGHT_S:
                    found.append(f"{message_id} was posted {late_s:.1f} s after STOP")
            claimed.pop(data["phone"])
        else:
            stopped.pop(data["phone"], None)
    return found, in_flight


def too_fast(
    told: list[tuple[str, Mapping[str, Any], datetime]], ledger: list[Mapping[str, Any]]
) -> list[str]:
    """Requests beyond a line's throughput: at the claim, and where they reach the carrier."""
    claims: dict[str, list[tuple[datetime, int]]] = defaultdict(list)
    for type_, data, at in told:
        if type_ == "message":
            claims[data["item"]["line_id"]].append((at, data["item"]["segments"]))
    arrivals: dict[str, list[tuple[datetime, int]]] = defaultdict(list)
    for entry in ledger:
        arrivals[entry["from"]].append((moment(entry["accepted_at"]), entry["parts"]))
    found = []
    for line, requests in claims.items():
        found += [f"claim on line {line} at {at}" for at in over_limit(requests, BURST_S)]
    for line, requests in arrivals.items():
        allowed = BURST_S + NETWORK_S
        found += [f"request of line {line} at {at}" for at in over_limit(requests, allowed)]
    return found


def fastest_second(ledger: list[Mapping[str, Any]]) -> int:
    """The most segments that reached the carrier from one line within one second."""
    arrivals: dict[str, list[tuple[float, int]]] = defaultdict(list)
    for entry in ledger:
        arrivals[entry["from"]].append((moment(entry["accepted_at"]).timestamp(), entry["parts"]))
    most = 0
    for line in arrivals.values():
        window: list[tuple[float, int]] = []
        for at, parts in sorted(line):
            window = [*(one for one in window if at - one[0] < 1), (at, parts)]
            most = max(most, sum(one[1] for one in window))
    return most


def over_limit(requests: list[tuple[datetime, int]], burst_s: float) -> list[datetime]:
    """The moments at which a bucket of `burst_s` seconds of throughput overflowed."""
    found = []
    depth = SEGMENTS_PER_SECOND * burst_s
    level, before = 0.0, datetime.min.replace(tzinfo=UTC)
    for at, segments in sorted(requests):
        level = max(0.0, level - (at - before).total_seconds() * SEGMENTS_PER_SECOND)
        level, before = level + segments, at
        if level > depth + 0.01:
            found.append(at)
    return found
