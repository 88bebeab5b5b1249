"""EspoCRM."""

from threadside.crms.espocrm.adapter import CRM as CRM
