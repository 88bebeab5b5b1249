"""The policy's settings as a form has them: in groups, each with its control, read back one by one.

What a setting may be is read off the contract, so that a bound stands in one place.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import UnionType
from typing import Any, Final, Literal, Union, get_args, get_origin

from annotated_types import Ge, Le
from pydantic import ValidationError

from threadside.console.forms import Form
from threadside.contracts.policy import Policy
from threadside.words import say

GROUPS: Final[Mapping[str, tuple[str, ...]]] = {
    "consent": (
        "without_consent", "number_doubts", "conversation_hours", "opt_out_confirmation", "brand",
        "contact_path", "opt_out_words", "help_words", "consent_request_words",
    ),
    "hours": (
        "quiet_hours", "hours_off_acknowledged", "hours_mode", "hours_unknown_state",
        "reply_minutes", "close_margin_minutes", "hours_override",
    ),
    "content": (
        "identity", "identity_days", "warn_segments", "max_segments", "promotional_override",
        "sensitive_override", "block_warnings", "phi_mode", "link_domains", "blocked_risks",
        "plain_words", "four_eyes",
    ),
    "pace": (
        "caps", "caps_off_acknowledged", "line_per_minute", "line_seconds_between",
        "line_per_day", "rep_new_per_hour", "rep_new_per_day", "alike_warn", "alike_stop",
        "ratio_warn", "ratio_stop", "ratio_from", "unanswered_day", "unanswered_week",
        "schedule_days",
    ),
    "access": ("second_factor",),
    "records": ("retention_days", "anchor_email", "read_log"),
}  # fmt: skip
ELSEWHERE: Final = frozenset({"hours_edits", "hours_off_by", "hours_off_at"})
"""Settings that no group's form has: the rows of hours have their own, the others are written by
the machine."""
LONG: Final = frozenset(
    {"opt_out_words", "help_words", "consent_request_words", "hours_off_acknowledged",
     "caps_off_acknowledged"}
)  # fmt: skip
ACKNOWLEDGED: Final = {"quiet_hours": "hours_off_acknowledged", "caps": "caps_off_acknowledged"}

Control = Literal["whole", "tick", "choice", "many", "lines", "pairs", "words", "long"]


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: its control, the values it chooses from, its bounds; named `policy.<name>`."""

    name: str
    control: Control
    choices: tuple[str, ...] = ()
    least: int | None = None
    most: int | None = None

    def worded(self, value: Any) -> str:
        """A value as a page says it."""
        if self.control == "tick":
            return say("console.on" if value else "console.off")
        if self.control == "choice":
            return say(f"policy.{self.name}.is.{value}")
        if self.control == "whole":
            return f"{value:,}"
        if self.control in ("words", "long"):
            return str(value) or say("console.policy.unset")
        return ", ".join(self._several(value)) or say("console.none")

    def _several(self, value: Any) -> list[str]:
        if self.control == "many":
            return [say(f"policy.{self.name}.is.{each}") for each in value]
        if self.control == "pairs":
            return [f"{word} → {plain}" for word, plain in value.items()]
        return list(value)

    def shown(self, value: Any) -> object:
        """A value as its control is filled with; ticks of several are fields of their own."""
        if self.control == "lines":
            return "\n".join(value)
        if self.control == "pairs":
            return "\n".join(f"{word} = {plain}" for word, plain in value.items())
        return value

    def read(self, form: Form) -> Any:
        """What was filled in; whether it may be is the contract's to say."""
        text = form.text(self.name).replace("\r\n", "\n")
        if self.control == "tick":
            return form.checked(self.name)
        if self.control == "many":
            return [each for each in self.choices if form.checked(f"{self.name}.{each}")]
        if self.control == "lines":
            return text.split()
        if self.control == "pairs":
            pairs = (line.partition("=") for line in text.splitlines() if line.strip())
            return {word.strip(): plain.strip() for word, _, plain in pairs}
        return text


def setting(name: str) -> Setting:
    """The setting of that name."""
    return _SETTINGS[name]


def group(name: str) -> tuple[Setting, ...]:
    """The settings of a group, in order."""
    return tuple(_SETTINGS[each] for each in GROUPS[name])


def filled(name: str, policy: Policy) -> dict[str, object]:
    """The values of a group's form."""
    values: dict[str, object] = {}
    for each in group(name):
        value = getattr(policy, each.name)
        if each.control == "many":
            values |= {f"{each.name}.{chosen}": True for chosen in value}
        else:
            values[each.name] = each.shown(value)
    return values


def changed(name: str, policy: Policy, form: Form) -> Policy | dict[str, str]:
    """The policy with a group's form in it, or sentences on what can't be, by field."""
    values = policy.model_dump() | {each.name: each.read(form) for each in group(name)}
    try:
        return Policy.model_validate(values)
    except ValidationError as error:
        return dict(_sentences(error, values))


def _sentences(error: ValidationError, values: Mapping[str, Any]) -> list[tuple[str, str]]:
    found = []
    for each in error.errors():
        name = str(each["loc"][0]) if each["loc"] else ""
        if name in _SETTINGS:
            found.append((name, _sentence(_SETTINGS[name])))
        else:
            off = next((rule for rule in ACKNOWLEDGED if values.get(rule) == "off"), "caps")
            found.append((ACKNOWLEDGED[off], say("console.policy.acknowledge")))
    return found


def _sentence(wrong: Setting) -> str:
    if wrong.control == "whole":
        return say("console.policy.between", least=wrong.least, most=wrong.most)
    return say(f"console.policy.wrong.{wrong.control}")


def _described(name: str) -> Setting:
    info = Policy.model_fields[name]
    kind, bounds = info.annotation, {type(each): each for each in info.metadata}
    origin = get_origin(kind)
    if origin is Literal:
        return Setting(name, "choice", tuple(get_args(kind)))
    if kind is bool:
        return Setting(name, "tick")
    if kind is int:
        return Setting(name, "whole", least=_bound(bounds, Ge, "ge"), most=_bound(bounds, Le, "le"))
    if origin is list:
        (each,) = get_args(kind)
        chosen = get_args(each) if get_origin(each) is Literal else ()
        return Setting(name, "many", tuple(chosen)) if chosen else Setting(name, "lines")
    if origin is dict:
        return Setting(name, "pairs")
    if origin in (Union, UnionType):
        raise TypeError(f"{name} has no control")
    return Setting(name, "long" if name in LONG else "words")


def _bound(bounds: Mapping[type, Any], kind: type, attribute: str) -> int | None:
    found = bounds.get(kind)
    return None if found is None else int(getattr(found, attribute))


_SETTINGS: Final = {name: _described(name) for names in GROUPS.values() for name in names}
