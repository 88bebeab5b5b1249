"""Whom something is said about that a page showed and nobody here knew: met as by a first text."""

from typing import TypeVar

from threadside.consent import book
from threadside.contracts.consent import RecordConsent, RecordOptOut, RecordWrongNumber
from threadside.people import known
from threadside.store.uow import Tx

Wish = TypeVar("Wish", RecordConsent, RecordOptOut, RecordWrongNumber)


def met(tx: Tx, workspace_id: str, wish: Wish) -> Wish:
    """The same wish, naming by id whoever is new. What its key made before meets nobody again.

    Raises:
        Invalid: `one_recipient` when it names somebody known as well.
    """
    if wish.new_person is None or book.same(tx, workspace_id, wish.client_key) is not None:
        return wish
    person = known.recipient(
        tx, workspace_id, wish.phone, person_id=wish.person, stranger=wish.new_person
    )
    return wish.model_copy(update={"person": person.id, "new_person": None})
