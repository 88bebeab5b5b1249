"""Everything that can be set, in one list: its name, what it does, how it stands, who changed it.

The rules come off the policy's contract, so that a new one can't be left out; what belongs to one
line, account or CRM is set there, and named here.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy.orm import Session

from threadside.console import policy_fields
from threadside.contracts.policy import Policy
from threadside.store.tables import Workspace
from threadside.words import say, say_or, table
from threadside.workspace import policy as policies
from threadside.workspace import setting_changes
from threadside.workspace.members import DEFAULT_HOLD_SECONDS, DEFAULT_REGION

WORKSPACE: Final[Mapping[str, tuple[Any, str]]] = {
    "hold_seconds": (DEFAULT_HOLD_SECONDS, "/console/settings#undo"),
    "name": (None, "/console/settings#workspace"),
    "region": (DEFAULT_REGION, "/console/settings#workspace"),
}
"""The settings of the workspace itself: what each is at first, and where its form is."""
ELSEWHERE: Final[Mapping[str, str]] = {
    "pause": "/console/settings#sending",
    "line_speed": "/console/lines",
    "account_speed": "/console/account#pace",
    "registered_limits": "/console/registration",
    "keyword_answers": "/console/account",
    "webhooks": "/console/account#webhooks",
    "crm_log": "/console/crm",
    "own_pages": "/console/crm/pages",
    "consent_forms": "/console/consent/forms",
    "people": "/console/people",
    "above_reads": "/console/places",
    "working_hours": "/console/insight/clock",
    "set_up": "/console/set-up",
}
"""What is set for one line, account, CRM or person: where. Its words are `settings.<name>`."""
DEFAULTS: Final = Policy()


@dataclass(frozen=True, slots=True)
class Item:
    """A setting in words. `value` is None for what is set elsewhere, `default` where there is none
    or it is in force; `by` and `at` are of the newest change there is."""

    name: str
    group: str
    label: str
    effect: str
    source: str
    place: str
    value: str | None = None
    default: str | None = None
    changed: bool = False
    by: str | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Last:
    """Who changed a setting last, and when."""

    by: str | None
    at: datetime


def items(session: Session, workspace_id: str) -> list[Item]:
    """Every setting, group by group."""
    workspace = session.get_one(Workspace, workspace_id)
    rules, _ = policies.current(session, workspace_id)
    of_rules = {
        name: Last(change.member_name, change.at)
        for change in reversed(policies.history(session, workspace_id))
        for name in change.changed
    }
    of_workspace = {
        change.name: Last(change.member_name, change.at)
        for change in reversed(setting_changes.history(session, workspace_id))
    }
    return [
        *_of_workspace(workspace, of_workspace),
        *_of_policy(rules, of_rules),
        *(
            Item(name, "elsewhere", say(f"settings.{name}"), say(f"settings.{name}.effect"), "", at)
            for name, at in ELSEWHERE.items()
        ),
    ]


def matching(found: Iterable[Item], asked: str) -> list[Item]:
    """Those that hold every word that was asked for, anywhere in what is said of them."""
    words = asked.casefold().split()
    return [each for each in found if all(word in _text(each) for word in words)]


def grouped(found: Iterable[Item]) -> dict[str, list[Item]]:
    """By group, in order."""
    groups: dict[str, list[Item]] = {}
    for each in found:
        groups.setdefault(each.group, []).append(each)
    return groups


def worded(name: str, value: Any) -> str:
    """A setting's value as a page says it."""
    if name in WORKSPACE or value is None:
        return "–" if value in (None, "") else str(value)
    return policy_fields.setting(name).worded(value)


def label(name: str) -> str:
    """A setting's name in words."""
    return say_or(f"settings.{name}", f"policy.{name}")


def _of_workspace(workspace: Workspace, last: Mapping[str, Last]) -> Iterator[Item]:
    for name, (default, place) in WORKSPACE.items():
        value, was = getattr(workspace, name), last.get(name)
        other = default is not None and default != value
        yield Item(
            name, "workspace", label(name), say(f"settings.{name}.effect"), "", place,
            str(value), str(default) if other else None, was is not None,
            was.by if was else None, was.at if was else None,
        )  # fmt: skip


def _of_policy(rules: Policy, last: Mapping[str, Last]) -> Iterator[Item]:
    for group in policy_fields.GROUPS:
        for each in policy_fields.group(group):
            value, default = getattr(rules, each.name), getattr(DEFAULTS, each.name)
            was = last.get(each.name)
            yield Item(
                each.name, group, say(f"policy.{each.name}"), say(f"policy.{each.name}.effect"),
                table().get(f"policy.{each.name}.source", ""),
                f"/console/policy/{group}#{group}-{each.name}", each.worded(value),
                each.worded(default) if value != default else None, was is not None,
                was.by if was else None, was.at if was else None,
            )  # fmt: skip


def _text(item: Item) -> str:
    said = (item.label, item.effect, item.source, item.value or "", item.name.replace("_", " "),
            say(f"settings.group.{item.group}"))  # fmt: skip
    return " ".join(said).casefold()
