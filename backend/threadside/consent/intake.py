"""What an opt-out does in the transaction that acknowledges it, before it is shown to anybody.

After that commit nothing leaves to whoever sent it (47 CFR 64.1200(a)(10)): the number is closed
and what waited is taken back. Its line in the ledger follows when the text is folded in.
"""

from sqlalchemy import select

from threadside.consent import closing, said
from threadside.consent.closing import Stop
from threadside.rules.intents import Intent, classify
from threadside.rules.sensitive import mask
from threadside.store.tables import Line, Thread
from threadside.store.uow import Tx


def acknowledge(tx: Tx, account_id: str, line_phone: str, peer: str, text: str) -> None:
    """Act on a text that has just been handed over, if it is an opt-out; else nothing is asked of
    the database."""
    if not _stops(classify(text, "")):
        return
    line = tx.session.scalar(
        select(Line).where(Line.carrier_account_id == account_id, Line.phone == line_phone)
    )
    if line is None:
        return
    intent = classify(text, _context(tx, line, peer))
    if _stops(intent):
        stop = Stop("opt_out", mask(text), keyword=intent.keyword or "", line_id=line.id)
        closing.close(tx, line.workspace_id, peer, stop)


def _stops(intent: Intent) -> bool:
    return (intent.intent, intent.action, intent.scope) == ("opt_out", "suppress", "all")


def _context(tx: Tx, line: Line, peer: str) -> str:
    thread = tx.session.execute(
        select(Thread.id, Thread.person_id).where(Thread.line_id == line.id, Thread.phone == peer)
    ).first()
    ours = said.last(tx.session, thread.person_id, thread.id) if thread else None
    return ours.text if ours else ""
