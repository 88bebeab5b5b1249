"""Tables as files that people open in a spreadsheet: read whatever it saved, written without harm.

Spreadsheets save CSV in the encoding and with the separator of their country.
"""

import csv
import io
import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterable, Iterator
from typing import Final

SEPARATORS: Final = (",", ";", "\t", "|")
_FORMULA: Final = tuple("=+-@\t\r\n＝＋－＠")
"""What a spreadsheet takes for the beginning of a formula (OWASP, CSV Injection)."""
_NAMED: Final = re.compile(r"sep=([,;\t|])(?:\r\n?|\n)", re.IGNORECASE)
"""The line before the first in which Excel names the separator."""
_MARKS: Final = (
    (BOM_UTF8, "utf-8-sig"), (BOM_UTF16_LE, "utf-16"), (BOM_UTF16_BE, "utf-16"),
)  # fmt: skip
_LOOKED_AT: Final = 2_000


class NotText(ValueError):  # noqa: N818 - the file is no error of ours
    """Bytes that no usual encoding reads."""


class Broken(ValueError):  # noqa: N818
    """Text that is no CSV, from `line` on."""

    def __init__(self, line: int) -> None:
        super().__init__(f"line {line}")
        self.line = line


def safe(cell: str) -> str:
    """The cell, with an apostrophe before what a spreadsheet would run, and before what would be
    taken for one of these."""
    return f"'{cell}" if cell.lstrip("'").startswith(_FORMULA) else cell


def plain(cell: str) -> str:
    """What `safe` was given."""
    marked = cell.startswith("'") and cell.lstrip("'").startswith(_FORMULA)
    return cell[1:] if marked else cell


def row(cells: Iterable[str]) -> str:
    """One line of CSV (RFC 4180), its end included."""
    written = io.StringIO(newline="")
    csv.writer(written).writerow(cells)
    return written.getvalue()


def decoded(data: bytes) -> str:
    """The text of a file: by its mark, else UTF-8, UTF-16 without a mark, or Windows-1252.

    Raises:
        NotText: for what is none of them.
    """
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), None)
    for each in (encoding,) if encoding else ("utf-8", *_unmarked(data), "cp1252"):
        try:
            text = data.decode(each)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise NotText


def rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """The line at which each row begins, and its cells; rows without anything are left out.

    Raises:
        Broken: where a quotation mark is opened and not closed, or the like.
    """
    skipped = 0
    separator = _separator(text)
    if named := _NAMED.match(text):
        text, separator, skipped = text[named.end() :], named[1], 1
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    begins = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield begins + skipped, cells
            begins = reader.line_num + 1
    except csv.Error as error:
        raise Broken(begins + skipped) from error


def _unmarked(data: bytes) -> tuple[str, ...]:
    """Half of the bytes of Western text in UTF-16 are zero; which half says its order."""
    start = data[:_LOOKED_AT]
    if start.count(0) * 5 < len(start):
        return ()
    return ("utf-16-be" if start[::2].count(0) > start[1::2].count(0) else "utf-16-le",)


def _separator(text: str) -> str:
    """The one that the first row has most of, outside quotation marks."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    outside = "".join(first.split('"')[::2])
    return max(SEPARATORS, key=outside.count)
