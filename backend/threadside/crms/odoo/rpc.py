"""Calls of Odoo's methods: `/json/2` from 19 on, `/jsonrpc` before.

Sources: odoo.com/documentation/19.0, "External JSON-2 API"; 18.0, "External API"; the server's
`odoo/http.py` (errors of JSON-RPC come with status 200).
"""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from threadside.linking.port import Api
from threadside.linking.problems import CrmProblem, Garbled, NeedsSignIn, Refused, Unavailable
from threadside.linking.reading import dig, must, row, rows, text

OLD, NEW = "/jsonrpc", "/json/2"
FIRST_NEW: Final = 19
_REFUSALS: Final[Mapping[str, str]] = {
    "MissingError": "not_found", "AccessError": "forbidden", "UserError": "invalid",
    "ValidationError": "invalid", "RedirectWarning": "invalid", "ValueError": "invalid",
    "KeyError": "invalid", "TypeError": "invalid", "AttributeError": "invalid",
}  # fmt: skip
_SIGNED_OUT: Final = frozenset({"AccessDenied", "SessionExpiredException"})


class Caller:
    """One operation's calls. Before 19 every operation first asks for the number of its user,
    which each call has to name beside the key."""

    def __init__(self, api: Api) -> None:
        self._api = api
        self._user: int | None = None
        self.new = api.base_url.endswith(NEW)

    def call(self, model: str, method: str, ids: Sequence[int] = (), **named: Any) -> Any:
        """What a method of these records answers.

        Raises:
            Refused: `not_found` where a record is missing; `forbidden`, `invalid`.
            NeedsSignIn, Unavailable, Garbled: as they say.
        """
        if self.new:
            body = {**({"ids": list(ids)} if ids else {}), **named}
            return self._api.call("POST", f"/{model}/{method}", json=body).json
        # Methods of the model itself (create, search_read …) take no ids in front.
        args = [list(ids)] if ids or method in _OF_RECORDS else []
        who = [None, self._number(), None]
        return self._asked("object", "execute_kw", [*who, model, method, args, named])

    def search(
        self,
        model: str,
        domain: Sequence[Any],
        fields: Sequence[str],
        order: str = "id",
        limit: int = 1,
        **more: Any,
    ) -> Sequence[Mapping[str, Any]]:
        """The records that fit, archived ones among them."""
        asked = {"domain": domain, "fields": list(fields), "order": order, "limit": limit, **more}
        found = self.call(model, "search_read", context={"active_test": False}, **asked)
        if not isinstance(found, list):
            raise Garbled("other_fields", "expected a list of records")
        return tuple(flat(each) for each in rows(found))

    def _number(self) -> int:
        if self._user is None:
            found = self._asked("common", "authenticate", [None, None, None, {}])
            if found is False:
                raise NeedsSignIn("token_refused")
            if isinstance(found, bool) or not isinstance(found, int):
                raise Garbled("other_fields", "expected the number of a user")
            self._user = found
        return self._user

    def _asked(self, service: str, method: str, args: Sequence[Any]) -> Any:
        params = {"service": service, "method": method, "args": args}
        body = {"jsonrpc": "2.0", "method": "call", "id": 1, "params": params}
        answer = must(self._api.call("POST", self._api.base_url, json=body).json)
        if "error" in answer:
            raise _problem(answer["error"])
        return must(answer, "result")["result"]


_OF_RECORDS: Final = frozenset({"add", "remove", "unlink", "write"})


def enclosed(secret: str, body: Any) -> Any:
    """A call of `/jsonrpc` with database and key where it takes them; any other body as it is."""
    args = dig(body, "params.args")
    if not isinstance(args, list) or not args:
        return body
    typed = parts(secret)
    user = typed.get("login", "") if body["params"]["service"] == "common" else args[1]
    filled = [typed.get("database", ""), user, typed["key"], *args[3:]]
    return {**body, "params": {**body["params"], "args": filled}}


def denied(asked: Any, answered: Callable[[], Any]) -> bool:
    """Whether an answer of `/jsonrpc` means that the key is taken no more: an error that says so,
    or nobody who signs in with it (`false`). `/json/2` says it by its status."""
    if dig(asked, "jsonrpc") is None:
        return False
    answer = row(answered())
    if dig(asked, "params.service") == "common":
        return answer.get("result") is False or _name(answer.get("error")) in _SIGNED_OUT
    return _name(answer.get("error")) in _SIGNED_OUT


def parts(secret: str) -> Mapping[str, str]:
    """What was typed, by the names of the fields."""
    try:
        found = json.loads(secret)
    except ValueError:
        found = None
    return found if isinstance(found, dict) and "key" in found else {"key": secret}


def flat(found: Mapping[str, Any]) -> Mapping[str, Any]:
    """A record with `[7, "Grace"]`, which is what a field of another record reads as, by names."""
    return {
        name: {"id": value[0], "name": value[1]}
        if isinstance(value, list) and len(value) == 2
        else value
        for name, value in found.items()
    }


def place(typed: str, version: str) -> str:
    """Where the API is, of an address that may be any of Odoo's pages."""
    origin = re.match(r"https?://[^/]+", typed)
    number = re.search(r"\d+", version)
    new = number is not None and int(number[0][:4]) >= FIRST_NEW
    return f"{origin[0] if origin else typed}{NEW if new else OLD}"


def _name(error: Any) -> str:
    return text(dig(error, "data.name")).rpartition(".")[2]


def _problem(error: Any) -> CrmProblem:
    name = _name(error)
    said = text(dig(error, "data.message")) or text(row(error).get("message"))
    if name in _SIGNED_OUT:
        return NeedsSignIn("token_refused")
    code = _REFUSALS.get(name)
    return Refused(code, said) if code else Unavailable("broken", said)
