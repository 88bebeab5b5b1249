"""More people for the sample CRM, so that every test has somebody of its own.

Names are all different, numbers end in 555-01XX, the range kept free for fiction (NANPA).
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice, product
from pathlib import Path
from typing import Any

SHIPPED = Path(__file__).parent / "sample_crm" / "data.json"
FIRST_ID = 2001
NEVER_TEXTED = 4
"""Every fifth contact of the CRM; see `threadside.seeding.workspace`."""
NUMBERS_PER_AREA = 100
AREAS = ("970", "719", "406", "307", "208", "402", "515", "614")
FIRST_NAMES = (
    "Abel", "Bruna", "Caleb", "Delia", "Esteban", "Fatima", "Gideon", "Hana", "Ivo", "Jasmin",
    "Kofi", "Lena", "Mateo", "Noor", "Otis", "Paloma", "Quentin", "Rosa", "Silas", "Thea",
    "Ulrich", "Vera", "Wendell", "Ximena", "Yusuf", "Zelda",
)  # fmt: skip
LAST_NAMES = (
    "Abbott", "Becker", "Calder", "Dorsey", "Elston", "Farrow", "Grantham", "Holloway", "Ingram",
    "Jessup", "Kendrick", "Larkin", "Mercer", "Norwood", "Osgood", "Prescott", "Quimby",
    "Radcliffe", "Sawyer", "Thornton", "Upton", "Vickers", "Whitlock", "Yardley",
)  # fmt: skip


@dataclass(frozen=True)
class Someone:
    """A contact of the CRM, as a test needs to know it. `phone` is E.164."""

    id: str
    name: str
    phone: str

    @property
    def path(self) -> str:
        """Where the CRM shows them."""
        return f"/contacts/{self.id}"


def with_history(records: Mapping[str, Any]) -> list[Someone]:
    """The contacts added here to whom the seed gives a conversation: four of five."""
    return [someone for position, someone in _added(records) if position % 5 != NEVER_TEXTED]


def never_texted(records: Mapping[str, Any]) -> list[Someone]:
    """The contacts added here without a conversation."""
    return [someone for position, someone in _added(records) if position % 5 == NEVER_TEXTED]


def _added(records: Mapping[str, Any]) -> Iterator[tuple[int, Someone]]:
    for position, row in enumerate(records["contacts"]):
        if int(row["id"]) >= FIRST_ID:
            digits = re.sub(r"\D", "", row["phones"][0]["raw"])
            yield position, Someone(row["id"], row["name"], f"+1{digits}")


def contact(number: int, name: tuple[str, str]) -> dict[str, Any]:
    """One contact with one mobile; `number` counts from 0."""
    first, last = name
    area = AREAS[number // NUMBERS_PER_AREA]
    return {
        "id": str(FIRST_ID + number),
        "name": f"{first} {last}",
        "first_name": first,
        "last_name": last,
        "title": "Buyer",
        "company_id": "203",
        "phones": [{"label": "Mobile", "raw": f"({area}) 555-01{number % NUMBERS_PER_AREA:02}"}],
        "city": "Denver",
        "state": "CO",
        "country": "US",
        "owner": "jon",
        "email": f"{first}.{last}@example.com".lower(),
        "stage": "Customer",
    }


def with_more(count: int) -> dict[str, Any]:
    """The shipped records and `count` contacts more, at most 624."""
    records: dict[str, Any] = json.loads(SHIPPED.read_text(encoding="utf-8"))
    names = islice(product(FIRST_NAMES, LAST_NAMES), count)
    return {
        **records,
        "contacts": [
            *records["contacts"],
            *(contact(number, name) for number, name in enumerate(names)),
        ],
    }


def written_to(path: Path, records: Mapping[str, Any]) -> Path:
    """The records as a file, for `--data` of the CRM and `--people` of the seed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(records, ensure_ascii=False), encoding="utf-8")
    return path
