"""Which fields of a linked CRM mean what: read from the CRM, decided by an admin."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from flask import Blueprint, Response, request
from werkzeug.wrappers import Response as AnyResponse

from threadside.console.crm import HOME, standing
from threadside.console.forms import Form
from threadside.console.frame import console, done, render, visitor
from threadside.crm import known_fields, mapping
from threadside.crm.known_fields import Known
from threadside.errors import Invalid, Refusal
from threadside.http.crm import linked
from threadside.http.records import lookups
from threadside.linking.connections import mapped
from threadside.linking.values import Field, Mapped
from threadside.runtime import runtime
from threadside.store.tables import CrmConnection
from threadside.words import say
from threadside.workspace import versions

bp = Blueprint("crm_mapping", __name__, url_prefix="/crm/<id:connection_id>/mapping")

ONES: Final[Mapping[str, frozenset[str]]] = {
    "name": frozenset({"text"}),
    "preferred_name": frozenset({"text"}),
    "owner": frozenset({"owner", "text", "choice"}),
    "zone": frozenset({"text", "choice"}),
    "language": frozenset({"text", "choice"}),
    "opt_out": frozenset({"boolean", "choice"}),
}
"""What is mapped to one field, and the kinds of fields that can hold it."""
PHONES: Final = frozenset({"phone", "text"})
MOST_ROWS: Final = mapping.MOST + 1
SPARE: Final = 2
Choices = list[tuple[str, str]]


@bp.get("")
@console("admin")
def page(connection_id: str) -> Response:
    """The mapping as it is."""
    return _show(connection_id, _known(connection_id))


@bp.post("")
@console("admin")
def change(connection_id: str) -> AnyResponse:
    """Put another one in force."""
    form = Form("mapping", {name: value[:500] for name, value in request.form.items()})
    known = _known(connection_id)
    try:
        wanted = _wanted(form)
        with runtime().uow.write() as tx:
            workspace_id = visitor().workspace_id
            versions.hold(tx, CrmConnection, workspace_id, connection_id, form.version)
            mapping.change(tx, workspace_id, connection_id, wanted, known.fields)
    except Refusal as refusal:
        if refusal.status == 404:
            raise
        status = 409 if refusal.status == 409 else 422
        return _show(connection_id, known, status, form.refused(refusal))
    return done("crm_mapped", f"{HOME}/{connection_id}/mapping")


def _known(connection_id: str) -> Known:
    held = runtime()
    return known_fields.read(held.uow, lookups().crms, visitor().workspace_id, connection_id)


def _wanted(form: Form) -> Mapped:
    """What was chosen; rows that are empty are left out.

    Raises:
        Invalid: `merge_incomplete`, `merge_twice` with the name.
    """
    values: dict[str, str] = {}
    for number in _rows(form, "value_name"):
        name, field = form.text(f"value_name_{number}"), form.text(f"value_field_{number}")
        if bool(name) != bool(field):
            raise Invalid("merge_incomplete", name=name or field)
        if name in values:
            raise Invalid("merge_twice", name=name)
        if name:
            values[name] = field
    return Mapped(
        phones=_several(form, "phone"),
        values=values,
        shown=_several(form, "shown"),
        **{name: form.text(name) for name in ONES},
    )


def _several(form: Form, stem: str) -> tuple[str, ...]:
    chosen = (form.text(f"{stem}_{number}") for number in _rows(form, stem))
    return tuple(dict.fromkeys(each for each in chosen if each))


def _rows(form: Form, stem: str) -> list[int]:
    return [number for number in range(MOST_ROWS) if f"{stem}_{number}" in form.values]


def _show(
    connection_id: str, known: Known, status: int = 200, form: Form | None = None
) -> Response:
    with runtime().uow.read() as session:
        found = standing(session, connection_id)
    now = mapped(found.row.mapping)
    sent = form or Form("mapping", _values(now))
    crm = linked().means.crms.get(found.row.crm)
    labels = mapping.labels(found.row.mapping)
    chosen = set(now.asked) | {value for name, value in sent.values.items() if _is_field(name)}
    extra = {name: labels.get(name, name) for name in chosen if name}
    return render(
        "console/crm_mapping.html",
        status,
        standing=found,
        row=found.row,
        home=f"{HOME}/{connection_id}",
        form=sent,
        problem=known.problem,
        fields=known.fields,
        phones=_options(known.fields, PHONES, extra),
        ones={name: _options(known.fields, kinds, extra) for name, kinds in ONES.items()},
        every=_options(known.fields, None, extra),
        rows={
            "phone": _count(sent, "phone", 3),
            "value": _count(sent, "value_name", 3),
            "shown": _count(sent, "shown", 3),
        },
        keeps_opt_out=crm is not None and crm.opt_out in {"number", "person"},
    )


def _is_field(name: str) -> bool:
    return name in ONES or name.startswith(("phone_", "value_field_", "shown_"))


def _count(form: Form, stem: str, least: int) -> range:
    filled = [number for number in _rows(form, stem) if form.values[f"{stem}_{number}"]]
    return range(min(MOST_ROWS - 1, max(least, (max(filled) + 1 if filled else 0) + SPARE)))


def _values(now: Mapped) -> dict[str, Any]:
    values: dict[str, Any] = {name: getattr(now, name) for name in ONES}
    values |= {f"phone_{number}": name for number, name in enumerate(now.phones)}
    values |= {f"shown_{number}": name for number, name in enumerate(now.shown)}
    for number, (name, field) in enumerate(now.values.items()):
        values |= {f"value_name_{number}": name, f"value_field_{number}": field}
    return values


def _options(
    fields: Iterable[Field], kinds: frozenset[str] | None, extra: Mapping[str, str]
) -> Choices:
    """The fields of some kinds by their labels, and those that are chosen whatever they are."""
    every = {field.name: field for field in fields}
    fitting = [f for f in every.values() if kinds is None or f.kind in kinds or f.name in extra]
    fitting.sort(key=lambda f: (kinds is PHONES and f.kind != "phone", f.label.casefold()))
    found = [(f.name, f.label) for f in fitting]
    twice = {label for _, label in found if [other for _, other in found].count(label) > 1}
    gone = [
        (name, say("console.crm.mapping.gone", field=label))
        for name, label in extra.items()
        if name not in every
    ]
    shown = [(name, f"{label} ({name})" if label in twice else label) for name, label in found]
    return [*shown, *gone]
