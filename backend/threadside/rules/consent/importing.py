"""Consent that another system kept, read from CSV row by row: each row is whole or refused.

What another system says proves nothing: a row is at most express, informational and unverified,
whatever it claims (courts want what this person saw: Braver v. NorthStar Alarm Services, W.D. Okla.
2021). Opt-outs are taken as they are.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final, Literal

from threadside.rules import cells
from threadside.rules.consent.terms import implied_until
from threadside.rules.phones import Phone, parse_phone

Status = Literal["consented", "opted_out"]

COLUMNS: Final = frozenset(
    {"phone", "status", "scope", "strength", "obtained_at", "basis", "basis_at", "words", "note"}
)
MOST_ROWS: Final = 100_000
LONGEST: Final = 2000
_SCOPES: Final = frozenset({"informational", "marketing"})
_STRENGTHS: Final = frozenset({"", "implied", "express", "written"})
_BASES: Final = frozenset({"", "purchase", "inquiry"})
_CONSENTED: Final = frozenset({"", "consented", "opted_in", "yes", "true", "1", "subscribed"})
_OPTED_OUT: Final = frozenset({"opted_out", "no", "false", "0", "unsubscribed", "stop"})


@dataclass(frozen=True, slots=True)
class Row:
    """One row that can be taken. `line` is its place in the file, the heading being 1.

    `lowered`: it claimed more than an import can be.
    """

    line: int
    phone: str
    status: Status
    strength: str
    obtained_at: datetime | None
    basis: str | None
    basis_at: datetime | None
    expires_at: datetime | None
    words: str
    note: str
    lowered: bool

    @property
    def key(self) -> str:
        """The same for the same row however often the file is taken in."""
        told = (self.phone, self.status, self.strength, self.obtained_at, self.basis, self.basis_at)
        digest = hashlib.sha256(repr((told, self.words)).encode("utf-8", "replace")).hexdigest()
        return f"import-{digest[:48]}"


@dataclass(frozen=True, slots=True)
class Wrong:
    """One row that is not taken, and why: a code (`consent.import.<code>`)."""

    line: int
    phone: str
    code: str


class NotTakable(ValueError):  # noqa: N818 - the file is no error of ours
    """The file as a whole; `code` says why, `what` names the column, if it is one."""

    def __init__(self, code: str, what: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.what = what


def read(text: str, region: str, now: datetime) -> Iterator[Row | Wrong]:
    """The rows of a CSV file, whatever separates its cells; numbers are read as those of `region`
    (ISO 3166).

    Raises:
        NotTakable: `no_heading`, `unknown_column`, `no_phone_column`, `too_many_rows`,
            `broken_csv`; before the first row but for the last two.
    """
    rows = cells.rows(text.removeprefix("\ufeff"))
    try:
        names = [name.strip().lower() for name in next(rows, (1, []))[1]]
        _check_heading(names)
        for count, (line, values) in enumerate(rows, start=1):
            if count > MOST_ROWS:
                raise NotTakable("too_many_rows")
            yield _row(line, names, values, region, now)
    except cells.Broken as error:
        raise NotTakable("broken_csv", f"{error.line}") from error


def _check_heading(names: list[str]) -> None:
    if not names:
        raise NotTakable("no_heading")
    for name in names:
        if name not in COLUMNS:
            raise NotTakable("unknown_column", name[:60])
    if "phone" not in names:
        raise NotTakable("no_phone_column")


def _row(line: int, names: list[str], values: list[str], region: str, now: datetime) -> Row | Wrong:
    if len(values) != len(names):
        return Wrong(line, "", "wrong_number_of_fields")
    given = {name: cells.plain(value.strip()) for name, value in zip(names, values, strict=True)}
    raw = given.get("phone", "")
    parsed = parse_phone(raw, region)
    if not isinstance(parsed, Phone):
        return Wrong(line, raw[:40], "phone")
    try:
        return _taken(line, parsed.e164, given, now)
    except _Refused as refused:
        return Wrong(line, parsed.e164, str(refused))


class _Refused(ValueError):  # noqa: N818 - nor is a row
    """A value of a row, by the name of its column."""


def _taken(line: int, phone: str, given: Mapping[str, str], now: datetime) -> Row:
    if any(len(value) > LONGEST or "\x00" in value for value in given.values()):
        raise _Refused("too_long")
    status = _status(given.get("status", ""))
    scope = _one(given, "scope", _SCOPES, "informational")
    strength = _one(given, "strength", _STRENGTHS, "")
    basis = _one(given, "basis", _BASES, "") or None
    obtained_at = _moment(given.get("obtained_at", ""), "obtained_at", now)
    basis_at = _moment(given.get("basis_at", ""), "basis_at", now)
    until = None
    if basis is not None:
        if basis_at is None:
            raise _Refused("basis_at")
        until = implied_until(phone, basis, basis_at)
        if until is None:
            raise _Refused("basis_canada")
        if until <= now:
            raise _Refused("basis_over")
    elif strength == "implied":
        raise _Refused("implied")
    return Row(
        line=line,
        phone=phone,
        status=status,
        strength="implied" if basis else "express",
        obtained_at=obtained_at,
        basis=basis,
        basis_at=basis_at,
        expires_at=until,
        words=given.get("words", ""),
        note=given.get("note", ""),
        lowered=status == "consented" and (scope == "marketing" or strength == "written"),
    )


def _status(word: str) -> Status:
    if word.lower() in _CONSENTED:
        return "consented"
    if word.lower() in _OPTED_OUT:
        return "opted_out"
    raise _Refused("status")


def _one(given: Mapping[str, str], name: str, known: frozenset[str], otherwise: str) -> str:
    word = given.get(name, "").lower() or otherwise
    if word not in known:
        raise _Refused(name)
    return word


def _moment(word: str, name: str, now: datetime) -> datetime | None:
    """A moment as ISO 8601 has it; a day alone is its beginning, without an offset it is UTC."""
    if not word:
        return None
    try:
        found = datetime.fromisoformat(word)
    except ValueError:
        raise _Refused(name) from None
    moment = found if found.tzinfo else found.replace(tzinfo=UTC)
    if not date(1990, 1, 1) <= moment.date() or moment > now:
        raise _Refused(name)
    return moment.astimezone(UTC)
