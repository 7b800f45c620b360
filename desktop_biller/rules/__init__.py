"""Claim rules.

May import facts, codesets, foundation; never models, store or Qt.
"""
