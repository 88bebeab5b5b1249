"""In-process wake-ups: who waits for a topic is told that the database holds something new."""

import threading
from collections import defaultdict
from collections.abc import Callable

from threadside.store.uow import Topic

Listener = Callable[[str], None]


class Wakers:
    """Fans one hint out to its listeners. Hints may be lost; every listener also ticks."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._listeners: dict[Topic, list[Listener]] = defaultdict(list)

    def on(self, topic: Topic, listener: Listener) -> None:
        """Call `listener(key)` after each commit that woke `topic`. It must return at once."""
        with self._lock:
            self._listeners[topic].append(listener)

    def __call__(self, topic: Topic, key: str) -> None:
        """Pass a hint on."""
        with self._lock:
            listeners = list(self._listeners[topic])
        for listener in listeners:
            listener(key)
