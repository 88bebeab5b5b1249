"""People, their phones, and the CRM records that mean them."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from threadside.store.base import Base, Code, Json, Key, Ref, Words, one_of


class Person(Base):
    """Someone we text. `name` is empty while only a number is known.

    `zone_source` is `confirmed` when they told us their zone, `crm` when a CRM says where they are:
    `zone_from` is which. `state` is that address's, as two letters.
    """

    __tablename__ = "person"
    __table_args__ = (
        Index("ix_person_workspace_id", "workspace_id"),
        Index(
            "ix_person_nameless",
            "workspace_id",
            "last_inbound_at",
            sqlite_where=text("name = ''"),
            postgresql_where=text("name = ''"),
        ),
    )

    id: Mapped[Key]
    workspace_id: Mapped[Ref] = mapped_column(ForeignKey("workspace.id"))
    name: Mapped[Words]
    first_name: Mapped[Words] = mapped_column(default="")
    title: Mapped[Words] = mapped_column(default="")
    company: Mapped[Words] = mapped_column(default="")
    zone: Mapped[Code | None]
    zone_source: Mapped[Code | None]
    zone_from: Mapped[Code | None]
    state: Mapped[Code | None]
    owner_id: Mapped[Ref | None] = mapped_column(ForeignKey("member.id"))
    last_inbound_at: Mapped[datetime | None]
    last_outbound_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)


class PersonPhone(Base):
    """A number of a person. `raw` is as the CRM has it; `e164` is null when it can't be read.

    Since `left_at` the CRM has another one in its place; what was texted keeps it here.
    """

    __tablename__ = "person_phone"
    __table_args__ = (
        UniqueConstraint("person_id", "raw"),
        Index("ix_person_phone_workspace_id_e164", "workspace_id", "e164"),
    )

    id: Mapped[Key]
    workspace_id: Mapped[Ref] = mapped_column(ForeignKey("workspace.id"))
    person_id: Mapped[Ref] = mapped_column(ForeignKey("person.id"))
    raw: Mapped[Words]
    e164: Mapped[Code | None]
    display: Mapped[Words]
    label: Mapped[Words] = mapped_column(default="")
    problem: Mapped[Code | None]
    position: Mapped[int] = mapped_column(default=0)
    left_at: Mapped[datetime | None]


class PersonWord(Base):
    """A word that a person is found by, folded (`rules.names.indexed`); filled by `people_words`.

    Ordered by its bytes, so that what begins alike stands together whatever the database's locale.
    """

    __tablename__ = "person_word"
    __table_args__ = (Index("ix_person_word_person_id_word", "person_id", "word"),)

    workspace_id: Mapped[Ref] = mapped_column(ForeignKey("workspace.id"), primary_key=True)
    word: Mapped[str] = mapped_column(
        String(64).with_variant(String(64, collation="C"), "postgresql"), primary_key=True
    )
    person_id: Mapped[Ref] = mapped_column(ForeignKey("person.id"), primary_key=True)


class NumberLink(Base):
    """A number that a colleague said is this person's. `stranger_id` had it before, without a name;
    `moved` is what came along, so that it can go back (`crm.number_links`)."""

    __tablename__ = "number_link"
    __table_args__ = (Index("ix_number_link_person_id", "person_id"),)

    workspace_id: Mapped[Ref] = mapped_column(ForeignKey("workspace.id"), primary_key=True)
    e164: Mapped[Code] = mapped_column(primary_key=True)
    person_id: Mapped[Ref] = mapped_column(ForeignKey("person.id"))
    stranger_id: Mapped[Ref | None] = mapped_column(ForeignKey("person.id"))
    moved: Mapped[Json]
    linked_at: Mapped[datetime]


class Record(Base):
    """A CRM record by its key. `chosen_person_id` remembers who is meant when several are."""

    __tablename__ = "record"
    __table_args__ = (
        UniqueConstraint("workspace_id", "crm", "account", "type", "remote_id"),
        CheckConstraint(
            one_of("type", "contact", "lead", "deal", "company", "ticket"), name="type"
        ),
    )

    id: Mapped[Key]
    workspace_id: Mapped[Ref] = mapped_column(ForeignKey("workspace.id"))
    crm: Mapped[Code]
    account: Mapped[Words]
    type: Mapped[Code]
    remote_id: Mapped[Words]
    name: Mapped[Words] = mapped_column(default="")
    chosen_person_id: Mapped[Ref | None] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime]


class RecordPerson(Base):
    """Who a record is about, in the order of the CRM. `role` is in the CRM's words; `reason` is a
    code that says why this person is meant (`people.reason.<code>`)."""

    __tablename__ = "record_person"
    __table_args__ = (Index("ix_record_person_person_id", "person_id"),)

    record_id: Mapped[Ref] = mapped_column(ForeignKey("record.id"), primary_key=True)
    person_id: Mapped[Ref] = mapped_column(ForeignKey("person.id"), primary_key=True)
    position: Mapped[int] = mapped_column(default=0)
    role: Mapped[Words] = mapped_column(default="")
    is_primary: Mapped[bool] = mapped_column(default=False)
    reason: Mapped[Code] = mapped_column(default="")
