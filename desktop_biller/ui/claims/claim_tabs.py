"""The parts of one claim at the right of its form: overview, lines and answers, notes, papers."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QStackedWidget, QWidget

from desktop_biller.foundation.dates import us_date, us_time
from desktop_biller.foundation.errors import UserError
from desktop_biller.ui.claims.claim_columns import timeline_steps
from desktop_biller.ui.kit.chip import ChipSpec
from desktop_biller.ui.kit.date_field import DateField, Today
from desktop_biller.ui.kit.fixed_list import FixedList
from desktop_biller.ui.kit.form import Form
from desktop_biller.ui.kit.list_table import Remembers
from desktop_biller.ui.kit.parts import Button, Label, column, line, row, scrolled
from desktop_biller.ui.kit.shown import blank_nil, money
from desktop_biller.ui.kit.table_model import Column
from desktop_biller.ui.kit.tabs import Tabs
from desktop_biller.ui.kit.text_field import NoteField
from desktop_biller.ui.kit.theme import theme
from desktop_biller.ui.kit.timeline import Timeline
from desktop_biller.ui.kit.tokens import Size, Space
from desktop_biller.workflow.claims.claim_details import ClaimDetails, ClaimLineDetails
from desktop_biller.workflow.claims.claim_notes import ClaimNote
from desktop_biller.workflow.paper_archive import PaperRow

TABS = (("overview", "Overview"), ("lines", "Lines"), ("notes", "Notes"), ("papers", "Papers"))
_MOST_ROWS = 12
_MARGINS = (0, Space.RELATED, 0, Space.RELATED)


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """What an insurer said of one line, as a row. Cents."""

    number: int
    payment_id: int
    reference: str
    line: int
    paid_cents: int
    reasons: str


class Overview(QWidget):
    """Who and what, what is next, and the history.

    Signals:
        visit_asked, check_asked: open the visit, post a check of the insurer.
    """

    visit_asked = Signal()
    check_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._facts = QGridLayout()
        self._facts.setHorizontalSpacing(theme.px(Space.GROUP))
        self._facts.setVerticalSpacing(theme.px(Space.INSIDE))
        self._facts.setColumnStretch(1, 1)
        self._next = Label("", wraps=True)
        self._next.setObjectName("next_words")
        self.timeline = Timeline("History of the claim")
        visit = Button("Open &visit", "small", icon="visit")
        visit.setObjectName("open_visit")
        visit.clicked.connect(self.visit_asked)
        check = Button("Post &check", "small", icon="bank")
        check.setObjectName("post_check")
        check.set_tip("Post a check of this claim's insurer")
        check.clicked.connect(self.check_asked)
        inner = QWidget()
        inner.setLayout(
            column(
                Label("Next", "caption"),
                self._next,
                row(visit, check, None),
                line(),
                self._facts,
                line(),
                self.timeline,
                None,
                margin=(0, Space.RELATED, Space.RELATED, Space.RELATED),
            )
        )
        self.setLayout(column(scrolled(inner)))

    def show_claim(self, claim: ClaimDetails) -> None:
        """Show a claim."""
        words = claim.next_words
        if claim.follow_up_on is not None:
            words += f" Follow-up reminder on {us_date(claim.follow_up_on)}."
        self._next.setText(words)
        self.timeline.show_steps(timeline_steps(claim.steps))
        ranks = {1: "primary", 2: "secondary", 3: "tertiary"}
        self._show_facts(
            (
                ("Patient", claim.patient),
                ("Payer", f"{claim.payer}, {ranks.get(claim.rank, 'further')}"),
                ("Member ID", claim.member_id),
                ("Service date", us_date(claim.service_date)),
                ("Provider", claim.provider),
                ("Billed", money(claim.billed_cents)),
                ("Version", str(claim.version) if claim.version > 1 else ""),
                ("Payer's claim no.", claim.payer_claim_number),
            )
        )

    def _show_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        while (item := self._facts.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for at, (name, words) in enumerate(fact for fact in facts if fact[1]):
            value = Label(words, wraps=True)
            value.setAccessibleName(f"{name}: {words}")
            self._facts.addWidget(Label(name, "muted"), at, 0, Qt.AlignmentFlag.AlignTop)
            self._facts.addWidget(value, at, 1)


_LINES: tuple[Column[ClaimLineDetails], ...] = (
    Column("number", "#", lambda told: str(told.number), 32, "count", sortable=False),
    Column(
        "service", "Service", lambda told: " ".join((told.code, *told.modifiers, told.words)),
        sortable=False, tip=lambda told: " ".join((told.code, *told.modifiers, told.words)),
    ),
    Column("dx", "Dx", lambda told: told.pointers, 40, "code", sortable=False),
    Column("charge", "Charge", lambda told: money(told.charge_cents), 76, "money", sortable=False),
    Column(
        "insurance", "Insurance", lambda told: blank_nil(told.insurance_open_cents), 80, "money",
        sortable=False, tip=lambda _told: "What the insurance owes on the line now",
    ),
    Column(
        "patient", "Patient", lambda told: blank_nil(told.patient_open_cents), 72, "money",
        sortable=False, tip=lambda _told: "What the patient owes on the line now",
    ),
)  # fmt: skip
_ANSWERS: tuple[Column[AnswerRow], ...] = (
    Column("check", "Check", lambda told: told.reference, 96, "code", sortable=False),
    Column("line", "Line", lambda told: str(told.line), 44, "count", sortable=False),
    Column("paid", "Paid", lambda told: money(told.paid_cents), 80, "money", sortable=False),
    Column(
        "reasons", "Not paid, and why", lambda told: told.reasons, sortable=False,
        tip=lambda told: told.reasons,
    ),
)  # fmt: skip


class LinesAndAnswers(QWidget):
    """The service lines with what is open on them, and what the insurer answered.

    Signals:
        payment_asked(payment_id): open the insurer's check.
    """

    payment_asked = Signal(int)

    def __init__(self, settings: Remembers | None) -> None:
        super().__init__()
        self.lines = FixedList("Lines of the claim", _LINES, lambda told: told.number, settings)
        self.answers = FixedList("Answers", _ANSWERS, lambda told: told.number, settings)
        self.answers.opened.connect(self._on_opened)
        self._none = Label("The insurer has not answered yet.", "muted", wraps=True)
        owed = Label("Insurance and Patient tell what each owes now.", "caption", wraps=True)
        box = column(
            self.lines, owed, Space.RELATED, Label("Answers", "strong"), self._none, self.answers,
            None, margin=_MARGINS,
        )  # fmt: skip
        inner = QWidget()
        inner.setLayout(box)
        self.setLayout(column(scrolled(inner)))

    def show_claim(self, claim: ClaimDetails) -> None:
        """Show a claim's lines and answers."""
        self.lines.show_rows(claim.lines)
        _fit(self.lines, len(claim.lines))
        rows = _answer_rows(claim)
        self.answers.show_rows(rows)
        _fit(self.answers, len(rows))
        self.answers.setVisible(bool(rows))
        self._none.setVisible(not rows)

    def _on_opened(self, number: object) -> None:
        found = self.answers.current_record()
        if number is not None and found is not None:
            self.payment_asked.emit(found.payment_id)


