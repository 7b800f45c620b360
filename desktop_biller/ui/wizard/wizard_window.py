"""The window of the first run: steps at the left, one page, Back and Next below."""

from pathlib import Path
from typing import Any, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QProgressBar, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop_biller.foundation.errors import UserError
from desktop_biller.ui.jobs import Job, JobRunner
from desktop_biller.ui.kit.focus_ring import FocusRing
from desktop_biller.ui.kit.folder_field import FolderField
from desktop_biller.ui.kit.parts import Button, ElidedLabel, Panel, row
from desktop_biller.ui.kit.shortcuts import keys_of, make_action
from desktop_biller.ui.kit.text_field import is_enter
from desktop_biller.ui.kit.theme import theme
from desktop_biller.ui.kit.tokens import Space
from desktop_biller.ui.wizard.folder_pages import OpenPage, PlacePage, RestorePage, SamplePage
from desktop_biller.ui.wizard.maker import Made, Maker, PracticeMaker
from desktop_biller.ui.wizard.own_pages import PracticePage, ProviderPage
from desktop_biller.ui.wizard.owner_page import OwnerPage
from desktop_biller.ui.wizard.page import Page
from desktop_biller.ui.wizard.payers_page import PayersPage
from desktop_biller.ui.wizard.start_page import StartPage
from desktop_biller.ui.wizard.step_list import StepList
from desktop_biller.ui.wizard.wizard_presenter import WizardPresenter

_WIDTH, _HEIGHT, _BAR, _NARROW = 960, 592, 56, 720
_LEAST = (480, 400)


