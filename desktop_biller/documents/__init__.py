"""Printed documents: facts to PDF bytes.

May import facts and foundation; never models, store or Qt.
"""
