"""Linked CRMs in which a hasty rep can walk: pages that move as those of such systems do, and the
doubles behind them, which take their time.

A page offers what the sample CRM's does (`window.crm`): to go somewhere, to be late with the page
or with the address, and to say where it is.
"""

import json
import random
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from html import unescape
from itertools import count
from typing import Self

from playwright.sync_api import Page, Route

from e2e.foreign_crm import ForeignCrm
from e2e.linked_crm import PAGES, HubSpot, Paced, Pipedrive, Salesforce, shown
from e2e.people import AREAS, FIRST_NAMES, LAST_NAMES
from tests.contract.crms.double import digits
from threadside.linking.values import RecordType, Ref

PEOPLE = 7
"""Of each CRM; the last of them is also whom a deal is about."""
SLOWEST_S = 0.4

_SCRIPT = """(() => {
  const { drawn, list } = JSON.parse(document.querySelector('#drawn').textContent);
  const delays = { page_ms: 0, url_ms: 0 };
  const wait = ms => (ms === 0 ? null : new Promise(resolve => setTimeout(resolve, ms)));
  const draw = path => { document.querySelector('#app').innerHTML = drawn[path] ?? list; };
  let turn = 0;
  let wanted = location.pathname;
  window.crm = {
    setDelays: given => Object.assign(delays, given),
    state: () => ({
      wanted: { view: wanted in drawn ? 'record' : 'list', id: wanted.slice(1) },
      path: location.pathname,
    }),
    go: async path => {
      turn += 1;
      const mine = turn;
      wanted = path;
      const late = async (ms, act) => { await wait(ms); if (mine === turn) act(); };
      const address = () => history.pushState(null, '', path);
      await Promise.all([late(delays.url_ms, address), late(delays.page_ms, () => draw(path))]);
    },
  };
  draw(wanted);
})();"""


@dataclass
class Walked:
    """One CRM with its people. `names` are whom each address means, `at` on which record who is."""

    double: Paced
    names: dict[str, str] = field(default_factory=dict)
    at: dict[str, Ref] = field(default_factory=dict)
    numbers: dict[str, set[str]] = field(default_factory=dict)
    drawn: dict[str, str] = field(default_factory=dict)

    @property
    def pages(self) -> ForeignCrm:
        """What its pages are like."""
        return PAGES[self.double.crm.id]

    def add(self, first: str, last: str, phone: str, kind: RecordType) -> Ref:
        """Somebody with a number of their own."""
        ref = self.double.person(first, last, phone, kind=kind)
        name = f"{first} {last}"
        self.at[name], self.numbers[name] = ref, {f"1{digits(phone)}"}
        self._draw(ref, name)
        return ref

    def add_deal(self, ref: Ref) -> None:
        """A deal with somebody who is there; its page shows no number."""
        name = self.double.records[ref].name
        self._draw(self.double.group("deal", f"Deal with {name}", (ref, "", True)), name)

    def _draw(self, ref: Ref, name: str) -> None:
        record = shown(self.double, ref)
        self.names[record.address] = name
        self.drawn[record.address] = self.pages.form(record.name, record.phone)

    def misplaced(self, texts: Sequence[str]) -> list[str]:
        """Entries on another record than theirs whom they name, and those of the `texts` to these
        people that are not logged exactly once."""
        entries = [(each.who, unescape(each.body)) for each in self.double.entries.values()]
        wrong = [
            f"on {who.type} {who.id}: {body}"
            for who, body in entries
            if [self.at.get(name) for name in self.at if name in body] != [who]
        ]
        for name, ref in self.at.items():
            theirs = [text for text in texts if name in text]
            logged = [body for who, body in entries if who == ref]
            lost = [text for text in theirs if not any(text in body for body in logged)]
            wrong += [f"of {name}, not logged: {text}" for text in lost]
            if len(logged) != len(theirs):
                wrong.append(f"of {name}, {len(theirs)} texts and {len(logged)} entries")
        return wrong


class WalkedPage:
    """A tab with one of them; moves as `e2e.pages.crm.Crm` does."""

    def __init__(self, page: Page, walked: Walked) -> None:
        self.page = page
        self._walked = walked
        page.route(f"{walked.pages.origin}/**", self._serve)

    def _serve(self, route: Route) -> None:
        pages = self._walked.pages
        if route.request.url.endswith("/walked.js"):
            route.fulfill(status=200, content_type="text/javascript", body=_SCRIPT)
            return
        drawn = {"drawn": self._walked.drawn, "list": pages.form("All", "")}
        told = json.dumps(drawn).replace("<", "\\u003c")
        route.fulfill(
            status=200,
            headers={"Content-Type": "text/html; charset=utf-8", **pages.policy},
            body='<!doctype html><meta charset="utf-8"><title>CRM</title><div id="app"></div>'
            f'<script type="application/json" id="drawn">{told}</script>'
            '<script src="/walked.js"></script>',
        )

    def open(self) -> Self:
        """Load its list."""
        self.page.goto(f"{self._walked.pages.origin}{self._walked.pages.list_address}")
        self.page.wait_for_function("() => window.crm !== undefined")
        return self

    def delay(self, *, page_ms: int = 0, url_ms: int = 0) -> None:
        """From now on the page follows its address late, or the address the page."""
        delays = {"page_ms": page_ms, "url_ms": url_ms}
        self.page.evaluate("delays => window.crm.setDelays(delays)", delays)

    def path(self, path: str) -> str:
        """The path of a page on its host."""
        return path


@contextmanager
def three(seed: int) -> Iterator[Mapping[str, Walked]]:
    """HubSpot, Salesforce and Pipedrive with people of their own, by the CRM's id."""
    with ExitStack() as stack:
        crms = [Walked(stack.enter_context(made())) for made in (HubSpot, Salesforce, Pipedrive)]
        numbers = count()
        for crm in crms:
            kinds: list[RecordType] = ["contact"] * PEOPLE
            if crm.double.crm.id == "salesforce":
                kinds[0] = "lead"
            last = [_somebody(crm, next(numbers), kind) for kind in kinds][-1]
            crm.add_deal(last)
            crm.double.before = _slowly(random.Random(f"{seed} {crm.double.crm.id}"))
        yield {crm.double.crm.id: crm for crm in crms}


def _somebody(crm: Walked, number: int, kind: RecordType) -> Ref:
    first = FIRST_NAMES[number % len(FIRST_NAMES)]
    last = LAST_NAMES[number * 5 % len(LAST_NAMES)]
    return crm.add(first, last, f"({AREAS[0]}) 555-01{number:02}", kind)


def _slowly(dice: random.Random) -> Callable[[], object]:
    return lambda: time.sleep(dice.uniform(0, SLOWEST_S))
