"""Addresses with holes as expressions: `/people/{id}`, `/view?kind={type}&id={id:number}`.

The expressions have bounded holes between letters that no hole can hold, so that each can match in
one way only: no address makes one of them slow.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote, unquote, urlsplit

from threadside.rules.page_adapters.problem import AdapterProblem

_PART: Final = "[^/?#&=]{1,120}"
"""One part of an address: what stands between the letters that divide addresses."""
_UUID: Final = "[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
_KINDS: Final[Mapping[str, str]] = {
    "": _PART, "number": r"\d{1,20}", "uuid": _UUID, "word": r"[\w-]{1,80}",
}  # fmt: skip
_TOKEN: Final = re.compile(r"\{([^{}]*)\}|\*\*|\*|[\w.~!@,:;=&%+'/?#-]", re.ASCII)
_HOLE: Final = re.compile(r"\{[^{}]*\}|\*")
_DIVIDES: Final = frozenset("/?#&=")
_CHECKSUM: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"


@dataclass(frozen=True)
class Compiled:
    """`sources` match host, path, query and fragment as one text; `types` are our types by the
    system's words. `ids` says which spellings are one id."""

    sources: tuple[re.Pattern[str], ...]
    types: Mapping[str, str]
    ids: str


@dataclass(frozen=True)
class Named:
    """The record that an address names."""

    type: str
    id: str
    account: str


def compile_records(adapter: Mapping[str, Any]) -> Compiled:
    """All of an adapter's addresses on all of its hosts; its shape was checked before.

    Raises:
        AdapterProblem: with what is wrong in it.
    """
    types: Mapping[str, str] = adapter.get("types") or {}
    words = dict(types)
    sources = []
    for record in adapter["records"]:
        for host in adapter["hosts"]:
            source, word = _address(_host(host), record)
            sources.append(re.compile(source, re.ASCII))
            if word is None:
                if not types:
                    raise AdapterProblem("no_types", record["address"])
            elif words.setdefault(word, record["type"]) != record["type"]:
                raise AdapterProblem("ambiguous", record["address"])
    return Compiled(tuple(sources), words, adapter.get("ids") or "as-is")


def identify(url: str, compiled: Compiled) -> Named | None:
    """The record that an address names, if the adapter knows it."""
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "") + (f":{parts.port}" if parts.port not in (None, 443) else "")
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host:
        return None
    text = host + _escaped(parts.path or "/")
    text += "".join(
        f"{mark}{_escaped(rest)}"
        for mark, rest in (("?", parts.query), ("#", parts.fragment))
        if rest
    )
    for source in compiled.sources:
        found = source.match(text)
        if found is None:
            continue
        groups = found.groupdict()
        type_ = compiled.types.get(unquote(groups.get("type") or ""))
        if type_ is not None:
            account = groups.get("account")
            id_ = _one_spelling(unquote(groups["id"]), compiled.ids)
            return Named(type_, id_, unquote(account) if account else host)
    return None


def _one_spelling(id_: str, ids: str) -> str:
    if ids == "lower":
        return id_.lower()
    if ids == "salesforce" and len(id_) == 15:  # Salesforce Help, "Record IDs"
        fives = (id_[0:5], id_[5:10], id_[10:15])
        bits = (sum(1 << bit for bit, c in enumerate(five) if "A" <= c <= "Z") for five in fives)
        return id_ + "".join(_CHECKSUM[each] for each in bits)
    return id_


def _escaped(text: str) -> str:
    return quote(text, safe="%!#$&'()*+,/:;=?@[]~")


def _host(host: str) -> str:
    port = "" if re.search(r":\d+\Z", host) else r"(?::\d+)?"
    rest = re.escape(re.sub(r"^(?:\*|\{account\})\.", "", host)) + port
    if host.startswith("*"):
        return rf"[\w-]+(?:\.[\w-]+)*\.{rest}"
    if host.startswith("{"):
        return rf"(?P<account>[\w-]+)\.{rest}"
    return rest


