"""What no text has is forgotten after a day, its bytes after that; what a text has stays."""

import threading

import pytest
from sqlalchemy import update

from tests.integration.desk import OpenDesk
from tests.integration.media.conftest import Pictures
from tests.unit.media import samples
from threadside.errors import Refusal
from threadside.media import objects
from threadside.store.tables import Media, MediaLink, MediaObject


def test_what_was_never_sent_is_gone_after_a_day(pictures: Pictures) -> None:
    kept = pictures.kept(samples.picture())
    pictures.desk.clock.advance(hours=23)
    pictures.forget()
    assert len(pictures.files()) == 2
    pictures.desk.clock.advance(hours=2)
    pictures.forget()
    assert pictures.files() == []
    assert pictures.objects() == []
    assert pictures.desk.ask("GET", f"/v1/media/{kept['id']}").status_code == 404
    with pictures.desk.uow.read() as session:
        assert session.query(Media).count() == session.query(MediaLink).count() == 0


def test_what_a_text_has_stays(pictures: Pictures) -> None:
    desk, kept = pictures.desk, pictures.kept(samples.picture())
    desk.press(desk.person(), media=[kept["id"]])
    desk.clock.advance(days=29)
    pictures.forget()
    assert len(pictures.files()) == 2
    assert desk.ask("GET", f"/v1/media/{kept['id']}").status_code == 200


def test_bytes_that_two_share_go_with_the_second(pictures: Pictures) -> None:
    desk = pictures.desk
    pictures.kept(samples.PDF)
    desk.clock.advance(hours=20)
    second = pictures.kept(samples.PDF)
    desk.clock.advance(hours=5)
    pictures.forget()
    assert desk.ask("GET", f"/v1/media/{second['id']}").data == samples.PDF
    desk.clock.advance(hours=20)
    pictures.forget()
    assert pictures.files() == []


def test_one_workspaces_leaving_takes_nothing_from_another(
    pictures: Pictures, open_desk: OpenDesk
) -> None:
    other = open_desk()
    elsewhere = Pictures(other, pictures.fetcher, pictures.folder)
    pictures.kept(samples.PDF)
    theirs = elsewhere.kept(samples.PDF)
    other.press(other.person(), media=[theirs["id"]])
    other.clock.advance(days=2)
    pictures.forget()
    assert other.ask("GET", f"/v1/media/{theirs['id']}").data == samples.PDF


def test_bytes_left_by_an_upload_that_failed_are_swept_up(pictures: Pictures) -> None:
    desk = pictures.desk
    objects.keep(desk.uow, desk.held.media, desk.workspace.id, b"left over")
    pictures.forget()
    assert len(pictures.files()) == 1
    desk.clock.advance(hours=2)
    pictures.forget()
    assert pictures.files() == []


def test_bytes_that_are_wanted_again_are_not_swept_away(pictures: Pictures) -> None:
    desk = pictures.desk
    objects.keep(desk.uow, desk.held.media, desk.workspace.id, b"again")
    desk.clock.advance(hours=2)
    objects.keep(desk.uow, desk.held.media, desk.workspace.id, b"again")
    pictures.forget()
    assert len(pictures.files()) == 1


def test_bytes_that_are_being_deleted_are_to_be_brought_again_in_a_moment(
    pictures: Pictures,
) -> None:
    desk = pictures.desk
    objects.keep(desk.uow, desk.held.media, desk.workspace.id, b"again")
    with desk.uow.write() as tx:
        tx.session.execute(update(MediaObject).values(deleting=True))
    with pytest.raises(Refusal, match="busy"):
        objects.keep(desk.uow, desk.held.media, desk.workspace.id, b"again")
    desk.clock.advance(hours=2)
    pictures.forget()  # what a process before left half done
    objects.keep(desk.uow, desk.held.media, desk.workspace.id, b"again")
    assert len(pictures.files()) == 1


def test_uploads_and_sweeps_at_once_never_leave_a_row_without_its_bytes(
    pictures: Pictures,
) -> None:
    """A sweep marks in one transaction and deletes after it; the upload comes in between."""
    desk, store = pictures.desk, pictures.desk.held.media
    objects.keep(desk.uow, store, desk.workspace.id, b"contended")
    desk.clock.advance(hours=2)
    refused: list[str] = []

    class Contended:
        """A store in which the sweep's deletion is slower than somebody's upload."""

        def delete(self, key: str) -> None:
            def upload() -> None:
                try:
                    objects.keep(desk.uow, store, desk.workspace.id, b"contended")
                except Refusal as error:
                    refused.append(error.code)

            other = threading.Thread(target=upload)
            other.start()
            other.join()
            store.delete(key)

    objects.sweep(desk.uow, Contended())  # type: ignore[arg-type]
    assert refused == ["busy"]
    assert pictures.objects() == []
    assert pictures.files() == []
