"""Files that spreadsheets save are read, and what we write for them runs nothing."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from threadside.rules import cells

ROWS = [["name", "body"], ["Späť, née", "Línea uno\r\nline two"], ["Quote", '"Hi", they said; ok']]


def written(separator: str) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=separator).writerows(ROWS)
    return text.getvalue()


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_any_usual_encoding_and_separator_is_read(encoding: str, separator: str) -> None:
    found = list(cells.rows(cells.decoded(written(separator).encode(encoding))))
    assert found == [(1, ROWS[0]), (2, ROWS[1]), (4, ROWS[2])]


def test_what_windows_saves_is_read() -> None:
    saved = "name;body\r\nCafé;“Hola” – 5 €\r\n".encode("cp1252")
    assert list(cells.rows(cells.decoded(saved)))[1] == (2, ["Café", "“Hola” – 5 €"])


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_that_excel_names_is_taken_and_is_no_row(separator: str) -> None:
    text = "sep=;\r\nname;body\r\nA;/one/ two\r\n".replace(";", separator)
    assert list(cells.rows(text)) == [(2, ["name", "body"]), (3, ["A", "/one/ two"])]


def test_rows_without_anything_are_left_out() -> None:
    assert [line for line, _ in cells.rows("a,b\n\n , \nc,d\n")] == [1, 4]


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n\x00\x00\x81", b"PK\x03\x04\x00\x81\x8d\x8f"])
def test_what_is_no_text_is_said_to_be_none(data: bytes) -> None:
    with pytest.raises(cells.NotText):
        cells.decoded(data)


def test_a_quotation_mark_that_is_never_closed_names_its_line() -> None:
    with pytest.raises(cells.Broken) as broken:
        list(cells.rows('a,b\nc,d\n"e,f\n'))
    assert broken.value.line == 3


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1"])
def test_no_cell_begins_as_a_formula_does(cell: str) -> None:
    assert cells.safe(cell) == f"'{cell}"


@given(st.text() | st.text("'=+-@\t\r\n＝a", max_size=5))
def test_what_was_made_safe_reads_as_it_was(cell: str) -> None:
    assert cells.plain(cells.safe(cell)) == cell
    assert cells.safe(cell)[:1] not in set("=+-@\t\r\n＝＋－＠")
