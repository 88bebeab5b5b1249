"""Names as they are compared and looked for."""

import importlib.util
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from threadside.rules.names import LONGEST, MOST_INDEXED, indexed, typed_digits, words

MIGRATION = Path(__file__).parents[3] / "backend/threadside/store/migrations/versions/0017_names.py"


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("Ana Fernández", ("ana", "fernandez")),
        ("  FERNÁNDEZ-Ruiz,  Ana ", ("fernandez", "ruiz", "ana")),
        ("Søren Łuczak Æbelø", ("soren", "luczak", "aebelo")),
        ("STRASSE straße", ("strasse", "strasse")),
        ("O’Brien", ("o", "brien")),
        ("山田太郎", ("山田太郎",)),
        ("हिन्दी", ("हिनदी",)),
        ("\u200cAna\u00ad", ("ana",)),
        ("… 🙂 --", ()),
        ("", ()),
    ],
)
def test_words_without_case_accents_and_marks(said: str, found: tuple[str, ...]) -> None:
    assert words(said) == found


def test_a_name_is_also_found_as_one_word() -> None:
    assert indexed(["Jean-Luc O'Brien", "", "J.R. Inc."]) == (
        "jean", "luc", "o", "brien", "jeanluc", "obrien", "j", "r", "inc", "jr",
    )  # fmt: skip


@given(st.lists(st.text(max_size=300), max_size=3))
def test_whatever_a_name_holds_it_is_bounded_and_found_by_its_own_words(texts: list[str]) -> None:
    found = indexed(texts)
    assert len(found) == len(set(found)) <= MOST_INDEXED
    assert all(0 < len(word) <= LONGEST for word in found)
    assert set(words(texts[0] if texts else "")) <= set(found)


@given(st.lists(st.text(max_size=80), min_size=3, max_size=3))
def test_the_migration_writes_the_words_that_are_looked_for(texts: list[str]) -> None:
    assert migration()._indexed(*texts) == list(indexed(texts))


@pytest.mark.parametrize(
    ("said", "digits"),
    [
        ("+1 (720) 555", "+1720555"),
        ("720.555-0142", "7205550142"),
        ("+", ""),
        ("12", ""),
        ("suite 300", ""),
        ("( ) -", ""),
    ],
)
def test_what_looks_like_a_number_is_read_as_one(said: str, digits: str) -> None:
    assert typed_digits(said) == digits


_LOADED: list[Any] = []


def migration() -> Any:
    """The revision that filled the words, loaded once."""
    if not _LOADED:
        spec = importlib.util.spec_from_file_location("names_0017", MIGRATION)
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        _LOADED.append(module)
    return _LOADED[0]
