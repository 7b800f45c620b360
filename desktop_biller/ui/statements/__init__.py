"""Statements: who is due one, who is held and why, printing them, and those that were made.

May import workflow and below, ui/kit and ui's own modules; no other section.
"""
