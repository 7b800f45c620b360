"""A folder: typed, or chosen in the system's own dialog."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop_biller.ui.kit.parts import Button, row
from desktop_biller.ui.kit.text_field import TextField

_LONGEST = 1000


class FolderField(QWidget):
    """A line with the path of a folder and a button that chooses one.

    Args:
        ask: title of the dialog.

    Signals:
        edited: the user typed or chose another folder.
    """

    edited = Signal()

    def __init__(self, ask: str) -> None:
        super().__init__()
        self._ask = ask
        self.line = TextField(longest=_LONGEST)
        self.line.edited.connect(self.edited)
        self.choose = Button("Choose...", icon="folder")
        self.choose.clicked.connect(self.open_dialog)
        box = row(self.line, self.choose)
        box.setStretch(0, 1)
        self.setLayout(box)
        # A label's Alt key asks for one; with the line as proxy Tab's round would leave it out.
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    def value(self) -> str:
        """The path as typed; blank for none."""
        return self.line.value()

    def folder(self) -> Path | None:
        """The folder, ``~`` and all made whole; None where the line is blank."""
        return Path(self.value()).expanduser() if self.value() else None

    def set_value(self, path: str) -> None:
        """Show a folder."""
        self.line.set_value(path)

    def show_problem(self, words: str) -> None:
        """Mark the line with words, or take the mark away with blank ones."""
        self.line.show_problem(words)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 -- Qt's name
        self.line.setFocus(event.reason())

    def setAccessibleName(self, name: str) -> None:  # noqa: N802 -- Qt's name
        """Name the line and its button."""
        super().setAccessibleName(name)
        self.line.setAccessibleName(name)
        self.choose.setAccessibleName(f"Choose: {name}")

    def open_dialog(self) -> QFileDialog:
        """Open the system's dialog where the folder, or the nearest one above it, is."""
        start = self.folder() or Path.home()
        while not start.is_dir() and start != start.parent:
            start = start.parent
        dialog = QFileDialog(self, self._ask, str(start))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self._on_chosen)
        dialog.open()
        return dialog

    def _on_chosen(self, path: str) -> None:
        self.set_value(str(Path(path)))
        self.edited.emit()
