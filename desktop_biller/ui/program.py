"""The program from its start to its end: which practice, the way in, its windows, the next one.

Nothing heavy is imported here: the unlock window must answer its first key at once. What an open
practice needs is loaded in the background while somebody types the passphrase.
"""

import sys
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication, QFileDialog

from desktop_biller.foundation.errors import UserError
from desktop_biller.foundation.fault_log import Fault, keep_fault
from desktop_biller.ui.jobs import JobRunner
from desktop_biller.ui.kept_settings import KeptSettings
from desktop_biller.ui.kit.dialogs import tell_crash, tell_refusal
from desktop_biller.ui.kit.theme import prepare, theme
from desktop_biller.ui.loading import Loading
from desktop_biller.ui.unlock.practice_door import PracticeDoor
from desktop_biller.ui.unlock.unlock_presenter import UnlockPresenter
from desktop_biller.ui.unlock.unlock_view import Mode, UnlockView

if TYPE_CHECKING:
    from desktop_biller.ui.session import Session
    from desktop_biller.ui.wizard.wizard_window import WizardWindow
    from desktop_biller.workflow.workspace import Workspace

LAST_PRACTICE = "practice"
"""The setting that names the practice which was open last."""

_QUIET_MS = 1_000
"""After the first window is shown; its own figures come first."""


