"""Notes that are due, and what Follow-up says until its other worklists are there."""

from collections.abc import Sequence

from PySide6.QtCore import Signal

from desktop_biller.foundation.dates import us_date
from desktop_biller.ui.kit.chip import ChipSpec
from desktop_biller.ui.kit.empty_state import EmptyState
from desktop_biller.ui.kit.fixed_list import FixedList
from desktop_biller.ui.kit.list_table import ListPanel, Remembers
from desktop_biller.ui.kit.parts import Label
from desktop_biller.ui.kit.screen import Screen
from desktop_biller.ui.kit.table_model import Column
from desktop_biller.ui.kit.theme import theme
from desktop_biller.ui.kit.tokens import Space
from desktop_biller.workflow.followup.notes_due import FollowUp

TO_COME = (
    "Denials, unanswered claims and deadlines will be worked here. "
    "Until then Today and Claims list them."
)
_HINT = "Enter opens what the note is about · Ctrl+Enter marks it as done"


def _standing(note: FollowUp) -> ChipSpec:
    if note.days_late > 0:
        return ChipSpec(f"{note.days_late:,} d late", "red", "clock")
    return ChipSpec("Today", "amber", "clock")


def _about(note: FollowUp) -> str:
    return note.about or "Patient"


_COLUMNS: tuple[Column[FollowUp], ...] = (
    Column("due", "Due", lambda note: us_date(note.due_on), 96, "date", sortable=False),
    Column(
        "standing", "", lambda note: _standing(note).words, 96, "chip", chip=_standing,
        sortable=False,
    ),
    Column("patient", "Patient", lambda note: note.patient, 160, sortable=False),
    Column("about", "About", _about, 152, sortable=False, gives_way=1),
    Column("text", "Note", lambda note: note.text, tip=lambda note: note.text, sortable=False),
    Column("by", "By", lambda note: note.written_by, 128, sortable=False, gives_way=2),
)  # fmt: skip


class FollowupView(Screen):
    """The notes that are due, with the ways to the work that is still listed elsewhere.

    Signals:
        opened(note_id): what a note is about shall be opened.
        done_asked(note_id): a follow-up is done.
        claims_asked, today_asked, refresh_asked: the other acts.
    """

    opened = Signal(object)
    done_asked = Signal(object)
    claims_asked = Signal()
    today_asked = Signal()
    refresh_asked = Signal()

    def __init__(self, settings: Remembers | None = None) -> None:
        super().__init__("Follow-up")
        self.setObjectName("followup")
        self.table: FixedList[FollowUp] = FixedList(
            "Follow-ups due", _COLUMNS, lambda note: note.note_id, settings
        )
        self.empty = EmptyState(
            f"No note is due today. {TO_COME}",
            ("Show &denied claims", self.claims_asked.emit),
            ("Go to &Today", self.today_asked.emit),
        )
        self.panel = ListPanel(self.table, self.empty)
        self._to_come = Label(TO_COME, "muted", wraps=True)
        self._claims = self.button("De&nied claims", self.claims_asked.emit, icon="claims")
        self._claims.setObjectName("denied_claims")
        self.done = self.button(
            "Follow-up done", self._on_done, kind="primary", icon="check", keys="save"
        )
        self.done.setObjectName("follow_up_done")
        self.head.add_act(self._claims)
        self.head.add_act(self.done)
        self.body.addWidget(self._to_come)
        self.body.addWidget(self.panel, 1)
        self.body.addSpacing(theme.px(Space.RELATED))
        self.table.opened.connect(self.opened)
        self.act("save", self._on_done, "Follow-up done")
        self.act("refresh", self.refresh_asked.emit)
        self.entry = self.empty.buttons[0]
        self.set_hint(_HINT)

    def show_notes(self, notes: Sequence[FollowUp]) -> None:
        """Show the notes that are due, or that none is."""
        self.table.show_rows(notes)
        count = len(notes)
        self.panel.show_empty(empty=not notes)
        self.panel.totals.show_totals(f"{count:,} follow-up{'' if count == 1 else 's'} due")
        for part in (self._to_come, self._claims, self.done):
            part.setVisible(bool(notes))
        self.entry = self.table if notes else self.empty.buttons[0]
        self.set_hint(_HINT if notes else "Enter shows the denied claims")

    def show_done(self, reason: str) -> None:
        """Offer to mark a follow-up as done, or say why not."""
        self.done.say_why(reason)

    def _on_done(self) -> None:
        if self.done.isEnabled() and self.table.current_id() is not None:
            self.done_asked.emit(self.table.current_id())
