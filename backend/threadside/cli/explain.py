"""`threadside explain`: the pure rules, from arguments or from JSON lines on standard input.

Each argument, or each line, is answered by one line of JSON. A line may be the main value alone
(`"(720) 555-0142"`) or an object with every field. What can't be read is answered by
`{"error": …}`, and the command then ends with 1.
"""

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

import click
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from threadside.rules import delivery, hours, intents, phones, segments, templates, verdict

Answer = Callable[[Any], Any]


class _Ask(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Phone(_Ask):
    """A number as somebody wrote it."""

    raw: str
    region: str = "US"


class Text(_Ask):
    """A text."""

    text: str


class Template(_Ask):
    """A template with the values of a person."""

    body: str
    values: dict[str, str | None] = Field(default_factory=dict)


class Hours(_Ask):
    """A number, the moment (now when left out) and a zone that is known from elsewhere."""

    phone: str
    at: datetime | None = None
    zone: str | None = None


class Delivery(_Ask):
    """What the carrier reported, in the order of arrival."""

    reports: list[delivery.State]
    current: delivery.State = delivery.State.SUBMITTED


def _phone(ask: Phone) -> Any:
    found = phones.parse_phone(ask.raw, ask.region.upper())
    if isinstance(found, phones.PhoneProblem):
        return {"raw": ask.raw, "e164": None, "problem": found.code}
    return {"raw": ask.raw, "problem": None, **asdict(found)}


def _segments(ask: Text) -> Any:
    return {**asdict(segments.count(ask.text)), "plain": segments.to_gsm(ask.text)}


def _intent(ask: Text) -> Any:
    return asdict(intents.classify(ask.text))


def _template(ask: Template) -> Any:
    rendered = templates.render(ask.body, ask.values)
    return {**asdict(rendered), "fields": templates.fields(ask.body)}


def _hours(ask: Hours) -> Any:
    return hours.local_time(ask.phone, ask.at or datetime.now(UTC), ask.zone)


def _delivery(ask: Delivery) -> Any:
    state = ask.current
    for report in ask.reports:
        state = delivery.fold(state, report) or state
    return {"state": state, "final": delivery.is_final(state)}


@dataclass(frozen=True)
class _Subject:
    """What is asked; who answers; the field an argument fills; further fields as options."""

    ask: Any
    answer: Answer
    help: str
    main: str | None = None
    options: tuple[str, ...] = ()


SUBJECTS = {
    "phone": _Subject(
        Phone, _phone, "Read a number: E.164, kind, or why it can't be texted.", "raw", ("region",)
    ),
    "segments": _Subject(Text, _segments, "Count encoding, units and segments.", "text"),
    "intent": _Subject(Text, _intent, "Is this STOP, START, HELP or none of them?", "text"),
    "template": _Subject(Template, _template, "Fill a template's fields.", "body"),
    "hours": _Subject(Hours, _hours, "The local time of a number.", "phone", ("at", "zone")),
    "delivery": _Subject(Delivery, _delivery, "Fold the carrier's reports into one state."),
    "verdict": _Subject(verdict.Facts, verdict.verdict, "May this be sent now, and why?"),
}


@click.group("explain")
def command() -> None:
    """Ask the rules, with arguments or with JSON lines on standard input."""


def _made(name: str, subject: _Subject) -> click.Command:
    def run(given: tuple[str, ...] = (), **options: str | None) -> None:
        asked = {key: value for key, value in options.items() if value is not None}
        lines = ({subject.main: each} for each in given) if given else _lines(subject, sys.stdin)
        replies = [_say(_answered(subject, line, asked)) for line in lines]
        if any("error" in reply for reply in replies):
            raise SystemExit(1)

    made = click.command(name, help=subject.help)(run)
    made.params.extend(click.Option([f"--{option}"]) for option in subject.options)
    if subject.main is not None:
        made.params.append(click.Argument(["given"], nargs=-1, metavar=subject.main.upper()))
    return made


def _lines(subject: _Subject, stream: Iterable[str]) -> Iterator[Any]:
    for line in filter(str.strip, stream):
        try:
            value = json.loads(line)
        except ValueError:
            yield None
        else:
            alone = subject.main is not None and isinstance(value, str)
            yield {subject.main: value} if alone else value


def _answered(subject: _Subject, line: Any, asked: dict[str, str]) -> Any:
    if not isinstance(line, dict):
        return {"error": "not a JSON object"}
    try:
        ask = TypeAdapter(subject.ask).validate_python({**asked, **line})
        return TypeAdapter(Any).dump_python(subject.answer(ask), mode="json")
    except ValidationError as error:
        return {"error": "; ".join(f"{_where(each)}: {each['msg']}" for each in error.errors())}
    except ValueError as error:
        return {"error": str(error)}


def _where(error: Any) -> str:
    return ".".join(str(part) for part in error["loc"])


def _say(reply: Any) -> Any:
    click.echo(json.dumps(reply, ensure_ascii=False))
    return reply


for _name, _subject in SUBJECTS.items():
    command.add_command(_made(_name, _subject))
