"""A socket whose token was revoked, or whose member may not come in any more, closes by the news of
it, also when another process ended it; the sockets of others stay."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.integration.databases import Database
from tests.integration.live.served import Served, closed_with, event, serving
from threadside.store.uow import Tx
from threadside.workspace import access, devices, standing

NO_PINGS = {"ping_s": 3600.0}
"""They look at the token in any case; here only the news can close a socket."""


def everywhere(tx: Tx, served: Served) -> None:
    devices.end_own_others(tx, served.somebody.user.id, "")


def by_an_admin(tx: Tx, served: Served) -> None:
    here = served.workspace_id
    member = standing.standing(tx.session, here, served.somebody.id)
    devices.end_all_of_member(tx, here, member)


def deactivated(tx: Tx, served: Served) -> None:
    standing.deactivate(tx, served.workspace_id, served.somebody.id, "nobody", "Left")


@pytest.mark.parametrize("end", [everywhere, by_an_admin, deactivated])
def test_a_socket_closes_with_the_access_and_others_stay(
    database: Database, tmp_path: Path, end: Callable[[Tx, Served], None]
) -> None:
    with serving(database, tmp_path, limits=NO_PINGS, threads=40, max_sockets=20) as served:
        colleague = served.build.token(served.build.member(served.somebody.workspace))
        with served.joins() as client, served.joins(token=colleague) as other:
            with served.build.uow.write() as tx:
                end(tx, served)
            assert closed_with(client, timeout=30) == 4401
            assert event(other)["data"] == {"type": "workspace", "what": "members"}
            with served.build.uow.write() as tx:
                access.changed(tx, [served.workspace_id])
            assert event(other)["data"]["what"] == "members"
