"""What goes wrong between us and a CRM."""

from threadside.linking.values import Ref


class CrmProblem(Exception):  # noqa: N818 - what follows read as the facts they state
    """Something that a CRM answered. `code` has words (`crm.problem.<code>`)."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code, detail)
        self.code = code
        self.detail = detail


class NeedsSignIn(CrmProblem):
    """The CRM takes our token or key no more: a person has to link it again."""


class Throttled(CrmProblem):
    """Too fast, or the day's allowance is used up: not before `retry_after_s`."""

    def __init__(self, retry_after_s: float) -> None:
        super().__init__("throttled")
        self.retry_after_s = retry_after_s


class Unavailable(CrmProblem):
    """No answer in time, no connection, or the CRM's own fault (5xx): `slow`, `unreachable`,
    `broken`. A write may have happened."""


class Garbled(CrmProblem):
    """An answer that is not what its API promises: HTML, cut off, too large, other fields."""


class Refused(CrmProblem):
    """A clear no: `scope_missing`, `forbidden`, `invalid`; `detail` is the CRM's own sentence."""


class Gone(CrmProblem):
    """There is no such record any more; `into` took its place where it was merged."""

    def __init__(self, ref: Ref, into: Ref | None = None) -> None:
        super().__init__("gone")
        self.ref = ref
        self.into = into


class Forged(CrmProblem):
    """A webhook whose signature does not hold."""
