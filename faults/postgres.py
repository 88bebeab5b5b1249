"""A throwaway PostgreSQL that can be restarted, gently or as after a crash.

It keeps its word about commits (fsync and synchronous_commit on, as shipped): what it acknowledged
before a crash has to be there afterwards.
"""

import os
import shutil
import subprocess
import time
from pathlib import Path

from e2e.stack import free_port

PROGRAMS = Path("/usr/lib/postgresql")
DATABASE = "threadside"
LONGEST_START_S = 60.0


class Postgres:
    """One server under `folder`, on loopback. As root it runs as user `postgres`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._data = folder / "data"
        self._port = free_port()
        self._programs = _programs()
        self._as: list[str] = []

    @property
    def url(self) -> str:
        """Where the database is, as THREADSIDE_DATABASE_URL takes it."""
        return f"postgresql://postgres@127.0.0.1:{self._port}/{DATABASE}"

    def start(self) -> None:
        """Make the database and serve it. Raises RuntimeError when a program fails."""
        self._folder.mkdir(parents=True, exist_ok=True)
        if os.geteuid() == 0:
            shutil.chown(self._folder, "postgres", "postgres")
            self._as = ["runuser", "-u", "postgres", "--"]
        self._run("initdb", "-D", str(self._data), "-U", "postgres", "-A", "trust", "-E", "UTF8")
        self._run(*self._starting())
        self._run("createdb", "-h", "127.0.0.1", "-p", str(self._port), "-U", "postgres", DATABASE)

    def restart(self, *, crash: bool) -> None:
        """Down and up again; a crash aborts every transaction and recovers from the log."""
        mode = "immediate" if crash else "fast"
        self._try("pg_ctl", "-D", str(self._data), "-s", "-m", mode, "-w", "stop")
        self.ensure_up()

    def ensure_up(self) -> None:
        """Start it if it is down, as after a disk that was full. Raises RuntimeError."""
        deadline = time.monotonic() + LONGEST_START_S
        while not self._try("pg_ctl", "-D", str(self._data), "-s", "status"):
            if self._try(*self._starting()):
                return
            if time.monotonic() > deadline:
                raise RuntimeError(f"PostgreSQL does not start: {self.log()[-2000:]}")
            time.sleep(0.5)

    def stop(self) -> None:
        """End it for good."""
        self._try("pg_ctl", "-D", str(self._data), "-s", "-m", "immediate", "stop")

    def log(self) -> str:
        """What it has to say."""
        log = self._folder / "log"
        return log.read_text(errors="replace") if log.exists() else ""

    def _starting(self) -> tuple[str, ...]:
        options = (
            f"-p {self._port} -k {self._folder} -c listen_addresses=127.0.0.1 "
            "-c max_connections=150 -c max_wal_size=256MB"
        )
        log = str(self._folder / "log")
        return ("pg_ctl", "-D", str(self._data), "-w", "-s", "-l", log, "-o", options, "start")

    def _run(self, program: str, *arguments: str) -> None:
        done = self._call(program, *arguments)
        if done.returncode:
            raise RuntimeError(f"{program} failed: {done.stdout[-800:]} {done.stderr[-800:]}")

    def _try(self, program: str, *arguments: str) -> bool:
        return self._call(program, *arguments).returncode == 0

    def _call(self, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = [*self._as, str(self._programs / program), *arguments]
        return subprocess.run(
            command, cwd=self._folder, capture_output=True, text=True, check=False
        )


def _programs() -> Path:
    for folder in sorted(PROGRAMS.glob("*/bin"), reverse=True):
        if (folder / "initdb").exists():
            return folder
    found = shutil.which("initdb")
    if found is None:
        raise RuntimeError("PostgreSQL's server programs (initdb, pg_ctl) were not found.")
    return Path(found).parent
