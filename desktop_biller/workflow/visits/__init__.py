"""Visits: what was done, why, and what it costs."""
