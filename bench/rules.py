"""What the rules cost of the processor, each beside a bare call with the same argument.

Median milliseconds of CPU in this process: nothing is waited for.
"""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from statistics import median
from typing import Any

from threadside.rules import content, hours, sensitive
from threadside.rules.consent.standing import Grant, Standing
from threadside.rules.content import Setting
from threadside.rules.intents import classify
from threadside.rules.verdict import Facts, Suppression, verdict

RUNS = 300
NOW = datetime(2026, 3, 3, 17, 0, tzinfo=UTC)
SENTENCE = "Good morning Anna, the two boxes of ridge vents arrive on Thursday between 8 and 10. "
LONG = (SENTENCE * 20)[:1600]
PHONE = "+18505550123"


def run() -> dict[str, Any]:
    """CPU of a verdict, of an opt-out's reading, of quiet hours, of a draft's checks."""
    table = hours.builtin_table()
    where = hours.Whereabouts(phone=PHONE)
    agreed = Standing(
        (Grant("informational", "express", NOW - timedelta(days=9), None, True, "1", "web_form"),)
    )
    open_hours = hours.decide(table, where, "initiate", NOW)
    free = Facts(member_role="rep", now=NOW, consent=agreed, hours=open_hours)
    closed = Facts(
        member_role="rep",
        now=NOW,
        suppressions=[Suppression(NOW, "STOP", "Front desk")],
        hours=hours.decide(table, where, "initiate", NOW.replace(hour=3)),
    )
    setting = Setting(brand="Northside Supply", first_to_number=True, previous=(LONG,))
    return {
        "verdict_that_goes": _beside(lambda: verdict(free)),
        "verdict_that_stops": _beside(lambda: verdict(closed)),
        "quiet_hours": _beside(lambda: hours.decide(table, where, "initiate", NOW)),
        "opt_out_read": _beside(lambda: classify("please take me off your list, thanks")),
        "content_of_1600_characters": _beside(lambda: content.check(LONG, setting)),
        "sensitive_of_1600_characters": _beside(lambda: sensitive.find(LONG)),
        "aim": "verdict <= 1 ms, all checks of 1,600 characters <= 5 ms",
    }


def _beside(call: Callable[[], object]) -> dict[str, float]:
    return {"ms": round(_cpu(call), 4), "bare_ms": round(_cpu(lambda: None), 4)}


def _cpu(call: Callable[[], object]) -> float:
    spent = []
    for _ in range(RUNS):
        begun = time.process_time()
        call()
        spent.append((time.process_time() - begun) * 1000)
    return median(spent)


if __name__ == "__main__":
    print(run())
