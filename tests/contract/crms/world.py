"""A double, its adapter, and somebody to ask for."""

from collections.abc import Callable, Iterator
from html import unescape
from typing import Any

from tests.contract.crms.direct import Direct
from tests.contract.crms.double import HOOK_SECRET, HOOK_URL, Double, entry
from threadside.linking.problems import CrmProblem
from threadside.linking.values import RemotePhone

E164, NATIONAL = "+14155552671", "4155552671"
KEY = "tsx-01JD4W9Q8Z"


class World:
    """A double, its adapter, and somebody to ask for."""

    def __init__(self, double: Double) -> None:
        self.double, self.crm, self.api = double, double.crm, Direct(double)
        self.ada = double.person("Ada", "Lovelace", "(415) 555-2671", "+442071838750")

    @property
    def operations(self) -> Iterator[tuple[str, Callable[[], Any]]]:
        """Everything that can be asked of an adapter, on somebody that is there."""
        crm, api, ada, phone = self.crm, self.api, self.ada, RemotePhone("+14155552671")
        for kind in self.double.relates.values():
            self.double.group(kind, "Loom", (ada, "", True))
        written = crm.write(api, entry(ada, KEY))
        group = self.double.group(self.double.groups[0], "Engine", (ada, "", True)) if (
            self.double.groups
        ) else ada  # fmt: skip
        yield "account_of", lambda: crm.account_of(api, self.double.token)
        yield "fields", lambda: crm.fields(api)
        yield "record", lambda: crm.record(api, ada)
        yield "group", lambda: crm.record(api, group)
        yield "people", lambda: crm.people(api, group)
        yield "related", lambda: crm.related(api, ada)
        yield "users", lambda: crm.users(api)
        yield "by_phone", lambda: crm.by_phone(api, E164, NATIONAL)
        yield "search", lambda: crm.search(api, "Ada Lovelace")
        yield "crawl", lambda: crm.crawl(api, None)
        yield "changed_since", lambda: crm.changed_since(api, None)
        yield "write", lambda: crm.write(api, entry(ada, "tsx-another"))
        yield "find", lambda: crm.find(api, entry(ada, KEY))
        yield "rewrite", lambda: crm.rewrite(api, written, entry(ada, KEY))
        yield "set_opt_out", lambda: crm.set_opt_out(api, ada, phone, True)
        yield "watch", lambda: crm.watch(api, HOOK_URL, HOOK_SECRET)
        yield "erase", lambda: crm.erase(api, written, entry(ada, KEY))

    def bodies(self, key: str) -> list[str]:
        """The texts of the entries with this key, plain."""
        found = [each.body for each in self.double.entries.values() if key in each.body]
        if self.double.html:
            assert all("<b>" not in body for body in found)
            return [unescape(body.replace("<br>", "\n")) for body in found]
        return found


def outcome(ask: Callable[[], Any]) -> Any:
    """What came of it: a result, or the problem; any other exception is a mistake."""
    try:
        return ask()
    except CrmProblem as problem:
        return problem
