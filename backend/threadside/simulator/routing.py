"""Where webhooks go: the message's own address, then the application's, then the account's."""

from dataclasses import dataclass

from threadside.simulator.letters import Manner
from threadside.simulator.management.applications import Version
from threadside.simulator.state import State
from threadside.simulator.submission import Submission


@dataclass(frozen=True, slots=True)
class Route:
    """An address, if there is one, and what is told there in which way."""

    url: str | None
    manner: Manner = "messages"
    version: Version = "v1"
    application_id: str | None = None


def status_route(state: State, submission: Submission) -> Route:
    """For a status webhook: of the application whose token sent the message.

    Key and secret send for the account; while that has no address of its own, its first
    application stands in.
    """
    account = state.account
    asked = submission.application_id
    if asked is None and account.dr_callback_url is None:
        asked = account.application_id
    application = state.applications.find(account, asked)
    url = submission.webhook_url or (application.status_url if application else None)
    version = application.version if application else account.webhook_version
    return Route(
        url or account.dr_callback_url,
        version=submission.webhook_version or version,
        application_id=application.id if application else None,
    )


def inbound_route(state: State, line: str) -> Route:
    """For a contact's message: of the application that the line is linked to, else the account's.

    An account set to the SMS API has it told there, at the number's own address if it has one.
    """
    account = state.account
    number = state.numbers.find(account, line)
    if account.api_type == "sms":
        return Route(number.mo_http_url or account.mo_callback_url, "sms")
    application = state.applications.find(account, number.app_id)
    return Route(
        (application.inbound_url if application else None) or account.mo_callback_url,
        version=application.version if application else account.webhook_version,
        application_id=application.id if application else None,
    )
