"""Where people make a contact in each CRM, and that a number in the address stays a number."""

from urllib.parse import parse_qs, urlsplit

import pytest

from threadside import crms
from threadside.linking.port import Crm

NUMBER = "+17205550142"
KNOWN = crms.known()


@pytest.mark.parametrize(
    ("crm", "base", "account", "page"),
    [
        (
            "hubspot", "https://api.hubapi.com", "62515",
            "https://app.hubspot.com/contacts/62515/objects/0-1/views/all/list",
        ),
        (
            "pipedrive", "https://foothill.pipedrive.com", "foothill",
            "https://foothill.pipedrive.com/persons/list#dialog/person/add",
        ),
        (
            "zoho", "https://www.zohoapis.com", "60043078",
            "https://crm.zoho.com/crm/org60043078/tab/Contacts/create",
        ),
        (
            "zoho", "https://www.zohoapis.eu", "60043078",
            "https://crm.zoho.eu/crm/org60043078/tab/Contacts/create",
        ),
    ],
)  # fmt: skip
def test_a_page_that_takes_no_number_is_opened_as_it_is(
    crm: str, base: str, account: str, page: str
) -> None:
    assert KNOWN[crm].new_contact_page(base, account, NUMBER) == page


def test_salesforce_fills_the_number_in() -> None:
    base = "https://foothill.my.salesforce.com"
    page = KNOWN["salesforce"].new_contact_page(base, "foothill", NUMBER)
    assert page == f"{base}/lightning/o/Contact/new?defaultFieldValues=MobilePhone=%2B17205550142"
    assert parse_qs(urlsplit(page).query) == {"defaultFieldValues": [f"MobilePhone={NUMBER}"]}


def test_without_a_number_it_is_the_empty_form() -> None:
    page = KNOWN["salesforce"].new_contact_page("https://f.my.salesforce.com", "f")
    assert page == "https://f.my.salesforce.com/lightning/o/Contact/new"


@pytest.mark.parametrize("crm", KNOWN.values(), ids=lambda crm: crm.id)
def test_every_crm_has_a_page_for_it(crm: Crm) -> None:
    page = crm.new_contact_page("https://crm.example", "crm.example", NUMBER)
    assert urlsplit(page).scheme == "https"
    assert "{" not in page
