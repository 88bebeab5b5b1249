"""The API's file and the page's file of a CRM mean the same record, whichever saw it first."""

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.contract.crms import doubles
from tests.contract.crms.direct import Direct

ROOT = Path(__file__).parents[3]
PAGES = {
    "salesforce": "https://acme.my.salesforce.com",
    "dynamics": "https://acme.crm4.dynamics.com",
}
"""Where the pages of a CRM are that has hosts of its own, one for each customer."""
VAGUE = {"odoo": {"company": "contact", "deal": "lead"}}
"""What an address alone can't tell: Odoo has one model for both."""
WITHIN = {"close": {"contact", "deal"}}
"""What has no page of its own: contacts and deals of Close stand on the page of a lead."""


@pytest.mark.parametrize("name", sorted(doubles.known()))
def test_the_address_that_the_api_gives_is_read_by_the_page(name: str) -> None:
    with doubles.known()[name]() as double:
        api = Direct(double)
        ada = double.person("Ada", "Lovelace", "+14155552671")
        groups = [double.group(kind, "Engine", (ada, "", True)) for kind in double.groups]
        account = double.crm.account_of(api, double.token).id
        urls = [double.crm.record(api, ref).url for ref in (ada, *groups)]
        host = double.base_url.partition("://")[2].partition("/")[0]
    there = PAGES.get(name, f"https://{host}").partition("://")[2]
    seen = _identified([url.replace(host, there).replace("http:", "https:") for url in urls])
    types = VAGUE.get(name, {})
    known = [
        (ref, one)
        for ref, one in zip((ada, *groups), seen, strict=True)
        if ref.type not in WITHIN.get(name, ()) and not (name in VAGUE and one["crm"] is None)
    ]
    assert known
    for ref, one in known:
        assert {**one, "url": ""} == {
            "url": "",
            "crm": name,
            "account": account.replace(host, there),
            "type": types.get(ref.type, ref.type),
            "id": ref.id,
        }


def _identified(urls: Sequence[str]) -> list[dict[str, Any]]:
    command = ["npm", "--silent", "--prefix", "extension", "run", "identify", "--", *urls]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return [json.loads(line) for line in said.stdout.splitlines()]
