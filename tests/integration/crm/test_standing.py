"""Templates for where a record stands in its CRM."""

from collections.abc import Iterator

import pytest

from tests.integration.crm.made_up import ANNA, MadeUp, Office
from tests.integration.desk import Desk
from tests.integration.templates.office import Office as TemplateOffice
from threadside.crm import linked
from threadside.linking.values import Ref, Related
from threadside.templates.content import Content


@pytest.fixture
def office(desk: Desk) -> Iterator[Office]:
    made = Office(desk, MadeUp(), threads=1)
    made.contact("1", "Anna Fern\u00e1ndez", ANNA)
    made.holds.related[Ref("contact", "1")] = [Related("deal", "9", "Roof", "Quote sent")]
    yield made
    made.lookups.close(wait=True)


def test_the_stage_of_an_open_deal_suggests_where_nobody_wrote(office: Office, desk: Desk) -> None:
    templates = TemplateOffice(desk)
    asks = templates.approved(Content("Questions about the quote?", "Shall we talk it through?"))
    templates.approved(Content("Bye", "See you soon."))
    office.refresh("1")
    with desk.uow.read() as session:
        link = linked.by_id(session, office.connection.id)
    assert link is not None
    office.lookups.together([(link, lambda: True)], 10)
    found = desk.get("/v1/templates/beside", **office.key("1"))
    assert found["suggested"] == [{"template_id": asks, "why": "For “Quote sent” in the CRM"}]
