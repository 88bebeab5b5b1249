"""Every documented operation, called by a member of a workspace that has something to answer with.

Schemathesis reads the server's own document and makes requests that keep to it and requests that
break it. The former are blended with one that succeeds, so that they get past the first refusal.
`FUZZ_EXAMPLES=1000` looks longer than the few hundred requests of every day.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import Case, CheckContext, GenerationMode, Response
from schemathesis.checks import (
    content_type_conformance,
    ignored_auth,
    negative_data_rejection,
    not_a_server_error,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from schemathesis.core import NOT_SET
from schemathesis.schemas import APIOperation
from schemathesis.specs.openapi.schemas import OpenApiSchema
from urllib3 import encode_multipart_formdata

from tests.integration.desk import ANNA, BEN, Desk
from tests.integration.library.shelf import Shelf
from tests.unit.media import samples
from threadside.ids import new_id
from threadside.sending.port import Unknown
from threadside.store.tables import Person, Template, TemplateVersion
from threadside.words import table

PICTURE = samples.picture()
HOME, TORONTO = "+17205550188", "+14165550123"
MARIA, NOBODY = "+17205550166", "+13035550133"
EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "20"))
RECORD = {"crm": "hubspot", "account": "48151623", "type": "contact", "id": "401"}


@dataclass(frozen=True)
class Office:
    """A workspace with a line, a template, a person who wrote, texts held and in doubt."""

    desk: Desk
    person: Person
    template: Template
    held_id: str
    doubted_id: str
    later_id: str
    cursor: str
    picture_id: str
    doubt_id: str
    evidence_id: str
    number_doubt_id: str
    library_id: str

    def linked_number(self) -> dict[str, Any]:
        """A number that nobody has, once it is somebody's."""
        said = {"phone": NOBODY, "person": self.person.id}
        assert self.desk.ask("POST", "/v1/unmatched/link", said).status_code in {200, 409}
        return said

    def wish(self) -> dict[str, Any]:
        """A press of Send that uses every field it may."""
        template = {"id": self.template.id, "version": self.template.version}
        return self.desk.wish(
            self.person,
            template=template,
            pending=["press-earlier"],
            media=[self.picture_id],
            press=self.desk.proof(),
        )


def uploaded(desk: Desk, path: str) -> str:
    """The id of a picture that the rep uploads there."""
    body, form = encode_multipart_formdata({"file": ("roof.jpg", PICTURE)})
    headers = {"Authorization": f"Bearer {desk.token()}", "Content-Type": form}
    answer = desk.app.test_client().post(path, data=body, headers=headers)
    assert answer.json is not None
    kept: str = answer.json["id"]
    return kept


@pytest.fixture
def office(desk: Desk) -> Office:
    person = desk.person("Anna Fernández", ANNA, HOME)
    template = Template(
        id=new_id(), workspace_id=desk.workspace.id, name="Hello", group_name="Follow-up",
        state="approved", version=1, position=0,
    )  # fmt: skip
    desk.build.add(template, TemplateVersion(template_id=template.id, version=1, body="Hello"))
    chosen = desk.ask("PUT", "/v1/records/person", {"record": RECORD, "person": person.id})
    assert chosen.status_code == 204
    desk.says("Is Tuesday still good?")
    doubted = desk.press(person)
    desk.carrier.next_answers = [Unknown("no_answer")]
    desk.after_hold()
    held = desk.press(person)
    newest = desk.get(f"/v1/people/{person.id}/timeline", limit=1)
    later = desk.press(person, send_at=(desk.clock.now + timedelta(hours=2)).isoformat())
    desk.person("Ben Cole", BEN)
    desk.says("STOP that", peer=BEN)
    doubt = desk.get("/v1/consent", phone=BEN)["card"]["open"]
    return Office(
        desk, person, template, held["id"], doubted["id"], later["id"], newest["next_cursor"],
        uploaded(desk, f"/v1/media?line={desk.line.id}"), doubt["id"],
        uploaded(desk, "/v1/consent/evidence"),
        desk.doubted(desk.person("Maria Lindt", MARIA), MARIA),
        Shelf(desk.app, desk).approved(),
    )  # fmt: skip


@pytest.fixture
def api(office: Office) -> OpenApiSchema:
    return schemathesis.openapi.from_wsgi("/v1/openapi.json", office.desk.app)


Request = dict[str, Any]
"""Of `path_parameters`, `query` and `body` what the operation takes."""


def nothing_asked(_office: Office) -> Request:
    """For operations that take no input, so that there is nothing to break either."""
    return {}


