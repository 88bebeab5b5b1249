"""The numbers a workspace texts from, the accounts that carry them, their registration."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from threadside.store.base import Base, Code, Key, Ref, Words, one_of

SMS_SIGNATURES = ("any", "md5hash", "md5", "sha1", "sha256", "sha512", "unsigned")
APIS = ("messages", "sms")
REGISTRATION_STATES = ("draft", "submitted", "approved", "rejected", "suspended")


class CarrierAccount(Base):
    """How we speak to a carrier. Columns ending in `_sealed` are encrypted at rest.

    While the secret of webhooks is being changed, the old one holds as well. `sms_signature` is
    how webhooks of the SMS API must be signed: by one algorithm, by any of them, or not at all.
    `api` is which of the carrier's two its texts go out by.
    `answers_opt_outs`: the carrier confirms STOP by itself (Vonage's Opt-Out Assist), so we don't.
    `per_second` is how many requests it may make, `next_free_at` GCRA's. `version` counts what
    admins changed, here and below, so that two of them don't overwrite each other.
    """

    __tablename__ = "carrier_account"
    __table_args__ = (
        UniqueConstraint("carrier", "api_key"),
        CheckConstraint(one_of("sms_signature", *SMS_SIGNATURES), name="sms_signature"),
        CheckConstraint(one_of("api", *APIS), name="api"),
    )

    id: Mapped[Key]
    workspace_id: Mapped[Ref] = mapped_column(ForeignKey("workspace.id"))
    carrier: Mapped[Code]
    api: Mapped[Code] = mapped_column(default="messages")
    api_host: Mapped[Words]
    api_key: Mapped[Words]
    application_id: Mapped[Words]
    private_key_sealed: Mapped[Words]
    signature_secret_sealed: Mapped[Words]
    old_signature_secret_sealed: Mapped[Words | None]
    sms_signature: Mapped[Code] = mapped_column(default="any")
    api_secret_sealed: Mapped[Words | None]
    answers_opt_outs: Mapped[bool] = mapped_column(default=False)
    per_second: Mapped[float] = mapped_column(default=30.0)
    next_free_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]


class Brand(Base):
    """A business as the US registry for texting knows it (10DLC, The Campaign Registry).

    `carrier_id` is the registry's name for it. Some networks let a brand send `daily_cap` segments
    a day, counted anew at midnight in `reset_zone`; `spent` of them are used up on `spent_on`.
    Until `closed_until` the carrier takes no more of it, whatever we have counted.
    """

    __tablename__ = "brand"
    __table_args__ = (
        CheckConstraint(one_of("state", *REGISTRATION_STATES), name="state"),
        Index("ix_brand_workspace_id", "workspace_id"),
    )

    id: Mapped[Key]
    workspace_id: Mapped[Ref] = mapped_column(ForeignKey("workspace.id"))
    name: Mapped[Words]
    entity_type: Mapped[Code] = mapped_column(default="")
    tax_id: Mapped[Words] = mapped_column(default="")
    website: Mapped[Words] = mapped_column(default="")
    vertical: Mapped[Code] = mapped_column(default="")
    carrier_id: Mapped[Code] = mapped_column(default="")
    state: Mapped[Code] = mapped_column(default="draft")
    daily_cap: Mapped[int | None]
    reset_zone: Mapped[Code] = mapped_column(default="America/Los_Angeles")
    spent_on: Mapped[date | None]
    spent: Mapped[int] = mapped_column(default=0)
    closed_until: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]


class Campaign(Base):
    """What a brand's texts are for, as registered; its lines share `per_minute` segments.

    `consent_flow` says how people agree to be texted, `samples` are texts as they will be sent, one
    a line. `next_free_at` is GCRA's.
    """

    __tablename__ = "campaign"
    __table_args__ = (
        CheckConstraint(one_of("state", *REGISTRATION_STATES), name="state"),
        Index("ix_campaign_workspace_id", "workspace_id"),
    )

    id: Mapped[Key]
    workspace_id: Mapped[Ref] = mapped_column(ForeignKey("workspace.id"))
    brand_id: Mapped[Ref] = mapped_column(ForeignKey("brand.id"))
    name: Mapped[Words]
    use_case: Mapped[Code] = mapped_column(default="")
    description: Mapped[Words] = mapped_column(default="")
    consent_flow: Mapped[Words] = mapped_column(default="")
    samples: Mapped[Words] = mapped_column(default="")
    carrier_id: Mapped[Code] = mapped_column(default="")
    state: Mapped[Code] = mapped_column(default="draft")
    per_minute: Mapped[float | None]
    next_free_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]


class Line(Base):
    """A number we text from. `per_second` is its throughput in segments, `next_free_at` GCRA's.

    `burst_seconds` of throughput may leave at once. `served_at` is when a text of it left last:
    lines that share an account take turns.
    `hosted` is a number whose calls stay with another company. `verified` is for toll-free numbers,
    which are verified one by one and belong to no campaign. `media_limit` is in bytes, all media
    of one text together. `location_id` is where it belongs; None: to the whole workspace.
    """

    __tablename__ = "line"
    __table_args__ = (
        Index("ix_line_location_id", "location_id"),
        UniqueConstraint("workspace_id", "phone"),
        UniqueConstraint("carrier_account_id", "phone"),
        CheckConstraint(one_of("state", "requested", "verifying", "live", "paused"), name="state"),
    )

    id: Mapped[Key]
    workspace_id: Mapped[Ref] = mapped_column(ForeignKey("workspace.id"))
    carrier_account_id: Mapped[Ref] = mapped_column(ForeignKey("carrier_account.id"))
    phone: Mapped[Code]
    name: Mapped[Words]
    state: Mapped[Code]
    pause_reason: Mapped[Words | None]
    campaign_id: Mapped[Ref | None] = mapped_column(ForeignKey("campaign.id"))
    location_id: Mapped[Ref | None] = mapped_column(ForeignKey("location.id"))
    verified: Mapped[bool] = mapped_column(default=False)
    hosted: Mapped[bool] = mapped_column(default=False)
    sms: Mapped[bool] = mapped_column(default=True)
    mms: Mapped[bool] = mapped_column(default=True)
    media_limit: Mapped[int] = mapped_column(default=600_000)
    per_second: Mapped[float] = mapped_column(default=1.0)
    burst_seconds: Mapped[float] = mapped_column(default=1.0)
    next_free_at: Mapped[datetime | None]
    served_at: Mapped[datetime | None]
    position: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]


class LineCheck(Base):
    """The newest text that an admin had sent to try a line, or to prove that it is theirs.

    `test` goes from the line to the admin's own phone; `code` goes to the line from another one and
    carries a code, of which the digest is kept and wrong answers are counted.
    """

    __tablename__ = "line_check"
    __table_args__ = (CheckConstraint(one_of("kind", "test", "code"), name="kind"),)

    line_id: Mapped[Ref] = mapped_column(ForeignKey("line.id"), primary_key=True)
    kind: Mapped[Code] = mapped_column(primary_key=True)
    workspace_id: Mapped[Ref] = mapped_column(ForeignKey("workspace.id"))
    member_id: Mapped[Ref] = mapped_column(ForeignKey("member.id"))
    message_id: Mapped[Ref] = mapped_column(ForeignKey("message.id"))
    code_hash: Mapped[Code | None]
    tries: Mapped[int] = mapped_column(default=0)
    at: Mapped[datetime]


class NumberOrder(Base):
    """A number that an admin asked the carrier for. Written before the request, so that a lost
    answer is found again.

    state: asked (perhaps ours), bought, failed (surely not ours, for `reason`).
    """

    __tablename__ = "number_order"
    __table_args__ = (
        UniqueConstraint("carrier_account_id", "phone"),
        CheckConstraint(one_of("state", "asked", "bought", "failed"), name="state"),
        Index("ix_number_order_workspace_id", "workspace_id"),
    )

    id: Mapped[Key]
    workspace_id: Mapped[Ref] = mapped_column(ForeignKey("workspace.id"))
    carrier_account_id: Mapped[Ref] = mapped_column(ForeignKey("carrier_account.id"))
    phone: Mapped[Code]
    country: Mapped[Code]
    state: Mapped[Code] = mapped_column(default="asked")
    reason: Mapped[Words | None]
    member_id: Mapped[Ref] = mapped_column(ForeignKey("member.id"))
    at: Mapped[datetime]
