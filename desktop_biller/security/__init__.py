"""Keys, users' rights and the audit trail.

May import store and below; never workflow or Qt.
"""
