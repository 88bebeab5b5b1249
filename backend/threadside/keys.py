"""The key that seals secrets at rest: from the environment, or a file beside an embedded database.

The file is made on first start with access for its owner alone. A server on PostgreSQL must be
given its key, since several machines have to share it.
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
            f"The key is not 32 bytes in base64 ({error}). Restore the one that was used before."
        ) from error


def query_keys(sealer: Sealer) -> dict[str, bytes]:
    """What `UnitOfWork` hands to every session: the key by which erased numbers are known."""
    return {erased.KEY: sealer.derive(erased.PURPOSE)}


def find_key(settings: Settings) -> str:
    """The key in use, from the environment or the file; empty when there is none yet."""
    path = settings.data_dir / FILE
    kept = path.read_text(encoding="ascii").strip() if path.exists() else ""
    return settings.key.get_secret_value() or kept


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
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(key + "\n")
        file.flush()
        os.fsync(file.fileno())
    return key
