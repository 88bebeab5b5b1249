"""The page of one line: everything an admin should know of it, read in one go."""

from typing import Any

from flask import Response
from sqlalchemy.orm import Session

from threadside.console.forms import Form
from threadside.console.frame import render, visitor
from threadside.errors import NotFound
from threadside.people.cards import display
from threadside.rules.registration import sender_kind
from threadside.runtime import runtime
from threadside.store.tables import CarrierAccount
from threadside.timeline import items
from threadside.words import say
from threadside.workspace import line_proof, lines, registration

KILOBYTE = 1_000


def show(line_id: str, status: int = 200, *forms: Form) -> Response:
    """The line's page; `forms` are those that somebody filled in wrongly.

    Raises:
        NotFound: for a line that is not of this workspace.
    """
    with runtime().uow.read() as session:
        values = _values(session, line_id)
    values["forms"] |= {form.name: form for form in forms}
    return render("console/line.html", status, **values)


def display_or_empty(phone: str | None) -> str:
    """A number as people write it; nothing for none."""
    return display(phone) if phone else ""


def _values(session: Session, line_id: str) -> dict[str, Any]:
    workspace_id = visitor().workspace_id
    found = next(iter(lines.registered(session, workspace_id, line_id)), None)
    if found is None:
        raise NotFound("line")
    line = found.line
    checks = line_proof.checks(session, line)
    campaigns = registration.campaigns_of(session, workspace_id)
    account = session.get_one(CarrierAccount, line.carrier_account_id)
    return {
        "line": line,
        "campaign": found.campaign,
        "brand": found.brand,
        "lack": found.lack,
        "kind": sender_kind(line.phone),
        "account": account,
        "heard": line_proof.heard_of(session, line),
        "checks": {
            kind: items.load(session, workspace_id, check.message_id)
            for kind, check in checks.items()
        },
        "code_waits": "code" in checks and checks["code"].code_hash is not None,
        "campaign_choices": campaigns
        and [
            ("", say("console.campaign.none")),
            *(
                (each.id, f"{each.name} · {say(f'console.registry.{each.state}')}")
                for each in campaigns
            ),
        ],
        "forms": _forms(
            found,
            line_proof.last_test_number(session, workspace_id, visitor().member_id),
        ),
    }


def _forms(found: lines.Registered, phone: str | None) -> dict[str, Form]:
    line = found.line
    return {
        "describe": Form(
            "describe",
            {
                "name": line.name,
                "sms": line.sms,
                "mms": line.mms,
                "media_limit": line.media_limit // KILOBYTE,
                "verified": line.verified,
            },
        ),
        "link": Form("link", {"campaign": line.campaign_id or ""}),
        "limits": Form("limits", {"per_second": line.per_second, "burst": line.burst_seconds}),
        "test": Form("test", {"phone": display_or_empty(phone)}),
        "code": Form("code"),
    }
