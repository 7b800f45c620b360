"""The schema's history, one revision a file; ``HEAD`` names the newest.

``HEAD`` lets the program see that a practice is up to date without importing Alembic.
"""

HEAD = "0009"
