"""What else can stand in front of the user: dialogs over a screen, and windows of their own.

As in ``scenes`` a new one is added here in one line: pictures, checks and the walk by Tab follow.
Each is opened as its screen opens it; what it would do is left out.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtWidgets import QPushButton, QWidget

from desktop_biller.foundation.errors import RefusedError
from desktop_biller.ui.claims.sent_dialog import ask_how_sent
from desktop_biller.ui.desk import Place, PreviewRequest
from desktop_biller.ui.jobs import JobRunner
from desktop_biller.ui.kit.dialogs import Dialog, tell_crash, tell_refusal
from desktop_biller.ui.kit.palette import Palette
from desktop_biller.ui.kit.shortcut_sheet import show_shortcuts
from desktop_biller.ui.kit.tiles import KpiTile
from desktop_biller.ui.main_window import MainWindow
from desktop_biller.ui.patients.insurance_acts import InsuranceActs
from desktop_biller.ui.payments.reason_dialogs import ask_note, ask_void
from desktop_biller.ui.payments.reason_editor import ask_refused, edit_reasons
from desktop_biller.ui.printers import ANY_TRAY, Form, PrinterName, PrintRun, PrintSetup, Tray
from desktop_biller.ui.printing.preview_desk import PreviewDesk
from desktop_biller.ui.printing.preview_window import PreviewWindow, ask_page, usual_size
from desktop_biller.ui.reports.day_view import DayView
from desktop_biller.ui.scenes import Scene, Subjects
from desktop_biller.ui.setup.backups_page import BackupsPage
from desktop_biller.ui.setup.practice_page import PracticePage
from desktop_biller.ui.setup.services_page import ServicesPage
from desktop_biller.ui.setup.setup_view import SetupView
from desktop_biller.ui.setup.users_page import UsersPage
from desktop_biller.ui.unlock.unlock_view import Mode, UnlockView
from desktop_biller.ui.visits.visit_dialogs import LineDialog, MoreDialog, ReferringDialog
from desktop_biller.ui.visits.visit_entry_view import VisitEntryView
from desktop_biller.ui.visits.visit_form import LineForm
from desktop_biller.ui.wizard.wizard_presenter import WAYS
from desktop_biller.ui.wizard.wizard_window import WizardWindow
from desktop_biller.workflow.paper_archive import papers_of
from desktop_biller.workflow.payments.remittance_input import AdjustmentInput
from desktop_biller.workflow.visits.places import place_choices

T = TypeVar("T")
Opens = Callable[[MainWindow, Subjects], QWidget | None]

_NAME = "Wolfeschlegelsteinhausenbergerdorff, Ana"
"""As long as names become: these pictures don't follow the state of the practice."""
_CENTS = 123_456_789
_PAPERS = 5
_DRAWN = 0.5  # seconds until a page is drawn for its room
_REFUSAL = RefusedError(
    "The day 03/02/2026 is closed.",
    effect="Nothing was posted.",
    remedy="Date it today, or ask the owner to look at the day sheet.",
)


def _nothing(*_more: object) -> None:
    """What a dialog of a picture does."""


def _patient(subjects: Subjects) -> int:
    return subjects.patient_id or 0


def _is(shown: object, kind: type[T]) -> T:
    if not isinstance(shown, kind):
        raise TypeError(type(shown))
    return shown


# --- Over any screen ----------------------------------------------------------------------------


def _palette(window: MainWindow, _subjects: Subjects) -> QWidget | None:
    window.open_finder("an")
    return window.findChild(Palette)


def _keys(window: MainWindow, _subjects: Subjects) -> QWidget:
    screen = window.shown_screen()
    return show_shortcuts(window, screen.acts() if screen else (), screen.hint if screen else "")


def _crash(window: MainWindow, _subjects: Subjects) -> QWidget:
    where = "\n".join(f"ui/visits/visit_presenter.py:{line} on_save" for line in (41, 87, 112))
    dialog = tell_crash(window, where, "5f3a91")
    for button in dialog.findChildren(QPushButton):
        if button.text() == "Details":
            button.click()
    return dialog


def _how_computed(window: MainWindow, _subjects: Subjects) -> QWidget | None:
    tile = window.findChild(KpiTile)
    if tile is not None:
        tile.click()
    return window.front_dialog()


# --- Over the sections --------------------------------------------------------------------------


