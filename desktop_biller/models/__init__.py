"""The tables of the practice file.

May import codesets and foundation; never Qt, never a database driver.
"""
