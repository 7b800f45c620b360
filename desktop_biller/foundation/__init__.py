"""Money, dates, identifiers, errors, files: what every layer speaks.

May import the standard library and value libraries only; never another package of ours.
"""
