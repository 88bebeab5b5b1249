"""Rows for tests. A test states what matters; everything else gets a believable value.

build = Builders(uow)
ana = build.member(role="admin")
token = build.token(ana)
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from itertools import count
from typing import Any, Literal

from argon2 import PasswordHasher

from threadside.ids import new_id
from threadside.store.tables import (
    Brand,
    Campaign,
    CarrierAccount,
    EventHead,
    Line,
    Member,
    OAuthToken,
    Person,
    PersonPhone,
    User,
    Workspace,
)
from threadside.store.uow import UnitOfWork
from threadside.workspace.secrets import digest, new_secret

PASSWORD = "correct horse battery"


QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
"""Argon2id with costs fit for tests only."""


@cache
def quick_hash(password: str) -> str:
    """The hash of a test's password."""
    return QUICK.hash(password)


@dataclass(frozen=True)
class Someone:
    """A member with the user and the workspace behind them."""

    member: Member
    user: User
    workspace: Workspace

    @property
    def id(self) -> str:
        """The member's id."""
        return self.member.id


class Builders:
    """Makes rows, each in a transaction of its own, and gives them back detached."""

    def __init__(self, uow: UnitOfWork) -> None:
        self.uow = uow
        self._numbers = count(1)

    @property
    def now(self) -> datetime:
        """The clock's present moment."""
        return self.uow.clock()

    def add(self, *rows: Any) -> None:
        """Insert rows, parents first."""
        with self.uow.write() as tx:
            for row in rows:
                tx.session.add(row)
                tx.session.flush()

    def workspace(self, name: str = "Foothill Solar", **values: Any) -> Workspace:
        """A workspace with its event head."""
        made = Workspace(id=new_id(), name=name, created_at=self.now, **values)
        self.add(made, EventHead(workspace_id=made.id, seq=0))
        return made

    def user(self, email: str = "", name: str = "Kim Okafor", password: str = PASSWORD) -> User:
        """Somebody who can sign in with `PASSWORD`."""
        made = User(
            id=new_id(),
            email=email or f"user{next(self._numbers)}@example.com",
            name=name,
            password_hash=quick_hash(password),
            created_at=self.now,
        )
        self.add(made)
        return made

    def member(
        self,
        workspace: Workspace | None = None,
        *,
        role: str = "rep",
        user: User | None = None,
        name: str = "Kim Okafor",
        active: bool = True,
    ) -> Someone:
        """A member; of a new workspace when none is given."""
        workspace = workspace or self.workspace()
        user = user or self.user(name=name)
        made = Member(
            id=new_id(),
            workspace_id=workspace.id,
            user_id=user.id,
            role=role,
            active=active,
            created_at=self.now,
        )
        self.add(made)
        return Someone(made, user, workspace)

    def token(
        self,
        someone: Someone,
        *,
        expires_in: timedelta = timedelta(minutes=10),
        kind: Literal["oauth", "script"] = "oauth",
        **values: Any,
    ) -> str:
        """An access token for a member, as the client holds it: of a person who signed in."""
        secret = new_secret()
        self.add(
            OAuthToken(
                id=new_id(),
                kind=kind,
                name="test",
                family=new_id(),
                started_at=self.now,
                client_id="threadside-cli",
                member_id=someone.id,
                access_hash=digest(secret),
                access_expires_at=self.now + expires_in,
                created_at=self.now,
                **values,
            )
        )
        return secret

    def campaign(
        self, workspace: Workspace, *, brand: Brand | None = None, **values: Any
    ) -> Campaign:
        """An approved campaign of an approved brand, complete in every field."""
        if brand is None:
            brand = self.brand(workspace)
        made = Campaign(
            **{
                "id": new_id(),
                "workspace_id": workspace.id,
                "brand_id": brand.id,
                "name": "Customer care",
                "use_case": "CUSTOMER_CARE",
                "description": "Answers to customers about their orders and appointments.",
                "consent_flow": "Customers text us first, or tick a box on our contact form.",
                "samples": "Hi Anna, your order is ready.\nWould Thursday at 10:30 work?",
                "carrier_id": "CTEST01",
                "state": "approved",
                "created_at": self.now,
                **values,
            }
        )
        self.add(made)
        return made

    def brand(self, workspace: Workspace, **values: Any) -> Brand:
        """An approved brand, complete in every field."""
        made = Brand(
            **{
                "id": new_id(),
                "workspace_id": workspace.id,
                "name": "Foothill Solar LLC",
                "entity_type": "PRIVATE_PROFIT",
                "tax_id": "12-3456789",
                "website": "https://foothill.example",
                "vertical": "ENERGY",
                "carrier_id": "BTEST01",
                "state": "approved",
                "created_at": self.now,
                **values,
            }
        )
        self.add(made)
        return made

    def line(self, workspace: Workspace, phone: str = "+17205550100", **values: Any) -> Line:
        """A live line on a carrier account of its own, with an approved campaign."""
        if "campaign_id" not in values:
            values["campaign_id"] = self.campaign(workspace).id
        account = CarrierAccount(
            id=new_id(),
            workspace_id=workspace.id,
            carrier="vonage",
            api_host="127.0.0.1",
            api_key=new_id()[:8] + str(next(self._numbers)),
            application_id=new_id(),
            private_key_sealed="",
            signature_secret_sealed="",
            created_at=self.now,
        )
        made = Line(
            **{
                "id": new_id(),
                "workspace_id": workspace.id,
                "carrier_account_id": account.id,
                "phone": phone,
                "name": "Front desk",
                "state": "live",
                "created_at": self.now,
                **values,
            }
        )
        self.add(account, made)
        return made

    def person(
        self, workspace: Workspace, name: str = "Anna Fernández", *phones: str, **values: Any
    ) -> Person:
        """A person with numbers in E.164."""
        made = Person(
            id=new_id(),
            workspace_id=workspace.id,
            name=name,
            first_name=name.split(maxsplit=1)[0] if name else "",
            created_at=self.now,
            **values,
        )
        numbers = [
            PersonPhone(
                id=new_id(),
                workspace_id=workspace.id,
                person_id=made.id,
                raw=phone,
                e164=phone,
                display=phone,
                position=position,
            )
            for position, phone in enumerate(phones)
        ]
        self.add(made, *numbers)
        return made
