"""An event of any size."""

from typing import Literal

from threadside.contracts.common import Output


class Filler(Output):
    """Of a type that clients don't know, and so ignore."""

    type: Literal["filler"] = "filler"
    filler: str = ""
