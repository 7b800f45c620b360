"""The encrypted practice file: engine, lock, guards, migrations, backups.

May import models and below; the only package that knows the database engine.
"""
