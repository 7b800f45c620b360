"""One window of an open practice: rail, search, patient strip, the screens, the status bar.

It knows the sections by name and nothing of their insides; screens send it to places.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QDialog, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from desktop_biller.foundation.errors import UserError
from desktop_biller.ui.desk import Desk, Place
from desktop_biller.ui.finder import Finder
from desktop_biller.ui.kit.cover import Cover
from desktop_biller.ui.kit.dialogs import ask
from desktop_biller.ui.kit.focus_ring import FocusRing
from desktop_biller.ui.kit.palette import Palette
from desktop_biller.ui.kit.parts import Label, Panel, column, row
from desktop_biller.ui.kit.patient_strip import PatientStrip
from desktop_biller.ui.kit.rail import Rail
from desktop_biller.ui.kit.screen import Screen
from desktop_biller.ui.kit.shortcuts import SECTIONS
from desktop_biller.ui.kit.status_bar import StatusBar
from desktop_biller.ui.kit.theme import theme
from desktop_biller.ui.kit.tokens import Size
from desktop_biller.ui.kit.top_bar import TopBar
from desktop_biller.ui.menus import WindowMenus
from desktop_biller.ui.patient_facts import PatientFacts
from desktop_biller.ui.section import Section

MakeSection = Callable[[Desk], Section]

_NARROW = 1000
_SMALLEST = (720, 440)
_MOST_PLACES = 50
_GAP = 8  # between the palette and the edges of the window


class MainWindow(QMainWindow):
    """A window.

    Args:
        desk: its surroundings; this window completes it with ``go`` and the others.
        makers: how each section is made, by folder; made when it is first opened.
        title: of the practice; nothing of a patient is ever put into a title.
        is_sample: shows the amber band.

    Signals:
        closed(window): the window was closed.
        asked(name): an act that the whole program carries out (lock, new window, ...).
    """

    closed = Signal(object)
    asked = Signal(str)

    def __init__(
        self,
        desk: Desk,
        makers: Mapping[str, MakeSection],
        *,
        title: str,
        is_sample: bool = False,
    ) -> None:
        super().__init__()
        self.desk = desk
        desk.go, desk.tell = self.go, self.tell
        desk.show_patient = self.show_patient
        desk.here = self.place
        self._makers = makers
        self._practice = title
        self._sections: dict[str, Section] = {}
        self._past: list[Place] = []
        self._ahead: list[Place] = []
        self._place: Place | None = None
        self.private = False
        self.seconds_building = 0.0  # CPU time of the UI thread, for the watchdog of the tests
        self._gone = False
        self._build(is_sample=is_sample)
        self._facts = PatientFacts(desk, self.strip)
        self._finder = Finder(desk, self._acts_of_finder)
        self._palette = Palette(self, self._finder.look)
        self._palette.closed.connect(self._on_palette_closed)
        self.menus = WindowMenus(self, desk)
        FocusRing(self)
        self.setMinimumSize(*_SMALLEST)
        theme.changed.connect(self._fit)
        self._focus_before: QWidget | None = None

    # --- Going about --------------------------------------------------------------------------

    def go(self, place: Place) -> None:
        """Open a place; where something typed would be lost, the user is asked first."""
        screen = self.shown_screen()
        if screen is not None and screen.has_unsaved() and not self._is_here(place):
            self._ask_to_leave(partial(self._go, place))
            return
        self._go(place)

    def leave_everything(self) -> None:
        """Forget the way here and what is half typed: for pictures and walks over all screens."""
        self._past.clear()
        self._ahead.clear()
        self._place = None
        self.menus.forget_screen()
        for section in self._sections.values():
            section.close()
        self._sections.clear()
        while self._stack.count():
            screen = self._stack.widget(0)
            if screen is None:
                break
            self._stack.removeWidget(screen)
            screen.deleteLater()
        self.show_patient(None)
        # Without a running event loop nothing else carries deletions out.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def make_anew(self) -> None:
        """Make the screens again, in their place: the text has another size now.

        What is half typed and kept nowhere else stays as it is, in the old measures.
        """
        place, past = self._place, list(self._past)
        if place is None or self._leaves_unsaved():
            return
        patient = self.patient_id
        self.leave_everything()
        self._past = past
        self.show_patient(patient)
        self._open(place)
        self._fit()

    def back(self) -> None:
        """Go to the place before."""
        if self._past and self._place is not None:
            place = self._past.pop()
            self._ahead.append(self._place)
            self._open(place)

    def forward(self) -> None:
        """Go where ``back`` came from."""
        if self._ahead and self._place is not None:
            place = self._ahead.pop()
            self._past.append(self._place)
            self._open(place)

    def place(self) -> Place | None:
        """Where the window is."""
        return self._place

    def shown_screen(self) -> Screen | None:
        """The screen that is shown."""
        shown = self._stack.currentWidget()
        return shown if isinstance(shown, Screen) else None

    def front_dialog(self) -> QDialog | None:
        """The dialog over the window, the last where one stands over another."""
        shown = [dialog for dialog in self.findChildren(QDialog) if dialog.isVisible()]
        return shown[-1] if shown else None

    def _is_here(self, place: Place) -> bool:
        here = self._place
        return here is not None and (here.section, here.view, here.record_id) == (
            place.section,
            place.view,
            place.record_id,
        )

    def _go(self, place: Place) -> None:
        if self._place is not None and self._place != place:
            self._past = [*self._past[-_MOST_PLACES:], self._place]
            self._ahead.clear()
        self._open(place)

    def _open(self, place: Place) -> None:
        before, was = self.shown_screen(), self._place
        self._place = place
        start = time.thread_time()
        section = self._sections.get(place.section)
        if section is None:
            section = self._makers[place.section](self.desk)
            self._sections[place.section] = section
        screen = section.open(place)
        if self._stack.indexOf(screen) < 0:
            self._stack.addWidget(screen)
            screen.hint_changed.connect(self.status.set_hint)
            self.seconds_building += time.thread_time() - start
        self._stack.setCurrentWidget(screen)
        self.rail.mark(place.section)
        self.top.set_ways(back=bool(self._past), forward=bool(self._ahead))
        screen.fit(self.height())
        self.status.set_hint(screen.hint)
        words = dict(SECTIONS).get(place.section, "")
        self.setWindowTitle(f"{self._practice} - {words}")
        self.menus.show_screen(screen)
        if before is not screen or place != was or place.new:
            screen.take_focus()

    def _ask_to_leave(self, leave: Callable[[], None]) -> None:
        ask(
            self,
            "Not saved",
            "What you typed on this screen is not saved yet.",
            "Leave without saving",
            leave,
            cancel="Keep working",
            danger=True,
            otherwise=partial(self.asked.emit, "stay"),
        )

    # --- What screens tell ---------------------------------------------------------------------

    def tell(self, words: str) -> None:
        """Say in the status bar what was just done."""
        self.status.tell(words)

    def show_patient(self, patient_id: int | None) -> None:
        """Put a patient into the strip, or nobody."""
        self._facts.show(patient_id)

    @property
    def patient_id(self) -> int | None:
        """The patient in the strip."""
        return self._facts.patient_id

    def set_private(self, *, private: bool) -> None:
        """Privacy view: mask names and numbers in the strip, for front-counter screens."""
        self.private = private
        self.strip.set_private(private=private)
        self.top.show_private(private=private)

    def refresh(self) -> None:
        """Fill the screen and the strip anew, in their place."""
        if self._place is not None:
            self._open(self._place)
        self._facts.reload()

    # --- Acts of the window --------------------------------------------------------------------

    def open_finder(self, text: str = "") -> None:
        """Open the palette over the search box."""
        self._focus_before = self.focusWidget()
        box = self.top.search
        corner = box.mapToGlobal(QPoint(0, 0))
        end = self.mapToGlobal(QPoint(self.width(), self.height())) - corner
        self._palette.open_at(corner, QSize(end.x() - _GAP, end.y() - _GAP))
        if text:
            self._palette.set_text(text)

    def enter_visit(self) -> None:
        """Open a new visit of the open patient, or of one to be chosen."""
        self.go(Place("visits", "entry", self.patient_id, new=True))

    def take_payment(self) -> None:
        """Of the open patient; in Payments with no patient open, the insurer's check."""
        in_payments = self._place is not None and self._place.section == "payments"
        if self.patient_id is None and in_payments:
            self.go(Place("payments", "check", new=True))
        else:
            self.go(Place("payments", "take", self.patient_id, new=True))

    def _acts_of_finder(self) -> Sequence[tuple[str, str, Callable[[], None]]]:
        return self.menus.acts()

    def _on_palette_closed(self) -> None:
        if self._focus_before is not None and self._focus_before.isVisible():
            self._focus_before.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- Locking -------------------------------------------------------------------------------

    def cover(self, words: str) -> None:
        """Blank the whole window; the palette and every dialog of it are closed or hidden."""
        self._palette.hide()
        self._cover.say(words)
        self._whole.setCurrentWidget(self._cover)
        self.menuBar().setEnabled(False)
        self.setWindowTitle("Desktop Biller")

    def uncover(self) -> None:
        """Show the window again."""
        self._whole.setCurrentIndex(0)
        self.menuBar().setEnabled(True)

    def is_covered(self) -> bool:
        """True while nothing of the practice is seen."""
        return self._whole.currentWidget() is self._cover

    # --- Building ------------------------------------------------------------------------------

    def _build(self, *, is_sample: bool) -> None:
        self.rail = Rail()
        self.rail.chosen.connect(self._on_rail)
        self.top = TopBar(self.desk.ws.actor.full_name)
        self.top.back_asked.connect(self.back)
        self.top.forward_asked.connect(self.forward)
        self.top.find_asked.connect(self.open_finder)
        self.top.act_asked.connect(self.asked)
        self.strip = PatientStrip()
        self._stack = QStackedWidget()
        self.status = StatusBar()
        right = column(self.top, self.strip, self._stack, space=0)
        right.setStretch(2, 1)
        middle = row(self.rail, right, space=0)
        middle.setStretch(1, 1)
        whole = QWidget()
        outer = QVBoxLayout(whole)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        if is_sample:
            outer.addWidget(_band("sample", "SAMPLE: nothing here is real"))
        if self.desk.ws.actor.role == "emergency":
            outer.addWidget(_band("bannerred", "EMERGENCY ACCESS: to look only, on the record"))
        outer.addLayout(middle, 1)
        outer.addWidget(self.status)
        self._cover = Cover()
        self._whole = QStackedWidget()
        self._whole.addWidget(whole)
        self._whole.addWidget(self._cover)
        self.setCentralWidget(self._whole)

    def _on_rail(self, folder: str) -> None:
        self.go(Place(folder))
        if self._place is not None:
            self.rail.mark(self._place.section)  # the user may have stayed

    def refuse(self, error: UserError) -> None:
        """Show a refusal that no presenter has taken."""
        screen = self.shown_screen()
        if screen is not None:
            screen.show_error(error)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 -- Qt's name
        if event.key() == Qt.Key.Key_Escape and self._past:
            if self.shown_screen() is not None and self._place is not None:
                self.go(self._past[-1]) if self._leaves_unsaved() else self.back()
            return
        super().keyPressEvent(event)

    def _leaves_unsaved(self) -> bool:
        screen = self.shown_screen()
        return screen is not None and screen.has_unsaved()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt's name
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Let every part give way, or take its room, at this size of window and text."""
        self.rail.set_narrow(narrow=self.width() < theme.px(_NARROW))
        for part in (self.top, self.strip, self.status):
            part.fit(self.height())
        screen = self.shown_screen()
        if screen is not None:
            screen.fit(self.height())

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 -- Qt's name
        # Quitting asks all windows once more: who chose to leave is not asked again.
        if not self._gone and self._leaves_unsaved() and not self.is_covered():
            event.ignore()
            self._ask_to_leave(self.close_for_good)
            return
        self.close_for_good()
        event.accept()

    def close_for_good(self) -> None:
        """Let go of all screens; a second call does nothing."""
        for section in self._sections.values():
            section.close()
        self._sections.clear()
        self._facts.close()
        if not self._gone:
            self._gone = True
            self.closed.emit(self)


def _band(kind: str, words: str) -> Panel:
    band = Panel(kind)
    band.setFixedHeight(theme.px(Size.BUTTON_SMALL))
    band.setLayout(row(None, Label(words, "strongcaption"), None))
    return band
