"""Dynamics 365."""

from threadside.crms.dynamics.adapter import CRM as CRM
