"""Questions, refusals and the crash dialog: verbs on buttons, the safe one as default.

``ask`` opens and calls back; nothing waits in a loop of its own, so that the lock can blank it
and tests can answer it.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLayout, QVBoxLayout, QWidget

from desktop_biller.foundation.errors import UserError
from desktop_biller.ui.kit.focus_ring import FocusRing
from desktop_biller.ui.kit.parts import Button, Label, row
from desktop_biller.ui.kit.shortcuts import make_action
from desktop_biller.ui.kit.theme import theme
from desktop_biller.ui.kit.tokens import Size, Space

_WIDTH = 440


class Dialog(QDialog):
    """A dialog with a title, a body and verbs in the order of the system.

    ``verbs`` are added by ``verb``; Esc is Cancel, Ctrl+Enter the main one, as on a screen. It is
    deleted when it closes.
    """

    def __init__(self, parent: QWidget | None, title: str, *, width: int = _WIDTH) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.body = QVBoxLayout()
        # The layout sets the dialog's least size, and would undo a least width set on the dialog.
        self.body.addStrut(theme.px(width - 2 * Space.SECTION))
        self.body.setSpacing(theme.px(Space.RELATED))
        self.buttons = QDialogButtonBox()
        outer = QVBoxLayout(self)
        margin = theme.px(Space.SECTION)
        outer.setContentsMargins(margin, margin, margin, theme.px(Space.GROUP))
        outer.setSpacing(theme.px(Space.GROUP))
        outer.setSizeConstraint(QLayout.SizeConstraint.SetMinimumSize)
        outer.addLayout(self.body, 1)
        outer.addWidget(self.buttons)
        FocusRing(self)

    def event(self, event: QEvent) -> bool:
        seen = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._grow()
        return seen

    def _grow(self) -> None:
        """Make room for words that came below a field; the layout counts no wrapped line."""
        layout = self.layout()
        if layout is None or not self.isVisible():
            return
        room = self.screen().availableGeometry().height() - theme.px(Size.ROW)
        needed = min(layout.totalHeightForWidth(self.width()), room)
        if self.height() < needed:
            self.resize(self.width(), needed)

    def verb(
        self,
        text: str,
        role: QDialogButtonBox.ButtonRole,
        do: Callable[[], object] | None = None,
        *,
        primary: bool = False,
        default: bool = False,
    ) -> Button:
        """Add a button. ``do`` runs first; Reject and (without ``do``) Accept close the dialog."""
        button = Button(text, "primary" if primary else "secondary")
        self.buttons.addButton(button, role)
        button.setDefault(default)
        if primary:
            make_action(self, "save", words=text).triggered.connect(button.click)
        if do is not None:
            button.clicked.connect(lambda _checked=False: do())
        elif role == QDialogButtonBox.ButtonRole.RejectRole:
            button.clicked.connect(self.reject)
        else:
            button.clicked.connect(self.accept)
        return button


def ask(
    parent: QWidget | None,
    title: str,
    words: str,
    verb: str,
    do: Callable[[], object],
    *,
    cancel: str = "Cancel",
    danger: bool = False,
    otherwise: Callable[[], object] | None = None,
) -> Dialog:
    """Ask before something is done; what can't be undone has the safe answer as default.

    ``otherwise`` runs when the user says no.
    """
    dialog = Dialog(parent, title)
    dialog.body.addWidget(Label(words, wraps=True))
    roles = QDialogButtonBox.ButtonRole

    def yes() -> None:
        dialog.accept()
        do()

    dialog.verb(verb, roles.AcceptRole, yes, primary=not danger, default=not danger)
    no = dialog.verb(cancel, roles.RejectRole, default=danger)
    if otherwise is not None:
        dialog.rejected.connect(otherwise)
    if danger:
        no.setFocus()
    dialog.open()
    return dialog


def tell_refusal(parent: QWidget | None, error: UserError) -> Dialog:
    """Show a refusal that no screen has a place for."""
    dialog = Dialog(parent, "Not done")
    icon = Label()
    size = theme.px(Size.ICON_RAIL)
    icon.setPixmap(theme.icon("bad", "red_text").pixmap(size, size))
    icon.setAccessibleName("Refused")
    words = Label(f"{error.what}\n{error.effect} {error.remedy}", wraps=True)
    words.setObjectName("refusal")
    line = row(icon, words, space=Space.GROUP)
    line.setStretch(1, 1)
    line.setAlignment(icon, Qt.AlignmentFlag.AlignTop)
    dialog.body.addLayout(line)
    dialog.verb("OK", QDialogButtonBox.ButtonRole.AcceptRole, primary=True, default=True)
    dialog.open()
    return dialog


def tell_crash(parent: QWidget | None, report: str, identity: str) -> Dialog:
    """Show that the program itself failed.

    Args:
        parent: the window, or None.
        report: where it happened, in the code only; never a value, which may be a patient's.
        identity: short id under which the log holds it.
    """
    dialog = Dialog(parent, "A fault of the program")
    dialog.body.addWidget(
        Label(
            "This is a fault of the program, not yours. What was saved before is safe; what was"
            " being done was not saved. You can go on, or close the program and open it again.",
            wraps=True,
        )
    )
    details = Label(report, "caption", wraps=True)
    details.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByKeyboard)
    details.setVisible(False)
    dialog.body.addWidget(Label(f"Fault {identity}", "muted"))
    dialog.body.addWidget(details)
    roles = QDialogButtonBox.ButtonRole

    def copy() -> None:
        QGuiApplication.clipboard().setText(f"Fault {identity}\n{report}")

    def show_details() -> None:
        details.setVisible(details.isHidden())

    dialog.verb("Details", roles.ActionRole, show_details)
    dialog.verb("Copy report", roles.ActionRole, copy)
    dialog.verb("Go on", roles.AcceptRole, primary=True, default=True)
    dialog.open()
    return dialog


def choose(
    parent: QWidget | None,
    title: str,
    words: str,
    verbs: Sequence[tuple[str, Callable[[], object]]],
) -> Dialog:
    """Let the user choose one of several ways on; Esc chooses none. The first is the main one."""
    dialog = Dialog(parent, title)
    dialog.body.addWidget(Label(words, wraps=True))
    roles = QDialogButtonBox.ButtonRole
    for number, (text, do) in enumerate(verbs):

        def run(do: Callable[[], object] = do) -> None:
            dialog.accept()
            do()

        role = roles.AcceptRole if number == 0 else roles.ActionRole
        dialog.verb(text, role, run, primary=number == 0, default=number == 0)
    dialog.verb("Cancel", roles.RejectRole)
    dialog.open()
    return dialog
