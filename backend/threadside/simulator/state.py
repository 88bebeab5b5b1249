"""What the simulator holds in memory: one account, its traffic, its faults and its clock."""

import threading
from collections.abc import Callable

from threadside.simulator.account import Account
from threadside.simulator.clock import VirtualClock
from threadside.simulator.faults import FaultBook
from threadside.simulator.ledger import Ledger
from threadside.simulator.letters import seal
from threadside.simulator.management.applications import ApplicationBook
from threadside.simulator.management.numbers import NumberBook
from threadside.simulator.media.fetching import Attachment, Fetched
from threadside.simulator.media.store import MediaStore
from threadside.simulator.opt_outs import OptOuts
from threadside.simulator.schedule import Schedule
from threadside.simulator.throttle import Throttle
from threadside.simulator.webhooks import Courier, Post

Fetch = Callable[[Attachment, int], Fetched]
"""(attachment, limit in bytes) → what came of it; never raises."""


class State:
    """Everything but behaviour. `own_url` is where the simulator itself can be reached."""

    def __init__(self, account: Account, post: Post, fetch: Fetch, *, seed: int = 0) -> None:
        self.account = account
        self.configuring = threading.Lock()
        """Held by whoever makes a new account of the present one."""
        self.own_url = ""
        self.fetch = fetch
        self.clock = VirtualClock()
        self.schedule = Schedule(self.clock)
        self.ledger = Ledger()
        self.faults = FaultBook(seed)
        self.throttle = Throttle(self.clock)
        self.media = MediaStore(self.clock)
        self.opt_outs = OptOuts()
        self.numbers = NumberBook()
        self.applications = ApplicationBook()
        self.courier = Courier(
            self.clock,
            self.schedule,
            lambda letter, contact: seal(self.account, letter, self.faults, contact),
            post,
            retries_4xx=lambda: self.account.retry_4xx,
        )

    def public_key(self, application_id: str) -> str | None:
        """Of an application of the account."""
        application = self.applications.find(self.account, application_id)
        return application.public_key if application else None

    def balance(self) -> float:
        """What is left of the account's balance."""
        return self.account.balance - self.account.charge(self.ledger.parts)

    def reset(self, seed: int | None = None) -> None:
        """Forget messages, webhooks, faults, limits' use, files, opt-outs and the clock's speed.

        The account stays, with its numbers and applications.
        """
        self.courier.reset()
        self.schedule.clear()
        self.ledger.clear()
        self.faults.reset(seed)
        self.throttle.reset()
        self.media.clear()
        self.opt_outs.clear()
        self.clock.set_factor(1.0)
