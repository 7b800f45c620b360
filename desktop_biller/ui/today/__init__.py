"""Today: the work that waits, and how the practice does.

May import workflow and below, ui/kit and ui's own modules; no other section.
"""
