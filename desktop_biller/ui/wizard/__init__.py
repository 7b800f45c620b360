"""The first run: a practice of one's own, one that is there, a backup, or the sample.

Nothing here loads the database or workflow at import; ``making`` does, in a job.
"""
