"""The windows: kit, frame, and one folder a section, each screen a view and a presenter.

May import workflow, reports' frozen rows, facts and foundation; never the ORM, the store or the
formats. Views hold widgets and no decisions; presenters decide and hold no widgets.
"""

import builtins

import PySide6.QtCore  # noqa: F401 -- it puts an import of its own in the place of Python's


def _import_plainly() -> None:
    """Give Python's own import back.

    PySide's reads the source text of every module that is imported after it and keeps it, to learn
    whether the module asks for ``__feature__`` (other names for Qt's functions), which none here
    does. That takes an eighth of the time of the start, and 25 MB for good.
    """
    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)


_import_plainly()