def _fit(table: QWidget, rows: int) -> None:
    """As high as its rows, and from twelve of them on it scrolls."""
    height = theme.px(Size.ROW) * (min(rows, _MOST_ROWS) + 1) + 2
    table.setFixedHeight(height)


class Notes(QWidget):
    """What was said or done about the claim, and a new note.

    Signals:
        write_asked(text, date): keep a note, with its follow-up day or None.
        touched(text): the user wrote on; told after a short rest.
    """

    write_asked = Signal(str, object)
    touched = Signal(str)

    def __init__(self, today: Today, settings: Remembers | None) -> None:
        super().__init__()
        self.list = FixedList("Notes", _NOTES, lambda note: note.note_id, settings)
        self.text, self.follow = NoteField(lines=3), DateField(today)
        self.form = Form(2)
        self.form.add("text", "Ne&w note", self.text, span=2, required=True)
        self.form.add("follow_up_on", "&Follow up on", self.follow)
        self.save = Button("Save note", icon="note")
        self.save.setObjectName("save_note")
        self.save.clicked.connect(self.ask_to_write)
        self._rest = QTimer(self, singleShot=True, interval=1500)
        self._rest.timeout.connect(lambda: self.touched.emit(self.text.value()))
        self.text.edited.connect(self._rest.start)
        self._none = Label("No notes yet.", "muted")
        self._whole = Label("", wraps=True)  # the list shows one line of each note
        self._whole.setObjectName("whole_note")
        self._whole.hide()
        self.list.current_changed.connect(self._on_current)
        box = column(
            self._none, self.list, self._whole, self.form, row(None, self.save), None,
            margin=_MARGINS,
        )  # fmt: skip
        inner = QWidget()
        inner.setLayout(box)
        self.setLayout(column(scrolled(inner)))

    def show_notes(self, notes: Sequence[ClaimNote]) -> None:
        """Show the notes, newest first."""
        self.list.show_rows(notes)
        self.list.setVisible(bool(notes))
        self._none.setVisible(not notes)
        self._whole.setVisible(bool(notes))
        _fit(self.list, len(notes))

    def _on_current(self) -> None:
        note = self.list.current_record()
        self._whole.setText(f"{note.written_by}: {note.text}" if note is not None else "")

    def ask_to_write(self) -> None:
        """Ask for the note to be kept."""
        if self.form.first_problem("text") is None:
            self._rest.stop()
            self.write_asked.emit(self.text.value(), self.follow.date())

    def show_draft(self, text: str) -> None:
        """Show what was written before and not saved."""
        self._rest.stop()
        self.text.blockSignals(True)
        self.text.set_value(text)
        self.text.blockSignals(False)
        self.follow.set_date(None)

    def flush(self) -> None:
        """Tell at once what was written last."""
        if self._rest.isActive():
            self._rest.stop()
            self.touched.emit(self.text.value())


