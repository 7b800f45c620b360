"""One patient's record: tabs over the account and everything that belongs to the patient."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop_biller.ui.desk import Desk
from desktop_biller.ui.kit.parts import holder, row
from desktop_biller.ui.kit.screen import Screen
from desktop_biller.ui.kit.tabs import Tabs
from desktop_biller.ui.kit.tokens import Space
from desktop_biller.ui.patients.account_page import AccountPage
from desktop_biller.ui.patients.details_page import DetailsPage
from desktop_biller.ui.patients.guarantor_search import GuarantorSearch
from desktop_biller.ui.patients.insurance_page import InsurancePage
from desktop_biller.ui.patients.lists_page import CLAIMS, HISTORY, PAPERS, VISITS, ListPage
from desktop_biller.ui.patients.notes_page import NotesPage

TABS = (
    ("account", "Account"),
    ("details", "Details"),
    ("insurance", "Insurance"),
    ("visits", "Visits"),
    ("claims", "Claims"),
    ("documents", "Documents"),
    ("notes", "Notes"),
    ("history", "History"),
)
_HINTS = {
    "account": "Enter opens the entry · Ctrl+P statement · Ctrl+Tab next tab · Alt+Left back",
    "details": "Enter or Tab goes on · Ctrl+Enter saves · Ctrl+Tab next tab",
    "insurance": "Enter changes the plan · Ctrl+N adds a plan · Ctrl+Tab next tab",
    "notes": "Ctrl+Enter saves the note · Ctrl+Tab next tab",
}
_USUAL_HINT = "Enter opens · Ctrl+Tab next tab · Alt+Left back"


class RecordView(Screen):
    """The tabs.

    Signals:
        tab_chosen(key): another tab was chosen.
        new_patient_asked: another patient shall be registered.
    """

    tab_chosen = Signal(str)
    new_patient_asked = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        settings, today = desk.settings, desk.ws.clock.today
        self.tabs = Tabs("Parts of the record", TABS)
        self.account = AccountPage(settings)
        self.details = DetailsPage(GuarantorSearch(desk).ask, today)
        self.insurance = InsurancePage(settings)
        self.visits = ListPage(
            "Visits", VISITS, lambda r: r.encounter_id, settings, nothing="No visits yet."
        )
        self.claims = ListPage(
            "Claims", CLAIMS, lambda r: r.claim_id, settings, nothing="No claims yet."
        )
        self.documents = ListPage(
            "Papers",
            PAPERS,
            lambda r: r.document_id,
            settings,
            nothing="No paper was issued for this patient yet.",
            act="Open in preview",
        )
        self.notes = NotesPage(settings, today)
        self.history = ListPage(
            "Entries", HISTORY, lambda r: r.seq, settings, nothing="Nothing was done yet."
        )
        self._pages: dict[str, QWidget] = {
            "account": self.account,
            "details": self.details,
            "insurance": self.insurance,
            "visits": self.visits,
            "claims": self.claims,
            "documents": self.documents,
            "notes": self.notes,
            "history": self.history,
        }
        self._starts: dict[str, QWidget] = {
            "account": self.account.ledger,
            "details": self.details.person.last,
            "insurance": self.insurance.plans,
            "visits": self.visits.table,
            "claims": self.claims.table,
            "documents": self.documents.table,
            "notes": self.notes.text,
            "history": self.history.table,
        }
        self._stack = QStackedWidget()
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        bar = holder(row(self.tabs, None, margin=(Space.RELATED, 0, 0, 0)), "strip")
        self.body.addWidget(bar)
        self.body.addWidget(self._stack, 1)
        self.tabs.chosen.connect(self.tab_chosen)
        self.act("next tab", self._on_next)
        self.act("previous tab", self._on_previous)
        self._save = self.act("save", self._on_save, "Save")
        self._new = self.act("new", self._on_new, "New patient")
        self._print = self.act("print", self._on_print, "Statement...")
        self._filter = self.act("filter", self.account.filter.setFocus)

    def show_tab(self, key: str) -> None:
        """Show a tab and put the focus where its work starts."""
        self.tabs.choose(key)
        page = self._pages[key]
        if self._stack.indexOf(page) < 0:
            self._stack.addWidget(page)  # dressed when it is first shown: all eight take a while
        self._stack.setCurrentWidget(page)
        self.entry = self._starts[key]
        self.set_hint(_HINTS.get(key, _USUAL_HINT))
        self._save.setEnabled(key in ("details", "notes"))
        self._new.setText("Add plan" if key == "insurance" else "New patient")
        self._print.setEnabled(key in ("account", "documents"))
        self._print.setText("Open in preview" if key == "documents" else "Statement...")
        self._filter.setEnabled(key == "account")

    def take_focus(self) -> None:
        if self.tab() == "account":
            self.account.take_focus()
        else:
            super().take_focus()

    def tab(self) -> str:
        """The tab that is shown."""
        return self.tabs.key()

    def has_unsaved(self) -> bool:
        return self.details.touched or self.notes.is_touched()

    def _on_next(self) -> None:
        self.tabs.step(1)

    def _on_previous(self) -> None:
        self.tabs.step(-1)

    def _on_save(self) -> None:
        if self.tab() == "details":
            self.details.ask_to_save()
        elif self.tab() == "notes":
            self.notes.ask_to_write()

    def _on_new(self) -> None:
        if self.tab() == "insurance":
            self.insurance.plan_asked.emit(None)
        else:
            self.new_patient_asked.emit()

    def _on_print(self) -> None:
        if self.tab() == "account":
            self.account.statement_asked.emit()
        else:
            self.documents.ask_act()
