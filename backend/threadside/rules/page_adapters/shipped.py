"""The CRMs whose pages the extension knows by itself: one file each in `extension/src/crm/`."""

from collections.abc import Mapping

from threadside.rules.tables import load_json


def shipped() -> Mapping[str, str]:
    """Their names, each with which spellings of an id are one: `as-is`, `lower`, `salesforce`.

    `make schemas` writes the table from the extension's adapters.
    """
    table: Mapping[str, str] = load_json("shipped_crms.json")
    return table
