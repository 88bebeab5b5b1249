"""What became of the texts, counted; what stands out; what somebody has seen."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from threadside.store.base import Base, Code, Key, Ref, Words, one_of

ALARM_KINDS = ("silent_filter", "opt_outs", "complaints")


class PhoneNetwork(Base):
    """The network that a phone is on, as the newest receipt that names one says (MCC and MNC)."""

    __tablename__ = "phone_network"
    __table_args__ = (Index("ix_phone_network_workspace_id_known_at", "workspace_id", "known_at"),)

    workspace_id: Mapped[Ref] = mapped_column(ForeignKey("workspace.id"), primary_key=True)
    phone: Mapped[Code] = mapped_column(primary_key=True)
    network: Mapped[Code]
    known_at: Mapped[datetime]


class DeliveryHour(Base):
    """How many texts of one hour ended in one way, by line, template and network.

    `template_id` is empty for texts written by hand, `network` where no receipt has named one.
    `outcome` is one of `insight.outcomes`. Counted from the texts, never edited.
    """

    __tablename__ = "delivery_hour"
    __table_args__ = (
        Index(
            "ix_delivery_hour_workspace_id_template_id_hour",
            "workspace_id",
            "template_id",
            "hour",
        ),
    )

    workspace_id: Mapped[Ref] = mapped_column(ForeignKey("workspace.id"), primary_key=True)
    hour: Mapped[datetime] = mapped_column(primary_key=True)
    line_id: Mapped[Ref] = mapped_column(ForeignKey("line.id"), primary_key=True)
    template_id: Mapped[Ref] = mapped_column(primary_key=True)
    network: Mapped[Code] = mapped_column(primary_key=True)
    outcome: Mapped[Code] = mapped_column(primary_key=True)
    texts: Mapped[int]


class DeliveryCount(Base):
    """How far a workspace's texts are counted.

    Everything up to the event `seq` is in `delivery_hour`, and of what is older than the first
    count, every hour before `filled_until` (None: all of it). `counted_at` is when, `watched_until`
    the hour up to which alarms were looked for.
    """

    __tablename__ = "delivery_count"

    workspace_id: Mapped[Ref] = mapped_column(ForeignKey("workspace.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(BigInteger)
    filled_until: Mapped[datetime | None]
    counted_at: Mapped[datetime]
    watched_until: Mapped[datetime | None]


class DeliveryAlarm(Base):
    """Something that stands out, from `since` on; open until a member closes it.

    silent_filter: texts of a line, a template and a network arrive less often than they used to ·
    opt_outs, complaints: of a line, or of a template where `line_id` is None. `expected` and
    `observed` are shares of `texts`; `paused` says that the line or template was stopped for it.
    """

    __tablename__ = "delivery_alarm"
    __table_args__ = (
        CheckConstraint(one_of("kind", *ALARM_KINDS), name="kind"),
        Index("ix_delivery_alarm_workspace_id_closed_at", "workspace_id", "closed_at"),
    )

    id: Mapped[Key]
    workspace_id: Mapped[Ref] = mapped_column(ForeignKey("workspace.id"))
    kind: Mapped[Code]
    line_id: Mapped[Ref | None] = mapped_column(ForeignKey("line.id"))
    template_id: Mapped[Ref | None] = mapped_column(ForeignKey("template.id"))
    network: Mapped[Code] = mapped_column(default="")
    since: Mapped[datetime]
    raised_at: Mapped[datetime]
    expected: Mapped[float]
    observed: Mapped[float]
    texts: Mapped[int]
    paused: Mapped[bool] = mapped_column(default=False)
    closed_at: Mapped[datetime | None]
    closed_by: Mapped[Ref | None] = mapped_column(ForeignKey("member.id"))
    note: Mapped[Words] = mapped_column(default="")


class DeliveryLimit(Base):
    """From which share of the texts opt-outs and complaints warn, and from which they pause."""

    __tablename__ = "delivery_limit"
    __table_args__ = (
        CheckConstraint("0 < opt_out_warn AND opt_out_warn <= opt_out_pause", name="opt_out"),
        CheckConstraint(
            "0 < complaint_warn AND complaint_warn <= complaint_pause", name="complaint"
        ),
        CheckConstraint("least_texts >= 20", name="least_texts"),
    )

    workspace_id: Mapped[Ref] = mapped_column(ForeignKey("workspace.id"), primary_key=True)
    opt_out_warn: Mapped[float] = mapped_column(default=0.03)
    opt_out_pause: Mapped[float] = mapped_column(default=0.05)
    complaint_warn: Mapped[float] = mapped_column(default=0.01)
    complaint_pause: Mapped[float] = mapped_column(default=0.03)
    least_texts: Mapped[int] = mapped_column(default=200)
    version: Mapped[int] = mapped_column(default=1)


class SeenUntil(Base):
    """Up to when a workspace's admins have seen what nobody can mend.

    topic: refused (webhooks whose signature did not hold), media (that could not be fetched),
    chain (a break in the audit log), pages (of CRMs that look otherwise than known).
    """

    __tablename__ = "seen_until"
    __table_args__ = (
        CheckConstraint(one_of("topic", "refused", "media", "chain", "pages"), name="topic"),
    )

    workspace_id: Mapped[Ref] = mapped_column(ForeignKey("workspace.id"), primary_key=True)
    topic: Mapped[Code] = mapped_column(primary_key=True)
    until: Mapped[datetime]