def whose(office: Office, phone: str = ANNA) -> dict[str, Any]:
    """Of whom something is recorded, each time anew."""
    return {
        "client_key": office.wish()["client_key"], "phone": phone, "person": office.person.id,
    }  # fmt: skip


SUCCEEDS: dict[str, Callable[[Office], Request]] = {
    "me": nothing_asked,
    "get_templates": nothing_asked,
    "get_library": lambda _office: {"query": {"search": "roof", "folder": "", "limit": 5}},
    "use_library_item": lambda office: {"path_parameters": {"item_id": office.library_id}},
    "get_templates_beside": lambda office: {"query": {**RECORD, "person": office.person.id}},
    "get_proposals": nothing_asked,
    "propose_template": lambda office: {
        "body": {
            "message": office.held_id, "name": f"Mine {new_id()}", "body": "Hi, see you at ten",
            "folder": "Visits", "note": "Works well",
        }
    },
    "get_unread": nothing_asked,
    "list_badges": lambda _office: {"body": {"numbers": ["(720) 555-0142", "not a number"]}},
    "beside": lambda office: {
        "query": {
            **RECORD, "phones": ["(720) 555-0142"], "name": "Anna", "person": office.person.id,
            "phone": ANNA, "line": office.desk.line.id,
        }
    },
    "verdict": lambda office: {
        "query": {"phone": ANNA, "line": office.desk.line.id, "person": office.person.id}
    },
    "choose_person": lambda office: {"body": {"record": RECORD, "person": office.person.id}},
    "send_message": lambda office: {"body": office.wish()},
    "get_message": lambda office: {"path_parameters": {"message_id": office.held_id}},
    "get_place": lambda office: {"path_parameters": {"message_id": office.held_id}},
    "undo_message": lambda office: {"path_parameters": {"message_id": office.held_id}},
    "send_message_now": lambda office: {"path_parameters": {"message_id": office.later_id}},
    "settle_message": lambda office: {
        "path_parameters": {"message_id": office.doubted_id},
        "body": {"outcome": "sent"},
    },
    "get_timeline": lambda office: {
        "path_parameters": {"person_id": office.person.id},
        "query": {"before": office.cursor, "limit": 5},
    },
    "add_note": lambda office: {
        "path_parameters": {"person_id": office.person.id},
        "body": {"client_key": office.wish()["client_key"], "text": "Prefers mornings"},
    },
    "upload_media": lambda office: {
        "query": {"line": office.desk.line.id, "room": 100_000, "link": "false"},
        "body": {"file": PICTURE},
        "media_type": "multipart/form-data",
    },
    "get_consent": lambda office: {
        "query": {"phone": ANNA, "person": office.person.id, "limit": 5, "zone": "America/Denver"}
    },
    "record_consent": lambda office: {
        "body": {
            **whose(office), "method": "verbal", "words": "Yes, text me", "note": "By phone",
            "obtained_at": "2026-03-01T12:00:00Z",
        }
    },
    "record_opt_out": lambda office: {
        "body": {**whose(office, TORONTO), "channel": "phone", "words": "No more"}
    },
    "record_wrong_number": lambda office: {"body": {**whose(office, TORONTO), "note": "A bakery"}},
    "settle_revocation": lambda office: {
        "path_parameters": {"revocation_id": office.doubt_id},
        "body": {"outcome": "dismissed", "note": "She meant the noise"},
    },
    "settle_doubt": lambda office: {
        "path_parameters": {"doubt_id": office.number_doubt_id},
        "body": {"outcome": "still_theirs", "note": "She told me"},
    },
    "ask_for_consent": lambda office: {
        "body": {
            **whose(office, HOME), "line": office.desk.line.id,
        }
    },
    "upload_evidence": lambda _office: {
        "body": {"file": PICTURE}, "media_type": "multipart/form-data",
    },
    "get_evidence": lambda office: {"path_parameters": {"evidence_id": office.evidence_id}},
    "say_where": lambda office: {
        "body": {"phone": ANNA, "person": office.person.id, "state": "FL",
                 "zone": "America/Chicago"}
    },
    "get_states": nothing_asked,
    "list_connections": nothing_asked,
    "refresh_record": lambda _office: {"body": RECORD},
    "search_records": lambda _office: {"body": {"phone": ANNA}},
    "not_them": lambda office: {"body": {"record": RECORD, "not_person": office.person.id}},
    "link_person": lambda office: {"body": {"person": office.person.id, "record": RECORD}},
    "get_unmatched": nothing_asked,
    "search_people": lambda _office: {"body": {"said": "ann"}},
    "search_people_in_crms": lambda _office: {"body": {"said": "ann"}},
    "link_number": lambda office: {"body": {"phone": NOBODY, "person": office.person.id}},
    "unlink_number": lambda office: {"body": office.linked_number()},
    "mark_customer": lambda _office: {"body": {"phone": TORONTO, "customer": False}},
    "list_page_adapters": nothing_asked,
    "report_page": lambda _office: {
        "body": {
            "crm": "hubspot", "adapter_version": "1.0",
            "structure": {"missing": ["phones"], "counts": {"tel": 0}, "outline": [">main"]},
        }
    },
    "get_media": lambda office: {"path_parameters": {"media_id": office.picture_id}},
    "get_thumbnail": lambda office: {"path_parameters": {"media_id": office.picture_id}},
    "mark_read": lambda office: {
        "path_parameters": {"person_id": office.person.id},
        "body": {"seq": office.desk.head()},
    },
}  # fmt: skip
"""A request for each operation by its id. A new operation is added here."""


