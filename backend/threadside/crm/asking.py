"""Asking a linked CRM, outside any transaction, and what its silence means.

Whatever an adapter does with a hostile answer ends in one of the problems that have words.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final, TypeVar

import structlog

from threadside.crm.linked import Link
from threadside.linking.port import Api, Crm, Open
from threadside.linking.problems import (
    CrmProblem,
    Garbled,
    Gone,
    NeedsSignIn,
    Refused,
    Throttled,
    Unavailable,
)
from threadside.linking.values import PEOPLE, Member, Ref, RemoteRecord
from threadside.network import allow_network

log = structlog.get_logger(__name__)

Found = TypeVar("Found")
MOST_HOPS: Final = 5
"""How far a chain of merged records is followed; circles end here as well."""
KINDS: Final = (
    (NeedsSignIn, "needs_sign_in"),
    (Throttled, "throttled"),
    (Garbled, "garbled"),
    (Refused, "refused"),
)


@dataclass(frozen=True)
class Asked:
    """What came of asking for a record. `passed`: those that were merged away on the way to it.

    Without `record` it is gone, or `problem` says why nobody knows; `wait_s` is how long the CRM
    wants to be left alone.
    """

    ref: Ref
    record: RemoteRecord | None = None
    members: tuple[Member, ...] = ()
    passed: tuple[tuple[Ref, Ref], ...] = field(default_factory=tuple)
    problem: str | None = None
    wait_s: float = 0.0

    @property
    def person(self) -> Ref | None:
        """Whom the record means in the CRM: itself, or the first of a deal, company or ticket."""
        if self.record is None:
            return None
        if self.record.ref.type in PEOPLE:
            return self.record.ref
        own = (one for one in self.members if one.record.ref.type in PEOPLE)
        main = min(own, key=lambda one: not one.primary, default=None)
        return None if main is None else main.record.ref


@dataclass(frozen=True)
class Crms:
    """The CRMs by their ids, and how a connection's `Api` is opened."""

    known: Mapping[str, Crm]
    open: Open

    def of(self, link: Link) -> tuple[Crm, Api]:
        """The adapter of a linked account with its way in.

        Raises:
            NeedsSignIn: when it has no key or token any more.
            Garbled: when no adapter knows this CRM.
        """
        crm = self.known.get(link.crm)
        if crm is None:
            raise Garbled("unknown_crm", link.crm)
        return crm, self.open(link.id)

    def name(self, crm: str) -> str:
        """What people call a CRM."""
        found = self.known.get(crm)
        return found.name if found is not None else crm

    def ask(self, link: Link, call: Callable[[Crm, Api], Found]) -> Found:
        """Make a call; any surprise in it is a garbled answer.

        Raises:
            CrmProblem: as the CRM or its adapter says.
        """
        allow_network()
        try:
            return call(*self.of(link))
        except CrmProblem:
            raise
        except Exception as error:
            log.exception("crm_answer_not_understood", crm=link.crm)
            raise Garbled("unexpected", type(error).__name__) from error

    def read(self, link: Link, ref: Ref) -> Asked:
        """Read a record, and who a deal, company or ticket is about. Merged ones are followed."""
        passed: list[tuple[Ref, Ref]] = []
        try:
            for _ in range(MOST_HOPS):
                try:
                    return self._read(link, ref, tuple(passed))
                except Gone as gone:
                    walked = {ref, *(each for pair in passed for each in pair)}
                    if gone.into is None or gone.into in walked:
                        break
                    passed.append((ref, gone.into))
                    ref = gone.into
        except CrmProblem as problem:
            wait = problem.retry_after_s if isinstance(problem, Throttled) else 0.0
            if passed:
                ref = passed[0][0]
            return Asked(ref, problem=code_of(problem), wait_s=wait)
        return Asked(ref, passed=tuple(passed))

    def _read(self, link: Link, ref: Ref, passed: tuple[tuple[Ref, Ref], ...]) -> Asked:
        try:
            record = self.ask(link, lambda crm, api: crm.record(api, ref))
            members: tuple[Member, ...] = ()
            if ref.type not in PEOPLE:
                members = tuple(self.ask(link, lambda crm, api: crm.people(api, ref)))
        except Refused as refused:
            if refused.code == "not_found":
                raise Gone(ref) from refused
            raise
        if record.ref != ref:
            raise Garbled("another_record")
        return Asked(ref, record, members, passed)


def code_of(problem: CrmProblem) -> str:
    """A problem as `crm_record.problem` keeps it; each has words (`crm.problem.<code>`)."""
    if isinstance(problem, Unavailable):
        return "slow" if problem.code == "slow" else "unavailable"
    if isinstance(problem, Refused) and problem.code in {"scope_missing", "forbidden"}:
        return problem.code
    return next((code for kind, code in KINDS if isinstance(problem, kind)), "unavailable")
