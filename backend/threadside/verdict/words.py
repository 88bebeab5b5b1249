"""A rule's verdict in words: what stands above the composer, in an answer of the API, in a log."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Final

from threadside.contracts.beside import Evidence, Remedy, Verdict, VerdictReason
from threadside.rules import verdict as rule
from threadside.rules.hours import place as city
from threadside.rules.hours import zone_or_utc
from threadside.rules.phones import Phone, parse_phone
from threadside.words import say, say_or, table

LONGEST_QUOTE: Final = 160
_MOMENTS: Final = ("at", "due")
_CLOCK: Final = "since"
_CONTENT: Final = "content_"
_HOUR: Final = re.compile(r"\b([0-2][0-9]):([0-5][0-9])\b")


class Speaker:
    """Says a verdict about `name`, with dates and clocks of `zone`, an IANA name.

    A moment that concerns the contact is said by their own clock, with the place beside it.
    """

    def __init__(self, name: str, zone: str | None, now: datetime) -> None:
        self._name = name or say("verdict.someone")
        self._zone = zone_or_utc(zone)
        self._now = now

    def verdict(self, found: rule.Verdict, version: str) -> Verdict:
        """The whole of it."""
        until = self.until(found.until, found.zone, found.place)
        reasons = [self.reason(reason) for reason in found.reasons]
        first = found.reasons[0]
        return Verdict(
            state=found.state,
            code=found.code,
            title=self._said(first, "title"),
            detail=reasons[0].words,
            reasons=reasons,
            until=found.until,
            until_words=until or None,
            rules_version=version,
        )

    def reason(self, reason: rule.Reason) -> VerdictReason:
        """One reason, for the rep and for the admin."""
        return VerdictReason(
            code=reason.code,
            weight=reason.weight,
            words=self._said(reason, "detail"),
            admin=self._said(reason, "admin"),
            evidence=[self._evidence(each) for each in reason.evidence],
            remedies=[self._remedy(each, reason) for each in reason.remedies],
            may_override=reason.may_override,
        )

    def until(self, moment: datetime | None, zone: str | None, place: str | None) -> str:
        """`8:00 AM in Pensacola`, with the day where that is neither today nor tomorrow."""
        if moment is None:
            return ""
        clock = zone_or_utc(zone) if zone else self._zone
        at = moment.astimezone(clock)
        far = at.date() - self._now.astimezone(clock).date() > timedelta(days=1)
        where = place or (city(zone) if zone else "")
        key = f"verdict.until{'_day' if far else ''}{'' if where else '_here'}"
        return say(key, time=clock_time(at), day=f"{at:%A}", place=where)

    def _said(self, reason: rule.Reason, part: str) -> str:
        params = self._params(reason.params, reason)
        if reason.code.startswith(_CONTENT):
            return _of_content(reason.code.removeprefix(_CONTENT), part, params)
        key = f"verdict.{reason.code}.{part}"
        return say_or(f"{key}.{reason.variant}", key, **params)

    def _evidence(self, found: rule.Evidence) -> Evidence:
        return Evidence(
            kind=found.kind,
            words=say(f"verdict.evidence.{found.about}", **self._params(found.params)),
            id=found.id,
            at=found.at,
            source=found.source,
            version=found.version,
        )

    def _remedy(self, remedy: rule.Remedy, reason: rule.Reason) -> Remedy:
        until = self.until(remedy.at, reason.zone, reason.place)
        was = str(reason.params.get("was") or self._name).split()
        words = say(f"verdict.remedy.{remedy.code}", until=until, whose=" ".join(was[:1]))
        return Remedy(code=remedy.code, words=words, at=remedy.at)

    def _params(
        self, given: Mapping[str, str | int], reason: rule.Reason | None = None
    ) -> dict[str, object]:
        params: dict[str, object] = {**given, "name": self._name}
        for key in _MOMENTS:
            if params.get(key):
                params[key] = self._date(str(params[key]))
        if params.get(_CLOCK):
            params[_CLOCK] = self._since(str(params[_CLOCK]))
        for key, say_it in _SPOKEN.items():
            if params.get(key):
                params[key] = say_it(str(params[key]))
        if "member" in params:
            params["member"] = params["member"] or say("verdict.colleague")
        if "by" in params:
            params["by"] = params["by"] or say("verdict.somebody")
        if reason is not None:
            params["until"] = self.until(reason.until, reason.zone, reason.place)
        return params

    def _date(self, moment: str) -> str:
        at = datetime.fromisoformat(moment).astimezone(self._zone)
        return f"{at:%b} {at.day}, {at.year}"

    def _since(self, moment: str) -> str:
        at = datetime.fromisoformat(moment).astimezone(self._zone)
        today = at.date() == self._now.astimezone(self._zone).date()
        return clock_time(at) if today else f"{at:%b} {at.day}, {clock_time(at)}"


def clock_time(at: datetime) -> str:
    """`8:00 AM` on the clock that `at` has."""
    return f"{at.hour % 12 or 12}:{at:%M} {'AM' if at.hour < 12 else 'PM'}"


def _spoken(hour: re.Match[str]) -> str:
    return clock_time(datetime(2000, 1, 1, int(hour[1]) % 24, int(hour[2]), tzinfo=UTC))


def _spaced(e164: str) -> str:
    parsed = parse_phone(e164, "ZZ")
    return parsed.display if isinstance(parsed, Phone) else e164


def _tabled(group: str, value: str) -> str:
    key = f"{group}.{value}"
    if key in table():
        return say(key)
    return say("verdict.part.other") if group == "verdict.part" else value


def _of_content(code: str, part: str, params: Mapping[str, object]) -> str:
    """A content check's own words; it has one sentence for reps and admins alike."""
    key = f"content.{code}.{part}"
    if part == "admin":
        key = f"content.{code}.why"
    return say_or(key, f"verdict.content_other.{part}", **params)


def _quote(words: str) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= LONGEST_QUOTE else f"{flat[:LONGEST_QUOTE]}…"


_SPOKEN: Final[Mapping[str, Callable[[str], str]]] = {
    "what": partial(_tabled, "verdict.part"),
    "choice": partial(_tabled, "verdict.choice"),
    "scope": partial(_tabled, "verdict.scope"),
    "method": partial(_tabled, "verdict.method"),
    "lacks": partial(_tabled, "registration.lacks"),
    "crm": lambda crm: say_or(f"crm.name.{crm}", "crm.name"),
    "local": lambda moment: clock_time(datetime.fromisoformat(moment)),
    "zone": city,
    "phone": _spaced,
    "window": partial(_HOUR.sub, _spoken),
    "words": _quote,
}
"""How the values of a reason are said, by the name of their place in its words."""
