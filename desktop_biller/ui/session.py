"""An open practice and its windows: unlock, lock, switch user, several windows, the end.

Locking blanks every window and closes dialogs and previews at once, holds new work back, and
drops connection and key as soon as running work has ended. Unlocking opens the file again.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from desktop_biller.foundation.errors import UserError
from desktop_biller.ui.desk import Bus, Desk, Place, PreviewRequest
from desktop_biller.ui.jobs import Job, JobRunner
from desktop_biller.ui.kept_settings import KeptSettings
from desktop_biller.ui.kit.chip import Hue
from desktop_biller.ui.kit.dialogs import tell_refusal
from desktop_biller.ui.kit.shortcuts import SHORTCUTS
from desktop_biller.ui.kit.theme import Mode, theme
from desktop_biller.ui.main_window import MainWindow, MakeSection
from desktop_biller.ui.window_jobs import WindowJobs
from desktop_biller.workflow.office.identity import practice_identity
from desktop_biller.workflow.upkeep import BackupState, backup_state, close_practice
from desktop_biller.workflow.workspace import Workspace

IDLE_MINUTES = 5
_LEAST_IDLE, _MOST_IDLE = 1, 15
_TRY_AGAIN_MS = 100
_BACKUP_LOOK_MS = 10 * 60 * 1000
_MODES: dict[str, Mode] = {"light": "light", "dark": "dark"}
_SCALE_STEP = 0.1
_TITLE = 36  # a window's own frame, for which Qt leaves no room
_SMALL_SCREEN = 1440


class Previews(Protocol):
    """What opens the papers of a window; a lock closes all of them."""

    def open(self, request: PreviewRequest) -> None:
        """Open a preview."""
        ...

    def close_all(self) -> None:
        """Close every preview, so that nothing of it is seen any more."""
        ...

    def resume(self) -> None:
        """The same user is back: show again what waits for an answer."""
        ...


MakePreviews = Callable[[Desk, QWidget], Previews]


@dataclass(slots=True)
class _Opened:
    """One window with what belongs to it."""

    window: MainWindow
    previews: Previews
    lanes: WindowJobs


@dataclass(slots=True)
class Left:
    """Where a user stood, for when they come back."""

    places: list[Place] = field(default_factory=list)


class Session(QObject):
    """The windows of one practice.

    Args:
        ws: the practice, opened by the user who unlocked it.
        settings: of this computer.
        makers: how the sections are made.
        make_previews: how the preview windows are made.
        first: where the first window opens.

    Signals:
        lock_wanted(switch): everything is blanked; the way in must be shown (True: for another
            user).
        open_another_wanted: the user wants another practice.
        swap_sample_wanted: a fresh sample practice is ready to take the place of this one.
        stayed: a window that was to be closed stays open for what is unsaved in it.
        ended: the last window was closed and the practice is closed.
    """

    lock_wanted = Signal(bool)
    open_another_wanted = Signal()
    swap_sample_wanted = Signal()
    stayed = Signal()
    ended = Signal()

    def __init__(
        self,
        ws: Workspace,
        settings: KeptSettings,
        makers: Mapping[str, MakeSection],
        make_previews: MakePreviews,
        *,
        first: Place | None = None,
    ) -> None:
        super().__init__()
        self._computer = settings
        self._makers, self._make_previews = makers, make_previews
        self.ws: Workspace | None = ws
        self.folder: Path = ws.folder
        self.user = ws.actor.name
        self.bus = Bus()
        self.jobs = JobRunner(self)
        self.jobs.progressed.connect(self._on_progress)
        self.jobs.finished.connect(self._on_finished)
        self.jobs.refused.connect(self._on_refused)
        self._opened: list[_Opened] = []
        self._left: dict[str, Left] = {}
        self._first = first or Place("today")
        self._ending = False
        self._practice = practice_identity(ws)
        self._idle = QTimer(self, singleShot=True)
        self._idle.timeout.connect(self.lock)
        self._drop = QTimer(self, singleShot=True, interval=_TRY_AGAIN_MS)
        self._drop.timeout.connect(self._drop_key)
        self._look = QTimer(self, interval=_BACKUP_LOOK_MS)
        self._look.timeout.connect(self._show_backup)
        app = QApplication.instance()
        if app is not None:
            app.installEventFilter(self)
        self._wake()

    # --- Windows -------------------------------------------------------------------------------

    @property
    def windows(self) -> list[MainWindow]:
        """All open windows."""
        return [opened.window for opened in self._opened]

    def open_window(self, place: Place | None = None) -> MainWindow:
        """Open a window at a place."""
        assert self.ws is not None  # noqa: S101 -- no window is opened while the file is locked
        lanes = WindowJobs(self.jobs, self.bus)
        desk = Desk(self.ws, lanes, self.bus, go=_nowhere, settings=self._settings())
        window = MainWindow(
            desk,
            self._makers,
            title=self._practice.name,
            is_sample=self._practice.is_sample,
        )
        previews = self._make_previews(desk, window)
        desk.preview = previews.open
        desk.ask = partial(self._on_asked, window)
        window.closed.connect(self._on_closed)
        window.asked.connect(partial(self._on_asked, window))
        marks = "Read-only" if self.ws.db.read_only else ""
        window.status.show_file(self.ws.folder.name, marks)
        self._opened.append(_Opened(window, previews, lanes))
        self._place_window(window)
        window.show()
        window.go(place or self._first)
        self._show_backup()
        self._look.start()
        return window

    def raise_windows(self) -> None:
        """Bring the program to the front: it was started a second time."""
        for window in self.windows:
            window.showNormal() if window.isMinimized() else window.raise_()
            window.activateWindow()

    def _settings(self) -> KeptSettings:
        return self._computer.of(self.user)

    def _place_window(self, window: MainWindow) -> None:
        kept = self._settings().read("window/size", "1280x800")
        width, _, height = kept.partition("x")
        if width.isdigit() and height.isdigit():
            room = window.screen().availableGeometry()
            window.resize(min(int(width), room.width()), min(int(height), room.height() - _TITLE))
            if room.width() < _SMALL_SCREEN:
                window.setWindowState(Qt.WindowState.WindowMaximized)

    def _on_closed(self, window: MainWindow) -> None:
        self._settings().keep("window/size", f"{window.width()}x{window.height()}")
        gone = [opened for opened in self._opened if opened.window is window]
        for opened in gone:
            opened.previews.close_all()
            opened.lanes.close()
            self._opened.remove(opened)
        window.deleteLater()
        if not self._opened and not self._ending and self.ws is not None:
            self.end()

    # --- Lock and switch -----------------------------------------------------------------------

    def lock(self) -> None:
        """Blank everything now; key and connection go as soon as running work has ended."""
        self._blank("Locked")
        self.lock_wanted.emit(False)

    def switch_user(self) -> None:
        """Blank everything and let another user in; this one's drafts and places are kept."""
        self._blank("Switching user")
        self.lock_wanted.emit(True)

    def is_locked(self) -> bool:
        """True while everything is blank."""
        return any(window.is_covered() for window in self.windows)

    def unlocked(self, ws: Workspace) -> None:
        """Go on with the file opened again: the same user where they were, another at theirs."""
        self._drop.stop()
        if self.ws is not None and self.ws is not ws:
            self.ws.close()
        self.ws = ws
        if ws.actor.name == self.user:
            for opened in self._opened:
                opened.window.desk.ws = ws
                opened.window.uncover()
            self.jobs.release()
            for opened in self._opened:
                opened.window.refresh()
                opened.previews.resume()
        else:
            self._change_user(ws)
        self._wake()

    def _blank(self, words: str) -> None:
        for opened in self._opened:
            opened.previews.close_all()
            for dialog in opened.window.findChildren(QDialog):
                dialog.hide()
            opened.window.cover(words)
        QApplication.clipboard().clear()
        self._idle.stop()
        self.jobs.hold()
        self._drop.start()

    def _drop_key(self) -> None:
        """Close the file once nothing runs any more."""
        if self.jobs.busy():
            self._drop.start()
        elif self.ws is not None:
            self.ws.close()
            self.ws = None

    def _change_user(self, ws: Workspace) -> None:
        places = [window.place() for window in self.windows]
        self._left[self.user] = Left([place for place in places if place is not None])
        self.jobs.forget_held()
        self._ending = True  # the windows of one user close, the practice stays open
        for window in self.windows:
            window.uncover()
            window.close_for_good()
            window.close()
        self._ending = False
        self.user = ws.actor.name
        self.apply_looks()
        back = self._left.pop(self.user, Left())
        for place in back.places or [self._first]:
            self.open_window(place)

    def _wake(self) -> None:
        typed = self._settings().read("idle_minutes", str(IDLE_MINUTES))
        minutes = int(typed) if typed.isdigit() else IDLE_MINUTES
        self._idle.start(max(_LEAST_IDLE, min(minutes, _MOST_IDLE)) * 60_000)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 -- Qt's name
        if event.type() in _SIGNS_OF_LIFE and not self.is_locked():
            if isinstance(event, QKeyEvent) and _is_lock_key(event):
                self.lock()
                return True
            self._wake()
        return super().eventFilter(watched, event)

    # --- Looks ---------------------------------------------------------------------------------

    def apply_looks(self) -> None:
        """Set theme and text size as this user chose them."""
        app = QApplication.instance()
        if not isinstance(app, QApplication):
            return
        settings = self._settings()
        mode = _MODES.get(settings.read("theme"), "system")
        before = theme.scale
        theme.apply(app, mode, scale=float(settings.read("text_scale", "1.0")))
        if theme.scale != before:
            for window in self.windows:
                window.make_anew()

    def _scale_text(self, scale: float) -> None:
        self._settings().keep("text_scale", f"{max(1.0, min(scale, 2.0)):.1f}")
        self.apply_looks()

    # --- What windows ask ----------------------------------------------------------------------

    def _on_asked(self, window: MainWindow, name: str) -> None:
        acts: dict[str, Callable[[], object]] = {
            "lock": self.lock,
            "switch user": self.switch_user,
            "new window": self.open_window,
            "open another": self.open_another_wanted.emit,
            "quit": self.quit,
            "stay": self.stayed.emit,
            "looks": self.apply_looks,
            "idle": self._wake,
            "swap sample": self.swap_sample_wanted.emit,
            "privacy": partial(self._toggle_private, window),
            "larger text": partial(self._scale_text, theme.scale + _SCALE_STEP),
            "smaller text": partial(self._scale_text, theme.scale - _SCALE_STEP),
            "usual text": partial(self._scale_text, 1.0),
        }
        act = acts.get(name)
        if act is not None:
            act()

    @staticmethod
    def _toggle_private(window: MainWindow) -> None:
        window.set_private(private=not window.private)

    def quit(self) -> None:
        """Close every window; the last one ends the session."""
        for window in self.windows:
            window.close()

    # --- Jobs and backup in the status bars ----------------------------------------------------

    def _on_progress(self, job: Job, done: int, total: int, text: str) -> None:
        del text
        for window in self.windows:
            window.status.show_job(job, job.title, done, total, job.control.cancel)

    def _on_finished(self, job: Job) -> None:
        for window in self.windows:
            window.status.end_job(job)
        if job.title and not self._ending:  # a backup is such a job
            self._show_backup()

    def _on_refused(self, error: UserError) -> None:
        window = next((w for w in self.windows if w.isActiveWindow()), None)
        tell_refusal(window or next(iter(self.windows), None), error)

    def _show_backup(self) -> None:
        if self.ws is not None and not self.is_locked():
            self.jobs.read(partial(backup_state, self.ws), self._on_backup, slot="backup state")

    def _on_backup(self, state: BackupState) -> None:
        hues: dict[str, Hue] = {"ok": "green", "due": "amber", "late": "red"}
        for window in self.windows:
            window.status.show_backup(state.words, hues[state.state])

    # --- The end -------------------------------------------------------------------------------

    def end(self) -> None:
        """Let running work end, make the backup that is due, close the file."""
        self._ending = True
        self._idle.stop()
        self._look.stop()
        app = QApplication.instance()
        if app is not None:
            app.removeEventFilter(self)
        for window in self.windows:
            window.close()
        self.jobs.close()
        if self.ws is not None:
            ws, self.ws = self.ws, None
            close_practice(ws)
        self._computer.save()
        self.ended.emit()


_SIGNS_OF_LIFE = frozenset(
    {QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel, QEvent.Type.TouchBegin}
)


def _is_lock_key(event: QKeyEvent) -> bool:
    """True for Ctrl+L; in a main window its action takes the key, in a dialog or preview nobody."""
    pressed = QKeySequence(event.keyCombination())
    return any(pressed == QKeySequence(keys) for keys in SHORTCUTS["lock"].keys)


def _nowhere(_place: Place) -> None:
    """Until the window is made there is nowhere to go."""
