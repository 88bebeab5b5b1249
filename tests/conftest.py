"""What holds for every test of the backend."""

import os

import pytest
from hypothesis import HealthCheck, settings

# In a fresh checkout the first example waits for tables of Unicode to be made, and a busy machine
# is slow at any of them: neither says anything about the property. Where a change is accepted or
# refused (`CI` is set), the same change gets the same answer; everywhere else each run looks anew.
settings.register_profile(
    "threadside",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize="CI" in os.environ,
)
settings.load_profile("threadside")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Slow tests begin first, so that no worker is left alone with one at the end."""
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)
