"""Real texts that try a line: one to an admin's own phone, or one to the line with a code."""

from sqlalchemy import select

from threadside.consent import own_phone
from threadside.contracts.timeline import NewPerson, SendMessage
from threadside.errors import Invalid, Refusal
from threadside.ids import new_id
from threadside.people import resolve
from threadside.rules.phones import Phone, parse_phone
from threadside.store.tables import EventHead, Line, Workspace
from threadside.store.uow import Tx
from threadside.threads import gesture
from threadside.threads.pressing import Sender
from threadside.threads.send import is_pressed, press
from threadside.words import say
from threadside.workspace import line_proof, lines


def send_test(
    tx: Tx,
    sender: Sender,
    line: Line,
    phone: str,
    name: str,
    *,
    key: str = "",
    attests: bool = False,
) -> str:
    """Text the admin called `name` from `line`; gives the message's id, which is remembered.

    The same `key` is the same text again. With `attests` they said that the phone is theirs.

    Raises:
        Invalid: `bad_number`.
        Refusal: what a press of Send is refused for.
    """
    workspace = tx.session.get_one(Workspace, sender.workspace_id)
    parsed = parse_phone(phone, workspace.region)
    if not isinstance(parsed, Phone):
        raise Invalid("bad_number")
    words = say("console.test.text", line=line.name, workspace=workspace.name)
    if key and is_pressed(tx.session, sender.workspace_id, key):
        return _send(tx, sender, line, phone=parsed.e164, name=name, text=words, key=key)
    message_id = _send(tx, sender, line, phone=parsed.e164, name=name, text=words, key=key)
    line_proof.remember(tx, line, "test", member_id=sender.member_id, message_id=message_id)
    if attests:
        own_phone.attest(tx, message_id, sender.member_id)
    return message_id


def send_code(tx: Tx, sender: Sender, line: Line) -> str:
    """Text a code to a line that is not live yet, from the first one that is.

    Raises:
        Refusal: `line_is_live`, `no_other_line` (409), and what a press of Send is refused for.
    """
    if line.state not in ("requested", "verifying"):
        raise Refusal("line_is_live")
    ours = lines.of_workspace(tx.session, sender.workspace_id)
    other = next((each for each in ours if each.state == "live" and each.sms), None)
    if other is None:
        raise Refusal("no_other_line")
    code = line_proof.new_code()
    words = say("console.code.text", code=code, line=line.name)
    message_id = _send(tx, sender, other, phone=line.phone, name=line.name, text=words)
    line_proof.remember(
        tx, line, "code", member_id=sender.member_id, message_id=message_id, code=code
    )
    return message_id


def _send(
    tx: Tx, sender: Sender, line: Line, *, phone: str, name: str, text: str, key: str = ""
) -> str:
    known_ids = resolve.by_phone(tx.session, sender.workspace_id, [phone])
    person = known_ids[0] if known_ids else None
    head = tx.session.scalar(
        select(EventHead.seq).where(EventHead.workspace_id == sender.workspace_id)
    )
    composer = gesture.Composer(sender.workspace_id, sender.member_id, phone)
    wish = SendMessage(
        client_key=key or new_id(),
        line=line.id,
        phone=phone,
        text=text,
        person=person,
        new_person=None if person else NewPerson(name=name),
        seen=head or 0,
        press=gesture.issue(sender.sealer, composer, tx.now),
    )
    return press(tx, sender, wish, purpose="line_check")