def _insurance(act: Callable[[InsuranceActs, int], None]) -> Opens:
    def opened(window: MainWindow, subjects: Subjects) -> QWidget | None:
        screen = window.shown_screen()
        if screen is None:
            return None
        act(InsuranceActs(window.desk, screen), _patient(subjects))
        return window.front_dialog()

    return opened


def _visit(act: Callable[[VisitEntryView, MainWindow], Dialog]) -> Opens:
    def opened(window: MainWindow, _subjects: Subjects) -> QWidget:
        dialog = act(_is(window.shown_screen(), VisitEntryView), window)
        dialog.open()
        return dialog

    return opened


def _more(view: VisitEntryView, window: MainWindow) -> Dialog:
    return MoreDialog(view, view.form(), (), window.desk.ws.clock.today, _nothing)


def _line(view: VisitEntryView, _window: MainWindow) -> Dialog:
    line = LineForm(code="J1100", units=1, note="Left deltoid")
    return LineDialog(view, line, place_choices(), _nothing)


def _setup(kind: type[T], act: Callable[[T], object]) -> Opens:
    def opened(window: MainWindow, _subjects: Subjects) -> QWidget | None:
        view = _is(window.shown_screen(), SetupView)
        act(_is(view.page, kind))
        return window.front_dialog()

    return opened


def _over(act: Callable[[QWidget], QWidget]) -> Opens:
    return lambda window, _subjects: act(window.shown_screen() or window)


def _reasons(screen: QWidget) -> QWidget:
    told = [
        AdjustmentInput(group="CO", reason="45", cents=6277),
        AdjustmentInput(group="PR", reason="1", cents=_CENTS),
    ]
    return edit_reasons(screen, f"{_NAME}, 03/02/2026, G0439", told, 1250, _nothing)


def _close_day(screen: QWidget) -> QWidget:
    words = "After that nothing dated 03/02/2026 or earlier can be posted or voided any more."
    view = _is(screen, DayView)
    view.ask_close(words, _nothing)
    return _is(view.window(), MainWindow).front_dialog() or view


# --- Windows of their own -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Printers:
    """Printers that are not there, for the preview."""

    known: Sequence[PrinterName]

    def names(self) -> Sequence[PrinterName]:
        return self.known

    def trays(self, printer: str) -> Sequence[Tray]:
        del printer
        return (Tray(ANY_TRAY, "Automatic"), Tray(1, "Lower tray"))

    def begin(self, setup: PrintSetup, title: str) -> PrintRun:
        raise NotImplementedError(setup, title)


_TWO_PRINTERS = (
    PrinterName("back", "Brother HL-L6400DW series, back office"),
    PrinterName("desk", "Front desk", is_default=True),
)


def _preview(form: Form, known: Sequence[PrinterName] = _TWO_PRINTERS) -> Opens:
    def opened(window: MainWindow, _subjects: Subjects) -> QWidget | None:
        desk = window.desk
        desk.settings.keep("printing/offset/desk", "5 -3")
        papers = [
            paper
            for paper in papers_of(desk.ws)
            if (paper.kind == "claim_form") == (form == "cms1500")
        ][:_PAPERS]
        if not papers and form == "plain":
            return None
        ids = tuple(paper.document_id for paper in papers)
        previews = PreviewDesk(desk, window, _Printers(known))
        previews.open(PreviewRequest(f"{len(ids)} papers", ids, form=form, test_sheet=not ids))
        view = previews.windows()[-1]
        view.resize(usual_size())
        return view

    return opened


def _reprint(window: MainWindow, subjects: Subjects) -> QWidget | None:
    view = _preview("plain")(window, subjects)
    return ask_page(view, 12, _nothing) if isinstance(view, PreviewWindow) else None


def _unlock(mode: Mode, then: Callable[[UnlockView], QWidget | None] | None = None) -> Opens:
    def opened(window: MainWindow, _subjects: Subjects) -> QWidget | None:
        view = UnlockView(mode, file="Cedar Hollow Family Medicine", parent=window)
        view.show_users(["tn", "bernadette"], "tn")
        view.show()
        view.activateWindow()
        return then(view) if then is not None else view

    return opened


def _wrong(view: UnlockView) -> QWidget:
    view.show_wrong("This passphrase does not open the practice. Capital letters count.")
    view.show_wait(90)
    return view


def _emergency(view: UnlockView) -> QWidget:
    dialog = view.recovery()
    dialog.purpose.set_value("look")
    dialog.purpose.edited.emit()
    return dialog


