"""All tables, by domain. Import them from here so that the metadata is always whole."""

from threadside.store.tables.access import OAuthCode, OAuthToken, WebSession
from threadside.store.tables.lines import Brand, Campaign, CarrierAccount, Line
from threadside.store.tables.machine import (
    EventHead,
    InboundPart,
    Job,
    LoggedEvent,
    Outbox,
    Receipt,
    RefusedWebhook,
    RefusedWebhookCount,
    WebhookReceipt,
)
from threadside.store.tables.people import Person, PersonPhone, Record, RecordPerson
from threadside.store.tables.threads import (
    ConsentEvent,
    Message,
    ReadMark,
    Suppression,
    Template,
    TemplateVersion,
    Thread,
    TimelineItem,
)
from threadside.store.tables.workspace import Member, User, Workspace

__all__ = [
    "Brand",
    "Campaign",
    "CarrierAccount",
    "ConsentEvent",
    "EventHead",
    "InboundPart",
    "Job",
    "Line",
    "LoggedEvent",
    "Member",
    "Message",
    "OAuthCode",
    "OAuthToken",
    "Outbox",
    "Person",
    "PersonPhone",
    "ReadMark",
    "Receipt",
    "Record",
    "RecordPerson",
    "RefusedWebhook",
    "RefusedWebhookCount",
    "Suppression",
    "Template",
    "TemplateVersion",
    "Thread",
    "TimelineItem",
    "User",
    "WebSession",
    "WebhookReceipt",
    "Workspace",
]