def _follow_chip(note: ClaimNote) -> ChipSpec | None:
    if note.follow_up_on is None:
        return None
    done = note.done_on is not None
    return ChipSpec(
        us_date(note.follow_up_on), "grey" if done else "blue", "good" if done else "clock"
    )


_NOTES: tuple[Column[ClaimNote], ...] = (
    Column(
        "at", "Written", lambda note: f"{us_date(note.written_at.date())}", 92, "date",
        sortable=False,
        tip=lambda note: f"{us_date(note.written_at.date())} {us_time(note.written_at)},"
        f" {note.written_by}",
    ),
    Column("text", "Note", lambda note: note.text, sortable=False, tip=lambda note: note.text),
    Column(
        "follow", "Follow-up", lambda note: us_date(note.follow_up_on) if note.follow_up_on else "",
        116, "chip", sortable=False, chip=_follow_chip,
    ),
)  # fmt: skip


_PAPERS: tuple[Column[PaperRow], ...] = (
    Column("number", "Paper", lambda paper: paper.number, 104, "code", sortable=False),
    Column(
        "words", "What", lambda paper: paper.words, sortable=False, tip=lambda paper: paper.words
    ),
    Column("dated", "Made", lambda paper: us_date(paper.dated), 92, "date", sortable=False),
)


class Papers(QWidget):
    """The forms that were printed of the claim; Enter opens one.

    Signals:
        paper_asked(document_id): open it in the preview.
    """

    paper_asked = Signal(int)

    def __init__(self, settings: Remembers | None) -> None:
        super().__init__()
        self.list = FixedList("Papers", _PAPERS, lambda paper: paper.document_id, settings)
        self.list.opened.connect(self._on_opened)
        self._none = Label("No form was printed yet.", "muted", wraps=True)
        box = column(self._none, self.list, margin=_MARGINS)
        box.setStretch(1, 1)
        box.addStretch(0)
        self.setLayout(box)

    def show_papers(self, papers: Sequence[PaperRow]) -> None:
        """Show the papers, newest first."""
        self.list.show_rows(papers)
        self.list.setVisible(bool(papers))
        self._none.setVisible(not papers)

    def _on_opened(self, document_id: object) -> None:
        if isinstance(document_id, int):
            self.paper_asked.emit(document_id)


class ClaimTabs(QWidget):
    """The four parts under their tabs."""

    def __init__(self, today: Today, settings: Remembers | None) -> None:
        super().__init__()
        self.tabs = Tabs("Parts of the claim", TABS)
        self.overview = Overview()
        self.lines = LinesAndAnswers(settings)
        self.notes = Notes(today, settings)
        self.papers = Papers(settings)
        self._stack = QStackedWidget()
        for part in (self.overview, self.lines, self.notes, self.papers):
            self._stack.addWidget(part)
        box = column(self.tabs, space=0)
        box.addWidget(self._stack, 1)
        self.setLayout(box)
        self.tabs.chosen.connect(self._on_chosen)

    def show_tab(self, key: str) -> None:
        """Choose a tab."""
        self.tabs.choose(key)
        self._on_chosen(key)

    def show_claim(self, claim: ClaimDetails) -> None:
        """Show a claim in all parts but the notes, which come by themselves."""
        self.overview.show_claim(claim)
        self.lines.show_claim(claim)
        self.papers.show_papers(claim.papers)
        self.tabs.set_count("lines", len(claim.lines))
        self.tabs.set_count("papers", len(claim.papers))

    def show_notes(self, notes: Sequence[ClaimNote]) -> None:
        """Show the notes and their number."""
        self.notes.show_notes(notes)
        self.tabs.set_count("notes", len(notes))

    def show_note_error(self, error: UserError) -> bool:
        """Mark the field of the note that an error is about; False where it is about none."""
        return self.notes.form.show_error(error)

    def _on_chosen(self, key: str) -> None:
        keys = [known for known, _ in TABS]
        self._stack.setCurrentIndex(keys.index(key) if key in keys else 0)


def _answer_rows(claim: ClaimDetails) -> tuple[AnswerRow, ...]:
    """One row a line of each answer; a reason is written as insurers do (CO-45 56.60)."""
    rows: list[AnswerRow] = []
    for answer in claim.answers:
        for told in answer.lines:
            reasons = ", ".join(
                f"{reason.group}-{reason.reason} {money(reason.cents)}" for reason in told.reasons
            )
            rows.append(
                AnswerRow(
                    len(rows) + 1,
                    answer.payment_id,
                    answer.reference or us_date(answer.dated),
                    told.number,
                    told.paid_cents,
                    reasons,
                )
            )
    return tuple(rows)
