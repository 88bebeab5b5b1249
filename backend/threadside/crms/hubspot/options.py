"""What HubSpot's options and stages are called: a record has their internal values.

Sources: developers.hubspot.com/docs: "Properties" (batch/read; 100 names a request), "Pipelines".
A stage is not among a property's options, since each pipeline has its own.
"""

from collections.abc import Collection, Mapping
from typing import Final

from threadside.crms.hubspot.names import PLURAL, RELEASE
from threadside.linking.definitions import Choices, named, options
from threadside.linking.port import Api
from threadside.linking.reading import listed, rows, text
from threadside.linking.values import RecordType

_MOST: Final = 100
_STAGE: Final[Mapping[RecordType, str]] = {"deal": "dealstage", "ticket": "hs_pipeline_stage"}


def choices(api: Api, kind: RecordType, wanted: Collection[str]) -> Choices:
    """Of these properties; of a deal or ticket its stage alone, whose properties it takes further
    permissions to read."""
    if kind in _STAGE:
        return {_STAGE[kind]: stages(api, kind)}
    if kind != "contact":
        return {}
    body = {"archived": False, "inputs": [{"name": each} for each in list(wanted)[:_MOST]]}
    path = f"/crm/properties/{RELEASE}/contacts/batch/read"
    found = listed(api.call("POST", path, json=body).json, "results")
    return named(found, wanted, "name", lambda it: options(it.get("options"), "value", "label"))


def stages(api: Api, kind: RecordType) -> Mapping[str, str]:
    """The stages of all pipelines."""
    plural = PLURAL[kind]
    return api.kept(f"stages of {plural}", lambda: {plural: _stages(api, plural)}).get(plural, {})


def _stages(api: Api, plural: str) -> Mapping[str, str]:
    answer = api.call("GET", f"/crm/pipelines/{RELEASE}/{plural}").json
    return {
        text(stage.get("id")): text(stage.get("label"))
        for pipeline in listed(answer, "results")
        for stage in rows(pipeline.get("stages"))
    }
