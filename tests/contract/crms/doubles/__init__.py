"""A double for each CRM, one file each: what its module calls `DOUBLE`."""

import pkgutil
from collections.abc import Mapping
from importlib import import_module

from tests.contract.crms.double import Double


def known() -> Mapping[str, type[Double]]:
    """Every double of this folder by its CRM's id."""
    modules = [
        import_module(f"{__name__}.{found.name}") for found in pkgutil.iter_modules(__path__)
    ]
    return {module.DOUBLE.crm.id: module.DOUBLE for module in modules}
