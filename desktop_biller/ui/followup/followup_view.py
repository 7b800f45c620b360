"""What Follow-up says until its worklists are there, with the ways to that work as it is now."""

from PySide6.QtCore import Signal

from desktop_biller.ui.kit.empty_state import EmptyState
from desktop_biller.ui.kit.screen import Screen

_WORDS = (
    "Denials, unanswered claims and deadlines will be worked here.\n"
    "Until then Today and Claims list them."
)


class FollowupView(Screen):
    """One sentence and two ways on.

    Signals:
        claims_asked, today_asked: where that work is now.
    """

    claims_asked = Signal()
    today_asked = Signal()

    def __init__(self) -> None:
        super().__init__("Follow-up")
        self.setObjectName("followup")
        self.note = EmptyState(
            _WORDS,
            ("Show &denied claims", self.claims_asked.emit),
            ("Go to &Today", self.today_asked.emit),
        )
        self.body.addWidget(self.note, 1)
        self.entry = self.note.buttons[0]
        self.set_hint("Enter shows the denied claims")
