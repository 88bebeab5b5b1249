"""What linked accounts work with, made once per process."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from threadside.linking.definitions import Definitions
from threadside.linking.port import Crm
from threadside.linking.transport import Transport
from threadside.sealing import Sealer
from threadside.store.uow import UnitOfWork


def _unlabelled(_point: str) -> None:
    """Nobody watches."""


@dataclass(frozen=True)
class Means:
    """`crms` by their ids. `wait` sleeps for so many seconds. `at` sees the labelled points of a
    refresh: `refreshing` before the request, `refreshed` before its answer is kept."""

    uow: UnitOfWork
    sealer: Sealer
    crms: Mapping[str, Crm]
    transport: Transport
    wait: Callable[[float], None] = time.sleep
    at: Callable[[str], None] = _unlabelled
    definitions: Definitions = field(default_factory=Definitions)
