"""Approved wording."""

from typing import Literal

from threadside.contracts.common import Output

TemplateState = Literal["draft", "in_review", "approved", "retired"]


class Template(Output):
    """An approved text with merge fields such as `{{first_name|there}}`."""

    id: str
    version: int
    name: str
    group: str
    body: str
    fields: list[str]
    state: TemplateState


class Templates(Output):
    """All usable templates. `version` changes whenever any of them does."""

    version: str
    items: list[Template]
