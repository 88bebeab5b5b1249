"""The servers as processes: started, asked, killed, started again."""

import json
import random
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import requests

from e2e.stack import Process, free_port
from faults.crm.server import POINTS, REFRESHING, WRITING
from faults.server import TAKEN

Make = Callable[[], tuple[bytes, dict[str, str]]]
ANSWERS_WITHIN_S: Final = 300.0
ASKED_S: Final = 15.0
AT_A_POINT: Final = 0.7
"""How many of the kills wait for a labelled point; most of those where the CRM is dealt with."""


@dataclass
class Front:
    """`config` is what `faults.crm.server` takes, but for its orders. Each request goes to one of
    the servers, and again until one answers: a press has its key, a webhook its id."""

    folder: Path
    config: dict[str, Any]
    servers: int
    dice: random.Random
    kills: int = 0
    anyhow: int = 0
    """Of the kills those that came at no labelled point."""
    again: int = 0
    """Requests that were made again, since the answer was lost."""
    _up: list[Process] = field(default_factory=list)
    _ports: list[int] = field(default_factory=list)

    def start(self) -> None:
        """Start every server."""
        for number in range(self.servers):
            self._orders(number).mkdir(parents=True)
            self._ports.append(free_port())
            self._up.append(self._started(number))

    def _orders(self, number: int) -> Path:
        return self.folder / f"orders-{number}"

    def _started(self, number: int) -> Process:
        config = json.dumps({**self.config, "orders": str(self._orders(number))})
        bind = f"127.0.0.1:{self._ports[number]}"
        argv = [sys.executable, "-m", "faults.crm.server", "--bind", bind]
        log = self.folder / f"server-{number}.log"
        made = Process(f"server {number}", argv, {"CONFIG": config}, log).start()
        made.drain()
        return made

    def keep_up(self) -> None:
        """Start again what was killed."""
        for number, process in enumerate(self._up):
            if process.child is not None and process.child.poll() is not None:
                self.kills += 1
                self._up[number] = self._started(number)

    def kill(self) -> None:
        """One of them, at a labelled point that it reaches next, or right now."""
        number = self.dice.randrange(self.servers)
        if self.dice.random() < AT_A_POINT:
            point = self.dice.choice((*POINTS, *WRITING * 2, *REFRESHING))
            (self._orders(number) / point).touch()
        else:
            self.anyhow += 1
            self._up[number].kill()

    def killed_at(self) -> Counter[str]:
        """How often each labelled point was where a server ended."""
        logs = [self._orders(number) / TAKEN for number in range(self.servers)]
        said = Counter(label for log in logs if log.exists() for label in log.read_text().split())
        return said + Counter(any_moment=self.anyhow)

    def spare(self) -> None:
        """Nobody is killed any more."""
        for number in range(self.servers):
            for point in POINTS:
                (self._orders(number) / point).unlink(missing_ok=True)

    def ask(self, path: str, make: Make) -> Any:
        """POST; the answer's JSON. `make` gives body and headers, signed anew for each try.

        Raises:
            AssertionError: when it is refused, or nobody answers.
        """
        until = time.monotonic() + ANSWERS_WITHIN_S
        while time.monotonic() < until:
            self.keep_up()
            url = f"http://127.0.0.1:{self.dice.choice(self._ports)}{path}"
            body, headers = make()
            try:
                told = requests.post(url, body, headers=headers, timeout=ASKED_S)
            except requests.RequestException:
                self.again += 1
                time.sleep(0.1)
                continue
            assert told.status_code < 400 or told.status_code >= 500, told.text
            if told.status_code < 400:
                return told.json() if told.content else None
            self.again += 1
        raise AssertionError(f"nobody answered {path}")

    def stop(self) -> None:
        """End every server."""
        for process in self._up:
            process.kill()
