"""What goes wrong, when: everything follows from the seed and from how far the traffic has come."""

import random
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from faults.server import POINTS
from faults.system import CARRIER_TIMEOUT_S, System
from faults.traffic import Traffic

RATE = 0.02
STORMS = 4
STORM_S = 2.0
FULL_S = 2.0
KILLS_A_RESTART = 10
KILLS_A_FULL_DISK = 15
LATE_S = 60.0
"""In the carrier's time; its receipts are that late for a while."""
CARRIER: tuple[dict[str, Any], ...] = (
    {"kind": "lost_request"},
    {"kind": "lost_response_after_accept", "mode": "close"},
    {"kind": "lost_response_after_accept", "mode": "reset"},
    {"kind": "truncated_response"},
    {"kind": "empty_response"},
    {"kind": "page_response"},
    {"kind": "redirect_response"},
    {"kind": "hang_after_accept", "seconds": 1.0},
    {"kind": "hang_after_accept", "seconds": CARRIER_TIMEOUT_S + 1.5},
    {"kind": "status", "status": 429, "retry_after": 1},
    {"kind": "status", "status": 503},
    {"kind": "status_after_accept", "status": 500},
    {"kind": "duplicate_receipts", "copies": 2},
    {"kind": "reorder_receipts"},
    {"kind": "receipt_before_response"},
    {"kind": "no_receipts"},
    {"kind": "final", "final_status": "undeliverable", "code": 1260},
    {"kind": "unsigned"},
    {"kind": "duplicate_inbound", "copies": 2},
    {"kind": "skewed_iat", "seconds": 25},
    {"kind": "drift", "variants": ["total_count", "int_title", "timestamp_ms", "extra_objects"]},
    {"kind": "media_status", "status": 404},
    {"kind": "media_status", "status": 503},
    {"kind": "media_slow", "seconds": 2.0},
)
"""What strikes by chance, each at `RATE`, as the simulator's `/_sim/faults` takes it."""


@dataclass(order=True)
class Blow:
    """One fault of the machine, due when so much of the traffic is done."""

    at: float
    kind: str
    label: str | None = None


@dataclass
class Trouble:
    """Carries the blows out, one after the other, in a thread of its own."""

    system: System
    traffic: Traffic
    kills: int
    seed: int
    struck: Counter[str] = field(default_factory=Counter)
    carrier: Counter[str] = field(default_factory=Counter)
    _thread: threading.Thread | None = None

    def __post_init__(self) -> None:
        self._dice = random.Random(f"{self.seed}:trouble")
        self.plan = self._planned()

    def start(self) -> None:
        """Order the carrier's faults, then begin."""
        for fault in CARRIER:
            self.system.sim("POST", "faults", {**fault, "probability": RATE})
        self._thread = threading.Thread(target=self._work, name="trouble", daemon=True)
        self._thread.start()

    def finish(self) -> None:
        """Wait for the last blow, and note how often each fault of the carrier struck."""
        if self._thread is not None:
            self._thread.join()
        for rule in self.system.sim("GET", "faults")["items"]:
            self.carrier[rule["kind"]] += rule["used"]

    @property
    def killed(self) -> int:
        """How many times a server was killed."""
        return sum(self.struck[kind] for kind in ("worker", "process", *POINTS))

    def _planned(self) -> list[Blow]:
        dice = self._dice
        blows = [self._kill(number) for number in range(self.kills)]
        blows += [Blow(dice.uniform(0.05, 0.9), "storm") for _ in range(STORMS)]
        blows += [Blow(dice.uniform(0.1, 0.4), "late"), Blow(dice.uniform(0.6, 0.8), "prompt")]
        blows += [Blow(0.35, "older webhooks"), Blow(0.55, "newer webhooks")]
        if self.system.postgres is not None:
            for number in range(max(2, self.kills // KILLS_A_RESTART)):
                kind = "database crash" if number % 2 else "database restart"
                blows.append(Blow(dice.uniform(0.05, 0.9), kind))
        if self.system.disk.own:
            for _ in range(max(1, self.kills // KILLS_A_FULL_DISK)):
                blows.append(Blow(dice.uniform(0.1, 0.9), "full disk"))
        return sorted(blows, key=lambda blow: blow.at)

    def _kill(self, number: int) -> Blow:
        label = POINTS[number // 2 % len(POINTS)] if number % 2 else None
        return Blow(self._dice.uniform(0.02, 0.95), "kill", label)

    def _work(self) -> None:
        for blow in self.plan:
            while self.traffic.progress < blow.at:
                time.sleep(0.05)
            self.struck[self._strike(blow)] += 1

    def _strike(self, blow: Blow) -> str:
        system = self.system
        if blow.kind == "kill":
            return system.kill_one(self._dice, blow.label)
        if blow.kind == "storm":
            self._storm()
        elif blow.kind == "late":
            system.sim("PUT", "config", {"delivered_after_s": LATE_S})
        elif blow.kind == "prompt":
            system.sim("PUT", "config", {"delivered_after_s": 0.4})
        elif blow.kind == "older webhooks":
            system.pictures_come = False  # the SMS API has none
            system.sim("PUT", "config", {"api_type": "sms"})
        elif blow.kind == "newer webhooks":
            system.sim("PUT", "config", {"api_type": "messages"})
            system.pictures_come = True
        elif blow.kind == "full disk":
            system.disk.fill(FULL_S)
            if system.postgres is not None:
                system.postgres.ensure_up()
        elif system.postgres is not None:
            system.postgres.restart(crash=blow.kind == "database crash")
        return blow.kind

    def _storm(self) -> None:
        """The carrier refuses most requests for a while."""
        storm = {"kind": "status", "status": 429, "retry_after": 1, "probability": 0.8}
        rule = self.system.sim("POST", "faults", storm)
        time.sleep(STORM_S)
        self.system.sim("DELETE", f"faults/{rule['id']}")
