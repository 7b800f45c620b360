"""One claim: its form large at the left, everything known of it at the right."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent

from desktop_biller.foundation.errors import UserError
from desktop_biller.ui.claims.claim_tabs import ClaimTabs
from desktop_biller.ui.claims.sent_dialog import ask_how_sent
from desktop_biller.ui.kit.beside import Beside
from desktop_biller.ui.kit.chip import Chip
from desktop_biller.ui.kit.claim_chip import claim_chip
from desktop_biller.ui.kit.date_field import Today
from desktop_biller.ui.kit.list_table import Remembers
from desktop_biller.ui.kit.page_view import PagePreview, Reads
from desktop_biller.ui.kit.screen import Screen
from desktop_biller.workflow.claims.claim_details import ClaimDetails
from desktop_biller.workflow.claims.claim_notes import ClaimNote

_RIGHT, _LEAST_LEFT = 520, 380
_HINT = "Ctrl+P prints the form · Ctrl+Tab the next part · Page Up and Page Down scroll the form"


class ClaimView(Screen):
    """The screen; what it shows and what may be done is the presenter's.

    Signals:
        print_asked, copy_asked, sent_asked, check_asked, visit_asked, refresh_asked: the acts.
        sent(how): it went out on ``paper`` or by ``portal``.
        paper_asked(document_id), payment_asked(payment_id): open it.
        note_asked(text, date): keep a note.
        note_touched(text): a note is being written.
    """

    print_asked = Signal()
    copy_asked = Signal()
    sent_asked = Signal()
    check_asked = Signal()
    visit_asked = Signal()
    refresh_asked = Signal()
    sent = Signal(str)
    paper_asked = Signal(int)
    payment_asked = Signal(int)
    note_asked = Signal(str, object)
    note_touched = Signal(str)

    def __init__(self, read: Reads, today: Today, settings: Remembers | None = None) -> None:
        super().__init__("Claim")
        self.setObjectName("claim")
        self.chip = Chip()
        self.pages = PagePreview(read, zoom="width")
        self.parts = ClaimTabs(today, settings)
        self._build_head()
        self.body.addWidget(
            Beside(self.pages, self.parts, wide=_RIGHT, needs=_LEAST_LEFT, heights=(320, 320)), 1
        )
        self._connect()
        self.entry = self.print_button
        self.set_hint(_HINT)

    def _build_head(self) -> None:
        self.head.add(self.chip)
        self.sent_button = self.button("&Mark sent...", self.sent_asked.emit, icon="send")
        self.sent_button.setObjectName("mark_sent")
        self.copy_button = self.button("Plain c&opy", self.copy_asked.emit, icon="copy")
        self.copy_button.set_tip("Print a copy with the form drawn on plain paper")
        self.copy_button.setObjectName("print_copy")
        self.print_button = self.button(
            "Print form", self.print_asked.emit, kind="primary", icon="print", keys="print"
        )
        self.print_button.setObjectName("print_form")
        self.print_button.setAutoDefault(True)
        for part in (self.sent_button, self.copy_button, self.print_button):
            self.head.add_act(part)

    def _connect(self) -> None:
        parts = self.parts
        parts.overview.visit_asked.connect(self.visit_asked)
        parts.overview.check_asked.connect(self.check_asked)
        parts.papers.paper_asked.connect(self.paper_asked)
        parts.lines.payment_asked.connect(self.payment_asked)
        parts.notes.write_asked.connect(self.note_asked)
        parts.notes.touched.connect(self.note_touched)
        self.act("print", self.print_asked.emit, "Print form")
        self.act("save", parts.notes.ask_to_write, "Save note")
        self.act("refresh", self.refresh_asked.emit)
        self.act("next tab", lambda: parts.tabs.step(1))
        self.act("previous tab", lambda: parts.tabs.step(-1))

    # --- What the presenter shows --------------------------------------------------------------

    def show_claim(self, claim: ClaimDetails) -> None:
        """Show a claim."""
        self.head.title.setText(f"Claim {claim.number}")
        self.chip.set_spec(claim_chip(claim.state, claim.chip))
        self.parts.show_claim(claim)

    def show_tab(self, key: str) -> None:
        """Choose a part."""
        self.parts.show_tab(key)

    def show_form(self, pdf: bytes, name: str) -> None:
        """Show the form as it would print."""
        self.pages.show_pdf(pdf, name)

    def say_form(self, words: str) -> None:
        """Say why there is no form, or that it comes."""
        self.pages.say(words)

    def show_notes(self, notes: Sequence[ClaimNote]) -> None:
        """Show the notes."""
        self.parts.show_notes(notes)

    def show_draft(self, text: str) -> None:
        """Show the note that was being written."""
        self.parts.notes.show_draft(text)

    def show_note_error(self, error: UserError) -> bool:
        """Mark what is wrong with the note; False where it is nothing of its fields."""
        return self.parts.show_note_error(error)

    def show_acts(self, *, prints: str, sends: str, notes: str) -> None:
        """Allow the acts, or say why not."""
        self.print_button.say_why(prints)
        self.copy_button.say_why(prints)
        self.sent_button.say_why(sends)
        self.parts.notes.save.say_why(notes)

    def ask_how_sent(self, what: str) -> None:
        """Ask how it went out."""
        ask_how_sent(self, what, self.sent.emit)

    def say(self, words: str) -> None:
        """Say what was left out."""
        self.banner.say("amber", words)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 -- Qt's name
        self.parts.notes.flush()
        super().hideEvent(event)