def problems_are_told(_context: CheckContext, response: Response, _case: Case) -> None:
    """Every refusal is a problem document, and its code has words of its own."""
    if response.status_code >= 400:
        assert response.headers["content-type"] == ["application/problem+json"]
        assert f"error.{response.json()['code']}.detail" in table()


ALWAYS = [
    not_a_server_error, status_code_conformance, content_type_conformance,
    response_headers_conformance, response_schema_conformance, problems_are_told,
]  # fmt: skip


def signed_in(office: Office) -> dict[str, str]:
    """The headers of the workspace's rep."""
    return {"Authorization": f"Bearer {office.desk.token()}"}


def call(office: Office, case: Case, *further: Any) -> Response:
    """Make the request as the workspace's rep, and hold the answer to the document."""
    return case.call_and_validate(headers=signed_in(office), checks=[*ALWAYS, *further])


def blended(draw: st.DrawFn, made: Any, good: Any) -> Any:
    """Field by field what succeeds or what was made up; a field may be in one of them only."""
    if isinstance(made, dict) and isinstance(good, dict):
        names = sorted(made.keys() | good.keys())
        each = {
            name: blended(draw, made.get(name, NOT_SET), good.get(name, NOT_SET)) for name in names
        }
        return {name: value for name, value in each.items() if value is not NOT_SET}
    return draw(st.sampled_from([good, good, good, made]))


def keeping(operation: APIOperation, good: Callable[[], Request]) -> st.SearchStrategy[Case]:
    """Requests that keep to the document, most of them close to one that succeeds."""

    @st.composite
    def cases(draw: st.DrawFn) -> Case:
        case: Case = draw(operation.as_strategy(GenerationMode.POSITIVE))
        for part, value in good().items():
            setattr(case, part, blended(draw, getattr(case, part), value))
        return case

    return cases()


def repeatedly(cases: st.SearchStrategy[Case], check: Callable[[Case], object]) -> None:
    """Run `check` on cases that are the same at every run."""

    @settings(
        max_examples=EXAMPLES, derandomize=True, deadline=None, database=None,
        phases=[Phase.generate, Phase.shrink], suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(cases)
    def run(case: Case) -> None:
        check(case)

    run()


def test_every_operation_succeeds_as_documented(office: Office, api: OpenApiSchema) -> None:
    documented = {each.ok().definition.raw["operationId"] for each in api.get_all_operations()}
    assert documented == set(SUCCEEDS)
    for operation_id, request in SUCCEEDS.items():
        case = api.find_operation_by_id(operation_id).Case(**request(office))
        answer = call(office, case, ignored_auth)
        assert 200 <= answer.status_code < 300, (operation_id, answer.text)


@pytest.mark.parametrize("operation_id", SUCCEEDS)
def test_requests_that_keep_the_contract_are_answered_by_it(
    office: Office, api: OpenApiSchema, operation_id: str
) -> None:
    operation = api.find_operation_by_id(operation_id)
    repeatedly(
        keeping(operation, lambda: SUCCEEDS[operation_id](office)),
        lambda case: call(office, case),
    )


@pytest.mark.parametrize(
    "operation_id", [name for name, request in SUCCEEDS.items() if request is not nothing_asked]
)
def test_requests_that_break_the_contract_are_refused_by_it(
    office: Office, api: OpenApiSchema, operation_id: str
) -> None:
    operation = api.find_operation_by_id(operation_id)
    broken = operation.as_strategy(GenerationMode.NEGATIVE, headers=signed_in(office))
    repeatedly(
        broken,
        lambda case: call(office, case, negative_data_rejection),
    )
