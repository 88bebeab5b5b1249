"""Zendesk."""

from threadside.crms.zendesk.adapter import CRM as CRM
