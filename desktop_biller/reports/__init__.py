"""Read-only questions to the practice file, answered in frozen rows.

May import security and below; writes nothing.
"""
