"""Northside CRM: a small customer-relations system of an invented building-supply company.

It stands in for the systems that reps really work in: a single page with `pushState` routes,
a strict Content-Security-Policy, shortcuts of its own, and the habits that make a sidebar's
life hard (a page that lags behind its URL, or runs ahead of it). The demo and the end-to-end
suite serve it; nothing in the product imports it.
"""
