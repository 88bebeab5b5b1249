"""A CRM's pages by one file: an adapter for the made-up one is put beside ours, and all that needs
to know of it finds it: what identifies addresses, the suite, the build, the server's table."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.contract.crms.direct import Direct
from tests.contract.crms.test_made_up import MadeUpDouble

ROOT = Path(__file__).parents[3]
PAGE = r"""
import { type Adapter, END, PLAIN_PAGE, type TestUrls } from './adapter';

/** Ledger & Sons: every customer has a host, every record an address of its own. */
export const madeup: Adapter = {
  id: 'madeup',
  name: 'Made Up',
  origins: ['https://*.madeup.example/*'],
  hosts: '^[\\w-]+\\.madeup\\.example$',
  selfHosted: false,
  records: [`^(?<account>[\\w-]+)\\.madeup\\.example/(?<type>contact|deal)/(?<id>\\d+)${END}`],
  types: { contact: 'contact', deal: 'deal' },
  ids: 'as-is',
  page: { ...PLAIN_PAGE, heading: 'h2', phones: '.numbers a', field: '.numbers', none: 'i' },
  room: 'margin',
};

export const testUrls: TestUrls = [
  'https://ledger.madeup.example/contact/7 → contact 7 (ledger)',
  'https://ledger.madeup.example/contact/7?tab=notes → contact 7 (ledger)',
  'https://sons.madeup.example/deal/12/ → deal 12 (sons)',
  'https://sons.madeup.example/deal/12#team → deal 12 (sons)',
  'https://ledger.madeup.example/contact → none',
  'https://ledger.madeup.example/contact/new → none',
];
"""


class Copy:
    """The extension and the tables it shares with the server, apart from ours."""

    def __init__(self, folder: Path) -> None:
        self.extension, self.shared = folder / "extension", folder / "shared_schemas"
        shutil.copytree(ROOT / "shared_schemas", self.shared)
        built = shutil.ignore_patterns("node_modules", "dist")
        shutil.copytree(ROOT / "extension", self.extension, ignore=built)
        (self.extension / "node_modules").symlink_to(ROOT / "extension" / "node_modules")
        (self.extension / "src" / "crm" / "madeup.ts").write_text(PAGE, encoding="utf-8")

    def run(self, *command: str) -> str:
        """What a command that goes well says."""
        done = subprocess.run(
            command, cwd=self.extension, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def identified(self, url: str) -> Any:
        """The record at an address."""
        return json.loads(self.run("node", "identify.mjs", url))


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Copy:
    """Of one file more than ours."""
    return Copy(tmp_path_factory.mktemp("one-file"))


def test_an_adapter_takes_fewer_than_thirty_lines() -> None:
    assert len([line for line in PAGE.splitlines() if line.strip()]) < 30


def test_it_names_the_record_that_the_api_means(copy: Copy) -> None:
    with MadeUpDouble() as double:
        ada = double.person("Ada", "Lovelace", "+14155552671")
        account = double.crm.account_of(Direct(double), double.token).id
        url = double.crm.record(Direct(double), ada).url
    told = {"crm": "madeup", "account": account, "type": "contact", "id": ada.id}
    assert copy.identified(url) == {"url": url, **told}


def test_the_server_is_told_by_the_command_that_writes_the_schemas(copy: Copy) -> None:
    copy.run("node", "schemas.mjs")
    table = json.loads((copy.shared / "shipped_crms.json").read_text("utf-8"))
    assert table["madeup"] == "as-is"
    assert "sample" not in table
    schema = json.loads((copy.shared / "page_adapters.schema.json").read_text("utf-8"))
    assert schema["$defs"]["ShippedCrm"]["enum"] == sorted(table)
    ours = json.loads((ROOT / "shared_schemas" / "shipped_crms.json").read_text("utf-8"))
    assert table.keys() - ours.keys() == {"madeup"}


def test_the_whole_suite_of_page_adapters_runs_on_it(copy: Copy) -> None:
    """After the test above, or before: the suite says whether the server was told."""
    copy.run("node", "schemas.mjs")
    suite = ("tests/crm.test.ts", "tests/crm_own.test.ts", "tests/crm/mutated.test.ts")
    said = copy.run("npx", "vitest", "run", "--reporter=verbose", *suite)
    assert "madeup: names six addresses or more" in said
    shipped = json.loads((copy.extension / "dist" / "release" / "page.json").read_text("utf-8"))
    assert "madeup" in {adapter["id"] for adapter in shipped["adapters"]}
