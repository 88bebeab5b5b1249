"""One address in front of several servers, as a load balancer is: plain TCP, first who answers.

Each new connection goes to the next server in turn; one that refuses is passed over. When the
server dies its connections break, and whoever called has to call again.
"""

import asyncio
import contextlib
import threading
from itertools import count

from e2e.stack import free_port

PIECE = 65_536
CONNECT_S = 2.0


class Front:
    """A thread that passes bytes on between clients and the servers at `ports`."""

    def __init__(self, ports: list[int]) -> None:
        self.port = free_port()
        self._ports = ports
        self._turns = count()
        self._loop = asyncio.new_event_loop()
        self._open = threading.Event()
        self._thread = threading.Thread(target=self._run, name="front", daemon=True)

    @property
    def url(self) -> str:
        """The address of them all."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Listen from now on."""
        self._thread.start()
        if not self._open.wait(10):
            raise RuntimeError("the front door did not open")

    def stop(self) -> None:
        """Close the door."""
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(
            asyncio.start_server(self._pass_on, "127.0.0.1", self.port, backlog=512)
        )
        self._open.set()
        self._loop.run_forever()
        for task in asyncio.all_tasks(self._loop):
            task.cancel()

    async def _pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError, asyncio.CancelledError):
            behind = await self._behind()
            if behind is None:
                writer.close()
                return
            their_reader, their_writer = behind
            await asyncio.gather(_pump(reader, their_writer), _pump(their_reader, writer))

    async def _behind(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter] | None:
        turn = next(self._turns)
        for step in range(len(self._ports)):
            port = self._ports[(turn + step) % len(self._ports)]
            with contextlib.suppress(OSError, TimeoutError):
                return await asyncio.wait_for(asyncio.open_connection("127.0.0.1", port), CONNECT_S)
        return None


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError):
        while piece := await reader.read(PIECE):
            writer.write(piece)
            await writer.drain()
    writer.close()
