"""The story of a number on one page that can be read and printed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

from threadside.words import say

STYLE: Final = (
    "body{font:14px/1.45 system-ui,sans-serif;margin:2rem auto;max-width:60rem;padding:0 1rem;"
    "color:#1c1c1e;background:#fff}h1{font-size:1.4rem}h2{font-size:1.1rem;margin-top:2rem}"
    "table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;"
    "padding:.3rem .6rem .3rem 0;border-bottom:1px solid #d8d8dc}td.text{white-space:pre-wrap;"
    "overflow-wrap:anywhere}dt{font-weight:600}dd{margin:0 0 .4rem}tr{break-inside:avoid}"
    "thead{display:table-header-group}@media print{body{margin:0;max-width:none}}"
)


@dataclass(frozen=True)
class About:
    """What stands above the tables."""

    workspace: str
    phone: str
    people: Sequence[str]
    zone: str
    zone_basis: str
    standing: str
    entries: int
    head: str


def page(
    about: About,
    consent: Sequence[Mapping[str, str]],
    revocations: Sequence[Mapping[str, str]],
    texts: Iterator[dict[str, str]],
) -> Iterator[bytes]:
    """The page, piece by piece; nothing in it runs or is fetched."""
    title = say("export.title", phone=about.phone)
    yield (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        f"<title>{escape(title)}</title><style>{STYLE}</style></head><body>"
        f"<h1>{escape(title)}</h1><dl>{''.join(_facts(about))}</dl>"
        f"<p>{escape(say('export.how_to_verify'))}</p>"
    ).encode()
    yield from _table("revocations", ("at_utc", "method", "exact_text", "seconds_to_suppression"),
                      iter(revocations))  # fmt: skip
    yield from _table("consent", ("at", "kind", "scope", "method", "words", "wording"),
                      iter(consent))  # fmt: skip
    yield from _table("texts", ("at_utc", "at_local", "direction", "body", "status", "sender"),
                      texts)  # fmt: skip
    yield b"</body></html>\n"


def _facts(about: About) -> Iterator[str]:
    facts = {
        "workspace": about.workspace,
        "people": ", ".join(about.people) or say("export.nobody"),
        "zone": f"{about.zone} ({about.zone_basis})",
        "standing": about.standing,
        "chain": say("export.chain_words", entries=about.entries, head=about.head),
    }
    for name, value in facts.items():
        yield f"<dt>{escape(say(f'export.{name}'))}</dt><dd>{escape(value)}</dd>"


def _table(name: str, columns: Sequence[str], rows: Iterator[Mapping[str, str]]) -> Iterator[bytes]:
    yield f"<h2>{escape(say(f'export.{name}'))}</h2>".encode()
    heads = "".join(f"<th>{escape(say(f'export.column.{column}'))}</th>" for column in columns)
    yield f"<table><thead><tr>{heads}</tr></thead><tbody>".encode()
    empty = True
    for row in rows:
        empty = False
        cells = "".join(
            f'<td class="text">{escape(str(row.get(column) or ""))}</td>' for column in columns
        )
        yield f"<tr>{cells}</tr>\n".encode("utf-8", "backslashreplace")
    yield b"</tbody></table>"
    if empty:
        yield f"<p>{escape(say('export.none'))}</p>".encode()
