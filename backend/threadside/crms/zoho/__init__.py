"""Zoho CRM."""

from threadside.crms.zoho.adapter import CRM as CRM
