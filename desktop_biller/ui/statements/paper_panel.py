"""The panel beside the due list: whose statement it is, its pages, and what can be done."""

from PySide6.QtCore import Signal

from desktop_biller.ui.kit.page_view import PagePreview, Reads
from desktop_biller.ui.kit.parts import Button, ElidedLabel, Label, Panel, column, holder, row
from desktop_biller.ui.kit.shown import money
from desktop_biller.ui.kit.tokens import Space
from desktop_biller.workflow.statements.due_list import DueRow


class PaperPanel(Panel):
    """Shows the statement of the row as it would be made now.

    Signals:
        one_asked: make and print this one alone.
        account_asked: open the account it is about.
    """

    one_asked = Signal()
    account_asked = Signal()

    def __init__(self, read: Reads) -> None:
        super().__init__("plain")
        self._name = ElidedLabel("", "strong")
        self._name.setObjectName("goes_to")
        self._owes = Label("", "muted")
        self._note = Label("", "warning", wraps=True)
        self._note.setObjectName("held_note")
        self._note.hide()
        self.pages = PagePreview(read)
        self.pages.setObjectName("statement_pages")
        self.one = Button("Print &this one...", icon="print")
        self.one.set_tip("Make and print the statement of this account alone")
        self.one.setObjectName("print_one")
        self.one.clicked.connect(self.one_asked)
        self.account = Button("Open acc&ount", icon="go")
        self.account.setObjectName("open_account")
        self.account.clicked.connect(self.account_asked)
        head = row(self._name, self._owes)
        head.setStretch(0, 1)
        box = column(
            holder(head),
            self._note,
            self.pages,
            row(self.one, self.account, None),
            space=Space.RELATED,
        )
        box.setStretch(2, 1)
        self.setLayout(box)

    def show_row(self, row_: DueRow | None) -> None:
        """Say whose statement it is, and why it is held."""
        self._name.setText(row_.name if row_ else "")
        self._owes.setText(f"owes {money(row_.balance_cents)}" if row_ else "")
        self._note.setText(f"{row_.held}. {row_.remedy}" if row_ and row_.held else "")
        self._note.setVisible(bool(row_ and row_.held))
        self.account.say_why("" if row_ else "No account is chosen.")

    def show_why(self, reason: str) -> None:
        """Offer to print this one, or say why it can't be."""
        self.one.say_why(reason)
