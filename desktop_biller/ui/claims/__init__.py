"""Claims: the list by state with one claim beside it, and one claim in full.

May import workflow and below, ui/kit and ui's own modules; no other section.
"""
