"""Ledger, which people sign in to at LEDGER_URL, and which answers there."""

import os
from dataclasses import replace
from urllib.parse import urlsplit

from tests.integration.linking.ledger import Ledger

_URL = os.environ["LEDGER_URL"]
CRM = Ledger(_URL)
# To a browser it is another site than the server: cookies have to stand that.
_ELSEWHERE = f"http://localhost:{urlsplit(_URL).port}/auth"
CRM.link = replace(
    CRM.link, regions=tuple(replace(each, authorize=_ELSEWHERE) for each in CRM.link.regions)
)
