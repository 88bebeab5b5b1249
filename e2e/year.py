"""A year of texting in a seeded database, and a bad week at the end of it."""

import math
import random
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import select

from tests.traffic import Traffic
from threadside.ids import new_id
from threadside.insight import attention, progress
from threadside.store.engine import open_engine
from threadside.store.tables import (
    CarrierAccount,
    Job,
    Line,
    Media,
    Member,
    MessageMedia,
    Outbox,
    Template,
    TimelineItem,
    WebhookReceipt,
    Workspace,
)
from threadside.store.uow import Tx, UnitOfWork
from threadside.webhooks.refused import keep_refused

DAYS = 365
NETWORKS = (("310260", 0.36), ("311480", 0.34), ("310410", 0.26), ("311580", 0.04))
LOST_SINCE = timedelta(days=4)
QUIET_HOURS = (0.2, 0.5, 1.0, 1.5, 1.4, 1.0, 0.9, 1.2, 1.4, 1.2, 0.8, 0.4)
"""How busy the hours from 14:00 UTC (morning in Denver) on are."""
FAILURES = (("unreachable", 5), ("bad_number", 4), ("content", 1), ("carrier_expired", 2))


def live(database: Path) -> None:
    """Fill a SQLite file that was seeded."""
    engine = open_engine(Flask("year"), f"sqlite:///{database}")
    uow = UnitOfWork(engine)
    with uow.write() as tx:
        workspace_id = tx.session.scalars(select(Workspace.id)).one()
        year = _Year(tx, workspace_id)
        year.fill()
        year.traffic.write(tx.session)
    with uow.write() as tx:
        _troubles(tx, workspace_id)
    for reason in ("signature", "signature", "unsigned"):
        keep_refused(uow, "/webhooks/vonage/inbound", reason, b"{}")
    counted = False
    while not counted:
        with uow.write() as tx:
            counted = progress.advance(tx, workspace_id)
    engine.dispose()


class _Year:
    """Texts of every day, more on weekdays and in the morning."""

    def __init__(self, tx: Tx, workspace_id: str) -> None:
        self._rng = random.Random(11)
        self._now = tx.now.replace(minute=0, second=0, microsecond=0)
        self._lines = tx.session.scalars(select(Line.id).order_by(Line.position)).all()
        self._templates = tx.session.scalars(select(Template.id).order_by(Template.position)).all()[
            :5
        ]
        self._phones = [
            (f"+1303{number:07}", _network(self._rng)) for number in range(5_550_000, 5_550_900)
        ]
        self.traffic = Traffic(workspace_id)

    def fill(self) -> None:
        """Every day up to now."""
        for day in range(DAYS, -1, -1):
            morning = (self._now - timedelta(days=day)).replace(hour=14)
            busy = 0.25 if morning.weekday() >= 5 else 1 + 0.25 * math.sin(day / 20)
            for hour, weight in enumerate(QUIET_HOURS):
                for line_id, of_line in zip(self._lines, (5.0, 1.6), strict=False):
                    for _ in range(round(of_line * weight * busy + self._rng.random())):
                        self._text(line_id, morning + timedelta(hours=hour))
            self._answers(morning)

    def _text(self, line_id: str, hour: datetime) -> None:
        rng, at = self._rng, hour + timedelta(seconds=self._rng.randrange(3600))
        phone, network = rng.choice(self._phones)
        if at >= self._now:
            return
        filtered = network == "310260" and at > self._now - LOST_SINCE and rng.random() < 0.35
        state, code = "delivered", None
        drawn = rng.random()
        if filtered or drawn < 0.006:
            state = "submitted"
        elif drawn < 0.035:
            state = "undelivered"
            code = rng.choices([c for c, _ in FAILURES], [w for _, w in FAILURES])[0]
        self.traffic.text(
            at,
            line_id,
            phone,
            state=state,
            code=code,
            template_id=rng.choice(self._templates) if rng.random() < 0.3 else None,
            network=network,
            after=timedelta(hours=rng.uniform(1, 9) if rng.random() < 0.015 else 0.002),
        )

    def _answers(self, at: datetime) -> None:
        for answer, share in (("STOP", 0.4), ("Who is this?", 0.1)):
            if self._rng.random() < share:
                self.traffic.reply(at, self._lines[0], self._rng.choice(self._phones)[0], answer)


def _network(rng: random.Random) -> str:
    return rng.choices([name for name, _ in NETWORKS], [share for _, share in NETWORKS])[0]


def _troubles(tx: Tx, workspace_id: str) -> None:
    """One of everything that can wait for a person."""
    account = tx.session.scalars(select(CarrierAccount.id)).one()
    line = tx.session.scalars(select(Line).order_by(Line.position.desc())).first()
    assert line is not None
    line.state, line.pause_reason = "paused", "no_credit"

    def kept(state: str, note: str, minutes: int, **values: Any) -> WebhookReceipt:
        made = WebhookReceipt(
            **{
                "id": new_id(), "carrier_account_id": account, "kind": "inbound",
                "dedupe_key": new_id(), "body": '{"channel": "sms", "text": "Is the gate open?"}',
                "state": state, "note": note, "received_at": tx.now - timedelta(minutes=minutes),
                **values,
            }
        )  # fmt: skip
        tx.session.add(made)
        return made

    for minutes, peer in ((190, "+13035550119"), (64, "+17205550150"), (12, "+13035550119")):
        kept("unmatched", "unknown_line", minutes, peer=peer, line_phone="+17205550199")
    kept("unreadable", "fields", 45, kind="status", body='{"status": "odd", "to": {"x": [1, 2]}}')
    stuck = kept("pending", "", 240, peer="+13035550135", line_phone=line.phone)
    error = "DataError: invalid byte sequence in column"
    for name, payload in (("fold_inbound", {"receipt": stuck.id}), ("housekeeping", {})):
        tx.session.add(
            Job(id=new_id(), name=name, payload=payload, state="dead", attempts=12,
                run_at=tx.now - timedelta(hours=3), last_error=error)
        )  # fmt: skip
    tx.session.flush()
    _doubt_and_media(tx, workspace_id, line.id)


def _doubt_and_media(tx: Tx, workspace_id: str, line_id: str) -> None:
    member = tx.session.scalars(select(Member.id)).first()
    assert member is not None
    traffic = Traffic(workspace_id)
    doubtful = traffic.text(
        tx.now - timedelta(hours=2), line_id, "+17205550135", state="uncertain",
        code=attention.ASKED,
    )  # fmt: skip
    pictured = traffic.reply(tx.now - timedelta(hours=5), line_id, "+17205550135", "The leak")
    traffic.write(tx.session)
    tx.session.get_one(
        TimelineItem, doubtful
    ).text = "Hi, the crew is on its way and will ring the bell around two. Is the side gate open?"
    media = Media(
        id=new_id(), workspace_id=workspace_id, kind="image", content_type="image/jpeg",
        name="leak-under-the-ridge.jpg", state="failed", reason="not_had", attempts=14,
        source_url="https://api.nexmo.com/v3/media/1", created_at=tx.now - timedelta(hours=5),
    )  # fmt: skip
    tx.session.add_all(
        [
            media,
            Outbox(
                message_id=doubtful, workspace_id=workspace_id, line_id=line_id,
                phone="+17205550135", member_id=member, state="uncertain", attempt=1,
                available_at=tx.now, send_before=tx.now, doubted_at=tx.now - timedelta(hours=2),
            ),
        ]
    )  # fmt: skip
    tx.session.flush()
    tx.session.add(
        MessageMedia(message_id=pictured, position=0, workspace_id=workspace_id, media_id=media.id)
    )
