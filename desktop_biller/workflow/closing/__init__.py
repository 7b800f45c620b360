"""Closing: the day sheet that proves a day, and the close that locks it."""
