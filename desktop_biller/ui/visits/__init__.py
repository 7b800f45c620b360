"""Visits: what was done and why, checked while it is typed."""
