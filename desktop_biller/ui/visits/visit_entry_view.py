"""Entering a visit: header, diagnoses, charges, and the check beside them."""

from collections.abc import Callable, Mapping, Sequence

from msgspec import structs
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QFrame, QScrollArea, QVBoxLayout, QWidget

from desktop_biller.foundation.errors import UserError
from desktop_biller.ui.kit.date_field import Today
from desktop_biller.ui.kit.dialogs import ask
from desktop_biller.ui.kit.findings_panel import FindingsPanel, PanelFinding
from desktop_biller.ui.kit.form import LabeledField
from desktop_biller.ui.kit.grid_model import CellMark
from desktop_biller.ui.kit.parts import Label, column, holder, plain_tip, row
from desktop_biller.ui.kit.screen import Screen
from desktop_biller.ui.kit.shortcuts import keys_of
from desktop_biller.ui.kit.suggest import Ask, SuggestField, Suggestion
from desktop_biller.ui.kit.theme import theme
from desktop_biller.ui.kit.tokens import Size, Space
from desktop_biller.ui.visits.charges_grid import ChargesGrid
from desktop_biller.ui.visits.code_search import CodeSearch
from desktop_biller.ui.visits.diagnosis_block import DiagnosisBlock
from desktop_biller.ui.visits.visit_dialogs import LineDialog, MoreDialog, ReferringDialog
from desktop_biller.ui.visits.visit_form import MOST_DIAGNOSES, LineForm, VisitForm
from desktop_biller.ui.visits.visit_header import DRAFT, VisitHeader
from desktop_biller.ui.visits.visit_words import Spot, panel_finding, spot_of, unread_finding
from desktop_biller.workflow.visits.draft_check import VisitCheck
from desktop_biller.workflow.visits.places import PlaceChoice
from desktop_biller.workflow.visits.visit_choices import VisitChoices
from desktop_biller.workflow.visits.visit_input import ReferringInput

PAUSE_MS = 200
_REST_MS = 900
_SHORT, _BELOW, _WIDE = 700, 830, 900
"""Widths under which the reason is short, the check stands below, the check is narrow."""
_CODES_HINT = "Enter takes it and goes on · Alt+Down look up · * required"
_GRID_HINT = "Enter next line · F4 look up · Ctrl+Delete removes the line"


