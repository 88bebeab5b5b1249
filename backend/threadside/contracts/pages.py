"""Pages of CRMs that admins describe themselves, and reports of pages that look otherwise."""

from typing import Annotated, Literal

from pydantic import Field

from threadside.contracts.common import CleanText, CrmName, Input, Output, RecordType

MOST_ADAPTERS = 20
_NAME = r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?"

OWN = "own-[a-z0-9-]{1,32}"
"""What a system of one's own is called, as an expression for the whole name."""
Host = Annotated[
    str,
    Field(
        max_length=120,
        pattern=rf"^(?:\*\.|\{{account\}}\.)?{_NAME}(?:\.{_NAME})*(?::[1-9][0-9]{{0,4}})?$",
    ),
]
Selector = Annotated[CleanText, Field(min_length=1, max_length=300)]
Attribute = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{0,60}$")]
Word = Annotated[CleanText, Field(min_length=1, max_length=80)]


class PageRecord(Input):
    """An address of records, as it stands behind the host: `/people/{id}`."""

    address: Annotated[CleanText, Field(min_length=2, max_length=200, pattern="^/")]
    type: RecordType | None = None


class PageIdentity(Input):
    """The element that says whose record is shown, and its attributes with our type and the id."""

    selector: Selector
    type: Attribute
    id: Attribute


class PageParts(Input):
    """Where a record's page shows its name and numbers. `text`: numbers in plain text count."""

    record: Selector | None = None
    heading: Selector | None = None
    phones: Selector | None = None
    field: Selector | None = None
    none: Selector | None = None
    front: Selector | None = None
    opened: Selector | None = None
    modal: Selector | None = None
    text: bool | None = None
    identity: PageIdentity | None = None


class PageAdapter(Input):
    """How an admin describes the pages of a system: `shared_schemas/page_adapters.schema.json`. The
    `id` is of the pattern `OWN`, or a CRM that ships (`rules.page_adapters.shipped`)."""

    id: CrmName
    name: Annotated[CleanText, Field(min_length=1, max_length=60)]
    hosts: Annotated[list[Host], Field(min_length=1, max_length=5)]
    records: Annotated[list[PageRecord], Field(min_length=1, max_length=10)]
    types: Annotated[dict[Word, RecordType], Field(max_length=40)] | None = None
    ids: Literal["as-is", "lower", "salesforce"] | None = None
    page: PageParts | None = None
    room: Literal["margin", "overlay"] | None = None


class PageAdapters(Output):
    """What this workspace's admins described; `version` rises with every change. Each is of the
    shape of `PageAdapter`, without the fields that were not given."""

    adapters: list[dict[str, object]]
    version: int


class PageStructure(Input):
    """A page's structure without a word of it: what was not found, how many of each element, and
    one line for each kind of child."""

    missing: Annotated[list[Literal["record", "heading", "phones"]], Field(max_length=3)]
    counts: Annotated[
        dict[
            Annotated[str, Field(pattern="^[a-z0-9_]{1,40}$")],
            Annotated[int, Field(ge=0, le=1_000_000)],
        ],
        Field(max_length=20),
    ]
    outline: Annotated[
        list[
            Annotated[
                str,
                Field(
                    max_length=400, pattern=r"^>{1,9}[a-z?][a-zA-Z0-9_()\[\]-]*(?: ×[0-9]{1,3})?$"
                ),
            ]
        ],
        Field(max_length=150),
    ]


class PageReport(Input):
    """A page whose address names a record, but whose parts were not found: it was rebuilt.

    `adapter_version` is the extension's release, or `own <version>` of what admins described.
    """

    crm: CrmName
    adapter_version: Annotated[str, Field(pattern="^[a-zA-Z0-9_.+ -]{1,40}$")]
    structure: PageStructure
