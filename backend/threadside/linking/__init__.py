"""Linked accounts of CRMs: signing in, tokens and their refresh, requests at a CRM's own pace."""