class Program(QObject):
    """One run of the program.

    Args:
        app: the application.
        settings: of this computer.

    Signals:
        opened(Session): a practice was opened and its first window is shown.
        ended: nothing is open any more.
    """

    opened = Signal(object)
    ended = Signal()
    _failed = Signal(object)

    def __init__(self, app: QApplication, settings: KeptSettings) -> None:
        super().__init__()
        self._app, self._settings = app, settings
        self._jobs = JobRunner(self)
        self._unlock: UnlockView | None = None
        self._presenter: UnlockPresenter | None = None
        self._wizard: WizardWindow | None = None
        self.session: Session | None = None
        self._next: Callable[[], object] | None = None
        self._loading = Loading()
        self._failed.connect(self._on_failed, Qt.ConnectionType.QueuedConnection)
        prepare(app)
        theme.apply(app, "system")
        app.setQuitOnLastWindowClosed(False)

    def start(self, folder: Path | None = None) -> None:
        """Show the way into a practice, the last one, or the first steps where there is none."""
        kept = self._settings.read(LAST_PRACTICE)
        chosen = folder or (Path(kept) if kept else None)
        if chosen is not None and chosen.is_dir():
            self.show_unlock(chosen)
        else:
            self.show_wizard()

    def raise_windows(self) -> None:
        """The program was started a second time: bring this one to the front."""
        shown = self._unlock or self._wizard
        if shown is not None and shown.isVisible():
            shown.raise_()
            shown.activateWindow()
        elif self.session is not None:
            self.session.raise_windows()

    # --- The way in ----------------------------------------------------------------------------

    def show_unlock(self, folder: Path, mode: Mode = "start", *, user: str = "") -> UnlockView:
        """Ask who wants into a practice."""
        self._close_unlock()
        parent = None
        if self.session is not None and self.session.windows:
            parent = self.session.windows[0]
        view = UnlockView(mode, file=folder.name, parent=parent)
        door = PracticeDoor(folder, again=mode != "start")
        presenter = UnlockPresenter(
            view,
            self._jobs,
            door,
            self._on_unlocked,
            self._settings,
            practice=folder.name,
            user=user,
            leaving=self.session.user if mode == "switch" and self.session is not None else "",
        )
        view.unlock_asked.connect(presenter.on_unlock)
        view.user_chosen.connect(presenter.on_user)
        view.new_passphrase_asked.connect(presenter.on_new_passphrase)
        view.emergency_asked.connect(presenter.on_emergency)
        view.another_file_asked.connect(self.show_wizard)
        view.quit_asked.connect(self.quit)
        view.painted.connect(presenter.begin)
        view.painted.connect(self._loading.start)
        for asked in (view.unlock_asked, view.new_passphrase_asked, view.emergency_asked):
            asked.connect(self._loading.hurry)
        self._unlock, self._presenter = view, presenter
        presenter.show_last()
        if mode != "start":
            view.setWindowModality(Qt.WindowModality.ApplicationModal)
        view.show()
        view.activateWindow()
        return view

    def show_wizard(self) -> None:
        """Show the first steps: a new practice, one that is there, a backup, the sample."""
        from desktop_biller.ui.wizard.wizard_window import (  # noqa: PLC0415 -- not needed at every start
            WizardWindow,
        )

        self._close_unlock()
        wizard = WizardWindow(self._jobs)
        wizard.finished.connect(self._on_wizard_done)
        wizard.open_asked.connect(self._on_wizard_open)
        wizard.closed.connect(self._on_wizard_closed)
        self._wizard = wizard
        wizard.show()
        QTimer.singleShot(0, self._loading.start)

    def open_another(self) -> None:
        """Choose another practice; the one that is open is closed first."""
        folder = QFileDialog.getExistingDirectory(None, "Open a practice folder")
        if folder:
            self._leave_for(lambda: self.show_unlock(Path(folder)))

    def _swap_sample(self) -> None:
        """Close the sample practice, put the fresh one in its place, and ask who wants in."""
        if self.session is not None:
            self._leave_for(partial(self._put_fresh_sample, self.session.folder))

    def _put_fresh_sample(self, folder: Path) -> None:
        from desktop_biller.workflow.sample_practice.making import (  # noqa: PLC0415 -- not needed at every start
            swap_sample,
        )

        try:
            swap_sample(folder)
        except UserError as error:
            tell_refusal(None, error)
        self.show_unlock(folder)

    @Slot()
    def quit(self) -> None:
        """End the program; windows that hold unsaved work are asked first."""
        if self.session is None:
            self._finish()
            return
        self._next = self._finish
        if self.session.is_locked():
            self.session.end()
        else:
            self.session.quit()

    def _on_unlocked(self, ws: "Workspace") -> None:
        self._close_unlock()
        if self.session is None:
            self._open_session(ws)
        else:
            self.session.unlocked(ws)

    def _open_session(self, ws: "Workspace") -> None:
        self._loading.await_first()
        from desktop_biller.ui.printing.preview_desk import (  # noqa: PLC0415 -- loaded behind the unlock window
            PreviewDesk,
        )
        from desktop_biller.ui.sections import makers  # noqa: PLC0415 -- the same
        from desktop_biller.ui.session import Session  # noqa: PLC0415 -- the same

        self._settings.keep(LAST_PRACTICE, str(ws.folder))
        session = Session(ws, self._settings, makers(), PreviewDesk)
        session.lock_wanted.connect(self._on_lock_wanted)
        session.open_another_wanted.connect(self.open_another)
        session.swap_sample_wanted.connect(self._swap_sample)
        session.stayed.connect(self._on_stayed)
        session.ended.connect(self._on_session_ended)
        self.session = session
        session.apply_looks()
        session.open_window()
        self.opened.emit(session)
        QTimer.singleShot(_QUIET_MS, self._loading.go_on)

    def _on_lock_wanted(self, switch: bool) -> None:
        session = self.session
        if session is None or (self._unlock is not None and self._unlock.isVisible()):
            return
        self.show_unlock(
            session.folder, "switch" if switch else "lock", user="" if switch else session.user
        )

    def _on_stayed(self) -> None:
        self._next = None  # what was to come after the session does not come now

    def _on_session_ended(self) -> None:
        self.session = None
        self._close_unlock()
        after, self._next = self._next or self._finish, None
        after()

    def _leave_for(self, after: Callable[[], object]) -> None:
        if self.session is None:
            after()
            return
        self._next = after
        self.session.quit()

    def _on_wizard_done(self, folder: Path, user: str, passphrase: str) -> None:
        self._close_wizard()
        view = self.show_unlock(folder, user=user)
        view.unlock_asked.emit(user, passphrase)

    def _on_wizard_open(self, folder: Path) -> None:
        self._close_wizard()
        self.show_unlock(folder)

    def _on_wizard_closed(self) -> None:
        self._wizard = None
        if self.session is None and self._unlock is None:
            self._finish()

    def _close_unlock(self) -> None:
        view, self._unlock = self._unlock, None
        if view is not None:
            view.hide()
            view.deleteLater()

    def _close_wizard(self) -> None:
        wizard, self._wizard = self._wizard, None
        if wizard is not None:
            wizard.hide()
            wizard.deleteLater()

    def _finish(self) -> None:
        self._close_unlock()
        self._jobs.close()
        self._settings.save()
        self.ended.emit()
        self._app.quit()

    # --- Faults --------------------------------------------------------------------------------

    def catch_faults(self) -> None:
        """Show the crash dialog for every fault of the program, from any thread."""
        sys.excepthook = self._on_fault
        threading.excepthook = lambda told: self._on_fault(
            told.exc_type, told.exc_value, told.exc_traceback
        )

    def _on_fault(
        self, kind: type[BaseException], error: BaseException | None, trace: TracebackType | None
    ) -> None:
        del error  # its message may hold a patient's data
        if issubclass(kind, KeyboardInterrupt):
            self._app.quit()
            return
        self._failed.emit(keep_fault(kind, trace))

    def _on_failed(self, fault: Fault) -> None:
        window = QApplication.activeWindow()
        tell_crash(window, fault.report, fault.identity)
