"""What changed in Odoo, by `write_date`: told to the second, kept to the microsecond."""

import json
from collections.abc import Sequence
from typing import Any, Final

from threadside.crms.odoo.names import MODELS
from threadside.crms.odoo.rpc import Caller
from threadside.linking.problems import Refused
from threadside.linking.reading import key, row, text
from threadside.linking.values import Change, RecordType, Ref

PAGE: Final = 200
_KINDS: Final[tuple[RecordType, ...]] = ("contact", "lead")


def changed_since(odoo: Caller, cursor: str | None) -> tuple[Sequence[Change], str]:
    """Partners and leads. What was written in the second of the cursor is told again, by the same
    key. Contacts alone where CRM is not installed, or not this user's."""
    told, following, since = list[Change](), dict[str, Any](), _read(cursor)
    for kind in _KINDS:
        try:
            changes, following[kind] = _changed(odoo, kind, since.get(kind))
        except Refused:
            if kind == "contact":
                raise
            continue
        told += changes
    return told, json.dumps(following)


def _changed(
    odoo: Caller, kind: RecordType, since: tuple[str, int] | None
) -> tuple[list[Change], tuple[str, int]]:
    model, fields = MODELS[kind], ["write_date"]
    if since is None:
        last = odoo.search(model, [], fields, "write_date desc, id desc")
        return [], (text(last[0].get("write_date")) if last else "1970-01-01 00:00:00", 0)
    at, skip = since
    found = odoo.search(
        model, [["write_date", ">", at]], fields, "write_date, id", limit=PAGE, offset=skip
    )
    told = [
        Change(f"{model}:{number}:{text(each.get('write_date'))}", "changed", Ref(kind, number))
        for each in found
        if (number := key(each.get("id")))
    ]
    # Of a full page the rest is asked for next: an import writes thousands in one moment.
    if len(found) == PAGE:
        return told, (at, skip + PAGE)
    return told, (text(found[-1].get("write_date")) or at if found else at, 0)


def _read(said: str | None) -> dict[str, tuple[str, int]]:
    try:
        found = row(json.loads(said or ""))
    except ValueError:
        return {}
    return {
        kind: (text(pair[0]), pair[1])
        for kind, pair in found.items()
        if isinstance(pair, list) and len(pair) == 2 and isinstance(pair[1], int)
    }
