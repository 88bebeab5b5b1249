"""A text in doubt, for tests of how that ends."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pytest

from tests.integration.desk import Desk
from threadside.network import allow_network
from threadside.sending.doubts import DoubtChecker
from threadside.sending.port import NoRecords, StatusReceipt, Unknown
from threadside.threads import carrier_word

Asked = tuple[str, str, datetime, datetime]


@dataclass
class ToldRecords:
    """Records that hold what a test put there."""

    held: dict[str, StatusReceipt] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    closed: bool = False

    def find(
        self, client_ref: str, to: str, since: datetime, until: datetime
    ) -> StatusReceipt | None:
        """See `sending.port.Records`."""
        allow_network()
        self.asked.append((client_ref, to, since, until))
        if self.closed:
            raise NoRecords("http_503")
        return self.held.get(client_ref)


class Doubtful:
    """A workspace with one text in doubt, and the records to ask."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.records: ToldRecords | None = ToldRecords()
        self.checker = DoubtChecker(desk.uow, lambda _account: self.records, carrier_word.fold)
        self.person = desk.person()

    def lose(self, words: str = "Hello") -> str:
        """Press, post, and lose the answer; the text's id."""
        message_id: str = self.desk.press(self.person, words)["id"]
        self.desk.carrier.next_answers = [Unknown("no_answer")]
        self.desk.after_hold()
        return message_id

    def check_after(self, minutes: float) -> int:
        """Ask the records when so many minutes have gone by."""
        self.desk.clock.advance(minutes=minutes)
        return self.checker.check_due()

    def put_on_record(self, message_id: str, status: str, state: str, code: str | None) -> None:
        """The carrier took the text, and this became of it."""
        assert self.records is not None
        self.records.held[message_id] = StatusReceipt(
            f"uuid-{message_id}", message_id, status, state, code, None
        )

    def settle(self, message_id: str, outcome: str, **who: Any) -> Any:
        """A person says what they found out."""
        path = f"/v1/messages/{message_id}/settle"
        return self.desk.ask("POST", path, {"outcome": outcome}, **who)

    def shown(self, message_id: str) -> Any:
        """The text as a client sees it."""
        return self.desk.get(f"/v1/messages/{message_id}")


@pytest.fixture
def doubtful(desk: Desk) -> Doubtful:
    """Nothing lost yet."""
    return Doubtful(desk)
