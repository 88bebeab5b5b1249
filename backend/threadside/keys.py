"""The keys that seal secrets at rest: from the environment, or a file beside an embedded database.

The newest comes first and seals; older ones open what they sealed. The file is made on first start
with access for its owner alone. A server on PostgreSQL must be given its keys, since several
machines have to share them.
"""

import os
from pathlib import Path

from sqlalchemy import make_url

from threadside.audit import erased
from threadside.sealing import Sealer
from threadside.settings import Settings
from threadside.startup import StartRefused

FILE = "key"


def key_ring(settings: Settings) -> Sealer:
    """The ring of this installation.

    Raises:
        StartRefused: when there is no key and none may be made, or it is no key at all.
    """
    key = find_key(settings) or _new_key(settings)
    try:
        return Sealer.from_key(key)
    except ValueError as error:
        raise StartRefused(
            f"A key is not 32 bytes in base64 ({error}). Restore what was used before."
        ) from error


def query_keys(sealer: Sealer) -> dict[str, bytes]:
    """What `UnitOfWork` hands to every session: the key by which erased numbers are known."""
    return {erased.KEY: sealer.derive(erased.PURPOSE)}


def find_key(settings: Settings) -> str:
    """The keys in use, from the environment or the file; empty when there is none yet."""
    path = settings.data_dir / FILE
    kept = path.read_text(encoding="ascii").strip() if path.exists() else ""
    return settings.key.get_secret_value() or kept


def add_to_file(settings: Settings) -> bool:
    """Put a new key before those of the file; False where the keys come from the environment.

    Raises:
        StartRefused: when there is no file yet, or it holds no keys.
    """
    if settings.key.get_secret_value():
        return False
    path = settings.data_dir / FILE
    if not path.exists():
        raise StartRefused("There is no key yet: the first start makes one.")
    key_ring(settings)
    kept = path.read_text(encoding="ascii").strip()
    written = path.with_suffix(".new")
    written.unlink(missing_ok=True)
    _write(written, f"{Sealer.new_key()}\n{kept}\n")
    written.replace(path)
    return True


def _new_key(settings: Settings) -> str:
    if make_url(settings.sqlalchemy_url).get_backend_name() != "sqlite":
        raise StartRefused(
            "THREADSIDE_KEY is not set. Make one with `openssl rand -base64 32` and give the "
            "same to every process; without it the stored secrets can't be read."
        )
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    return _make_key(settings.data_dir / FILE)


def _make_key(path: Path) -> str:
    key = Sealer.new_key()
    try:
        _write(path, key + "\n")
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    return key


def _write(path: Path, text: str) -> None:
    """A new file for its owner alone, on the disk.

    Raises:
        FileExistsError: when there is one.
    """
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
