"""Two admins at one form: what the other changed beside what was typed, and both put together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from threadside.console import policy_fields, settings_catalog
from threadside.console.forms import Form
from threadside.contracts.policy import Policy
from threadside.words import say
from threadside.workspace import policy as policies


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that somebody else changed. `clash`: it was typed over as well, and differently."""

    label: str
    before: str
    theirs: str
    mine: str
    clash: bool


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """What changed since a form was opened, the newest change's author, moment and reason."""

    fields: tuple[Difference, ...]
    by: str | None = None
    at: datetime | None = None
    reason: str = ""


def of_policy(
    session: Session, workspace_id: str, group: str, mine: Policy, form: Form
) -> tuple[Form, Meanwhile]:
    """The group's form made for the version in force: what was typed stays, and what only somebody
    else changed is taken over."""
    base = policies.at_version(session, workspace_id, form.version)
    theirs, version = policies.current(session, workspace_id)
    together, found = theirs.model_dump(), []
    for each in policy_fields.group(group):
        was, other, typed = (getattr(rules, each.name) for rules in (base, theirs, mine))
        together[each.name] = other if typed == was else typed
        if other != was:
            found.append(
                Difference(
                    settings_catalog.label(each.name), each.worded(was), each.worded(other),
                    each.worded(typed), typed not in (was, other),
                )
            )  # fmt: skip
    merged = policy_fields.filled(group, Policy.model_construct(**together))
    newest = policies.history(session, workspace_id, 1)
    told = Meanwhile(tuple(found))
    if newest:
        told = Meanwhile(tuple(found), newest[0].member_name, newest[0].at, newest[0].reason)
    values = merged | {"version": version, "reason": form.text("reason")}
    return Form(form.name, values, problem=_problem(form, found)), told


def of_fields(form: Form, now: Mapping[str, object]) -> tuple[Form, Meanwhile]:
    """The same for a form that carries what its fields were as `was_<field>`."""
    found, together = [], dict[str, object](form.values)
    for name, value in now.items():
        was, typed, other = form.values.get(f"was_{name}", ""), form.text(name), str(value)
        together[name] = other if typed == was else typed
        if other != was:
            found.append(
                Difference(
                    settings_catalog.label(name), was, other, typed, typed not in (was, other)
                )
            )
    return Form(form.name, together, problem=_problem(form, found)), Meanwhile(tuple(found))


def _problem(form: Form, found: Sequence[Difference]) -> str:
    return say("settings.meanwhile.problem") if found else form.problem
