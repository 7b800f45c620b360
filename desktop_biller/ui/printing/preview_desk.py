"""Opens the previews of a window, and closes them all when it locks."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from desktop_biller.ui.desk import Desk, PreviewRequest
from desktop_biller.ui.printers import Printers

if TYPE_CHECKING:
    from desktop_biller.ui.printing.preview_presenter import PreviewPresenter
    from desktop_biller.ui.printing.preview_window import PreviewWindow

_SIZE_KEY = "printing/window"


@dataclass(slots=True, eq=False)
class _Open:
    """One preview."""

    view: "PreviewWindow"
    act: "PreviewPresenter"


class PreviewDesk:
    """The previews of one window.

    Args:
        desk: of that window.
        window: the previews stay above it and go with it.
        printers: those of this computer where left out.
    """

    def __init__(
        self, desk: Desk, window: QWidget | None = None, printers: Printers | None = None
    ) -> None:
        self._desk, self._window = desk, window
        self._printers = printers
        self._opened: list[_Open] = []
        self.seconds_building = 0.0  # CPU time of the UI thread, for the watchdog of the tests

    def open(self, request: PreviewRequest) -> None:
        """Open a preview of its own for a request."""
        # Loaded with the first paper: a window that prints nothing starts without it.
        from desktop_biller.ui.printing.preview_presenter import (  # noqa: PLC0415 -- see above
            PreviewPresenter,
        )
        from desktop_biller.ui.printing.preview_window import (  # noqa: PLC0415 -- see above
            PreviewWindow,
        )
        from desktop_biller.ui.printing.print_path import (  # noqa: PLC0415 -- see above
            SystemPrinters,
        )

        self._printers = self._printers or SystemPrinters()
        start = time.thread_time()
        view = PreviewWindow(self._window, self._desk.jobs.read)
        act = PreviewPresenter(self._desk, view, self._printers, request)
        opened = _Open(view, act)
        self._opened.append(opened)
        view.print_asked.connect(act.print_now)
        view.test_asked.connect(act.print_test_sheet)
        view.aligned.connect(act.take_as_aligned)
        view.save_asked.connect(act.save)
        view.cancel_asked.connect(act.cancel)
        view.paper_chosen.connect(act.choose_paper)
        view.went_past.connect(act.turn)
        view.printer_chosen.connect(act.choose_printer)
        view.tray_chosen.connect(act.choose_tray)
        view.offset_changed.connect(act.set_offset)
        view.answered.connect(lambda yes: act.confirm() if yes else act.deny())
        view.page_given.connect(act.print_from)
        view.places_given.connect(act.save_to)
        view.marked.connect(act.confirm)
        view.closed.connect(lambda: self._forget(opened))
        view.open_at(self._desk.settings.read(_SIZE_KEY))
        self.seconds_building += time.thread_time() - start
        act.open()

    def windows(self) -> "Sequence[PreviewWindow]":
        """The open previews, the oldest first."""
        return tuple(opened.view for opened in self._opened)

    def close_all(self) -> None:
        """Show nothing any more: the practice is locked, or the window closes.

        A preview that prints, or waits to hear whether it printed, is only blanked and hidden.
        """
        for opened in tuple(self._opened):
            if opened.act.is_waiting():
                opened.act.blank()
                opened.view.blank()
            else:
                opened.view.finish()

    def resume(self) -> None:
        """The same user is back: show the previews again that wait for an answer."""
        for opened in self._opened:
            opened.view.show()
            opened.act.open()

    def _forget(self, opened: _Open) -> None:
        if opened in self._opened:
            self._opened.remove(opened)
            opened.act.close()
            size = opened.view.size()
            self._desk.settings.keep(_SIZE_KEY, f"{size.width()}x{size.height()}")
            opened.view.deleteLater()
            if self._window is not None:
                # Not every system gives the keys back by itself, and not before the preview is
                # gone. The window may be gone with it: then nobody is called.
                QTimer.singleShot(0, self._window, partial(self._give_keys_back, self._window))

    def _give_keys_back(self, window: QWidget) -> None:
        if window.isVisible() and not self.windows():
            window.activateWindow()
