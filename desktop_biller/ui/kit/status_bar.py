"""The status bar: the keys that matter here, running jobs, the file and its backup."""

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout

from desktop_biller.ui.kit.chip import Chip, ChipSpec, Hue
from desktop_biller.ui.kit.parts import Button, ElidedLabel, Label, Panel, row
from desktop_biller.ui.kit.theme import theme
from desktop_biller.ui.kit.tokens import Compact, Size, Space

_TOLD_MS = 8000


class JobStrip(Panel):
    """One running job: what it does, how far it is, Cancel."""

    def __init__(self, title: str, cancel: Callable[[], None]) -> None:
        super().__init__("plain")
        self._title = title
        self._words = Label(title, "caption")
        self._cancel = Button("Cancel", "small")
        self._cancel.setAccessibleName(f"Cancel {title}")
        self._cancel.setFixedHeight(theme.px(20))
        self._cancel.clicked.connect(self._on_cancel)
        self._do = cancel
        self.setLayout(row(self._words, self._cancel))

    def show_progress(self, done: int, total: int) -> None:
        """Say how far the job is; a total of 0 is not known yet."""
        self._words.setText(f"{self._title}: {done:,} of {total:,}" if total else self._title)

    def _on_cancel(self) -> None:
        self._cancel.setEnabled(False)
        self._words.setText(f"{self._title}: stopping...")
        self._do()


class StatusBar(Panel):
    """Left: the keys of the focused part, or for a while what was just done. Right: the rest."""

    def __init__(self) -> None:
        super().__init__("bottombar")
        self._hint = ""
        self._left = ElidedLabel("", "caption")
        self._left.setObjectName("status_words")
        self._jobs: dict[object, JobStrip] = {}
        self._job_box = QHBoxLayout()
        self._marks = Chip()
        self._file = Label("", "caption")
        self._file.setObjectName("status_file")
        self._backup = Chip()
        self._backup.setObjectName("status_backup")
        self.setLayout(
            row(
                self._left,
                self._job_box,
                self._marks,
                self._file,
                self._backup,
                space=Space.GROUP,
                margin=(Space.MARGIN, 0, Space.MARGIN, 0),
            )
        )
        layout = self.layout()
        if isinstance(layout, QHBoxLayout):
            layout.setStretch(0, 1)
        self._timer = QTimer(self, singleShot=True, interval=_TOLD_MS)
        self._timer.timeout.connect(self._show_hint)
        self.fit(height=Compact.UNDER)

    def set_hint(self, words: str) -> None:
        """Say which keys matter now."""
        self._hint = words
        if not self._timer.isActive():
            self._show_hint()

    def tell(self, words: str) -> None:
        """Say for a while what was just done."""
        self._left.setText(words)
        self._left.setAccessibleName(words)
        self._timer.start()

    def words(self) -> str:
        """What stands at the left."""
        return self._left.text()

    def show_file(self, name: str, marks: str = "") -> None:
        """Name the open practice file, and what is special about it (read-only)."""
        self._file.setText(name)
        self._marks.set_spec(ChipSpec(marks, "amber", "lock") if marks else None)

    def show_backup(self, words: str, hue: Hue) -> None:
        """Say how the backup stands."""
        icon = {"green": "good", "amber": "warning", "red": "bad"}.get(hue, "backup")
        self._backup.set_spec(ChipSpec(words, hue, icon) if words else None)

    def show_job(
        self, job: object, title: str, done: int, total: int, cancel: Callable[[], None]
    ) -> None:
        """Show how far a job is."""
        strip = self._jobs.get(job)
        if strip is None:
            strip = JobStrip(title, cancel)
            self._jobs[job] = strip
            self._job_box.addWidget(strip)
        strip.show_progress(done, total)

    def end_job(self, job: object) -> None:
        """Take a finished job away."""
        strip = self._jobs.pop(job, None)
        if strip is not None:
            self._job_box.removeWidget(strip)
            strip.hide()
            strip.deleteLater()

    def fit(self, height: int) -> None:
        """Give way in a low window."""
        low = height < Compact.UNDER
        self.setFixedHeight(theme.px(Compact.STATUS_BAR if low else Size.STATUS_BAR))

    def _show_hint(self) -> None:
        self._left.setText(self._hint)
        self._left.setAccessibleName(self._hint)
