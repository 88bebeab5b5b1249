"""A season of conversations in a seeded database: people ask, reps answer, some of them late."""

import random
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from flask import Flask
from sqlalchemy import select

from tests.traffic import Traffic
from threadside.insight.reports import keep
from threadside.store.engine import open_engine
from threadside.store.tables import Line, Member, Template, TemplateVersion, Workspace
from threadside.store.uow import Tx, UnitOfWork

DAYS: Final = 64
A_DAY: Final = 16
HOURS: Final = (14, 15, 15, 16, 16, 17, 18, 19, 20, 20, 21, 22)
"""When people write, UTC; it is morning in Denver at 14:00."""


def live(database: Path) -> None:
    """Fill a SQLite file that was seeded, and count it."""
    engine = open_engine(Flask("quarter"), f"sqlite:///{database}")
    uow = UnitOfWork(engine)
    with uow.write() as tx:
        workspace_id = tx.session.scalars(select(Workspace.id)).one()
        traffic = _Quarter(tx, workspace_id).fill()
        traffic.write(tx.session)
    counted = False
    while not counted:
        with uow.write() as tx:
            counted = keep.advance(tx, workspace_id)
    engine.dispose()


class _Quarter:
    """Conversations of every day; the second line answers later."""

    def __init__(self, tx: Tx, workspace_id: str) -> None:
        self._rng = random.Random(7)
        self._now = tx.now
        self._lines = tx.session.scalars(select(Line.id).order_by(Line.position)).all()
        self._members = tx.session.scalars(
            select(Member.id).where(Member.role.in_(("rep", "lead"))).order_by(Member.id)
        ).all()
        self._templates = tx.session.execute(
            select(TemplateVersion.template_id, TemplateVersion.body)
            .join(Template, Template.id == TemplateVersion.template_id)
            .where(TemplateVersion.version == 1)
            .order_by(Template.position)
            .limit(4)
        ).all()
        self._traffic = Traffic(workspace_id)
        self._people = 0

    def fill(self) -> Traffic:
        """Every day up to yesterday."""
        for day in range(DAYS, 0, -1):
            morning = (self._now - timedelta(days=day)).replace(minute=0, second=0, microsecond=0)
            few = morning.weekday() >= 5
            for _ in range(A_DAY // 5 if few else A_DAY):
                at = morning.replace(hour=self._rng.choice(HOURS))
                self._conversation(at + timedelta(seconds=self._rng.randrange(3600)))
        return self._traffic

    def _conversation(self, at: datetime) -> None:
        rng = self._rng
        self._people += 1
        phone = f"+1720{5_100_000 + self._people:07}"
        place = 0 if rng.random() < 0.65 else 1
        line = self._lines[place % len(self._lines)]
        member = rng.choice(self._members)
        if rng.random() < 0.25:
            at = self._from_template(at, line, phone, member)
            if rng.random() < 0.5:
                return
        self._traffic.reply(at, line, phone, "Is it ready?")
        if rng.random() < (0.16 if place else 0.05):
            return
        for _ in range(rng.choice((1, 1, 2, 3))):
            waited = rng.lognormvariate(2.2, 0.9) * (3.0 if place else 1.0)
            at += timedelta(minutes=min(waited, 600))
            state = "undelivered" if rng.random() < 0.02 else "delivered"
            self._traffic.text(
                at, line, phone, author_id=member, words="Yes, until five.", state=state,
                code="unreachable" if state == "undelivered" else None,
            )  # fmt: skip
            at += timedelta(minutes=rng.uniform(1, 40))
            if rng.random() < 0.03:
                self._traffic.reply(at, line, phone, "STOP")
                return
            if rng.random() < 0.7:
                self._traffic.reply(at, line, phone, "Thanks!")

    def _from_template(self, at: datetime, line: str, phone: str, member: str) -> datetime:
        template_id, body = self._rng.choice(self._templates)
        words = body if self._rng.random() < 0.7 else body.replace(".", ", whenever you like.", 1)
        self._traffic.text(
            at, line, phone, author_id=member, template_id=template_id, words=words
        )  # fmt: skip
        return at + timedelta(minutes=self._rng.uniform(3, 200))
