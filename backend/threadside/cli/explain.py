"""`threadside explain`: the pure rules, from arguments or from JSON lines on standard input.

Each argument, or each line, is answered by one line of JSON. A line may be the main value alone
(`"(720) 555-0142"`) or an object with every field. What can't be answered is told by
`{"code": …, "error": …}`, a word that stays and a sentence; the other lines are answered all the
same, and the command then ends with 1.
"""

import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

import click
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from threadside.cli import explain_hours, explain_verdict
from threadside.cli.explain_problems import CannotTellError, Unread, of_fields, read
from threadside.rules import (
    delivery,
    intents,
    phone_text,
    phones,
    segments,
    sensitive,
    templates,
)

Answer = Callable[[Any], Any]

# Half a surrogate pair has no UTF-8, and some programs end a line at the others; JSON can still
# say them.
_UNPRINTED = re.compile("[\u0085\u2028\u2029\ud800-\udfff]")


class _Ask(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Phone(_Ask):
    """A number as somebody wrote it."""

    raw: str
    region: str = "US"


class Text(_Ask):
    """A text."""

    text: str


class Inbound(Text):
    """A text of theirs, after our last one to them."""

    context: str | None = None


class Template(_Ask):
    """A template with the values of a person."""

    body: str
    values: dict[str, str | None] = Field(default_factory=dict)


class Delivery(_Ask):
    """What the carrier reported, in the order of arrival."""

    reports: list[delivery.State]
    current: delivery.State = delivery.State.SUBMITTED


def _phone(ask: Phone) -> Any:
    region = ask.region.strip().upper()
    found = phones.parse_phone(ask.raw, region)
    if isinstance(found, phones.PhoneProblem):
        # What is no number but reaches somebody from a mobile is told apart from what is none.
        kind = found.code if found.code in {"short_code", "emergency"} else "invalid"
        at_home = "+" not in phone_text.plain_text(ask.raw)
        lost = found.code == "invalid" and at_home and not phones.is_region(region)
        return {"e164": None, "kind": kind, "because": "unknown_region" if lost else found.code}
    kinds: dict[str, str] = {"tollfree": "toll_free"}
    if not found.doubtful:
        kinds["unknown"] = "fixed_or_mobile"
    (written, *_) = phone_text.split_numbers(phone_text.plain_text(ask.raw))
    vanity = any(map(str.isalpha, written.number))
    return {
        "e164": found.e164,
        **({"extension": found.extension} if found.extension else {}),
        "kind": kinds.get(found.kind, found.kind),
        "because": "doubtful" if found.doubtful else "vanity" if vanity else "ok",
    }


def _segments(ask: Text) -> Any:
    plain = segments.to_gsm(ask.text)
    smart = ask.text if plain is None else plain
    return {
        **_cost(ask.text),
        "forcing": segments.forcing(ask.text),
        "smart": {"text": smart, **_cost(smart)},
    }


def _cost(text: str) -> dict[str, Any]:
    size = segments.count(text)
    names = {"gsm7": "GSM-7", "ucs2": "UCS-2"}
    return {"encoding": names[size.encoding], "units": size.units, "segments": size.segments}


def _sensitive(ask: Text) -> Any:
    found = sensitive.find(ask.text)
    return {
        "findings": [{"type": one.type, "action": one.action, "rule": one.rule} for one in found]
    }


def _intent(ask: Inbound) -> Any:
    found = intents.classify(ask.text, ask.context)
    return {"intent": found.intent, "action": found.action, "because": found.because}


def _template(ask: Template) -> Any:
    rendered = templates.render(ask.body, ask.values)
    return {**asdict(rendered), "fields": templates.fields(ask.body)}


def _delivery(ask: Delivery) -> Any:
    state = ask.current
    for report in ask.reports:
        state = delivery.fold(state, report) or state
    return {"state": state, "final": delivery.is_final(state)}


@dataclass(frozen=True)
class _Subject:
    """What is asked; who answers; the field an argument fills; further fields as options; what is
    said beside an error."""

    ask: Any
    answer: Answer
    help: str
    main: str | None = None
    options: tuple[str, ...] = ()
    beside: Mapping[str, str | bool] = field(default_factory=dict)


SUBJECTS = {
    "phone": _Subject(
        Phone, _phone, "Read a number: E.164, kind, or why it can't be texted.", "raw", ("region",)
    ),
    "segments": _Subject(Text, _segments, "Count encoding, units and segments.", "text"),
    "sensitive": _Subject(
        Text, _sensitive, "What in a draft must not be sent? Never says the value.", "text"
    ),
    "intent": _Subject(
        Inbound, _intent, "What does a text of theirs ask for?", "text", ("context",)
    ),
    "template": _Subject(Template, _template, "Fill a template's fields.", "body"),
    "hours": _Subject(
        explain_hours.Hours,
        explain_hours.answer,
        "May a text leave now, by the clock where its recipient is?",
        "phone",
        ("state", "zone", "kind", "last_inbound", "at", "mode"),
        # What nobody could judge must not pass for an hour that is open.
        {"allowed": False},
    ),
    "delivery": _Subject(Delivery, _delivery, "Fold the carrier's reports into one state."),
    "verdict": _Subject(
        explain_verdict.Verdict,
        explain_verdict.answer,
        "May this be sent now, and why? Asks the database.",
        None,
        ("workspace", "line", "phone", "at", "text", "kind", "member"),
        # What nobody could judge must not pass for a text that may leave.
        {"state": "stop"},
    ),
}


@click.group("explain")
def command() -> None:
    """Ask the rules, with arguments or with JSON lines on standard input."""


def _made(name: str, subject: _Subject) -> click.Command:
    def run(given: tuple[str, ...] = (), **options: str | None) -> None:
        asked = {key: value for key, value in options.items() if value is not None}
        lines = (
            ({subject.main: each} for each in given) if given else _lines(subject, sys.stdin.buffer)
        )
        replies = [_say(_answered(subject, line, asked)) for line in lines]
        if any("error" in reply for reply in replies):
            raise SystemExit(1)

    made = click.command(name, help=subject.help)(run)
    made.params.extend(click.Option([f"--{option}"]) for option in subject.options)
    if subject.main is not None:
        made.params.append(click.Argument(["given"], nargs=-1, metavar=subject.main.upper()))
    return made


def _lines(subject: _Subject, stream: Iterable[bytes]) -> Iterator[Any]:
    for line in stream:
        value = read(line)
        alone = subject.main is not None and isinstance(value, str)
        yield {subject.main: value} if alone else value


def _answered(subject: _Subject, line: Any, asked: dict[str, str]) -> Any:
    try:
        return _answer(subject, line, asked)
    except CannotTellError as error:
        problem = error
    except ValueError as error:
        problem = CannotTellError("cannot_tell", str(error))
    return {**subject.beside, "code": problem.code, "error": str(problem)}


def _answer(subject: _Subject, line: Any, asked: dict[str, str]) -> Any:
    if isinstance(line, Unread):
        raise line.problem
    if not isinstance(line, dict):
        raise CannotTellError("not_an_object", "the line is JSON, but no object with fields")
    try:
        ask = TypeAdapter(subject.ask).validate_python({**asked, **line})
    except ValidationError as error:
        raise of_fields(error) from error
    return TypeAdapter(Any).dump_python(subject.answer(ask), mode="json")


def _say(reply: Any) -> Any:
    line = json.dumps(reply, ensure_ascii=False)
    click.echo(_UNPRINTED.sub(lambda char: f"\\u{ord(char[0]):04x}", line))
    return reply


for _name, _subject in SUBJECTS.items():
    command.add_command(_made(_name, _subject))
