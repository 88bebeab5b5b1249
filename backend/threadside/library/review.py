"""From a draft to what reps use: review, approval, and out of use again.

By the policy's `four_eyes` whoever made a version may not approve it, as with templates.
"""

from sqlalchemy.orm import Session

from threadside.audit import log as audit
from threadside.errors import Invalid, Refusal
from threadside.library import rows
from threadside.store.tables import LibraryItem, LibraryVersion, Media
from threadside.store.uow import Tx
from threadside.templates import checks
from threadside.templates.review import may_approve, others_who_may_approve
from threadside.templates.rows import reason as because
from threadside.templates.rows import said
from threadside.words import say


def submit(
    tx: Tx, workspace_id: str, member_id: str | None, item_id: str, *, seen: int, words: str = "",
) -> None:  # fmt: skip
    """Hand an open version in for review, with a word to whoever looks at it.

    Raises:
        NotFound: when nothing of the item is open.
        Invalid: `alt_needed` without a description, `words_too_long`.
        Refusal: `library_in_review`, `changed_meanwhile` (409).
    """
    note = said(words)
    _, version = rows.held_open(tx, workspace_id, item_id)
    if version.state != "draft":
        raise Refusal("library_in_review", params={"name": version.name})
    rows.require_seen(tx, version, seen)
    _require_described(version)
    version.state, version.submitted_by, version.submitted_at = "in_review", member_id, tx.now
    _step(tx, version, "submitted", member_id, note)


def take_back(tx: Tx, workspace_id: str, member_id: str | None, item_id: str) -> None:
    """Out of review, to be worked on.

    Raises:
        NotFound: when nothing of the item is open.
        Refusal: `library_not_in_review` (409).
    """
    _, version = _in_review(tx, workspace_id, item_id)
    _reopen(version)
    _step(tx, version, "taken_back", member_id, "")


def comment(tx: Tx, workspace_id: str, member_id: str, item_id: str, words: str) -> str:
    """Say something about an item; gives the remark's id.

    Raises:
        NotFound: for an item that is not of this workspace.
        Invalid: `empty_comment`, `words_too_long`.
    """
    note = said(words)
    if not note:
        raise Invalid("empty_comment")
    item = rows.held(tx, workspace_id, item_id)
    audit.record(tx, workspace_id, "library.commented", {"item": item_id})
    return rows.remark(tx, item, "comment", member_id, note)


def send_back(
    tx: Tx, workspace_id: str, member_id: str, item_id: str, reason: str, *, seen: int
) -> None:
    """Back to whoever makes it, with what is to change.

    Raises:
        NotFound: when nothing of the item is open.
        Invalid: `reason_needed_here`, `words_too_long`.
        Refusal: `library_not_in_review`, `changed_meanwhile` (409).
    """
    why = because(reason)
    _, version = _in_review(tx, workspace_id, item_id)
    rows.require_seen(tx, version, seen)
    _reopen(version)
    _step(tx, version, "sent_back", member_id, why)


def approve(
    tx: Tx, workspace_id: str, member_id: str, item_id: str, reason: str, *, seen: int
) -> int:
    """Put a version that is in review in force; gives its number.

    Raises:
        NotFound: when nothing of the item is open.
        Invalid: `reason_needed_here`, `words_too_long`, `alt_needed`.
        Refusal: `library_not_in_review`, `changed_meanwhile` (409), `four_eyes` (409) naming who
            may approve it, `four_eyes_alone` when nobody else may.
    """
    why = because(reason)
    item, version = _in_review(tx, workspace_id, item_id)
    rows.require_seen(tx, version, seen)
    _require_described(version)
    _require_other_eyes(tx.session, version, member_id)
    item.state, item.version = "approved", version.version
    version.state, version.reason = "approved", why
    version.approved_by, version.approved_at = member_id, tx.now
    rows.show(tx, item)
    rows.remark(tx, item, "approved", member_id, why, version=version.version)
    _record(tx, version, "library.approved", why)
    rows.tell(tx, workspace_id)
    return version.version


def retire(tx: Tx, workspace_id: str, member_id: str, item_id: str, reason: str) -> None:
    """Out of reps' reach until it is brought back; an open version of it stays.

    Raises:
        NotFound: for an item that is not of this workspace.
        Invalid: `reason_needed_here`, `words_too_long`.
        Refusal: `library_moved_on` (409) for one that is not in use.
    """
    why = because(reason)
    item = _standing(tx, workspace_id, item_id, "approved")
    item.state = "retired"
    _turned(tx, item, "retired", member_id, why)


def bring_back(tx: Tx, workspace_id: str, member_id: str, item_id: str, reason: str) -> None:
    """Into reps' reach again, as it was approved. Raises as `retire` does, for one that is not
    retired."""
    why = because(reason)
    item = _standing(tx, workspace_id, item_id, "retired")
    item.state = "approved"
    _turned(tx, item, "brought_back", member_id, why)


def _standing(tx: Tx, workspace_id: str, item_id: str, state: str) -> LibraryItem:
    item = rows.held(tx, workspace_id, item_id)
    if item.state != state:
        now = say(f"template.state.{item.state}")
        raise Refusal("library_moved_on", params={"name": item.name, "state": now})
    return item


def _turned(tx: Tx, item: LibraryItem, kind: str, member_id: str, why: str) -> None:
    rows.remark(tx, item, kind, member_id, why)
    about = {"item": item.id, "version": item.version, "reason": why}
    audit.record(tx, item.workspace_id, f"library.{kind}", about)
    rows.tell(tx, item.workspace_id)


def _require_described(version: LibraryVersion) -> None:
    if not version.alt:
        raise Invalid("alt_needed")


def _require_other_eyes(session: Session, version: LibraryVersion, member_id: str) -> None:
    policy = checks.policy(session, version.workspace_id)
    if may_approve(policy, version.writers, member_id):
        return
    names = others_who_may_approve(session, version.workspace_id, member_id)
    if not names:
        raise Refusal("four_eyes_alone", params={"name": version.name})
    raise Refusal("four_eyes", params={"name": version.name, "who": ", ".join(names)})


def _in_review(tx: Tx, workspace_id: str, item_id: str) -> tuple[LibraryItem, LibraryVersion]:
    item, version = rows.held_open(tx, workspace_id, item_id)
    if version.state != "in_review":
        raise Refusal("library_not_in_review", params={"name": version.name})
    return item, version


def _reopen(version: LibraryVersion) -> None:
    version.state, version.submitted_by, version.submitted_at = "draft", None, None


def _step(tx: Tx, version: LibraryVersion, kind: str, member_id: str | None, words: str) -> None:
    tx.session.flush()
    item = tx.session.get_one(LibraryItem, version.item_id)
    rows.remark(tx, item, kind, member_id, words)
    _record(tx, version, f"library.{kind}", words)


def _record(tx: Tx, version: LibraryVersion, kind: str, reason: str) -> None:
    about = {
        "item": version.item_id,
        "version": version.version,
        "revision": version.revision,
        "file_sha256": tx.session.get_one(Media, version.media_id).sha256,
        "reason": reason,
    }
    audit.record(tx, version.workspace_id, kind, about)
