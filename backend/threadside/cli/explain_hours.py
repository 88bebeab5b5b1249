"""`threadside explain hours`: quiet hours for a number, as the server would decide them."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final, get_args

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from threadside import rule_files
from threadside.rules import hours, phones
from threadside.settings import Settings

_MOMENT: Final = TypeAdapter(datetime)


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


def answer(ask: Hours) -> Mapping[str, Any]:
    """The decision as `allowed`, `reason`, `zones`, `local_times` by zone, and `opens_at` (UTC)
    where that is known."""
    try:
        found = _decided(ask)
    except _UnusableError as error:
        return {"allowed": False, "reason": str(error), "zones": [], "local_times": {}}
    told = {
        "allowed": found.allowed,
        "reason": found.reason,
        "zones": found.zones,
        "local_times": found.local_times,
    }
    return {**told, "opens_at": found.opens_at} if found.opens_at else told


def _decided(ask: Hours) -> hours.QuietHours:
    where = hours.Whereabouts(
        phone=_phone(ask.phone),
        state=_text(ask.state, "unknown_state"),
        crm_zone=_text(ask.zone, "unknown_zone"),
    )
    return hours.decide(
        rule_files.read(Settings()).quiet_hours,
        where,
        _one_of(ask.kind, get_args(hours.Kind), "unknown_kind"),
        _moment(ask.at) or datetime.now(UTC),
        mode=_one_of(ask.mode, get_args(hours.Mode), "unknown_mode"),
        last_inbound=_moment(ask.last_inbound),
    )


def _phone(value: Any) -> str | None:
    written = (_text(value, "not_a_number") or "").strip()
    if not written:
        return None
    found = phones.parse_phone(written, "US")
    if isinstance(found, phones.Phone):
        return found.e164
    raise _UnusableError(found.code)


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


def _moment(value: Any) -> datetime | None:
    written = (_text(value, "unusable_time") or "").strip()
    if not written:
        return None
    try:
        moment = _MOMENT.validate_python(written)
    except ValidationError:
        raise _UnusableError("unusable_time") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
