"""Scripted days as data: each step is carried out by the workflow function of that name."""
