"""As much of SOQL as is asked for: conditions with AND, OR and parentheses; order; limit.

Source: developer.salesforce.com/docs, SOQL and SOSL Reference. What is not understood is refused as
Salesforce refuses it.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

Row = Mapping[str, Any]
_QUERY = re.compile(
    r"SELECT (?P<fields>[\w., ]+?) FROM (?P<source>\w+)(?: WHERE (?P<where>.+?))?"
    r"(?: ORDER BY (?P<order>[\w.]+(?: DESC)?(?:, [\w.]+(?: DESC)?)*))?(?: LIMIT (?P<limit>\d+))?"
)
_TOKEN = re.compile(r"\s*('(?:[^'\\]|\\.)*'|\(|\)|,|>|=|[\w.:+-]+)")


class Malformed(Exception):  # noqa: N818 - the code it answers with
    """`MALFORMED_QUERY`."""


class NoSuchColumn(Exception):  # noqa: N818 - as above
    """`INVALID_FIELD`."""


def select(
    said: str, tables: Mapping[str, Sequence[Row]], fields: Mapping[str, set[str]]
) -> list[Row]:
    """The rows that a query gives, with the fields that it names.

    Raises:
        Malformed, NoSuchColumn: as they say.
    """
    found = _QUERY.fullmatch(said)
    if found is None or found["source"] not in tables:
        raise Malformed(said)
    names = found["fields"].split(", ")
    if len(names) != len(set(names)):
        raise Malformed("duplicate field selected")
    if not set(names) <= fields[found["source"]]:
        raise NoSuchColumn(names)
    fits = _Condition(found["where"]).parse() if found["where"] else lambda _: True
    rows = [row for row in tables[found["source"]] if fits(row)]
    for part in reversed((found["order"] or "Id").split(", ")):
        name, _, down = part.partition(" ")
        rows.sort(key=lambda row, name=name: _at(row, name), reverse=bool(down))  # type: ignore[misc]
    return [_picked(row, names) for row in rows[: int(found["limit"] or 2000)]]


def _picked(row: Row, names: Sequence[str]) -> Row:
    made: dict[str, Any] = {}
    for name in names:
        here, *path = name.split(".")
        if not path:
            made[here] = row.get(here)
        elif isinstance(row.get(here), Mapping):
            made.setdefault(here, {}).update(
                _merged(made.get(here, {}), _picked(row[here], [".".join(path)]))
            )
        else:
            made.setdefault(here, None)
    return made


def _merged(old: Row, new: Row) -> Row:
    both = {name: {**old[name], **each} for name, each in new.items()
            if isinstance(each, Mapping) and isinstance(old.get(name), Mapping)}  # fmt: skip
    return {**new, **both}


class _Condition:
    def __init__(self, said: str) -> None:
        self._tokens = _TOKEN.findall(said)
        if "".join(self._tokens) != re.sub(r"\s+(?=(?:[^']*'[^']*')*[^']*$)", "", said):
            raise Malformed(said)
        self._at = 0

    def parse(self) -> Callable[[Row], bool]:
        made = self._either()
        if self._at != len(self._tokens):
            raise Malformed("more than a condition")
        return made

    def _next(self) -> str:
        if self._at >= len(self._tokens):
            raise Malformed("cut off")
        self._at += 1
        return str(self._tokens[self._at - 1])

    def _is(self, word: str) -> bool:
        there = self._at < len(self._tokens) and self._tokens[self._at] == word
        self._at += there
        return there

    def _either(self) -> Callable[[Row], bool]:
        parts = [self._both()]
        while self._is("OR"):
            parts.append(self._both())
        return lambda row: any(part(row) for part in parts)

    def _both(self) -> Callable[[Row], bool]:
        parts = [self._one()]
        while self._is("AND"):
            parts.append(self._one())
        return lambda row: all(part(row) for part in parts)

    def _one(self) -> Callable[[Row], bool]:
        if self._is("("):
            inner = self._either()
            if not self._is(")"):
                raise Malformed(")")
            return inner
        name, sign = self._next(), self._next()
        if sign == "IN":
            return self._among(name)
        value = _value(self._next())
        if sign == "=":
            return lambda row: _is_same(_at(row, name), value)
        if sign == ">":
            return lambda row: bool(row.get(name, "") > value)
        if sign == "LIKE":
            like = re.compile(re.escape(str(value)).replace("%", ".*"), re.IGNORECASE)
            return lambda row: like.fullmatch(str(row.get(name) or "")) is not None
        raise Malformed(sign)

    def _among(self, name: str) -> Callable[[Row], bool]:
        values = []
        if not self._is("("):
            raise Malformed("(")
        while not self._is(")"):
            values.append(_value(self._next()))
            self._is(",")
        return lambda row: row.get(name) in values


def _at(row: Row, name: str) -> Any:
    """The value of a field, of another record's behind a dot."""
    here, _, rest = name.partition(".")
    found = row.get(here)
    return _at(found, rest) if rest and isinstance(found, Mapping) else found


def _is_same(here: Any, value: Any) -> bool:
    """Equal; an id of 15 characters is that of 18."""
    if isinstance(value, str) and isinstance(here, str) and re.fullmatch(r"\w{15}", value):
        return here[:15] == value and len(here) in (15, 18)
    return bool(here == value)


def _value(token: str) -> Any:
    if token.startswith("'"):
        return token[1:-1]
    return {"true": True, "false": False}.get(token, token)
