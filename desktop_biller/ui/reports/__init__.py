"""Reports: the list of them, and the day with its sheet, its proof and its close.

May import workflow and below, ui/kit and ui's own modules; no other section.
"""
