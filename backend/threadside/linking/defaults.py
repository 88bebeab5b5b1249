"""What most CRMs have in common, so that an adapter says only what is its own."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, Literal

from threadside.linking.port import Api, Hook, Region, Request, Window
from threadside.linking.problems import Forged
from threadside.linking.values import (
    PEOPLE,
    Change,
    Entry,
    Field,
    Member,
    RecordType,
    Ref,
    RemotePhone,
    RemoteRecord,
)


class Rest:
    """A CRM with a bearer token, people only, no webhooks, and no place for opt-outs."""

    windows: Sequence[Window] = (Window(5, 1.0),)
    types: Sequence[RecordType] = PEOPLE
    entry = "note"
    hooks = False
    opt_out: Literal["number", "person", "field", "none"] = "none"

    def signed(self, secret: str) -> Mapping[str, str]:
        """RFC 6750."""
        return {"Authorization": f"Bearer {secret}"}

    def base_url(self, region: Region | None, token: Mapping[str, Any], host: str) -> str:
        """The region's, else what the customer typed."""
        return region.api if region is not None and region.api else host.rstrip("/")

    def fields(self, api: Api) -> Sequence[Field]:
        """None to map."""
        return ()

    def people(self, api: Api, ref: Ref) -> Sequence[Member]:
        """A contact or lead is itself who it is about."""
        return (Member(self.record(api, ref), primary=True),) if ref.type in PEOPLE else ()

    def record(self, api: Api, ref: Ref) -> RemoteRecord:
        """Each adapter's own."""
        raise NotImplementedError

    def changed_since(self, api: Api, cursor: str | None) -> tuple[Sequence[Change], str]:
        """Nothing is told."""
        return (), cursor or ""

    def find(self, api: Api, entry: Entry) -> str | None:
        """Each adapter's own, where it writes."""
        raise NotImplementedError

    def set_opt_out(self, api: Api, ref: Ref, phone: RemotePhone, opted_out: bool) -> None:
        """There is no place for it."""

    def watch(self, api: Api, url: str, secret: str) -> Hook | None:
        """Set up by hand, or not at all."""
        return None

    def changes(self, request: Request, hook_secret: str, app_secret: str) -> Sequence[Change]:
        """Nothing that came was asked for."""
        raise Forged("not_signed")

    def limits(self, answer_headers: Mapping[str, str], status: int) -> float | None:
        """`Retry-After` (RFC 9110, 10.2.3): seconds or a date; header names are lower case."""
        said = answer_headers.get("retry-after", "").strip()
        if said.isdigit():
            return float(said)
        try:
            return max(0.0, (parsedate_to_datetime(said) - datetime.now(UTC)).total_seconds())
        except (ValueError, TypeError):
            return None
