"""Salesforce."""

from threadside.crms.salesforce.adapter import CRM as CRM
