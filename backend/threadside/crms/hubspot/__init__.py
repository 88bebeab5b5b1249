"""HubSpot."""

from threadside.crms.hubspot.adapter import CRM as CRM
