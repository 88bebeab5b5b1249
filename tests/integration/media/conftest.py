"""A workspace at work, with files to send and a stranger's server to fetch from."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from urllib3 import encode_multipart_formdata
from werkzeug.test import TestResponse

from tests.builders import Someone
from tests.integration import conftest
from tests.integration.desk import Desk, desk, open_desk
from tests.unit.media.peer import Peer
from threadside.app import MACHINERY
from threadside.machinery import Machinery
from threadside.media import upkeep
from threadside.media.fetcher import MediaFetcher
from threadside.settings import Settings
from threadside.store.tables import Line, Media, MediaObject

__all__ = ["desk", "open_desk"]


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    """Media may come from this machine."""
    return Settings(
        _env_file=None,
        data_dir=tmp_path,
        database_url=database_url,
        public_url="https://text.example.com",
        key=conftest.KEY,
        runner=False,
        media_hosts=("127.0.0.1", "media.example"),
        media_loopback=True,
    )


@dataclass(frozen=True)
class Pictures:
    """What a rep does with files, and what became of them."""

    desk: Desk
    fetcher: MediaFetcher
    folder: Path

    def upload(
        self,
        data: bytes,
        name: str = "roof.jpg",
        *,
        line: Line | None = None,
        who: Someone | None = None,
        content_type: str = "image/jpeg",
        **query: Any,
    ) -> TestResponse:
        """One upload by a member, the rep when nobody is named."""
        body, form = encode_multipart_formdata({"file": (name, data, content_type)})
        return self.desk.app.test_client().post(
            "/v1/media",
            query_string={"line": (line or self.desk.line).id, **query},
            data=body,
            content_type=form,
            headers={"Authorization": f"Bearer {self.desk.token(who)}"},
        )

    def kept(self, data: bytes, name: str = "roof.jpg", **values: Any) -> dict[str, Any]:
        """An upload that succeeds."""
        answer = self.upload(data, name, **values)
        assert answer.status_code == 201, answer.text
        made: dict[str, Any] = answer.json
        return made

    def refused(self, data: bytes, name: str = "roof.jpg", **values: Any) -> tuple[int, str, str]:
        """Status, code and sentence of an upload that is refused."""
        problem = self.upload(data, name, **values)
        assert problem.json is not None
        return problem.status_code, problem.json["code"], problem.json["detail"]

    def files(self) -> list[Path]:
        """What lies in the media store."""
        return [path for path in self.folder.rglob("*") if path.is_file()]

    def forget(self) -> None:
        """What housekeeping and the sweep of the store do in time."""
        with self.desk.uow.write() as tx:
            upkeep.forget(tx)
        self.fetcher.sweep()

    def row(self, media_id: str) -> Media:
        """A media as it stands."""
        with self.desk.uow.read() as session:
            return session.get_one(Media, media_id)

    def objects(self) -> list[MediaObject]:
        """The rows of what lies in the store."""
        with self.desk.uow.read() as session:
            return list(session.query(MediaObject))


@pytest.fixture
def pictures(app: Flask, desk: Desk, settings: Settings) -> Pictures:
    """A rep with files at hand."""
    machinery: Machinery = app.extensions[MACHINERY]
    return Pictures(desk, machinery.media, settings.data_dir / "media")


@pytest.fixture
def peer() -> Iterator[Peer]:
    """A stranger's server."""
    made = Peer()
    yield made
    made.close()
