"""The way in: the unlock window, also as lock screen and for switching users.

Shown before anything else, so nothing here loads the database, papers or workflow at import.
"""
