"""Pipedrive."""

from threadside.crms.pipedrive.adapter import CRM as CRM
