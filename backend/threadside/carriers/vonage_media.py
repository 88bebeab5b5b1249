"""What Vonage's media servers want to see before they hand out what arrived.

With "secure inbound media" an application's media are for its own token alone. The token lets its
bearer send texts: no other host ever gets it. Source:
https://developer.vonage.com/en/messages/concepts/inbound-media.
"""

from collections.abc import Mapping
from typing import Final

from vonage_jwt import JwtClient

from threadside.sending.port import AccountAccess

HOSTS: Final = (".nexmo.com", ".vonage.com")


def headers(access: AccountAccess, host: str) -> Mapping[str, str]:
    """What to say to `host` besides what is wanted, for an account of ours."""
    if not (access.application_id and access.private_key and _its_own(access, host.lower())):
        return {}
    token = JwtClient(access.application_id, access.private_key).generate_application_jwt()
    return {"Authorization": f"Bearer {token.decode()}"}


def _its_own(access: AccountAccess, host: str) -> bool:
    return host.endswith(HOSTS) or host == access.api_host.partition(":")[0].lower()
