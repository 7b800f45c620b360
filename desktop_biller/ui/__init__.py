"""The windows: kit, frame, and one folder a section, each screen a view and a presenter.

May import workflow, reports' frozen rows, facts and foundation; never the ORM, the store or the
formats. Views hold widgets and no decisions; presenters decide and hold no widgets.
"""
