"""X12 files: facts to bytes and back.

May import facts and foundation; never models, store or Qt.
"""
