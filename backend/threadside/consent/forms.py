"""Forms for customers' web sites: what they ask, in which exact words, and where they may stand."""

import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final
from urllib.parse import urlsplit

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from threadside.audit import log as audit
from threadside.consent import book, house
from threadside.errors import Invalid
from threadside.ids import new_id
from threadside.store.tables import ConsentForm, ConsentFormVersion, Line, Workspace
from threadside.store.uow import Tx

KEY_BYTES: Final = 12
SHORTEST, LONGEST = 10, 4000
MOST_ORIGINS: Final = 20
_HOST: Final = re.compile(r"[a-z0-9.-]{1,253}|\[[0-9a-f:]{2,45}\]")


@dataclass(frozen=True, slots=True)
class Shown:
    """A form as a visitor sees it: its row, its wording in force and whose it is."""

    form: ConsentForm
    wording: str
    brand: str


def add(
    tx: Tx,
    workspace_id: str,
    *,
    name: str,
    scope: str,
    wording: str,
    origins: Sequence[str],
    locale: str = "en",
    double_opt_in: bool = True,
    line: str | None = None,
    member_id: str | None = None,
) -> ConsentForm:
    """A new form. `origins` are the sites that may show it, as `https://www.example.com`.

    Raises:
        Invalid: `empty_name`, `form_scope`, `form_wording`, `form_origin`, `form_line`.
    """
    if not name.strip():
        raise Invalid("empty_name")
    if scope not in ("informational", "marketing"):
        raise Invalid("form_scope")
    form = ConsentForm(
        id=new_id(),
        workspace_id=workspace_id,
        key=secrets.token_urlsafe(KEY_BYTES),
        name=name.strip()[:200],
        scope=scope,
        locale=locale,
        double_opt_in=double_opt_in,
        origins=_origins(origins),
        line_id=_line(tx, workspace_id, line),
        active=True,
        version=1,
        created_at=tx.now,
    )
    tx.session.add(form)
    tx.session.flush()
    _word(tx, form, wording, member_id)
    return form


def reword(tx: Tx, form: ConsentForm, wording: str, member_id: str | None = None) -> None:
    """Another wording from now on; what was shown before stays as it was.

    Raises:
        Invalid: `form_wording`.
    """
    form.version += 1
    _word(tx, form, wording, member_id)


def close(tx: Tx, form: ConsentForm) -> None:
    """Take no more answers."""
    form.active = False
    tx.session.flush()
    audit.record(tx, form.workspace_id, "form.closed", {"form": form.id})


def reopen(tx: Tx, form: ConsentForm) -> None:
    """Take answers again."""
    form.active = True
    tx.session.flush()
    audit.record(tx, form.workspace_id, "form.opened", {"form": form.id})


def of_workspace(session: Session, workspace_id: str) -> Sequence[ConsentForm]:
    """Every form, the newest last."""
    return session.scalars(
        select(ConsentForm).where(ConsentForm.workspace_id == workspace_id).order_by(ConsentForm.id)
    ).all()


def find(session: Session, key: str) -> Shown | None:
    """The form under a public key, with its wording in force."""
    row = session.execute(_by_key(), {"key": key}).first()
    if row is None:
        return None
    return Shown(row[0], row[1], house.house(session, row[0].workspace_id).brand)


@cache
def _by_key() -> Any:
    return (
        select(ConsentForm, ConsentFormVersion.wording)
        .join(
            ConsentFormVersion,
            (ConsentFormVersion.form_id == ConsentForm.id)
            & (ConsentFormVersion.version == ConsentForm.version),
        )
        .where(ConsentForm.key == bindparam("key"), ConsentForm.active)
    )


def _word(tx: Tx, form: ConsentForm, wording: str, member_id: str | None) -> None:
    words = wording.strip().replace("\r\n", "\n")
    if not SHORTEST <= len(words) <= LONGEST or "\x00" in words:
        raise Invalid("form_wording", shortest=SHORTEST, longest=LONGEST)
    digest = book.sha256(words)
    tx.session.add(
        ConsentFormVersion(
            form_id=form.id,
            version=form.version,
            wording=words,
            sha256=digest,
            member_id=member_id,
            at=tx.now,
        )
    )
    tx.session.flush()
    told = {"form": form.id, "version": form.version, "wording_sha256": digest}
    audit.record(tx, form.workspace_id, "form.worded", told)


def _origins(given: Sequence[str]) -> list[str]:
    """Origins as browsers write them: no path, the scheme's own port left out."""
    found = sorted({_origin(each) for each in given})
    if not 0 < len(found) <= MOST_ORIGINS:
        raise Invalid("form_origin", origin="")
    return found


def _origin(given: str) -> str:
    parts = urlsplit(given.strip())
    try:
        port = parts.port
    except ValueError:
        port = -1
    host = (parts.hostname or "").lower()
    host = f"[{host}]" if ":" in host else host
    plain = parts.path in ("", "/") and not parts.query and not parts.fragment
    usual = {"https": 443, "http": 80}
    if parts.scheme not in usual or not _HOST.fullmatch(host) or not plain or parts.username:
        raise Invalid("form_origin", origin=given[:100])
    if port == -1:
        raise Invalid("form_origin", origin=given[:100])
    return f"{parts.scheme}://{host}" + (
        f":{port}" if port not in (None, usual[parts.scheme]) else ""
    )


def _line(tx: Tx, workspace_id: str, phone: str | None) -> str | None:
    if phone is None:
        return None
    found = tx.session.scalar(
        select(Line.id).where(Line.workspace_id == workspace_id, Line.phone == phone)
    )
    if found is None:
        raise Invalid("form_line")
    return found


def region(session: Session, form: ConsentForm) -> str:
    """Where numbers without a country code are read that visitors of a form type (ISO 3166-1)."""
    return session.scalars(select(Workspace.region).where(Workspace.id == form.workspace_id)).one()
