"""Odoo."""

from threadside.crms.odoo.adapter import CRM as CRM
