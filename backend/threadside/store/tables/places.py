"""Where a workspace works: a tree of locations, teams, and what each member and line belongs to."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from threadside.store.base import Base, Code, Json, Key, Ref, Words, one_of

LOCATION_KINDS = ("franchisor", "region", "location")


class Location(Base):
    """A place of the workspace, or what stands above places; one without a parent is a root.

    `hours` are when it works, `[[weekday, "09:00", "17:00"], …]` on its own clock (`zone`, an IANA
    name; Monday is 0); None while nobody said. A retired one (`active` False) has no lines.
    """

    __tablename__ = "location"
    __table_args__ = (
        CheckConstraint(one_of("kind", *LOCATION_KINDS), name="kind"),
        CheckConstraint("parent_id <> id", name="own_parent"),
        Index("ix_location_workspace_id", "workspace_id"),
        Index("ix_location_parent_id", "parent_id"),
    )

    id: Mapped[Key]
    workspace_id: Mapped[Ref] = mapped_column(ForeignKey("workspace.id"))
    parent_id: Mapped[Ref | None] = mapped_column(ForeignKey("location.id"))
    name: Mapped[Words]
    kind: Mapped[Code] = mapped_column(default="location")
    zone: Mapped[Code] = mapped_column(default="")
    address: Mapped[Words] = mapped_column(default="")
    hours: Mapped[Json | None]
    active: Mapped[bool] = mapped_column(default=True)
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]


class Team(Base):
    """Colleagues who share lines, of one location or of the whole workspace."""

    __tablename__ = "team"
    __table_args__ = (
        Index("ix_team_workspace_id", "workspace_id"),
        Index("ix_team_location_id", "location_id"),
    )

    id: Mapped[Key]
    workspace_id: Mapped[Ref] = mapped_column(ForeignKey("workspace.id"))
    location_id: Mapped[Ref | None] = mapped_column(ForeignKey("location.id"))
    name: Mapped[Words]
    lead_id: Mapped[Ref | None] = mapped_column(ForeignKey("member.id"))
    hours: Mapped[Json | None]
    active: Mapped[bool] = mapped_column(default=True)
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]


class TeamMember(Base):
    """Who is in a team."""

    __tablename__ = "team_member"
    __table_args__ = (Index("ix_team_member_member_id", "member_id"),)

    team_id: Mapped[Ref] = mapped_column(ForeignKey("team.id"), primary_key=True)
    member_id: Mapped[Ref] = mapped_column(ForeignKey("member.id"), primary_key=True)


class TeamLine(Base):
    """Which lines a team has."""

    __tablename__ = "team_line"
    __table_args__ = (Index("ix_team_line_line_id", "line_id"),)

    team_id: Mapped[Ref] = mapped_column(ForeignKey("team.id"), primary_key=True)
    line_id: Mapped[Ref] = mapped_column(ForeignKey("line.id"), primary_key=True)


class MemberLocation(Base):
    """Where a member works: this location, with everything beneath it."""

    __tablename__ = "member_location"
    __table_args__ = (Index("ix_member_location_location_id", "location_id"),)

    member_id: Mapped[Ref] = mapped_column(ForeignKey("member.id"), primary_key=True)
    location_id: Mapped[Ref] = mapped_column(ForeignKey("location.id"), primary_key=True)


class MemberLine(Base):
    """A line that a member was granted by itself, as external agencies are."""

    __tablename__ = "member_line"
    __table_args__ = (Index("ix_member_line_line_id", "line_id"),)

    member_id: Mapped[Ref] = mapped_column(ForeignKey("member.id"), primary_key=True)
    line_id: Mapped[Ref] = mapped_column(ForeignKey("line.id"), primary_key=True)


class MemberSkill(Base):
    """What a member is good at, as a tag in their colleagues' words."""

    __tablename__ = "member_skill"

    member_id: Mapped[Ref] = mapped_column(ForeignKey("member.id"), primary_key=True)
    skill: Mapped[Words] = mapped_column(primary_key=True)
