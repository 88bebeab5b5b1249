"""A workspace at work, and one that has been at work for weeks."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.builders import Builders
from tests.integration.conftest import HeldClock
from tests.integration.desk import desk, open_desk
from tests.traffic import Traffic
from threadside.ids import new_id
from threadside.insight import schedule
from threadside.insight.outcomes import hour_of
from threadside.jobs.runner import JobRunner
from threadside.machinery import HANDLERS
from threadside.store.tables import Line, Template, TemplateVersion, Workspace
from threadside.store.uow import UnitOfWork

__all__ = ["desk", "open_desk"]

Run = Callable[[], None]


@pytest.fixture
def count(uow: UnitOfWork, clock: HeldClock) -> Run:
    """Runs a round of counting and looking, to its end; the clock ends where it was."""
    jobs = JobRunner(uow, HANDLERS, threads=1, batch=1)

    def run() -> None:
        with uow.write() as tx:
            schedule.begin_round(tx, {})
        began = clock.now
        while jobs.run_due():
            clock.now += timedelta(seconds=5)
        clock.now = began

    return run


@pytest.fixture
def workspace(build: Builders) -> Workspace:
    """A workspace."""
    return build.workspace()


@pytest.fixture
def line(build: Builders, workspace: Workspace) -> Line:
    """Its line."""
    return build.line(workspace)


@pytest.fixture
def template(build: Builders, workspace: Workspace) -> Template:
    """An approved template of it."""
    made = Template(
        id=new_id(),
        workspace_id=workspace.id,
        name="Order ready",
        group_name="Orders",
        state="approved",
        version=1,
    )
    build.add(made, TemplateVersion(template_id=made.id, version=1, body="Your order is ready."))
    return made


@pytest.fixture
def traffic(workspace: Workspace) -> Traffic:
    """Texts to be written."""
    return Traffic(workspace.id)


@pytest.fixture
def on_the_hour(clock: HeldClock) -> HeldClock:
    """The clock at the beginning of an hour."""
    clock.now = hour_of(clock.now) + timedelta(0)
    return clock
