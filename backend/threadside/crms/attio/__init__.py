"""Attio."""

from threadside.crms.attio.adapter import CRM as CRM
