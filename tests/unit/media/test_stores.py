"""Both stores keep the same promises: what was put is there, whole, until it is deleted."""

import os
from collections.abc import Iterator
from pathlib import Path

import boto3
import pytest
from moto.server import ThreadedMotoServer

from threadside.media.folder import FolderStore
from threadside.media.port import MediaStore
from threadside.media.stores import NoSuchStore, open_store
from threadside.settings import Settings

KEY = "018f-workspace/ab/cd/abcd"


@pytest.fixture(scope="module")
def bucket() -> Iterator[str]:
    """An S3 server that shares no code with what asks it, and a bucket in it; its address."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    endpoint = f"http://{host}:{port}"
    client = boto3.client(
        "s3",
        endpoint_url=endpoint,
        region_name="us-east-1",
        aws_access_key_id="key",
        aws_secret_access_key="secret",
    )
    client.create_bucket(Bucket="media")
    yield endpoint
    client.close()
    server.stop()


@pytest.fixture(params=["folder", "s3"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> MediaStore:
    settings = {"_env_file": None, "data_dir": tmp_path, "media_store": request.param}
    if request.param == "s3":
        settings |= {
            "s3_endpoint": request.getfixturevalue("bucket"),
            "s3_bucket": "media",
            "s3_access_key": "key",
            "s3_secret_key": "secret",
        }
    return open_store(Settings(**settings))


def read(store: MediaStore, key: str, start: int, length: int) -> bytes:
    return b"".join(store.read(key, start, length))


def test_what_was_put_is_read_whole_and_in_parts(store: MediaStore) -> None:
    data = bytes(range(256)) * 1000
    store.put(KEY, data)
    assert read(store, KEY, 0, len(data)) == data
    assert read(store, KEY, 100_000, 10) == data[100_000:100_010]
    assert read(store, KEY, len(data) - 1, 1) == data[-1:]
    assert read(store, KEY, 5, 0) == b""


def test_putting_the_same_again_is_harmless(store: MediaStore) -> None:
    store.put(KEY, b"a picture")
    store.put(KEY, b"a picture")
    assert read(store, KEY, 0, 9) == b"a picture"
    store.delete(KEY)


def test_what_was_deleted_is_gone_and_deleting_it_again_is_harmless(store: MediaStore) -> None:
    store.put(KEY, b"a picture")
    store.delete(KEY)
    store.delete(KEY)
    with pytest.raises(LookupError):
        read(store, KEY, 0, 9)


def test_what_was_never_there_is_not_found(store: MediaStore) -> None:
    with pytest.raises(LookupError):
        read(store, "018f-workspace/00/00/0000", 0, 1)


def test_a_folder_holds_whole_files_that_their_owner_alone_reads(tmp_path: Path) -> None:
    FolderStore(tmp_path / "media").put(KEY, b"a picture")
    (file,) = [path for path in (tmp_path / "media").rglob("*") if path.is_file()]
    assert file == tmp_path / "media" / KEY
    assert file.stat().st_mode & 0o077 == 0


def test_a_write_that_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    store = FolderStore(tmp_path)
    with pytest.raises(OSError, match="No space"):
        store.put(KEY, b"a picture")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_bucket_needs_a_name(tmp_path: Path) -> None:
    with pytest.raises(NoSuchStore, match="THREADSIDE_S3_BUCKET"):
        open_store(Settings(_env_file=None, data_dir=tmp_path, media_store="s3"))
