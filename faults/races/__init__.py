"""Races between sends and opt-outs: does anything leave after the commit of an opt-out?

Thousands of people are texted and opt out at about the same moment. The machine is the real one
(application, webhooks with their signatures, inbox, jobs, outbox threads, database); only the
carrier is a stand-in that notes each POST as it starts.
"""
