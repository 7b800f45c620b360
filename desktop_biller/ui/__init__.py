"""The windows.

May import workflow and foundation; never the ORM, the session or the formats.
"""
