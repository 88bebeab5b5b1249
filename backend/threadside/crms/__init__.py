"""The CRMs that can be linked, each a file, or a folder where it takes several. `known()` finds
them; nothing lists them."""

import pkgutil
from collections.abc import Mapping
from functools import cache
from importlib import import_module

from threadside.linking.port import Crm


@cache
def known() -> Mapping[str, Crm]:
    """Every CRM of this folder by its id: what its module or package calls `CRM`."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    modules = [import_module(f"{__name__}.{name}") for name in names]
    return {module.CRM.id: module.CRM for module in modules}
