"""What is to become of a message: the recipient's story, opt-outs, and the faults in force."""

from threadside.simulator.faults import FaultKind
from threadside.simulator.outcomes import (
    OPTED_OUT,
    Outcome,
    duplicated,
    ending_in,
    outcome_for,
    rejected,
    reordered,
)
from threadside.simulator.state import State
from threadside.simulator.submission import Submission


def decide(state: State, submission: Submission) -> Outcome:
    """The outcome of a message. Faults that concern its receipts are used up by it."""
    faults, to = state.faults, submission.to
    outcome = outcome_for(to, submission.sender)
    if outcome.refused_with:
        return outcome
    if state.opt_outs.holds(submission.sender, to):
        outcome = rejected(OPTED_OUT)
    if fault := faults.take(FaultKind.FINAL, to):
        outcome = ending_in(outcome, fault.final_status, fault.code)
    if faults.take(FaultKind.REORDER_RECEIPTS, to):
        outcome = reordered(outcome)
    if fault := faults.take(FaultKind.DUPLICATE_RECEIPTS, to):
        outcome = duplicated(outcome, fault.copies)
    if faults.take(FaultKind.NO_RECEIPTS, to):
        outcome = Outcome()
    if faults.take(FaultKind.RECEIPT_BEFORE_RESPONSE, to):
        outcome = Outcome(outcome.receipts, first_receipt_before_response=True)
    return outcome
