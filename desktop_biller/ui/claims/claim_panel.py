"""One claim beside the list: its form, its history, what is next, its papers."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from desktop_biller.foundation.dates import us_date
from desktop_biller.ui.claims.claim_columns import timeline_steps
from desktop_biller.ui.kit.chip import Chip
from desktop_biller.ui.kit.claim_chip import claim_chip
from desktop_biller.ui.kit.page_picture import PagePicture
from desktop_biller.ui.kit.page_view import Reads
from desktop_biller.ui.kit.parts import (
    Button,
    ElidedLabel,
    Label,
    Panel,
    column,
    holder,
    line,
    row,
    scrolled,
)
from desktop_biller.ui.kit.shown import money
from desktop_biller.ui.kit.theme import theme
from desktop_biller.ui.kit.timeline import Timeline
from desktop_biller.ui.kit.tokens import Space
from desktop_biller.workflow.claims.claim_details import ClaimDetails
from desktop_biller.workflow.paper_archive import PaperRow

_MOST_PAPERS = 6
_NARROW = 300


class ClaimPanel(Panel):
    """The panel; blank while the list has no claim.

    Signals:
        open_asked: open the claim in full.
        paper_asked(document_id): open an issued paper.
    """

    open_asked = Signal()
    paper_asked = Signal(int)

    def __init__(self, read: Reads) -> None:
        super().__init__("panel")
        self.setObjectName("claim_panel")
        self._number = Label("", "strong")
        self._chip = Chip()
        self._billed = Label("", "strong")
        self._about = ElidedLabel("", "muted")
        self.picture = PagePicture(read, "Open claim")
        self.picture.setObjectName("claim_picture")
        self.picture.clicked.connect(self.open_asked)
        self.timeline = Timeline("History of the claim")
        self._next = Label("", wraps=True)
        self._next.setObjectName("next_words")
        self._papers = QWidget()
        self._papers_box = column(space=Space.INSIDE)
        self._papers.setLayout(self._papers_box)
        self._papers_head = Label("Papers", "caption")
        self.open_button = Button("&Open claim", "small", icon="zoom")
        self.open_button.setObjectName("open_claim")
        self.open_button.clicked.connect(self.open_asked)
        self._middle = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._whole = self._build()
        self.setLayout(column(self._whole))
        self.show_nothing()

    def _build(self) -> QWidget:
        head = row(self._number, self._chip, None)
        billed = row(Label("Billed", "muted"), self._billed, None)
        picture = column(self.picture, row(self.open_button, None), None)
        self._middle.setSpacing(theme.px(Space.GROUP))
        self._middle.addLayout(picture)
        self._middle.addWidget(self.timeline, 1)
        inner = QWidget()
        inner.setLayout(
            column(
                self._middle,
                line(),
                Label("Next", "caption"),
                self._next,
                Space.INSIDE,
                self._papers_head,
                self._papers,
                None,
                margin=(12, Space.RELATED, 12, 12),
            )
        )
        top = column(head, self._about, billed, space=2, margin=(12, 12, 12, 4))
        whole = column(holder(top), space=0)
        whole.addWidget(scrolled(inner), 1)
        return holder(whole)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 -- Qt's name
        super().resizeEvent(event)
        ways = QBoxLayout.Direction
        narrow = self.width() < theme.px(_NARROW)
        self._middle.setDirection(ways.TopToBottom if narrow else ways.LeftToRight)

    def show_nothing(self) -> None:
        """No claim is chosen."""
        self._whole.hide()
        self.picture.say("")

    def show_claim(self, claim: ClaimDetails) -> None:
        """Show a claim; its picture comes by ``show_picture``."""
        self._number.setText(f"Claim {claim.number}")
        self._chip.set_spec(claim_chip(claim.state, claim.chip))
        self._billed.setText(money(claim.billed_cents))
        self._about.setText(f"{claim.patient}, {us_date(claim.service_date)}, {claim.payer}")
        self.timeline.show_steps(timeline_steps(claim.steps))
        words = claim.next_words
        if claim.follow_up_on is not None:
            words += f" Follow-up reminder on {us_date(claim.follow_up_on)}."
        self._next.setText(words)
        self._show_papers(claim.papers)
        self._whole.show()

    def show_picture(self, pdf: bytes) -> None:
        """Show the form as it would print."""
        self.picture.show_pdf(pdf)

    def say_picture(self, words: str) -> None:
        """Say why there is no picture, or that it comes."""
        self.picture.say(words)

    def _show_papers(self, papers: Sequence[PaperRow]) -> None:
        while (item := self._papers_box.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for paper in papers[:_MOST_PAPERS]:
            button = Button(f"{paper.number}, {us_date(paper.dated)}", "link", icon="claims")
            button.set_tip(f"Open {paper.words}")
            button.setAccessibleName(f"Open {paper.words} {paper.number}")
            button.clicked.connect(
                lambda _checked=False, known=paper.document_id: self.paper_asked.emit(known)
            )
            self._papers_box.addWidget(button)
        more = len(papers) - _MOST_PAPERS
        words = (
            "No form was printed yet." if not papers else f"And {more} older." if more > 0 else ""
        )
        if words:
            self._papers_box.addWidget(Label(words, "muted"))
