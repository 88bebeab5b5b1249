"""`threadside explain hours`: quiet hours for a number, as the server would decide them."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final, get_args

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from threadside import rule_files
from threadside.rules import hours, phones
from threadside.settings import Settings
from threadside.words import say

_MOMENT: Final = TypeAdapter(datetime)
# RFC 3339, section 5.6, with the liberties people take. A day or a bare figure is none: taken for
# midnight or for seconds since 1970, it would allow what nobody meant.
_WRITTEN_MOMENT: Final = re.compile(
    r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:[Zz]|[+-]\d\d:?\d\d)?", re.ASCII
)
_NO_MOMENT: Final = "{} is no moment such as 2026-11-22T04:30:00Z"
_NOTES: Final[Mapping[str, str]] = {
    "blocked_unknown_location": "nothing tells where they are: give a state or a zone",
    "unknown_state": "state is no state, territory or province of the US or Canada",
    "unknown_zone": "zone is no time zone of a place such as America/Denver",
    "unknown_kind": f"kind is {' or '.join(get_args(hours.Kind))}",
    "unknown_mode": f"mode is {' or '.join(get_args(hours.Mode))}",
    "unusable_time": _NO_MOMENT.format("at"),
}


class Hours(BaseModel):
    """Where somebody may be and the moment: RFC 3339, UTC without an offset, now when left out.

    `zone` is what the person confirmed or the CRM knows, `state` what the CRM's address says. Any
    value is taken, since one that can't be used is answered by a refusal that names it.
    """

    model_config = ConfigDict(extra="forbid")

    phone: Any = None
    state: Any = None
    zone: Any = None
    kind: Any = "initiate"
    last_inbound: Any = None
    at: Any = None
    mode: Any = "default"


class _UnusableError(ValueError):
    """A value that no decision can be made from; its text is the reason."""

    def __init__(self, reason: str, note: str = "") -> None:
        super().__init__(reason)
        self.note = note or _NOTES[reason]


def answer(ask: Hours) -> Mapping[str, Any]:
    """The decision as `allowed`, `reason`, `zones`, `local_times` by zone, and `opens_at` (UTC)
    where that is known; a `note` says what could not be used and what was taken for granted."""
    notes: list[str] = []
    try:
        found = _decided(ask, notes)
    except _UnusableError as error:
        told = {"allowed": False, "reason": str(error), "zones": [], "local_times": {}}
        notes.append(error.note)
    else:
        told = {
            "allowed": found.allowed,
            "reason": found.reason,
            "zones": found.zones,
            "local_times": found.local_times,
            **({"opens_at": found.opens_at} if found.opens_at else {}),
        }
        if found.reason in _NOTES:
            notes.append(_NOTES[found.reason])
    return {**told, "note": "; ".join(notes)} if notes else told


def _decided(ask: Hours, notes: list[str]) -> hours.QuietHours:
    at = None if ask.at is None else _moment("at", ask.at, notes)
    if at is None:
        notes.append("at is left out, so this is about now")
    answers = None if _blank(ask.last_inbound) else _moment("last_inbound", ask.last_inbound, notes)
    where = hours.Whereabouts(
        phone=_phone(ask.phone),
        state=_text(ask.state, "unknown_state"),
        crm_zone=_text(ask.zone, "unknown_zone"),
    )
    return hours.decide(
        rule_files.read(Settings()).quiet_hours,
        where,
        _one_of(ask.kind, get_args(hours.Kind), "unknown_kind"),
        at or datetime.now(UTC),
        mode=_one_of(ask.mode, get_args(hours.Mode), "unknown_mode"),
        last_inbound=answers,
    )


def _phone(value: Any) -> str | None:
    if _blank(value):
        return None
    if not isinstance(value, str):
        raise _UnusableError("not_a_number", say("phone.not_a_number"))
    found = phones.parse_phone(value, "US")
    if isinstance(found, phones.Phone):
        return found.e164
    raise _UnusableError(found.code, say(f"phone.{found.code}"))


def _blank(value: Any) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _text(value: Any, reason: str) -> str | None:
    if value is not None and not isinstance(value, str):
        raise _UnusableError(reason)
    return value


def _one_of(value: Any, known: tuple[Any, ...], reason: str) -> Any:
    if value is None:
        return known[0]
    if value not in known:
        raise _UnusableError(reason)
    return value


def _moment(field: str, value: Any, notes: list[str]) -> datetime:
    unusable = _UnusableError("unusable_time", _NO_MOMENT.format(field))
    if not isinstance(value, str) or not _WRITTEN_MOMENT.fullmatch(value.strip()):
        raise unusable
    try:
        moment = _MOMENT.validate_python(value.strip())
    except ValidationError:
        raise unusable from None
    if moment.tzinfo:
        return moment
    notes.append(f"{field} has no offset and is read as UTC")
    return moment.replace(tzinfo=UTC)
