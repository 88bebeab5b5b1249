"""The shared tables are found, parsed once, and nothing outside their folder is read."""

import pytest

from threadside.rules.tables import load_json, shared_folder


def test_the_folder_holds_what_both_sides_read() -> None:
    assert (shared_folder() / "gsm7.json").is_file()


def test_a_table_is_parsed_once() -> None:
    assert load_json("gsm7.json") is load_json("gsm7.json")


def test_a_table_in_a_subfolder_is_found() -> None:
    assert isinstance(load_json("vectors/segments.json"), list)


def test_an_unknown_table_is_an_error() -> None:
    with pytest.raises(FileNotFoundError):
        load_json("no_such_table.json")


@pytest.mark.parametrize("name", ["../pyproject.toml", "/etc/hostname", "words/../../README.md"])
def test_a_path_outside_the_folder_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="not below"):
        load_json(name)
