"""A workspace at work beside a CRM."""

from tests.integration.crm.logged import daily, ledger, logged
from tests.integration.crm.made_up import office
from tests.integration.desk import desk, open_desk

__all__ = ["daily", "desk", "ledger", "logged", "office", "open_desk"]
