"""`threadside doctor`: is this installation sound, and what waits for a person?"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

import click
from sqlalchemy import Engine, func, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from threadside import rule_files
from threadside.cli.opening import opened
from threadside.insight import attention
from threadside.keys import find_key, key_ring
from threadside.sealing import SealBroken, Sealer
from threadside.sending import pausing
from threadside.sending.accounts import seal_place
from threadside.settings import Settings
from threadside.startup import StartRefused
from threadside.store.migrate import NewerDatabase, pending
from threadside.store.tables import CarrierAccount, Line

SHOWN = 10
Level = Literal["ok", "look", "broken"]


@dataclass(frozen=True)
class Finding:
    """One line of the report. `look` waits for a person, `broken` keeps the server from working."""

    level: Level
    text: str


@click.command("doctor")
def command() -> None:
    """Check database, migrations, key and lines; list webhooks and jobs that need a person.

    Ends with 1 when something is broken.
    """
    settings = Settings()
    with opened(settings) as engine:
        findings = list(examine(settings, engine))
    for finding in findings:
        click.echo(f"{finding.level:7}{finding.text}")
    if any(finding.level == "broken" for finding in findings):
        raise SystemExit(1)


def examine(settings: Settings, engine: Engine) -> Iterator[Finding]:
    """Everything that can be said about an installation, in the order of its floors."""
    rules = rule_files.read(settings)
    yield Finding("look" if rules.problem else "ok", rules.words)
    try:
        missing = pending(engine)
    except NewerDatabase as error:
        yield Finding("broken", f"This release is older than its database ({error}).")
        return
    except SQLAlchemyError as error:
        yield Finding("broken", f"The database can't be reached ({type(error).__name__}).")
        return
    yield Finding("ok", f"The database answers ({engine.dialect.name}).")
    if missing:
        names = ", ".join(missing)
        yield Finding("broken", f"Pending migrations: {names}. Run `threadside db upgrade`.")
        return
    yield Finding("ok", "No migration is pending.")
    with Session(engine) as session:
        yield from _key(settings, session)
        for look in LOOKS:
            yield from look(session)


def _key(settings: Settings, session: Session) -> Iterator[Finding]:
    if not find_key(settings):
        yield Finding("look", "There is no key yet; the first start makes one where it may.")
        return
    try:
        sealer = key_ring(settings)
    except StartRefused as refusal:
        yield Finding("broken", str(refusal))
        return
    broken = [
        row.api_key for row in session.scalars(select(CarrierAccount)) if not _opens(sealer, row)
    ]
    if broken:
        keys = ", ".join(broken)
        yield Finding("broken", f"This key doesn't open the secrets of account(s) {keys}.")
    else:
        yield Finding("ok", "The key opens every stored secret.")


def _opens(sealer: Sealer, row: CarrierAccount) -> bool:
    try:
        sealer.open(row.private_key_sealed, seal_place("private_key", row.id))
    except SealBroken:
        return False
    return True


def _lines(session: Session) -> Iterator[Finding]:
    counted = session.execute(select(Line.state, func.count()).group_by(Line.state))
    states = {state: count for state, count in counted}  # noqa: C416 - a result is no mapping
    told = ", ".join(f"{count} {state}" for state, count in sorted(states.items())) or "none"
    yield Finding("ok" if states.get("live") else "look", f"Lines: {told}.")


def _paused(session: Session) -> Iterator[Finding]:
    for each in pausing.all_standing(session, datetime.now(UTC)):
        who = each.by or "the operator"
        why = each.reason or "no reason was given"
        yield Finding(
            "look",
            f"All sending of {each.workspace} is paused since {_when(each.at)} by {who}: {why}"
            f" ({each.waiting} text(s) wait; `threadside sends resume`).",
        )


def _kept_webhooks(session: Session) -> Iterator[Finding]:
    waits = attention.waiting(session, None)
    count = waits.unmatched + waits.unreadable
    if count == 0:
        yield Finding("ok", "Every webhook was understood.")
        return
    yield Finding("look", f"{count} webhook(s) were kept because nothing could be done with them:")
    states = (attention.UNMATCHED, attention.UNREADABLE)
    for row in attention.kept_webhooks(session, None, states, most=SHOWN):
        parties = f"to {row.line_phone or '?'} from {row.peer or '?'}"
        note = f": {row.note}" if row.note else ""
        when = _when(row.received_at)
        yield Finding("look", f"  {when} {row.state} {row.kind} {parties}{note} [{row.id}]")


def _refused_webhooks(session: Session) -> Iterator[Finding]:
    told = [f"{count} {reason}" for reason, count in attention.refused_ever(session).items()]
    if not told:
        return
    yield Finding("look", f"Webhooks refused so far: {', '.join(told)}. The newest:")
    for row in attention.refused(session, None, most=SHOWN):
        yield Finding("look", f"  {_when(row.at)} {row.path}: {row.reason} [{row.id}]")


def _pending_webhooks(session: Session) -> Iterator[Finding]:
    oldest = attention.pending_since(session)
    if oldest is not None:
        yield Finding("look", f"Webhooks wait to be folded in since {_when(oldest)}.")


def _dead_jobs(session: Session) -> Iterator[Finding]:
    count = attention.waiting(session, None).jobs
    for row in attention.dead_jobs(session, None, most=SHOWN):
        why = row.last_error or "no error was kept"
        yield Finding(
            "look", f"Job {row.name} gave up after {row.attempts} tries: {why} [{row.id}]"
        )
    if count > SHOWN:
        yield Finding("look", f"… and {count - SHOWN} more dead jobs.")


def _claims(session: Session) -> Iterator[Finding]:
    abandoned = attention.abandoned(session, datetime.now(UTC))
    if abandoned:
        yield Finding("look", f"{abandoned} text(s) were claimed by a process that is gone.")
    waits = attention.waiting(session, None)
    uncertain = waits.uncertain + waits.checking
    if uncertain:
        yield Finding("look", f"{uncertain} text(s) wait for the carrier's word: sent or not?")


def _the_rest(session: Session) -> Iterator[Finding]:
    waits = attention.waiting(session, None)
    if waits.chain:
        yield Finding("look", f"The audit log did not hold, {waits.chain} time(s): verify-log.")
    if waits.revocations:
        yield Finding("look", f"{waits.revocations} text(s) may ask to stop; somebody has to say.")
    if waits.alarms:
        yield Finding("look", f"{waits.alarms} alarm(s) about deliveries are open.")
    if waits.media:
        yield Finding("look", f"{waits.media} picture(s) or file(s) could not be fetched.")
    if refused := waits.crm + waits.crm_opt_outs:
        yield Finding("look", f"CRMs refused {refused} log entries or opt-outs.")
    if waits.crm_unread:
        yield Finding("look", f"{waits.crm_unread} webhook(s) of CRMs could not be read.")


def _when(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%SZ")


LOOKS: tuple[Callable[[Session], Iterator[Finding]], ...] = (
    _lines, _paused, _pending_webhooks, _kept_webhooks, _refused_webhooks, _dead_jobs, _claims,
    _the_rest,
)  # fmt: skip
