"""The ledger: posting, reversing, and who owes what of a line.

Only this package writes the journal and the balances kept beside it.
"""
