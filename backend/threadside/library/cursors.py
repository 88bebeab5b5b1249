"""Where a page of the library ends: the name and the id of its last item."""

import base64
import binascii

from sqlalchemy import ColumnElement, and_, or_

from threadside.errors import Invalid
from threadside.store.tables import LibraryItem


def write(last: LibraryItem) -> str:
    """The cursor of the page after `last`."""
    raw = f"{last.id}|{last.sort_name}".encode()
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def behind(cursor: str) -> ColumnElement[bool]:
    """Of the items after a cursor, in the order of names.

    Raises:
        Invalid: `bad_cursor` for one that `write` did not give.
    """
    id_, name = _read(cursor)
    same = and_(LibraryItem.sort_name == name, LibraryItem.id > id_)
    return or_(LibraryItem.sort_name > name, same)


def _read(cursor: str) -> tuple[str, str]:
    try:
        raw = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
    except (ValueError, binascii.Error) as error:
        raise Invalid("bad_cursor") from error
    id_, bar, name = raw.partition("|")
    if not bar or "\x00" in raw:
        raise Invalid("bad_cursor")
    return id_, name
