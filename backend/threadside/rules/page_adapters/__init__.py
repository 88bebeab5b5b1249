"""Page adapters that admins describe: what they may say, and which record an address names.

The extension reads the same descriptions (`extension/src/crm/own/`); both are held against
`shared_schemas/vectors/page_adapters.json`. Nothing that is described is an expression: an address
has holes, a selector is of a small, plain part of CSS.
"""

from threadside.rules.page_adapters.addresses import Compiled, Named, compile_records, identify
from threadside.rules.page_adapters.problem import AdapterProblem
from threadside.rules.page_adapters.selectors import is_plain_selector
from threadside.rules.page_adapters.shipped import shipped

__all__ = [
    "AdapterProblem",
    "Compiled",
    "Named",
    "compile_records",
    "identify",
    "is_plain_selector",
    "shipped",
]
