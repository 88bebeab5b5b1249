"""Another process of the same server, which asks a linked CRM: run by `test_two_processes.py`.

`argv`: how many requests at once, and at which labelled point of a refresh to die, if at any. What
else it needs comes by the environment. Prints a JSON list of what became of each request.
"""

import json
import os
import signal
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from flask import Flask

from tests.integration.linking.ledger import Ledger
from threadside.linking.connections import Connections
from threadside.linking.means import Means
from threadside.linking.problems import CrmProblem
from threadside.linking.transport import Transport
from threadside.sealing import Sealer
from threadside.store.engine import open_engine
from threadside.store.uow import UnitOfWork


def dying(point: str) -> Callable[[str], None]:
    """Dies at `point` as a machine does whose power is cut."""

    def at(reached: str) -> None:
        if reached == point:
            os.kill(os.getpid(), signal.SIGKILL)

    return at


def main(requests: int, point: str) -> None:
    """Ask that often at once."""
    engine = open_engine(Flask("threadside-tests"), os.environ["LINKED_DATABASE"], connections=8)
    means = Means(
        UnitOfWork(engine),
        Sealer.from_key(os.environ["LINKED_KEY"]),
        {"ledger": Ledger(os.environ["LINKED_PROVIDER"])},
        Transport(loopback=True),
        at=dying(point),
    )
    connections = Connections(means)

    def ask(number: int) -> str:
        try:
            answer = connections.open(os.environ["LINKED_CONNECTION"], 2.0).call(
                "GET", f"/api/{number}"
            )
        except CrmProblem as problem:
            return problem.code
        return str(answer.status)

    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    with ThreadPoolExecutor(requests) as pool:
        json.dump(list(pool.map(ask, range(requests))), sys.stdout)
    engine.dispose()


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "")
