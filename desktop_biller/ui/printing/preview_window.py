"""The print preview: papers at the left, the page, choices at the right, acts below."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFileDialog, QScrollArea, QWidget

from desktop_biller.foundation.errors import UserError
from desktop_biller.ui.desk import PreviewRequest
from desktop_biller.ui.kit.banner import Banner
from desktop_biller.ui.kit.chip import Hue
from desktop_biller.ui.kit.dialogs import Dialog
from desktop_biller.ui.kit.fixed_list import FixedList
from desktop_biller.ui.kit.focus_ring import FocusRing
from desktop_biller.ui.kit.form import LabeledField
from desktop_biller.ui.kit.page_view import PagePreview, Reads
from desktop_biller.ui.kit.parts import Button, ElidedLabel, Label, column, holder, line, row
from desktop_biller.ui.kit.shortcuts import keys_of
from desktop_biller.ui.kit.step_field import StepField
from desktop_biller.ui.kit.table_model import Column
from desktop_biller.ui.kit.text_field import is_enter
from desktop_biller.ui.kit.theme import theme
from desktop_biller.ui.kit.tokens import Size, Space
from desktop_biller.ui.printers import Offset, PrinterName, PrintSetup, Tray
from desktop_biller.ui.printing.print_options import PrintOptions
from desktop_biller.ui.printing.printed_bar import PrintedBar
from desktop_biller.workflow.office.printing import PaperToPrint

_SIZE = 1080, 760
_SMALLEST = 720, 420
_LIST_WIDTH, _LIST_NARROW = 216, 148
_NARROW = 940
_HUES: dict[str, Hue] = {"amber": "amber", "green": "green", "blue": "blue", "red": "red"}
_LEAVES = (
    "A PDF is an ordinary file outside the protected practice: whoever opens its folder can"
    " read it."
)
_KEYS = "Page Up and Page Down turn pages · Ctrl+= and Ctrl+- zoom · Esc closes"


class PreviewWindow(QDialog):
    """One preview; what it shows and does is the presenter's.

    Signals:
        print_asked, test_asked, aligned, save_asked, cancel_asked: the acts.
        paper_chosen(document_id), went_past(step): another paper is wanted.
        printer_chosen(name), tray_chosen(number), offset_changed(Offset): a choice was made.
        answered(yes), page_given(page): did it print, from which page again.
        places_given(paths): where the PDFs go.
        marked: the user says that what was saved was printed.
        closed: the window is gone for good.
    """

    print_asked = Signal()
    test_asked = Signal()
    aligned = Signal()
    save_asked = Signal()
    cancel_asked = Signal()
    paper_chosen = Signal(int)
    went_past = Signal(int)
    printer_chosen = Signal(str)
    tray_chosen = Signal(int)
    offset_changed = Signal(object)
    answered = Signal(bool)
    page_given = Signal(int)
    places_given = Signal(object)
    marked = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None, read: Reads) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName("preview")
        self.setMinimumSize(*_SMALLEST)
        self.pages = PagePreview(read)
        self.options = PrintOptions()
        self.banner = Banner()
        self.bar = PrintedBar()
        self.papers: FixedList[PaperToPrint] = FixedList(
            "Papers", _COLUMNS, lambda told: told.paper.document_id
        )
        self.papers.horizontalHeader().setStretchLastSection(True)
        self.papers.setFixedWidth(theme.px(_LIST_WIDTH))
        self.papers.hide()
        self.busy = Label("", "muted")
        self.busy.setObjectName("busy")
        self._question_pages = 0
        self._finishing = False
        self._working = False
        self._main: Button | None = None  # Qt's default button follows the focus, this does not
        self._main_waits = False
        self._build_acts()
        self._build()
        self._connect()
        FocusRing(self)

    # --- Building ------------------------------------------------------------------------------

    def _build_acts(self) -> None:
        self.print = _button("Print", "primary", "print", "print_papers")
        self.print.set_tip("Print", keys_of("print"))
        self.save = _button("&Save as PDF...", "secondary", "save", "save_pdf")
        self.save.set_tip(f"Save as PDF. {_LEAVES}")
        self.cancel = _button("Cancel printing", "secondary", "", "cancel_printing")
        self.cancel.hide()
        self.close_button = _button("Close", "secondary", "", "close_preview")

    def _build(self) -> None:
        self.note = Label(_LEAVES, "caption", wraps=True)
        choices = QWidget()
        choices.setLayout(
            column(
                self.options, Space.RELATED, line(), self.save, self.note, None, margin=(0, 0, 8, 8)
            )
        )
        self.side = QScrollArea()
        self.side.setWidgetResizable(True)
        self.side.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.side.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.side.setWidget(choices)
        middle = row(
            self.papers, self.pages, self.side, space=Space.GROUP, margin=(Space.MARGIN, 0, 8, 0)
        )
        middle.setStretch(1, 1)
        keys = ElidedLabel(_KEYS, "caption")
        self._keys = keys
        bottom = row(
            keys, self.busy, self.cancel, self.close_button, self.print,
            margin=(Space.MARGIN, 0, Space.MARGIN, 0),
        )  # fmt: skip
        bottom.setStretch(0, 1)
        acts = holder(bottom, "bottombar")
        acts.setFixedHeight(theme.px(Size.ACTION_BAR))
        question = column(self.bar, margin=(Space.MARGIN, 0, Space.MARGIN, Space.RELATED))
        self._question = holder(question)
        self._question.hide()
        box = column(Space.GROUP, self.banner, space=0)
        box.addLayout(middle, 1)
        box.addSpacing(theme.px(Space.RELATED))
        box.addWidget(self._question)
        box.addWidget(acts)
        self.setLayout(box)

    def _connect(self) -> None:
        self.print.clicked.connect(self.print_asked)
        self.save.clicked.connect(self.save_asked)
        self.cancel.clicked.connect(self.cancel_asked)
        self.close_button.clicked.connect(self.reject)
        self.papers.current_changed.connect(self._on_paper)
        self.papers.opened.connect(lambda _id: self.pages.desk.setFocus())
        self.pages.went_past.connect(self.went_past)
        options = self.options
        options.printer_chosen.connect(self.printer_chosen)
        options.tray_chosen.connect(self.tray_chosen)
        options.offset_changed.connect(self.offset_changed)
        options.test_asked.connect(self.test_asked)
        options.aligned.connect(self.aligned)
        self.bar.answered.connect(self.answered)
        self.bar.reprint_asked.connect(self._on_reprint)
        QShortcut(QKeySequence("Ctrl+P"), self, self.print.click)
        QShortcut(QKeySequence("Ctrl+S"), self, self.save.click)

    # --- What the presenter shows --------------------------------------------------------------

    def show_title(self, words: str) -> None:
        """Say what it is; never a patient's name."""
        self.setWindowTitle(f"{words} - Print preview")

    def show_papers(self, papers: Sequence[PaperToPrint]) -> None:
        """List the papers where there are several."""
        self.papers.show_rows(papers)
        self.papers.setVisible(len(papers) > 1)

    def mark_paper(self, document_id: int) -> None:
        """Put the list's focus on a paper without asking for it again."""
        self.papers.blockSignals(True)
        self.papers.select_id(document_id)
        self.papers.blockSignals(False)

    def show_pdf(self, pdf: bytes, name: str, *, at_end: bool) -> None:
        """Show the pages of a paper."""
        self.pages.show_pdf(pdf, name, at_end=at_end)

    def say_page(self, words: str) -> None:
        """Show words in place of a page."""
        self.pages.say(words)

    def show_printers(self, printers: Sequence[PrinterName], chosen: str, words: str) -> None:
        """Offer the printers, or say why there is none; then saving is the main act."""
        self.options.show_printers(printers, chosen, words)
        self._set_main(self.save if words else self.print)

    def show_trays(self, trays: Sequence[Tray], chosen: int) -> None:
        """Offer the trays."""
        self.options.show_trays(trays, chosen)

    def show_offset(self, offset: Offset | None, words: str, *, is_set: bool) -> None:
        """Show where the red form lies."""
        self.options.show_offset(offset, words, is_set=is_set)

    def show_reprint(self, words: str, *, checked: bool) -> None:
        """Offer the mark of a reprint."""
        self.options.show_reprint(words, checked=checked)

    def show_acts(self, print_words: str, print_why: str, save_why: str) -> None:
        """Name the main act and allow both, or say why not; blank words: only looked at."""
        only_seen = not print_words
        self.side.setVisible(not only_seen)
        self.print.setVisible(not only_seen)
        if only_seen:
            self.pages.desk.setFocus()
            return
        had: QWidget | None = self.focusWidget()
        self.print.setText(print_words)
        self.print.say_why(print_why)
        self.save.say_why(save_why)
        if had is None or not had.isEnabled() or had is self.pages.desk or self._main_waits:
            self._focus_main()

    def show_busy(self, words: str) -> None:
        """Say what is under way; blank: nothing."""
        self._working = bool(words)
        self.busy.setText(f"{words}..." if words else "")
        self._keys.setVisible(not words)
        self.cancel.setVisible(words.startswith("Printing"))

    def ask_printed(self, request: PreviewRequest, pages: int) -> None:
        """Ask whether it printed."""
        self._question_pages = pages
        self.banner.clear()
        self._question.show()
        self.print.set_kind("secondary")  # Yes is the main act now
        self.bar.ask(request)
        if not self.isVisible():
            self.show()

    def end_question(self) -> None:
        """Take the question away."""
        self.bar.hide()
        self._question.hide()
        self.print.set_kind("secondary" if self._main is self.save else "primary")
        self._focus_main()

    def setup(self, printer: str) -> PrintSetup | None:
        """What the user has set."""
        return self.options.setup(printer)

    def ask_where(self, folder: str, file_names: Sequence[str]) -> None:
        """Ask for the file, or for the folder of several, with the system's own dialog."""
        several = len(file_names) > 1
        chooser = QFileDialog(self, "Save as PDF", folder)
        chooser.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if several:
            chooser.setFileMode(QFileDialog.FileMode.Directory)
            chooser.setOption(QFileDialog.Option.ShowDirsOnly)
        else:
            chooser.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
            chooser.setNameFilter("PDF (*.pdf)")
            chooser.setDefaultSuffix("pdf")
            chooser.selectFile(file_names[0])

        def chosen(path: str) -> None:
            places = [str(Path(path) / name) for name in file_names] if several else [path]
            self.places_given.emit(places)

        chooser.fileSelected.connect(chosen)
        chooser.open()

    def say(self, hue: str, words: str, act: str = "") -> None:
        """Say what came of an act."""
        self.banner.say(_HUES[hue], words, act, self.marked.emit if act else None)

    def show_error(self, error: UserError) -> None:
        """Show a refusal."""
        self.banner.say("red", f"{error.what} {error.effect} {error.remedy}")

    def clear_error(self) -> None:
        """Take the last words away."""
        self.banner.clear()

    def finish(self) -> None:
        """Close for good."""
        self._finishing = True
        self.close()

    def blank(self) -> None:
        """The practice is locked: forget what is shown and hide."""
        self.pages.say("Locked")
        self.papers.show_rows(())
        self.banner.clear()
        for dialog in self.findChildren(QDialog):
            dialog.close()
        self.hide()

    # --- Keys, questions, the end --------------------------------------------------------------

    def open_at(self, size: str) -> None:
        """Show the window in the size it last had."""
        wide, _, high = size.partition("x")
        kept = wide.isdigit() and high.isdigit()
        wanted = QSize(int(wide), int(high)) if kept else usual_size()
        room = self.screen().availableGeometry()
        self.resize(wanted.boundedTo(QSize(int(room.width() * 0.94), int(room.height() * 0.92))))
        place = self.rect()
        place.moveCenter(room.center())
        self.move(place.topLeft())  # a manager of windows may put the title above a low screen
        self.show()
        self._focus_main()

    def _set_main(self, main: Button) -> None:
        self._main = main
        for button in (self.print, self.save):
            button.set_kind("primary" if button is main else "secondary")
            button.setDefault(button is main)
        self._focus_main()

    def _focus_main(self) -> None:
        main = self._main or self.print
        self._main_waits = not (main.isEnabled() and main.isVisible())
        target: QWidget = main
        if self.bar.words():
            target = self.bar.yes
        elif self._main_waits:  # one that is hidden would take the focus later, when it is shown
            target = self.pages.desk if self.pages.desk.isVisible() else self.close_button
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_paper(self, document_id: object) -> None:
        if isinstance(document_id, int) and self.papers.isVisible():
            self.paper_chosen.emit(document_id)

    def _on_reprint(self) -> None:
        ask_page(self, self._question_pages, self.page_given.emit)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt's name
        if is_enter(event) and event.isAutoRepeat():
            return  # an Enter held down prints once
        if not self.pages.press(event):
            super().keyPressEvent(event)

    def reject(self) -> None:
        """Esc and Close: while it prints the window only steps aside, to ask at the end."""
        if self._working and not self._finishing:
            self.hide()
        else:
            self.finish()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt's name
        super().resizeEvent(event)
        narrow = self.width() < theme.px(_NARROW)
        self.side.setFixedWidth(theme.px(Size.PANEL_NARROW if narrow else Size.PANEL))
        self.papers.setFixedWidth(theme.px(_LIST_NARROW if narrow else _LIST_WIDTH))

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 -- Qt's name
        if self._working and not self._finishing:
            event.ignore()
            self.hide()
            return
        self.pages.stop()
        event.accept()
        self.closed.emit()


