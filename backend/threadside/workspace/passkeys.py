"""Passkeys (WebAuthn): a key that a device keeps and gives out only to its owner.

The device has to verify them (a finger, a face, a PIN), so a passkey is both things that have to be
proven and no code is asked for. Keys are discoverable: signing in needs no address. Nothing is
asked of which make a device is (attestation `none`): it would tell one person from another.
"""

import json
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from ipaddress import ip_address
from typing import Final
from urllib.parse import urlsplit

import webauthn
from sqlalchemy import delete, select
from sqlalchemy.orm import Session
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from threadside.audit import sign_ins
from threadside.errors import Invalid, NotFound, Refusal
from threadside.ids import new_id
from threadside.store.tables import Passkey
from threadside.store.uow import Tx
from threadside.workspace import steps

MOST: Final = 20
LONGEST_NAME: Final = 60
LONGEST_ANSWER: Final = 20_000
NAME: Final = "Threadside"
_VERIFIED: Final = UserVerificationRequirement.REQUIRED


@dataclass(frozen=True)
class Site:
    """Whom passkeys are for: `id` is the host that they are bound to, `origin` where pages come
    from. A host that is an address can have none (WebAuthn, section 5.1.3)."""

    id: str
    origin: str

    @property
    def able(self) -> bool:
        """Whether browsers make passkeys for this server."""
        with suppress(ValueError):
            ip_address(self.id)
            return False
        return self.origin.startswith("https://") or self.id == "localhost"


@dataclass(frozen=True)
class Kept:
    """A passkey as its owner sees it."""

    id: str
    name: str
    created_at: datetime
    used_at: datetime | None


@dataclass(frozen=True)
class Asked:
    """What a browser is asked (JSON of WebAuthn's options), and the secret of the step's cookie."""

    options: str
    secret: str


def site_of(public_url: str) -> Site:
    """Whom passkeys of the server at this address are for."""
    parts = urlsplit(public_url)
    return Site(parts.hostname or "", f"{parts.scheme}://{parts.netloc}")


def of_user(session: Session, user_id: str) -> list[Kept]:
    """A user's passkeys, the oldest first."""
    rows = session.scalars(
        select(Passkey).where(Passkey.user_id == user_id).order_by(Passkey.created_at, Passkey.id)
    )
    return [Kept(row.id, row.name, row.created_at, row.used_at) for row in rows]


def ask_for_new(tx: Tx, site: Site, user_id: str, email: str, name: str) -> Asked:
    """Begin to add one.

    Raises:
        Refusal: `too_many_passkeys` (409).
    """
    known = tx.session.scalars(
        select(Passkey.credential_id).where(Passkey.user_id == user_id)
    ).all()
    if len(known) >= MOST:
        raise Refusal("too_many_passkeys", params={"most": MOST})
    options = webauthn.generate_registration_options(
        rp_id=site.id,
        rp_name=NAME,
        user_id=user_id.encode(),
        user_name=email,
        user_display_name=name,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            require_resident_key=True,
            user_verification=_VERIFIED,
        ),
        exclude_credentials=[
            PublicKeyCredentialDescriptor(id=base64url_to_bytes(each)) for each in known
        ],
    )
    secret = steps.begin(tx, "add_passkey", user_id, bytes_to_base64url(options.challenge))
    return Asked(webauthn.options_to_json(options), secret)


def add(tx: Tx, site: Site, user_id: str, *, secret: str | None, answer: str, name: str) -> None:
    """Keep what the browser answered.

    Raises:
        Refusal: `passkey_over` (409) when it took too long, `passkey_refused` (422),
            `passkey_known` (409). Invalid: `no_passkey_name`.
    """
    name = _named(name)
    step = steps.take(tx, secret, "add_passkey")
    if step is None or step.user_id != user_id:
        raise Refusal("passkey_over")
    try:
        found = webauthn.verify_registration_response(
            credential=_json(answer),
            expected_challenge=base64url_to_bytes(step.data),
            expected_rp_id=site.id,
            expected_origin=site.origin,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, TypeError, KeyError) as error:
        raise Refusal("passkey_refused", status=422) from error
    credential = bytes_to_base64url(found.credential_id)
    if tx.session.scalar(select(Passkey.id).where(Passkey.credential_id == credential)):
        raise Refusal("passkey_known")
    tx.session.add(
        Passkey(
            id=new_id(),
            user_id=user_id,
            credential_id=credential,
            public_key=bytes_to_base64url(found.credential_public_key),
            sign_count=found.sign_count,
            name=name,
            created_at=tx.now,
        )
    )
    sign_ins.everywhere(tx, user_id, "passkey.added")


def rename(tx: Tx, user_id: str, passkey_id: str, name: str) -> None:
    """Call one otherwise.

    Raises:
        NotFound: `passkey`. Invalid: `no_passkey_name`.
    """
    whose = select(Passkey).where(Passkey.id == passkey_id, Passkey.user_id == user_id)
    passkey = tx.session.scalar(whose)
    if passkey is None:
        raise NotFound("passkey")
    passkey.name = _named(name)


def remove(tx: Tx, user_id: str, passkey_id: str) -> None:
    """One signs nobody in any more.

    Raises:
        NotFound: `passkey`.
    """
    mine = (Passkey.id == passkey_id, Passkey.user_id == user_id)
    if tx.session.scalar(delete(Passkey).where(*mine).returning(Passkey.id)) is None:
        raise NotFound("passkey")
    sign_ins.everywhere(tx, user_id, "passkey.removed")


def ask(tx: Tx, site: Site) -> Asked:
    """Begin to sign in by whichever passkey the browser offers."""
    options = webauthn.generate_authentication_options(rp_id=site.id, user_verification=_VERIFIED)
    secret = steps.begin(tx, "passkey", None, bytes_to_base64url(options.challenge))
    return Asked(webauthn.options_to_json(options), secret)


def proven(tx: Tx, site: Site, secret: str | None, answer: str) -> str:
    """Whose passkey has answered; gives the user's id.

    Raises:
        Refusal: `passkey_over` (409) when it took too long, `passkey_unknown` (401) for one that
            is not kept here, `passkey_refused` (422).
    """
    step = steps.take(tx, secret, "passkey")
    if step is None:
        raise Refusal("passkey_over")
    given = _json(answer)
    row = tx.session.scalar(
        select(Passkey).where(Passkey.credential_id == str(given.get("id"))).with_for_update()
    )
    if row is None:
        raise Refusal("passkey_unknown", status=401)
    try:
        found = webauthn.verify_authentication_response(
            credential=given,
            expected_challenge=base64url_to_bytes(step.data),
            expected_rp_id=site.id,
            expected_origin=site.origin,
            credential_public_key=base64url_to_bytes(row.public_key),
            credential_current_sign_count=row.sign_count,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, TypeError, KeyError) as error:
        raise Refusal("passkey_refused", status=422) from error
    row.sign_count, row.used_at = found.new_sign_count, tx.now
    return row.user_id


def _json(answer: str) -> dict[str, object]:
    try:
        found = json.loads(answer[:LONGEST_ANSWER])
    except (ValueError, RecursionError) as error:
        raise Refusal("passkey_refused", status=422) from error
    if not isinstance(found, dict):
        raise Refusal("passkey_refused", status=422)
    return found


def _named(name: str) -> str:
    found = " ".join("".join(c for c in name if c.isprintable()).split())[:LONGEST_NAME]
    if not found:
        raise Invalid("no_passkey_name")
    return found