class WizardWindow(QWidget):
    """Asks, makes, and says which practice can be opened now.

    Args:
        jobs: lanes of its own; its progress is shown here.
        maker: what checks and makes; left out, the workflow.

    Signals:
        finished(folder, user, passphrase): a practice was made or restored.
        open_asked(folder): a practice that is there already shall be opened.
        closed: the user gave up.
    """

    finished = Signal(Path, str, str)
    open_asked = Signal(Path)
    closed = Signal()

    def __init__(self, jobs: JobRunner, maker: Maker | None = None) -> None:
        super().__init__()
        self.setWindowTitle("Set up Desktop Biller")
        self.setObjectName("wizard")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._job: Job | None = None
        self._is_working = False
        self._focus_before: QWidget | None = None
        self.start, self.owner, self.payers = StartPage(), OwnerPage(), PayersPage()
        self.place, self.sample = PlacePage(), SamplePage()
        self.open_page, self.restore = OpenPage(), RestorePage()
        pages: tuple[Page, ...] = (
            self.start, PracticePage(), ProviderPage(), self.owner, self.place, self.payers,
            self.sample, self.open_page, self.restore,
        )  # fmt: skip
        self.pages = {page.name: page for page in pages}
        self._build()
        self._presenter = WizardPresenter(
            self, jobs, maker or PracticeMaker(), self._on_made, self.open_asked.emit
        )
        self.start.way_chosen.connect(self._presenter.on_way)
        self.payers.add_asked.connect(self._presenter.on_add_payer)
        self.go.clicked.connect(self._presenter.on_next)
        self.back.clicked.connect(self._presenter.on_back)
        jobs.progressed.connect(self._on_progress)
        self._presenter.begin()
        self.resize(theme.px(_WIDTH), theme.px(_HEIGHT))

    @property
    def page(self) -> Page:
        """The page that is shown."""
        return cast("Page", self._stack.currentWidget())

    # --- What the presenter shows ----------------------------------------------------------------

    def show_page(self, pages: tuple[str, ...], at: int, next_words: str) -> None:
        """Show a page, and where it stands among the steps."""
        page = self.pages[pages[at]]
        turned = page is not self.page
        self._stack.setCurrentWidget(page)
        self._steps.show_steps([self.pages[name].step for name in pages], at)
        self.back.setVisible(at > 0)
        self.go.setText(next_words)
        self.setTabOrder(self.go, self.back)
        self.setTabOrder(self.back, self.leave)
        if turned:
            page.clear_error()  # what was refused before may be mended by now
            page.take_focus()
        self._show_reason()

    def values(self, page: str) -> dict[str, Any]:
        """What was typed on a page."""
        return self.pages[page].values()

    def is_sound(self, page: str) -> bool:
        """True where a page can be left; else what is missing is marked."""
        return self.pages[page].is_sound()

    def show_error(self, page: str, error: UserError) -> None:
        """Show a refusal on a page."""
        self.pages[page].show_error(error)

    def show_working(self, words: str) -> None:
        """Show what goes on, and take no second click meanwhile; blank: it has ended."""
        self._is_working = bool(words)
        if words:
            self._focus_before = self.focusWidget()
        self._stack.setEnabled(not words)
        if not words and self._focus_before is not None:
            self._focus_before.setFocus()
        self._bar.setVisible(False)
        if not words:
            self._job = None
            self.leave.setEnabled(True)
            self.leave.setText("Cancel")
        self._reason.setText(f"{words}..." if words else "")
        self._show_reason()

    def forget(self, page: str) -> None:
        """Forget the passphrases of a page."""
        self.pages[page].forget()

    def show_code(self, code: str, asked: tuple[int, int]) -> None:
        """Show the recovery code."""
        self.owner.show_code(code, asked)

    def show_practice(self, name: str) -> None:
        """The practice's name stands on the code's sheet and must not make up a passphrase."""
        self.owner.practice_name = name
        self.owner.strength.judge_now()

    def suggest_folder(self, page: str, folder: Path) -> None:
        """Fill in a folder where none was typed."""
        field = self.pages[page].findChild(FolderField, "folder")
        if field is not None and not field.value():
            field.set_value(str(folder))

    def show_sample_login(self, user: str, passphrase: str) -> None:
        """Say how the sample practice is opened."""
        self.sample.show_login(user, passphrase)

    def half_typed_payer(self) -> dict[str, Any] | None:
        """The payer in the form; None where it is blank."""
        return None if self.payers.is_blank() else self.payers.typed()

    def is_payer_sound(self) -> bool:
        """True where the form holds a whole payer."""
        return self.payers.is_payer_sound()

    def take_payer(self, payer: dict[str, Any]) -> None:
        """Put a payer into the list."""
        self.payers.take_payer(payer)

    # --- The window ------------------------------------------------------------------------------

    def _build(self) -> None:
        self._steps = StepList()
        self._stack = QStackedWidget()
        for page in self.pages.values():
            self._stack.addWidget(page)
            page.changed.connect(self._show_reason)
        self._reason = ElidedLabel("", "muted")
        self._reason.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._reason.setObjectName("wizard_reason")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName("Progress")
        self._bar.setFixedWidth(theme.px(160))
        self._bar.hide()
        self.leave, self.back = Button("Cancel"), Button("Back")
        self.back.set_tip("Go back; what you typed stays", keys_of("back"))
        self.go = Button("Next", "primary")
        self.go.setObjectName("wizard_next")
        self.go.set_tip("Go on", keys_of("save"))
        self.leave.clicked.connect(self._on_leave)
        save = make_action(self, "save", words="Next")
        save.triggered.connect(self.go.click)
        make_action(self, "back").triggered.connect(self.back.click)
        bottom = Panel("bottombar")
        bottom.setFixedHeight(theme.px(_BAR))
        box = row(
            self.leave, self._reason, self._bar, self.back, self.go,
            margin=(Space.SECTION, 0, Space.SECTION, 0),
        )  # fmt: skip
        box.setStretch(1, 1)
        bottom.setLayout(box)
        middle = row(self._steps, self._stack, space=0)
        middle.setStretch(1, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(middle, 1)
        outer.addWidget(bottom)
        self._ring = FocusRing(self)
        self.setMinimumSize(*(theme.px(side) for side in _LEAST))

    def _show_reason(self) -> None:
        if self._is_working:
            self.go.say_why("This is under way.")
            self.back.setEnabled(False)
            return
        missing = self.page.missing()
        self._reason.setText(missing)
        self.go.say_why(missing)
        self.back.setEnabled(True)

    def _on_progress(self, job: Job, done: int, total: int, text: str) -> None:
        if not self._is_working:
            return
        self._job = job
        self._bar.setVisible(True)
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        self.leave.setText("Stop")
        if text:
            self._reason.setText(text)

    def _on_made(self, made: Made) -> None:
        for page in self.pages.values():
            page.forget()
        self.finished.emit(made.folder, made.user, made.passphrase)

    def _on_leave(self) -> None:
        if self._is_working and self._job is not None:
            self._job.control.cancel()
            self.leave.setEnabled(False)
            self._reason.setText("Stopping...")
        elif not self._is_working:
            self.close()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt's name
        if is_enter(event):
            focused = self.focusWidget()
            (focused if isinstance(focused, QPushButton) else self.go).click()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt's name
        super().resizeEvent(event)
        self._steps.setVisible(self.width() >= theme.px(_NARROW))

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 -- Qt's name
        if self._is_working:
            event.ignore()
            self._on_leave()
            return
        super().closeEvent(event)
        self.closed.emit()
