"""What a workspace decided that consent goes by: its policy, and how it is called in texts."""

from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from threadside.contracts.policy import Policy
from threadside.store.tables import PolicyVersion, Workspace
from threadside.verdict.policy import parsed
from threadside.words import say

LONGEST_BRAND: Final = 60


@dataclass(frozen=True, slots=True)
class House:
    """A workspace's policy and the name it goes by."""

    brand: str
    policy: Policy

    @property
    def opt_out_words(self) -> str:
        """The text that confirms an opt-out."""
        return self._filled(self.policy.opt_out_words, "consent.text.opt_out")

    @property
    def opt_in_words(self) -> str:
        """The text that confirms START."""
        return say("consent.text.opt_in", brand=self.brand)

    @property
    def help_words(self) -> str:
        """The answer to HELP: who we are, how to reach a person, how to stop."""
        path = self.policy.contact_path or say("consent.text.contact_path")
        return self._filled(self.policy.help_words, "consent.text.help", contact_path=path)

    @property
    def request_words(self) -> str:
        """The text that asks for consent."""
        return self._filled(self.policy.consent_request_words, "consent.text.request")

    def form_words(self) -> str:
        """The text that asks somebody who filled a form in to confirm it."""
        return say("consent.text.form", brand=self.brand)

    def _filled(self, own: str, usual: str, **further: str) -> str:
        given = {"brand": self.brand, **further}
        if not own.strip():
            return say(usual, **given)
        words = own.strip()
        for name, value in given.items():
            words = words.replace(f"{{{name}}}", value)
        return words


def house(session: Session, workspace_id: str) -> House:
    """What holds in a workspace now.

    Raises:
        ValueError: when its policy is not one of this release.
    """
    row = session.execute(_house(), {"workspace": workspace_id}).one()
    policy = parsed(row.body)
    return House((policy.brand or row.name)[:LONGEST_BRAND], policy)


@cache
def _house() -> Any:
    return (
        select(Workspace.name, PolicyVersion.body)
        .outerjoin(
            PolicyVersion,
            (PolicyVersion.workspace_id == Workspace.id)
            & (PolicyVersion.version == Workspace.policy_version),
        )
        .where(Workspace.id == bindparam("workspace"))
    )
