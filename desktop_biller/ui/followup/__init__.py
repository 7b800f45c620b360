"""Follow-up: denials, unanswered claims and deadlines.

May import workflow and below, ui/kit and ui's own modules; no other section.
"""