class VisitEntryView(Screen):
    """The form of a visit; what it means is the presenter's.

    Signals:
        patient_taken(patient_id): the user chose whose visit it is.
        day_chosen(date): another date of service.
        paused: nothing was typed for a moment, so that the check can run.
        rested: the same for longer, or the screen is left: the draft is kept.
        save_asked(with_claim), discard_asked: the acts.
    """

    patient_taken = Signal(int)
    day_chosen = Signal(object)
    paused = Signal()
    rested = Signal()
    save_asked = Signal(bool)
    discard_asked = Signal()

    def __init__(self, search: CodeSearch, ask_patients: Ask, today: Today) -> None:
        super().__init__("")
        self.setObjectName("visit_entry")
        self._today = today
        self._kept = VisitForm()
        self._choices: VisitChoices | None = None
        self._places: Sequence[PlaceChoice] = ()
        self._filling = False
        self._reasons = "", ""
        self.unsaved: Callable[[], bool] = lambda: False
        self.patient = SuggestField(ask_patients, on_focus=True)
        self.patient.setObjectName("patient_id")
        self.header = VisitHeader(today, search.referring)
        self.diagnoses = DiagnosisBlock(search.diagnoses)
        self.charges = ChargesGrid(search.services, today)
        self.findings = FindingsPanel()
        self._build_whom()
        self._build_work()
        self._build_bar()
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._connect()
        self.show_whom(choosing=True)

    # --- Building ------------------------------------------------------------------------------

    def _build_whom(self) -> None:
        field = LabeledField("Patie&nt", self.patient, required=True)
        field.setMaximumWidth(theme.px(440))
        self.patient.setPlaceholderText("Name, birth date, phone or chart no.")
        line = row(field)
        line.addStretch(1)
        line.setStretch(0, 1000)  # as wide as it may be
        self._whom = holder(
            column(
                Label("Visit", "title"),
                Label("Whose visit is it?", "muted"),
                line,
                None,
                margin=(0, Space.GROUP, 0, 0),
            )
        )
        self.body.addWidget(self._whom, 1)

    def _build_work(self) -> None:
        self._count = Label("", "muted")
        more = self.button("More about this visit...", self._on_more, kind="link")
        more.setObjectName("more_about_visit")
        self._details = self.button("Line details...", self._on_details, kind="link")
        self._details.setObjectName("line_details")
        self._details.set_tip("Drug, minutes, place, emergency and note of the line")
        main = holder(
            column(
                row(Label("Diagnoses A-L", "strong"), self._count, None, more),
                self.diagnoses,
                Space.INSIDE,
                row(
                    Label("Charges", "strong"),
                    Label("up to 4 modifiers, Dx = diagnosis letters", "muted"),
                    None,
                    self._details,
                ),
                self.charges,
            )
        )
        side = QVBoxLayout()
        side.addWidget(self.findings)
        side.addStretch(1)
        self._side = holder(side)
        side.setContentsMargins(0, 0, 0, 0)
        self._beside = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._beside.setSpacing(theme.px(Space.GROUP))
        self._beside.addWidget(main, 1)
        self._beside.addWidget(self._side)
        whole = column(self.header, self._beside, margin=(0, Space.RELATED, 0, Space.RELATED))
        whole.setStretch(1, 1)
        self._inner = holder(whole)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self._inner)
        self.body.addWidget(self._scroll, 1)

    def _build_bar(self) -> None:
        bar = self.actions_bar
        discard = self.button("Discard draft", self.discard_asked.emit, icon="delete")
        discard.setObjectName("discard_draft")
        self._discard = discard
        bar.add_left(discard)
        self._reason_icon = Label()
        self._reason = Label("", "bad")
        self._reason.setObjectName("why_no_claim")
        self._claim = self.button(
            "Save and make claim", lambda: self._on_save(claim=True), icon="claims",
            keys="save and go on",
        )  # fmt: skip
        self._claim.setObjectName("save_and_make_claim")
        self._save = self.button(
            "Save visit", lambda: self._on_save(claim=False), kind="primary", icon="save",
            keys="save",
        )  # fmt: skip
        self._save.setObjectName("save_visit")
        for part in (self._reason_icon, self._reason, self._claim, self._save):
            bar.add(part)

    def _connect(self) -> None:
        self.patient.taken.connect(self._on_patient)
        self.header.edited.connect(self._on_edited)
        self.header.day_chosen.connect(self._on_day)
        self.header.referring_wanted.connect(self._on_referring_wanted)
        self.diagnoses.edited.connect(self._on_edited)
        self.diagnoses.left.connect(self._pause.start)
        self.diagnoses.finished.connect(self.charges.go_to_next)
        self.charges.changed.connect(self._on_edited)
        self.charges.payer_chosen.connect(self._on_payer)
        self.charges.finished.connect(self._on_finished)
        self.charges.moved.connect(self._on_cell)
        for slot in self.diagnoses.slots:
            slot.selectionChanged.connect(lambda: self.set_hint(_CODES_HINT))
        self.findings.go_to.connect(self.go_to)
        self._pause.timeout.connect(self.paused)
        self._rest.timeout.connect(self.rested)
        self.act("save", lambda: self._on_save(claim=False), "Save visit")
        self.act("save and go on", lambda: self._on_save(claim=True), "Save and make claim")
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus)
        self.act("undo", self.charges.undo, "Undo in the charges")
        self.act("redo", self.charges.redo, "Redo in the charges")

    # --- Whose visit it is ---------------------------------------------------------------------

    def show_whom(self, *, choosing: bool) -> None:
        """Ask whose visit it is, or show the form."""
        self._whom.setVisible(choosing)
        self._scroll.setVisible(not choosing)
        self.actions_bar.setVisible(not choosing)
        self.entry = self.patient if choosing else self.diagnoses.slots[0]
        self.set_hint("Enter takes the patient" if choosing else _CODES_HINT)
        if choosing:
            self.patient.set_taken(None, "")

    def _on_patient(self, suggestion: Suggestion) -> None:
        if isinstance(suggestion.value, int):
            self.patient_taken.emit(suggestion.value)

    # --- The form ------------------------------------------------------------------------------

    def form(self) -> VisitForm:
        """What stands in the form; until its choices are there, they are those it was given."""
        kept = self._kept
        if self._choices is not None:
            place, provider = self.header.place.value(), self.header.provider.value()
            kept = structs.replace(
                kept,
                provider_id=provider if isinstance(provider, int) else kept.provider_id,
                place_of_service=place if isinstance(place, str) else kept.place_of_service,
                authorization_id=self.header.authorization_id(),
            )
        return structs.replace(
            kept,
            service_date=self.header.date.date(),
            referring=self.header.referring_value(),
            diagnoses=self.diagnoses.codes(),
            lines=self.charges.lines(),
        )

    def settled_form(self) -> VisitForm:
        """The same without the code that is still being typed: no letter is checked by itself."""
        form, typing = self.form(), self.diagnoses.typing()
        if typing is None or typing >= len(form.diagnoses):
            return form
        codes = [*form.diagnoses[:typing], "", *form.diagnoses[typing + 1 :]]
        while codes and not codes[-1]:
            codes.pop()
        return structs.replace(form, diagnoses=tuple(codes))

    def show_form(self, form: VisitForm) -> None:
        """Put a visit into the form."""
        self._filling = True
        self._kept, self._choices = form, None
        self.header.date.set_date(form.service_date)
        self._show_chosen()
        self.header.set_referring(form.referring)
        self.diagnoses.show_codes(form.diagnoses)
        self.charges.set_day(form.service_date)
        self.charges.show_lines(form.lines)
        self._show_count()
        self._pause.stop()
        self._rest.stop()
        self._filling = False

    def show_choices(self, choices: VisitChoices, places: Sequence[PlaceChoice]) -> None:
        """Offer what fits the patient and the day."""
        self._kept = self.form()
        self._choices, self._places = choices, places
        self.header.show_choices(choices, places)
        self._show_chosen()
        self._show_payer()

    def _show_chosen(self) -> None:
        header, kept = self.header, self._kept
        if kept.provider_id is not None:
            header.provider.set_value(kept.provider_id)
        header.place.set_value(kept.place_of_service)
        header.authorization.set_value(kept.authorization_id)

    def _show_payer(self) -> None:
        plans = self._choices.plans if self._choices is not None else ()
        self.charges.show_payers(plans[0].payer if plans else "", self_pay=self._kept.self_pay)

    def show_draft(self, words: str) -> None:
        """Say that this is a draft; blank words are a new form."""
        self.header.draft.set_spec(DRAFT if words else None)
        self.header.draft.setToolTip(plain_tip(words))
        self._discard.setVisible(bool(words))

    def finish_edit(self) -> str:
        """Take over what is being typed; the first field or cell that can't be read, or blank."""
        self.charges.finish_edit()
        unread = self.header.unread()
        if unread:
            return unread
        for at, column_key, _why in self.charges.unread():
            self.charges.go_to_line(at, column_key)
            return f"line {at + 1}"
        return ""

    # --- The check -----------------------------------------------------------------------------

    def show_check(self, check: VisitCheck, titles: Mapping[str, tuple[str, str]]) -> None:
        """Show what the check found, and what follows from what was typed."""
        found = [panel_finding(finding) for finding in check.findings]
        unread = [unread_finding(*cell) for cell in self.charges.unread()]
        self._show_findings([*unread, *found], check.passed)
        self.diagnoses.show_titles(titles)
        self.charges.show_checked(check.lines, check.total_cents)

    def show_unchecked(self) -> None:
        """Nothing was typed yet."""
        words = "The visit is checked as you type: what stops its claim shows up here."
        self.findings.show_findings((), 0, words)
        self.diagnoses.show_problems({})
        self.charges.mark({})
        self.charges.show_checked((), 0)

    def _show_findings(self, found: Sequence[PanelFinding], passed: int) -> None:
        self.findings.show_findings(found, passed)
        marks: dict[tuple[int, str], CellMark] = {}
        problems: dict[int, str] = {}
        for finding in reversed(found):  # the first of a cell is what it says
            spot = spot_of(finding.field)
            if spot.kind == "cell" and finding.grade != "note":
                kind = "stop" if finding.grade == "stop" else "warning"
                marks[spot.at, spot.name] = CellMark(
                    "stop" if kind == "stop" else "warning", finding.words
                )
            elif spot.kind == "diagnosis" and finding.grade == "stop":
                problems[spot.at] = finding.words
        self.charges.mark(marks)
        typing = self.diagnoses.typing()
        self.diagnoses.show_problems({n: w for n, w in problems.items() if n != typing})

    def show_acts(self, reason: str, short: str, *, bad: bool, busy: bool) -> None:
        """Allow the claim, or say why there is none.

        Args:
            reason: stands in the bar; blank allows the claim.
            short: the same where room is short.
            bad: it is something to be mended.
            busy: the visit is being saved.
        """
        self._reasons = reason, short
        self._show_reason()
        self._reason.set_kind("bad" if bad else "muted")
        size = theme.px(Size.ICON)
        icon = theme.icon("bad", "red_text").pixmap(size, size)
        self._reason_icon.setVisible(bad and bool(reason))
        self._reason_icon.setPixmap(icon)
        self._reason_icon.setAccessibleName("Stop")
        self._claim.say_why(reason or ("The visit is being saved." if busy else ""))
        self._save.say_why("The visit is being saved." if busy else "")

    def _show_reason(self) -> None:
        self._reason.setText(self._reasons[self.width() < theme.px(_SHORT)])

    def show_refusal(self, error: UserError) -> None:
        """Say what was refused, and put the cursor where it is."""
        self.show_error(error)
        if error.field:
            self.go_to(error.field)

    def go_to(self, field: str) -> None:
        """Put the cursor where a finding is."""
        spot: Spot = spot_of(field)
        if spot.kind == "cell":
            self.charges.go_to_line(spot.at, spot.name)
        elif spot.kind == "diagnosis":
            self.diagnoses.go_to(spot.at)
        elif not self.header.go_to(spot.name):
            self._on_more()

    def go_to_start(self) -> None:
        """Put the cursor where the work starts."""
        if self.isVisible():
            self.take_focus()

    def has_unsaved(self) -> bool:
        """True while what was typed could not be kept as a draft."""
        return self.unsaved()

    def ask_discard(self, do: Callable[[], object]) -> None:
        """Ask before a draft is thrown away."""
        ask(
            self,
            "Discard draft",
            "What was typed of this visit is thrown away.",
            "Discard draft",
            do,
            cancel="Keep it",
            danger=True,
        )

    # --- What the parts tell -------------------------------------------------------------------

    def _on_edited(self) -> None:
        if self._filling:
            return
        self._show_count()
        self.clear_error()
        self._pause.start()
        self._rest.start()

    def _show_count(self) -> None:
        count = sum(bool(code) for code in self.diagnoses.codes())
        self._count.setText(f"{count} of {MOST_DIAGNOSES}, ICD-10-CM")

    def _on_day(self, day: object) -> None:
        if not self._filling and day is not None:
            self.charges.set_day(self.header.date.date())
            self.day_chosen.emit(day)
            self._on_edited()

    def _on_payer(self, self_pay: bool) -> None:
        self._kept = structs.replace(self._kept, self_pay=self_pay)
        self._show_payer()

    def _on_finished(self) -> None:
        self._save.setFocus(Qt.FocusReason.TabFocusReason)

    def _on_save(self, *, claim: bool) -> None:
        if self._scroll.isVisible() and self._save.isEnabled():
            self.save_asked.emit(claim)

    def _on_referring_wanted(self, name: str) -> None:
        ReferringDialog(self, name, self._on_referring).open()

    def _on_referring(self, who: ReferringInput | None) -> None:
        self.header.set_referring(who)
        self.header.referring.setFocus(Qt.FocusReason.OtherFocusReason)
        self._on_edited()

    def _on_more(self) -> None:
        cases = self._choices.cases if self._choices is not None else ()
        MoreDialog(self, self.form(), cases, self._today, self._on_more_told).open()

    def _on_more_told(self, form: VisitForm) -> None:
        self._kept = form
        self._on_edited()

    def _on_details(self) -> None:
        self.charges.finish_edit()
        line = self.charges.line_with_focus()
        if line is None:
            self.banner.say("blue", "Type the line's code first, then its details.")
            self.charges.go_to_next()
            return
        LineDialog(self, line, self._places, self._on_line).open()

    def _on_line(self, line: LineForm) -> None:
        self.charges.keep_details(line)
        self.charges.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_focus(self, old: QWidget | None, now: QWidget | None) -> None:
        """Where the form scrolls, what has the focus is in sight."""
        del old
        if now is not None and self._inner.isAncestorOf(now) and now is not self.charges.table:
            self._scroll.ensureWidgetVisible(now, 0, theme.px(Size.ROW))

    def _on_cell(self) -> None:
        self.set_hint(_GRID_HINT)
        table = self.charges.table
        cell = table.visualRect(table.currentIndex())
        at = table.viewport().mapTo(self._inner, cell.bottomLeft())
        self._scroll.ensureVisible(self._scroll.horizontalScrollBar().value(), at.y(), 0, 60)

    # --- Measures ------------------------------------------------------------------------------

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 -- Qt's name
        super().hideEvent(event)
        self.rested.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt's name
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        width = self.width()
        below = width < theme.px(_BELOW)
        ways = QBoxLayout.Direction
        self._beside.setDirection(ways.TopToBottom if below else ways.LeftToRight)
        wide = (
            Size.PANEL if width >= theme.px(_WIDE + Size.PANEL_NARROW // 2) else Size.PANEL_NARROW
        )
        if below:
            self._side.setMinimumWidth(0)
            self._side.setMaximumWidth(16_777_215)  # Qt's own "no limit"
        else:
            self._side.setFixedWidth(theme.px(wide))
        self.findings.show_whole(whole=below)
        self.charges.show_whole(whole=below)
        self._show_reason()
        keys = width >= theme.px(_WIDE)
        claim = f"   {keys_of('save and go on')}" if width >= theme.px(1000) else ""
        verb = "Make claim" if width < theme.px(_SHORT) else "Save and make claim"
        self._claim.setText(f"{verb}{claim}")
        self._save.setText(f"Save visit   {keys_of('save')}" if keys else "Save visit")
