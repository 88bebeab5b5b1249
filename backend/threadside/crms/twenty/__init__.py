"""Twenty."""

from threadside.crms.twenty.adapter import CRM as CRM
