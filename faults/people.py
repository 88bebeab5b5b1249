"""Whom the run texts: a CRM's export with as many contacts as are needed.

Numbers end in 555-01XX, the range kept free for fiction (NANPA).
"""

import json
from pathlib import Path
from typing import Any

from e2e.people import AREAS, FIRST_NAMES, LAST_NAMES, NUMBERS_PER_AREA
from e2e.stack import PEOPLE

FIRST_ID = 1
MOST = len(AREAS) * NUMBERS_PER_AREA
SENDS_EACH = 8
FEWEST = 12


def how_many(sends: int) -> int:
    """People for so many texts: each gets about eight, as far as there are numbers."""
    return max(FEWEST, min(MOST, sends // SENDS_EACH))


def write(path: Path, people: int) -> list[str]:
    """Write the export; gives the contacts' CRM ids."""
    shipped = json.loads(PEOPLE.read_text(encoding="utf-8"))
    contacts = [_contact(number) for number in range(people)]
    source = {
        "workspace": shipped["workspace"],
        "users": shipped["users"],
        "companies": [],
        "contacts": contacts,
        "deals": [],
        "tickets": [],
        "leads": [],
    }
    path.write_text(json.dumps(source), encoding="utf-8")
    return [contact["id"] for contact in contacts]


def _contact(number: int) -> dict[str, Any]:
    first = FIRST_NAMES[number % len(FIRST_NAMES)]
    last = LAST_NAMES[number // len(FIRST_NAMES) % len(LAST_NAMES)]
    area = AREAS[number % len(AREAS)]
    subscriber = number // len(AREAS)
    return {
        "id": str(FIRST_ID + number),
        "name": f"{first} {last}",
        "first_name": first,
        "phones": [{"label": "Mobile", "raw": f"({area}) 555-01{subscriber:02}"}],
        "country": "US",
    }
