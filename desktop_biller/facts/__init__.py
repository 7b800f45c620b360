"""Frozen facts that rules, formats and documents are made from.

May import foundation; plain values only, never SQLAlchemy or Qt.
"""