def _address(start: str, record: Mapping[str, Any]) -> tuple[str, str | None]:
    """The expression, and the word that stands for a type of its own."""
    address, type_ = record["address"], record.get("type")
    _require_holes(start + address, address, has_type=type_ is not None)
    front, fragment = _split(address, "#")
    way, query = _split(front or "", "?")
    at, word = _path(way or "", address, named=type_ is not None)
    end = "/?" if query is None else rf"/?(?=\?){_parameters(query, '[^#]*[?&]', address)}"
    if fragment is None:
        end += r"(?:[?#]|\Z)" if query is None else ""
    elif re.match("[^/]*=", fragment):
        end += rf"(?:\?[^#]*)?#{_parameters(fragment, '(?:.*&)?', address)}"
    else:
        end += rf"(?:\?[^#]*)?#{_joined(_tokens(fragment, address), address)}(?:[/?&]|\Z)"
    return start + at + end, None if word is None else unquote(word)


def _require_holes(whole: str, address: str, *, has_type: bool) -> None:
    def holes(name: str) -> int:
        return len(re.findall(rf"[{{<]{name}[:}}>]", whole))

    if holes("id") != 1:
        raise AdapterProblem("no_id", address)
    if holes("type") != (0 if has_type else 1):
        raise AdapterProblem("type", address)
    if holes("account") > 1:
        raise AdapterProblem("account", address)


def _split(text: str, at: str) -> tuple[str, str | None]:
    front, mark, back = text.partition(at)
    return front, back if mark else None


def _tokens(text: str, whole: str) -> list[str]:
    """The tokens of one part; every hole and star has to be kept apart from the next."""
    found: list[str] = []
    at, apart = 0, True
    while at < len(text):
        token = _TOKEN.match(text, at)
        if token is None:
            raise AdapterProblem("letter", text[at:])
        if open_ := token[0][0] in "{*":
            if not apart:
                raise AdapterProblem("touching", whole)
            apart = False
        apart = not open_ and (apart or token[0] in _DIVIDES)
        found.append(token[0])
        at = token.end()
    return found


def _source(token: str, whole: str) -> str:
    if token == "*":  # noqa: S105 - a star
        return _PART
    if not token.startswith("{"):
        return re.escape(token)
    name, _, kind = token[1:-1].partition(":")
    if name not in {"id", "type", "account"} or kind not in _KINDS:
        raise AdapterProblem("hole", whole)
    return f"(?P<{name}>{_KINDS[kind]})"


def _joined(tokens: Sequence[str], whole: str) -> str:
    return "".join(_source(token, whole) for token in tokens)


def _parameters(text: str, within: str, whole: str) -> str:
    """`a={id}&b=c` in any order; `within` is what may stand before and between them."""
    found = ""
    for one in text.split("&"):
        name, value = _split(one, "=")
        if not re.fullmatch(r"[\w.-]+", name, re.ASCII) or value is None or set(value) & set("/?#"):
            raise AdapterProblem("parameter", whole)
        found += (
            rf"(?={within}{re.escape(name)}={_joined(_tokens(value, whole), whole)}(?:[&#]|\Z))"
        )
    return found


def _path(text: str, whole: str, *, named: bool) -> tuple[str, str | None]:
    """The path, with the longest run of plain letters in it set apart where it is the type's
    word."""
    if text.count("**") > 1 or re.search(r"[^/]\*\*|\*\*[^/]", text):
        raise AdapterProblem("stars", whole)
    front, back = text, None
    if "/**" in text:
        front, _, back = text.partition("/**")
    word = max(_HOLE.split(front), key=len) if named else None
    made = _with_word(front, word, whole)
    if back is not None:
        made += "(?:/[^?#]*)?" + _joined(_tokens(back, whole), whole)
    return made, word


def _with_word(front: str, word: str | None, whole: str) -> str:
    tokens = _tokens(front, whole)
    if word is None:
        return _joined(tokens, whole)
    at = front.index(word)
    before, after = front[:at], front[at + len(word) :]
    middle = f"(?P<type>{re.escape(word)})"
    return _joined(_tokens(before, whole), whole) + middle + _joined(_tokens(after, whole), whole)
