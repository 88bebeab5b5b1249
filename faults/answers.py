"""What machines answered by text: owed, in time, and never twice.

An opt-out is confirmed by one text within five minutes (47 CFR 64.1200(a)(12)); a second one would
be a text to somebody who asked for none. Nor is one due to who stops, starts and stops again
within ten minutes: two machines must never talk to each other.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from faults.moments import moment

CONFIRMATION = "opt_out_confirmation"
WITHIN = timedelta(minutes=5)
ONE_IN = timedelta(minutes=10)
TRAVELS = timedelta(seconds=5)
"""What a request that left in time may need to the carrier."""
ANSWERS = (
    "SELECT m.id, m.phone, m.purpose, m.state, m.failure_code, i.at"
    " FROM message m JOIN timeline_item i ON i.id = m.id"
    " WHERE m.direction = 'out' AND m.purpose IS NOT NULL ORDER BY i.at"
)
OPT_OUTS = (
    "SELECT m.id, m.phone, m.carrier_uuid, i.at, a.message_id, a.left_out"
    " FROM message m JOIN timeline_item i ON i.id = m.id"
    " LEFT JOIN auto_reply a ON a.cause_id = m.id AND a.purpose = 'opt_out_confirmation'"
    " WHERE m.direction = 'in' AND i.text = 'STOP' ORDER BY i.at"
)
OPT_INS = (
    "SELECT m.phone, i.at FROM message m JOIN timeline_item i ON i.id = m.id"
    " WHERE m.direction = 'in' AND i.text = 'START' ORDER BY i.at"
)
RECEIVED = "SELECT dedupe_key, received_at FROM webhook_receipt WHERE line_phone IS NOT NULL"


def violations(
    opt_outs: Sequence[Any],
    opt_ins: Sequence[Any],
    answers: Sequence[Any],
    received: Mapping[str, datetime],
    ledger: Sequence[Mapping[str, Any]],
) -> list[str]:
    """Opt-outs without the confirmation that was due, and confirmations that were not.

    `received` has when the webhook of each text that came was taken, by the carrier's id.
    """
    accepted = {entry["client_ref"]: moment(entry["accepted_at"]) for entry in ledger}
    confirmations = {row.id: row for row in answers if row.purpose == CONFIRMATION}
    found = []
    for stop in opt_outs:
        before = [
            moment(row.at)
            for row in confirmations.values()
            if row.phone == stop.phone and row.id != stop.message_id
            and moment(row.at) <= moment(stop.at)
        ]  # fmt: skip
        heard_at = received.get(stop.carrier_uuid, moment(stop.at))
        again = [moment(row.at) for row in opt_ins if row.phone == stop.phone]
        why = _wrong(stop, heard_at, before, again, confirmations, accepted)
        if why:
            found.append(f"{stop.phone}'s STOP of {moment(stop.at):%H:%M:%S} {why}")
    return found + _uncalled_for(opt_outs, confirmations, ledger)


def _wrong(  # noqa: PLR0917 - one opt-out and what is known of it
    stop: Any,
    heard_at: datetime,
    before: Sequence[datetime],
    again: Sequence[datetime],
    confirmations: Mapping[str, Any],
    accepted: Mapping[str, datetime],
) -> str:
    last = max(before, default=None)
    at = moment(stop.at)
    lately = last is not None and last > at - ONE_IN
    same = last is not None and not any(last <= other <= at for other in again)
    if stop.message_id is None:
        late = stop.left_out == "late" and at >= heard_at + WITHIN
        return "" if lately or same or late else f"was not confirmed ({stop.left_out})"
    if lately or same:
        return "was confirmed once more"
    confirmation = confirmations[stop.message_id]
    arrived = accepted.get(stop.message_id)
    if arrived is not None:
        late_s = (arrived - heard_at).total_seconds()
        return (
            f"was confirmed after {late_s:.0f} s" if arrived > heard_at + WITHIN + TRAVELS else ""
        )
    unsent = confirmation.state == "failed" and confirmation.failure_code == "answered"
    if confirmation.state == "uncertain" or unsent:
        return ""
    return f"has a confirmation that is {confirmation.state} ({confirmation.failure_code})"


def _uncalled_for(
    opt_outs: Sequence[Any],
    confirmations: Mapping[str, Any],
    ledger: Sequence[Mapping[str, Any]],
) -> list[str]:
    """Confirmations that the carrier got twice, or that answer no opt-out."""
    caused = Counter(row.message_id for row in opt_outs if row.message_id)
    times = Counter(entry["client_ref"] for entry in ledger if entry["client_ref"] in confirmations)
    found = [
        f"{confirmations[id_].phone} got one confirmation {count} times"
        for id_, count in times.items()
        for _ in range(count - 1)
    ]
    return found + [
        f"{confirmations[id_].phone} got a confirmation of nothing"
        for id_ in times
        if caused[id_] != 1
    ]


def by_purpose(answers: Sequence[Any], ledger: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """For each kind of answer how many there are, and how many of them the carrier got."""
    arrived = {entry["client_ref"] for entry in ledger}
    ids: dict[str, list[str]] = defaultdict(list)
    for row in answers:
        ids[row.purpose].append(row.id)
    return {
        purpose: f"{len(made)}, {len(arrived.intersection(made))} accepted"
        for purpose, made in sorted(ids.items())
    }
