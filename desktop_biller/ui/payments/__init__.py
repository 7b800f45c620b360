"""Payments: the list, taking a payment, and posting an insurer's check.

May import workflow and below, ui/kit and ui's own modules; no other section.
"""
