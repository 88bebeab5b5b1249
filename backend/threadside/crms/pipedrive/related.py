"""Open deals of a Pipedrive person, and the users that activities may have.

Source: developers.pipedrive.com/docs/api/v1: "Get all deals", "Get all stages" (both version 2),
"Get all users".
"""

from collections.abc import Callable, Mapping
from typing import Final

from threadside.linking import related
from threadside.linking.port import Api
from threadside.linking.reading import key, listed, text
from threadside.linking.related import Told
from threadside.linking.values import MOST_RELATED, Owner, Ref, Related

_DEAL: Final = Told(
    ("title",), "stage_id", "value", "currency", "expected_close_date", "update_time"
)


def of_person(api: Api, number: str, url: Callable[[Ref], str]) -> list[Related]:
    """The newest of them first; what their stages are called is asked for where there are some."""
    params: dict[str, str | int] = {
        "person_id": number, "status": "open", "sort_by": "update_time", "sort_direction": "desc",
        "limit": MOST_RELATED["deal"],
    }  # fmt: skip
    found = [
        each
        for each in listed(api.call("GET", "/api/v2/deals", params=params, cost=10).json, "data")
        if each.get("is_deleted") is not True and each.get("status") == "open"
    ]
    if not found:
        return []
    stages = api.kept("stages", lambda: {"stage_id": _stages(api)}).get("stage_id", {})
    return related.read("deal", _DEAL, found, lambda id_: url(Ref("deal", id_)), stages)


def _stages(api: Api) -> Mapping[str, str]:
    answer = api.call("GET", "/api/v2/stages", params={"limit": 500}, cost=3).json
    return {key(each.get("id")): text(each.get("name")) for each in listed(answer, "data")}


def users(api: Api) -> list[Owner]:
    """Active ones; they come in one answer."""
    answer = api.call("GET", "/api/v1/users", cost=10).json
    active = [each for each in listed(answer, "data") if each.get("active_flag") is not False]
    return related.users(active, "email", "name")