def _wizard(way: str, at: int) -> Opens:
    def opened(window: MainWindow, _subjects: Subjects) -> QWidget:
        jobs = JobRunner(window)
        wizard = WizardWindow(jobs)
        wizard.destroyed.connect(jobs.close)
        wizard.show_page(WAYS[way], at, "Next")
        wizard.show()
        wizard.activateWindow()
        return wizard

    return opened


# --- The list -----------------------------------------------------------------------------------


def _at(section: str, view: str = "", shown: str = "") -> Callable[[Subjects], Place]:
    return lambda _subjects: Place(section, view, shown=shown)


def _of_patient(
    section: str, view: str, shown: str = "", *, new: bool = False
) -> Callable[[Subjects], Place]:
    return lambda subjects: Place(section, view, subjects.patient_id, shown, new)


_INSURANCE = _of_patient("patients", "record", "insurance")
_ENTRY = _of_patient("visits", "entry", new=True)
_SETUP_OF = {tab: _at("setup", shown=tab) for tab in ("practice", "services", "users", "backups")}

DIALOG_SCENES = (
    Scene("find-anything", _at("today"), then=_palette),
    Scene("keys", _at("visits"), then=_keys),
    Scene("refusal", _at("today"), then=lambda window, _: tell_refusal(window, _REFUSAL)),
    Scene("fault", _at("today"), then=_crash),
    Scene("how-computed", _at("today"), then=_how_computed),
    *(
        Scene(f"insurance-{name}", _INSURANCE, "patient_id", _insurance(act))
        for name, act in (
            ("plan", lambda acts, patient: acts.open_plan(patient, None)),
            ("authorization", InsuranceActs.open_authorization),
            ("case", InsuranceActs.open_case),
            ("check", InsuranceActs.open_check),
        )
    ),
    *(
        Scene(f"visit-{name}", _ENTRY, "patient_id", _visit(act))
        for name, act in (
            ("referring", lambda view, _: ReferringDialog(view, "", _nothing)),
            ("more", _more),
            ("line", _line),
        )
    ),
    *(
        Scene(name, place, then=_over(act))
        for name, place, act in (
            ("claims-sent", _at("claims"), lambda s: ask_how_sent(s, "3 claims", _nothing)),
            ("payment-void", _at("payments"), lambda s: ask_void(s, _NAME, _CENTS, _nothing)),
            ("payment-note", _at("payments"), lambda s: ask_note(s, _nothing)),
            ("check-reasons", _at("payments"), _reasons),
            (
                "check-refused",
                _at("payments"),
                lambda s: ask_refused(s, _NAME, "62.77 is left on 2 lines.", _nothing),
            ),
            ("day-close", _at("reports", "day"), _close_day),
        )
    ),
    Scene("setup-reset", _SETUP_OF["practice"], then=_setup(PracticePage, PracticePage.ask_reset)),
    Scene("setup-fee", _SETUP_OF["services"], then=_setup(ServicesPage, ServicesPage.ask_fee)),
    *(
        Scene(f"setup-{name}", _SETUP_OF["users"], then=_setup(UsersPage, act))
        for name, act in (
            ("user", UsersPage.begin_new),
            ("passphrase", UsersPage.ask_own),
            ("role", UsersPage.ask_role),
            ("remove", UsersPage.ask_remove),
        )
    ),
    Scene(
        "setup-second-place", _SETUP_OF["backups"], then=_setup(BackupsPage, BackupsPage.ask_second)
    ),
    Scene("preview", _at("today"), then=_preview("plain"), rests=_DRAWN),
    Scene("preview-form", _at("today"), then=_preview("cms1500"), rests=_DRAWN),
    Scene("preview-no-printer", _at("today"), then=_preview("plain", ()), rests=_DRAWN),
    Scene("preview-reprint", _at("today"), then=_reprint),
    Scene("unlock", _at("today"), then=_unlock("start")),
    Scene("unlock-wrong", _at("today"), then=_unlock("start", _wrong)),
    Scene("unlock-locked", _at("today"), then=_unlock("lock")),
    Scene("unlock-recovery", _at("today"), then=_unlock("start", UnlockView.recovery)),
    Scene("unlock-emergency", _at("today"), then=_unlock("start", _emergency)),
    *(
        Scene(f"first-run-{name}", _at("today"), then=_wizard(way, at))
        for way, pages in WAYS.items()
        for at, name in enumerate(pages)
        if at or way == "new"
    ),
)
"""Every dialog and every other window of the program."""
