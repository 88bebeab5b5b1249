"""What an admin changes of the carrier account, and what is known of how it fares.

Its secrets are sealed by `sending.accounts`; nothing here gives one back.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from threadside.errors import Invalid, Refusal
from threadside.sealing import Sealer
from threadside.sending import accounts
from threadside.store.tables import CarrierAccount, Line, WebhookReceipt, Workspace
from threadside.store.tables.lines import APIS, SMS_SIGNATURES
from threadside.store.uow import Tx

OF_A_LINE: Final = ("inbound", "sms_inbound")
"""Kinds of webhooks that name one of our numbers; the others name a text of ours."""
OF_A_TEXT: Final = ("status", "sms_receipt")
WEBHOOKS: Final = ("inbound", "status", "sms_inbound", "sms_receipt")


def find(session: Session, workspace_id: str) -> CarrierAccount | None:
    """The carrier account of a workspace, if one is connected."""
    return session.scalar(
        select(CarrierAccount)
        .where(CarrierAccount.workspace_id == workspace_id)
        .order_by(CarrierAccount.created_at, CarrierAccount.id)
        .limit(1)
    )


def check_key(private_key: str) -> None:
    """Refuse what the carrier's SDK would refuse at the first text.

    Raises:
        Invalid: `bad_private_key` for anything but an RSA key as PEM in PKCS #8.
    """
    if "BEGIN PRIVATE KEY" not in private_key:
        raise Invalid("bad_private_key")
    try:
        key = load_pem_private_key(private_key.encode(), None)
    except (ValueError, UnsupportedAlgorithm) as error:
        raise Invalid("bad_private_key") from error
    if not isinstance(key, RSAPrivateKey):
        raise Invalid("bad_private_key")


def check_api(api: str, *, has_secret: bool) -> None:
    """Whether texts can go out by an API: the SMS API is signed in to with the account's secret.

    Raises:
        Invalid: `bad_choice`, `api_secret_needed`.
    """
    if api not in APIS:
        raise Invalid("bad_choice")
    if api == "sms" and not has_secret:
        raise Invalid("api_secret_needed")


def require_none(tx: Tx, workspace_id: str) -> None:
    """Before an account is connected: of two admins who do so at once, the second waits here.

    Raises:
        Refusal: `changed_meanwhile` (409) when the workspace has one.
    """
    tx.session.get_one(Workspace, workspace_id, with_for_update={"key_share": True})
    if find(tx.session, workspace_id) is not None:
        raise Refusal("changed_meanwhile")


def choose_api(tx: Tx, account: CarrierAccount, api: str) -> None:
    """By which API the next text goes out. Raises as `check_api` does."""
    check_api(api, has_secret=account.api_secret_sealed is not None)
    account.api = api
    tx.session.flush()


def replace_key(
    tx: Tx, sealer: Sealer, account: CarrierAccount, application_id: str, private_key: str
) -> None:
    """Sign the next text with another key. Raises as `check_key` does."""
    check_key(private_key)
    accounts.set_application(tx, sealer, account, application_id, private_key)


def sign_sms(tx: Tx, account: CarrierAccount, how: str) -> None:
    """How webhooks of the SMS API must be signed from now on.

    Raises:
        Invalid: `bad_choice`.
    """
    if how not in SMS_SIGNATURES:
        raise Invalid("bad_choice")
    account.sms_signature = how
    tx.session.flush()


def leave_opt_outs(tx: Tx, account: CarrierAccount, *, to_carrier: bool) -> None:
    """Who confirms STOP and answers HELP by text: the carrier (Vonage's Opt-Out Assist), or we."""
    account.answers_opt_outs = to_carrier
    tx.session.flush()


def last_webhooks(session: Session, account: CarrierAccount) -> Mapping[str, datetime | None]:
    """When a webhook of each of `WEBHOOKS` last came in: texts to one of the account's lines,
    receipts for any of its texts. Each a step or one per line in an index, however many there are.
    """
    newest = select(func.max(WebhookReceipt.received_at)).where(
        WebhookReceipt.carrier_account_id == account.id
    )
    found = {
        kind: newest.where(WebhookReceipt.kind == kind, WebhookReceipt.line_phone.is_(None))
        for kind in OF_A_TEXT
    }
    for kind in OF_A_LINE:
        to_line = newest.where(
            WebhookReceipt.kind == kind, WebhookReceipt.line_phone == Line.phone
        ).correlate(Line)
        found[kind] = select(func.max(to_line.scalar_subquery())).where(
            Line.carrier_account_id == account.id
        )
    row = session.execute(
        select(*(found[kind].scalar_subquery().label(kind) for kind in WEBHOOKS))
    ).one()
    return dict(row._mapping)  # noqa: SLF001 - SQLAlchemy's public name for a row as a mapping
