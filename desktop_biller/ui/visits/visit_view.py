"""One recorded visit: what was done and why, what is open on it, its claims and its papers."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from desktop_biller.foundation.dates import us_date
from desktop_biller.ui.kit.chip import Chip, ChipSpec
from desktop_biller.ui.kit.empty_state import EmptyState
from desktop_biller.ui.kit.fixed_list import FixedList
from desktop_biller.ui.kit.list_table import ListPanel, Remembers
from desktop_biller.ui.kit.parts import Label, column, holder, row
from desktop_biller.ui.kit.screen import Screen
from desktop_biller.ui.kit.shortcuts import keys_of
from desktop_biller.ui.kit.shown import blank_nil, money
from desktop_biller.ui.kit.table_model import Column
from desktop_biller.ui.kit.theme import theme
from desktop_biller.ui.kit.tokens import Size, Space
from desktop_biller.ui.visits.visit_columns import CLAIMS, LINES
from desktop_biller.workflow.paper_archive import PaperRow
from desktop_biller.workflow.visits.visit_details import VisitClaim, VisitDetails, VisitLineDetails

_PAPERS: tuple[Column[PaperRow], ...] = (
    Column("dated", "Date", lambda paper: us_date(paper.dated), 96, "date", sortable=False),
    Column("words", "Paper", lambda paper: paper.words, sortable=False),
    Column("number", "Number", lambda paper: paper.number, 112, "code", sortable=False),
)
_BESIDE = 700


class VisitView(Screen):
    """A visit as it was recorded; nothing here is changed in place.

    Signals:
        claim_asked, invoice_asked, account_asked, next_asked, refresh_asked: the acts.
        claim_opened(claim_id), paper_opened(document_id): a row was opened.
    """

    claim_asked = Signal()
    invoice_asked = Signal()
    account_asked = Signal()
    next_asked = Signal()
    refresh_asked = Signal()
    claim_opened = Signal(object)
    paper_opened = Signal(object)

    def __init__(self, settings: Remembers | None = None) -> None:
        super().__init__("Visit")
        self.setObjectName("visit")
        self.chip = Chip()
        self.chip.set_spec(None)
        self.head.add(self.chip)
        self._build_acts()
        self._facts = [Label("", wraps=True) for _ in range(5)]
        self._diagnoses = QVBoxLayout()
        self._diagnoses.setSpacing(theme.px(Space.INSIDE))
        self.lines: FixedList[VisitLineDetails] = FixedList(
            "Services", LINES, lambda line: line.line_id, settings
        )
        self.lines_panel = ListPanel(self.lines)
        self.claims: FixedList[VisitClaim] = FixedList(
            "Claims of the visit", CLAIMS, lambda claim: claim.claim_id, settings
        )
        self.claims_panel = ListPanel(self.claims, EmptyState("No claim yet."))
        self.papers: FixedList[PaperRow] = FixedList(
            "Papers of the visit", _PAPERS, lambda paper: paper.document_id, settings
        )
        self.papers_panel = ListPanel(self.papers, EmptyState("No papers yet."))
        self._build_body()
        self._connect()
        self.entry = self.lines
        self.set_hint(f"{keys_of('save and go on')} makes the claim · Ctrl+N next visit · Esc back")

    def _build_acts(self) -> None:
        self._account = self.button("&Account", self.account_asked.emit, icon="person")
        self._account.setObjectName("account")
        self._invoice = self.button(
            "&Invoice", self.invoice_asked.emit, kind="primary", icon="invoice"
        )
        self._invoice.setObjectName("invoice")
        self._claim = self.button(
            "Ma&ke claim",
            self.claim_asked.emit,
            kind="primary",
            icon="claims",
            keys="save and go on",
        )
        self._claim.setObjectName("make_claim")
        for act in (self._account, self._invoice, self._claim):
            self.head.add_act(act)
        self._claim.hide()
        self._invoice.hide()

    def _build_body(self) -> None:
        facts = row(space=Space.SECTION)
        for name, label in zip(_FACTS, self._facts, strict=True):
            label.setAccessibleName(name)
            facts.addLayout(column(Label(name, "caption"), label, space=0))
        facts.addStretch(1)
        self._below = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._below.setSpacing(theme.px(Space.GROUP))
        self._below.addLayout(_titled("Claims", self.claims_panel), 1)
        self._below.addLayout(_titled("Papers", self.papers_panel), 1)
        inner = holder(
            column(
                facts,
                Space.RELATED,
                Label("Diagnoses", "strong"),
                self._diagnoses,
                Space.RELATED,
                Label("Services", "strong"),
                self.lines_panel,
                Space.RELATED,
                self._below,
                margin=(0, 0, 0, Space.GROUP),
            )
        )
        for panel, rows in ((self.claims_panel, 4), (self.papers_panel, 4)):
            panel.setMinimumHeight(theme.px(Size.ROW) * rows)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(inner)
        self._scroll = scroll
        self.body.addWidget(scroll, 1)

    def _connect(self) -> None:
        self.claims.opened.connect(self.claim_opened)
        self.papers.opened.connect(self.paper_opened)
        self.act("save and go on", self._on_claim, "Make claim")
        self.act("new", self.next_asked.emit, "Enter the next visit")
        self.act("print", self._on_print, "Open the paper in the preview")
        self.act("refresh", self.refresh_asked.emit)

    def show_visit(self, visit: VisitDetails, place: str) -> None:
        """Show a visit; ``place`` is its place of service in words."""
        self.head.title.setText(f"Visit of {us_date(visit.service_date)}")
        for label, words in zip(
            self._facts,
            (
                visit.provider,
                place,
                visit.payer or "Patient",
                visit.authorization or "None",
                visit.invoice or "None",
            ),
            strict=True,
        ):
            label.setText(words)
        self._show_diagnoses([(d.letter, d.code, d.title) for d in visit.diagnoses])
        self.lines.show_rows(visit.lines)
        many = "" if len(visit.lines) == 1 else "s"
        self.lines_panel.totals.show_totals(
            f"{len(visit.lines)} line{many}",
            {
                "charge": money(visit.charge_cents),
                "insurance": blank_nil(sum(line.insurance_open_cents for line in visit.lines)),
                "patient": blank_nil(sum(line.patient_open_cents for line in visit.lines)),
            },
        )
        self.lines.setFixedHeight(theme.px(Size.ROW) * (len(visit.lines) + 1) + 2)
        self.lines_panel.setFixedHeight(theme.px(Size.ROW) * (len(visit.lines) + 2) + 2)
        self.claims.show_rows(visit.claims)
        self.claims_panel.totals.hide()
        self.claims_panel.show_empty(empty=not visit.claims)
        self.claims_panel.totals.hide()

    def show_papers(self, papers: Sequence[PaperRow]) -> None:
        """Show the papers of its claims, and its invoice."""
        self.papers.show_rows(papers)
        self.papers_panel.show_empty(empty=not papers)
        self.papers_panel.totals.hide()

    def show_state(self, spec: ChipSpec | None) -> None:
        """Say how the visit stands."""
        self.chip.set_spec(spec)

    def show_acts(self, claim: str, invoice: str) -> None:
        """Offer the acts that fit by their verbs; a blank verb is not offered."""
        self._claim.setText(claim)
        self._claim.setVisible(bool(claim))
        self._invoice.setText(invoice)
        self._invoice.setVisible(bool(invoice))
        self.entry = self._claim if claim else self._invoice if invoice else self.lines

    def show_busy(self, *, busy: bool) -> None:
        """Keep an act from running twice."""
        for act in (self._claim, self._invoice):
            act.say_why("It is being made." if busy else "")

    def _show_diagnoses(self, diagnoses: Sequence[tuple[str, str, str]]) -> None:
        while (item := self._diagnoses.takeAt(0)) is not None:
            gone = item.widget()
            if gone is not None:
                gone.deleteLater()
        for letter, code, title in diagnoses:
            mark = Label(letter, "strong")
            mark.setFixedWidth(theme.px(16))
            known = Label(code)
            known.setFixedWidth(theme.px(72))
            words = Label(title, "muted", wraps=True)
            line = row(mark, known, words)
            line.setStretch(2, 1)
            self._diagnoses.addWidget(holder(line))

    def _on_claim(self) -> None:
        if self._claim.isVisible() and self._claim.isEnabled():
            self.claim_asked.emit()

    def _on_print(self) -> None:
        paper = self.papers.current_id()
        if paper is not None:
            self.paper_opened.emit(paper)

    def fit(self, height: int) -> None:
        """Give way in a low or narrow window."""
        super().fit(height)
        beside = self.width() >= theme.px(_BESIDE)
        ways = QBoxLayout.Direction
        self._below.setDirection(ways.LeftToRight if beside else ways.TopToBottom)


_FACTS = ("Provider", "Place", "Billed to", "Authorization", "Invoice")


def _titled(words: str, panel: QWidget) -> QVBoxLayout:
    label: QLabel = Label(words, "strong")
    box = column(label, panel)
    box.setStretch(1, 1)
    return box
