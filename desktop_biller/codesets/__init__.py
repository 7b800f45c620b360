"""Code sets with dates: look-ups, search, importers.

May import foundation; never models, store, SQLAlchemy or Qt.
"""
