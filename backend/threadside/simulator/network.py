"""The carrier itself: takes a message, lets its receipts follow, brings contacts' texts in."""

from threadside.simulator import arrivals, carriage
from threadside.simulator.fates import decide
from threadside.simulator.inbound import Inbound
from threadside.simulator.ledger import Accepted
from threadside.simulator.outcomes import Outcome
from threadside.simulator.state import State
from threadside.simulator.submission import Submission
from threadside.simulator.throttle import Over

__all__ = ["Inbound", "Network"]


class Network(State):
    """What happens behind the API, in memory, for one account."""

    def admit_request(self) -> Over | None:
        """The limit that one more request is above, if any, counted in the ledger."""
        return self._counted(self.throttle.admit_request(self.account.limits))

    def admit(self, submission: Submission) -> Over | None:
        """The limit a message is above, if any, counted in the ledger."""
        return self._counted(
            self.throttle.admit_message(self.account.limits, submission.sender, submission.parts)
        )

    def outcome(self, submission: Submission) -> Outcome:
        """What is to become of a message; faults that concern its receipts are used up."""
        return decide(self, submission)

    def accept(self, submission: Submission, outcome: Outcome) -> Accepted:
        """Enter a message in the ledger and set it on its way."""
        return carriage.accept(self, submission, outcome)

    def bring_in(self, message: Inbound) -> None:
        """A contact's message arrives."""
        arrivals.bring_in(self, message)

    def _counted(self, over: Over | None) -> Over | None:
        if over is not None:
            self.ledger.count_over_limit(over.kind)
        return over
