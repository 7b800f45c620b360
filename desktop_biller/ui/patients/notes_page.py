"""What was said or done about a patient, and when to come back to it."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QWidget

from desktop_biller.foundation.dates import us_date, us_time
from desktop_biller.foundation.errors import UserError
from desktop_biller.ui.desk import Settings
from desktop_biller.ui.kit.chip import ChipSpec
from desktop_biller.ui.kit.date_field import DateField, Today
from desktop_biller.ui.kit.fixed_list import FixedList
from desktop_biller.ui.kit.form import Form
from desktop_biller.ui.kit.parts import Button, column, row, scrolled
from desktop_biller.ui.kit.table_model import Column
from desktop_biller.ui.kit.text_field import NoteField
from desktop_biller.ui.kit.theme import theme
from desktop_biller.ui.kit.tokens import Size, Space
from desktop_biller.workflow.patients.details import NoteRow


def _follow_chip(row: NoteRow) -> ChipSpec | None:
    if row.follow_up_on is None:
        return None
    day = us_date(row.follow_up_on)
    if row.done_on is not None:
        return ChipSpec(f"Done, was due {day}", "grey", "good")
    return ChipSpec(f"Due {day}", "amber" if row.is_due else "blue", "clock")


def _follow_words(row: NoteRow) -> str:
    chip = _follow_chip(row)
    return chip.words if chip else ""


_COLUMNS = (
    Column[NoteRow](
        "at", "Written", lambda r: f"{us_date(r.written_at.date())} {us_time(r.written_at)}", 150,
        "date", sortable=False,
    ),
    Column[NoteRow]("who", "By", lambda r: r.written_by, 130, sortable=False),
    Column[NoteRow]("about", "About", lambda r: r.about or "Patient", 110, sortable=False),
    Column[NoteRow]("text", "Note", lambda r: r.text, 0, sortable=False, tip=lambda r: r.text),
    Column[NoteRow](
        "follow", "Follow-up", _follow_words, 190, "chip", chip=_follow_chip, sortable=False
    ),
)  # fmt: skip


class NotesPage(QWidget):
    """The tab.

    Signals:
        write_asked(text, date): a new note, with its follow-up day or None.
        finish_asked(id): the follow-up of a note is done.
    """

    write_asked = Signal(str, object)
    finish_asked = Signal(object)

    def __init__(self, settings: Settings, today: Today) -> None:
        super().__init__()
        self.notes = FixedList("Notes", _COLUMNS, lambda r: r.note_id, settings)
        self.notes.current_changed.connect(self._on_current)
        self.form = Form(4)
        self.text, self.follow = NoteField(lines=3), DateField(today)
        self.form.add("text", "&New note", self.text, span=4)
        self.form.add("follow_up_on", "&Follow up on", self.follow)
        self.write = Button("Save note", "primary", icon="save")
        self.write.clicked.connect(self.ask_to_write)
        self.done = Button("Follow-up done", icon="check")
        self.done.clicked.connect(self._on_done)
        box = column(
            self.notes,
            row(self.done, None),
            self.form,
            row(None, self.write),
            space=Space.RELATED,
            margin=(Space.MARGIN, Space.RELATED, Space.MARGIN, Space.RELATED),
        )
        box.setStretch(0, 1)
        self.notes.setMinimumHeight(theme.px(Size.ROW) * 4)
        page = QWidget()
        page.setLayout(box)
        self.setLayout(column(scrolled(page)))
        self._on_current()

    def show_notes(self, notes: Sequence[NoteRow]) -> None:
        """Show the notes, newest first."""
        self.notes.show_rows(notes)
        self._on_current()

    def ask_to_write(self) -> None:
        """Ask the presenter to keep what was typed."""
        if self.form.first_problem("text") is None:
            self.write_asked.emit(self.text.value(), self.follow.date())

    def show_refusal(self, error: UserError) -> bool:
        """Mark the field an error is about; False where it is about none."""
        return self.form.show_error(error)

    def clear(self) -> None:
        """Empty the form after a note is kept; the next one starts at its text."""
        self.text.set_value("")
        self.follow.set_date(None)
        focus = QApplication.focusWidget()
        if focus is not None and self.isAncestorOf(focus):
            self.text.setFocus()

    def is_touched(self) -> bool:
        """True while a note is half written."""
        return bool(self.text.value())

    def _on_current(self) -> None:
        found = self.notes.current_record()
        waits = found is not None and found.follow_up_on is not None and found.done_on is None
        self.done.say_why("" if waits else "This note asks for no follow-up.")

    def _on_done(self) -> None:
        current = self.notes.current_id()
        if current is not None:
            self.finish_asked.emit(current)
