"""The carrier simulator for tests of sending: its account, its faults, what it has counted."""

from typing import Any

from tests.integration.desk import Desk
from threadside.carriers.vonage import VonageCarrier
from threadside.sending.port import AccountAccess
from threadside.sending.runner import OutboxRunner
from threadside.simulator import Simulator
from threadside.simulator.faults import Fault, FaultKind


def access(simulator: Simulator, **changed: Any) -> AccountAccess:
    """What an account of ours holds of the simulator's."""
    return AccountAccess(
        **{
            "id": "account",
            "api_host": simulator.tls_url.removeprefix("https://"),
            "api_key": simulator.account.api_key,
            "application_id": simulator.account.application_id,
            "private_key": simulator.private_key_file.read_text(),
            "signature_secret": simulator.account.signature_secret,
            **changed,
        }
    )


def posts(simulator: Simulator) -> tuple[int, int]:
    """Requests that reached the carrier, and texts it accepted."""
    return simulator.network.ledger.all_posts().seen, len(simulator.network.ledger.accepted())


def fault(simulator: Simulator, kind: FaultKind, **values: Any) -> None:
    """Order one fault."""
    simulator.network.faults.add(Fault(kind=kind, **values))


class Whole:
    """A workspace whose outbox posts to the simulator; its webhooks come by hand."""

    def __init__(self, desk: Desk, simulator: Simulator) -> None:
        self.desk = desk
        self.simulator = simulator
        carrier = VonageCarrier(access(simulator), ca_file=simulator.ca_file, timeout_s=1)
        self.outbox = OutboxRunner(desk.uow, lambda _account: carrier)

    def send(self, words: str = "Hello", **fields: Any) -> str:
        """Press, wait for the hold to end, post."""
        message_id: str = self.desk.press(self.desk.person(), words, **fields)["id"]
        self.desk.clock.advance(seconds=5)
        self.outbox.send_due()
        return message_id

    def ledger(self) -> list[str | None]:
        """Our references of what the carrier accepted."""
        entries = self.simulator.network.ledger.accepted()
        return [entry.submission.client_ref for entry in entries]
