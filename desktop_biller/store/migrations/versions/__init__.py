"""The revisions, oldest first. Alembic loads them by file name; nothing imports them."""