def usual_size() -> QSize:
    """How large a preview is until the user makes it another size."""
    return QSize(theme.px(_SIZE[0]), theme.px(_SIZE[1]))


def ask_page(parent: QWidget, pages: int, do: Callable[[int], object]) -> Dialog:
    """Ask from which page it shall print again."""
    dialog = Dialog(parent, "Reprint")
    dialog.setObjectName("reprint")
    page = StepField(1, max(1, pages))
    page.setObjectName("from_page")
    page.set_number(1)
    page.setAlignment(Qt.AlignmentFlag.AlignLeft)  # alone, it is no column of numbers
    labeled = LabeledField(f"First page to print again, of {pages}", page)
    dialog.body.addWidget(labeled)

    def go() -> None:
        number = page.number()
        if number is None:
            page.read_now()
            page.setFocus()
            return
        dialog.accept()
        do(number)

    roles = QDialogButtonBox.ButtonRole
    dialog.verb("Print again", roles.AcceptRole, go, primary=True, default=True)
    dialog.verb("Cancel", roles.RejectRole)
    dialog.open()
    page.setFocus()
    page.selectAll()
    return dialog


def _button(text: str, kind: str, icon: str, name: str) -> Button:
    made = Button(text, kind, icon=icon)
    made.setObjectName(name)
    made.setAutoDefault(True)  # Enter presses the one that has the focus
    return made


_COLUMNS: tuple[Column[PaperToPrint], ...] = (
    Column(
        "paper",
        "Papers",
        lambda told: f"{told.paper.number}  {told.paper.about}".strip(),
        sortable=False,
        tip=lambda told: f"{told.paper.words} {told.paper.number} {told.paper.about}",
    ),
)
