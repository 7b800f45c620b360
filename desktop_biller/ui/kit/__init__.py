"""The parts every screen is put together from: tokens, fields, tables, panels, dialogs.

May import foundation and Qt; never a screen, a workflow function or a job.
"""
