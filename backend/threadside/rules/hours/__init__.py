"""What time it is for a person, and whether that is a time at which they may be texted.

`zones` says which clocks may be theirs, `regions` and `whereabouts` whose law holds; `rows`,
`table` and `reading` what that law says on a day, `openings` when a place opens and closes. `quiet`
decides.
"""

from threadside.rules.hours.legal_holidays import warm
from threadside.rules.hours.quiet import Kind, Mode, QuietHours, RuleRef, decide
from threadside.rules.hours.reading import builtin_table, parse_table, with_edits
from threadside.rules.hours.rows import Row, RuleFileError
from threadside.rules.hours.table import Table
from threadside.rules.hours.whereabouts import UnknownState, Whereabouts
from threadside.rules.hours.zones import LocalTime, ZoneTime, local_time, place, zone_or_utc, zones

__all__ = [
    "Kind",
    "LocalTime",
    "Mode",
    "QuietHours",
    "Row",
    "RuleFileError",
    "RuleRef",
    "Table",
    "UnknownState",
    "Whereabouts",
    "ZoneTime",
    "builtin_table",
    "decide",
    "local_time",
    "parse_table",
    "place",
    "warm",
    "with_edits",
    "zone_or_utc",
    "zones",
]
