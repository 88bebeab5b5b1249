from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from tests.unit.live.wire import texts
from threadside.contracts.events import ConsentChanged, Event, Ready, ServerFrame
from threadside.live.frames import event_frame, model_frame, text_frame


@given(st.lists(st.text(), max_size=5))
def test_a_client_reads_what_was_framed(said: list[str]) -> None:
    assert texts(b"".join(map(text_frame, said))) == said


def test_every_length_of_header_is_read_back() -> None:
    said = ["x" * size for size in (0, 125, 126, 127, 65_535, 65_536, 300_000)]
    assert texts(b"".join(map(text_frame, said))) == said


def test_an_event_on_the_wire_is_the_contracts_event() -> None:
    at = datetime(2026, 3, 1, 12, 0, 0, 5000, tzinfo=UTC)
    data = ConsentChanged(phone="+17205550142", opted_out=True)
    [text] = texts(event_frame(7, at, data.model_dump(mode="json")))
    event = Event(seq=7, at=at, data=data)
    assert TypeAdapter[object](ServerFrame).validate_json(text) == event
    assert text == event.model_dump_json()


def test_a_model_is_framed_as_its_json() -> None:
    assert texts(model_frame(Ready(head=3))) == ['{"type":"ready","head":3}']
