"""What somebody says of the phone they want a test on: that it is theirs, and that they asked.

It is not more than that: nobody has proved whose phone it is, so the line is marked as unproven and
covers a day, no longer.
"""

from datetime import timedelta
from typing import Final

from threadside.consent import book, closing
from threadside.store.tables import Message, Thread
from threadside.store.uow import Tx
from threadside.words import say

LASTS: Final = timedelta(days=1)
PAGE: Final = "/console/set-up"


def attest(tx: Tx, message_id: str, member_id: str) -> None:
    """A member ticked that the phone which this test goes to is their own, and asked for it."""
    tx.session.flush()
    message = tx.session.get_one(Message, message_id)
    thread = tx.session.get_one(Thread, message.thread_id)
    book.write(
        tx,
        message.workspace_id,
        message.phone,
        "granted",
        "web_form",
        scope="informational",
        strength="express",
        verified=False,
        person_id=thread.person_id,
        wording=say("set_up.test.mine"),
        source_url=PAGE,
        expires_at=tx.now + LASTS,
        line_id=message.line_id,
        message_id=message_id,
        member_id=member_id,
    )
    closing.tell(tx, message.workspace_id, message.phone)
