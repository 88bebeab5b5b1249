"""Close."""

from threadside.crms.close.adapter import CRM as CRM
