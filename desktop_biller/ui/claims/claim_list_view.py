"""The list of claims by state, with one claim beside it."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QTimer, Signal

from desktop_biller.ui.claims.claim_columns import COLUMNS, LEAST_WIDTH
from desktop_biller.ui.claims.claim_panel import ClaimPanel
from desktop_biller.ui.claims.sent_dialog import ask_how_sent
from desktop_biller.ui.kit.beside import Beside
from desktop_biller.ui.kit.empty_state import EmptyState
from desktop_biller.ui.kit.list_screen import ListScreen
from desktop_biller.ui.kit.list_table import ListTable, Remembers
from desktop_biller.ui.kit.page_view import Reads
from desktop_biller.ui.kit.tabs import Tabs
from desktop_biller.workflow.claims.claim_list import ClaimRow
from desktop_biller.workflow.claims.claim_words import LIST_PARTS

TABS = (("", "All open"), *LIST_PARTS.items())
_PANEL = 332
_SETTLE_MS = 200
_HINT = "Enter opens the claim · Shift+Up or Down chooses more · Ctrl+P prints · type to filter"


class ClaimListView(ListScreen[ClaimRow]):
    """The list of claims; what may be printed is the presenter's.

    Signals:
        chosen(claim_id): the focus rests on another claim (None: none).
        picked(claim_ids): other claims are chosen.
        paper_asked(document_id), print_asked, sent_asked: the acts.
        sent(how): they went out on ``paper`` or by ``portal``.
    """

    picked = Signal(object)
    paper_asked = Signal(int)
    print_asked = Signal()
    sent_asked = Signal()
    sent = Signal(str)

    def __init__(
        self,
        fetch: Callable[[Sequence[int]], Sequence[ClaimRow]],
        read: Reads,
        settings: Remembers | None = None,
    ) -> None:
        super().__init__(
            "Claims",
            Tabs("Claims by state", TABS),
            looks_for="Name, claim no. or payer",
            filter_width=208,
        )
        self.setObjectName("claim_list")
        self.hold(
            ListTable("Claims", COLUMNS, fetch, settings, many=True),
            EmptyState("No claims in this state."),
        )
        self.panel = ClaimPanel(read)
        self.sent_button = self.button("&Mark sent...", self.sent_asked.emit, icon="send")
        self.sent_button.setObjectName("mark_sent")
        self.print_button = self.button(
            "Print ready...", self.print_asked.emit, kind="primary", icon="print", keys="print"
        )
        self.print_button.setObjectName("print_ready")
        self._resting = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._resting.timeout.connect(self._on_rest)
        self._build()
        self._connect()
        self.set_hint(_HINT)

    def _build(self) -> None:
        self.head.add(self.filter)
        self.head.add_act(self.sent_button)
        self.head.add_act(self.print_button)
        self.body.addWidget(self.tabs)
        self.body.addWidget(
            Beside(self.list, self.panel, wide=_PANEL, needs=LEAST_WIDTH, heights=(260, 300)), 1
        )

    def _connect(self) -> None:
        self.table.selectionModel().selectionChanged.connect(self._on_picked)
        self.panel.open_asked.connect(lambda: self.opened.emit(self.table.current_id()))
        self.panel.paper_asked.connect(self.paper_asked)
        self.act("print", self.print_asked.emit, "Print ready claims")

    # --- What the presenter shows --------------------------------------------------------------

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Show how many claims are behind each tab."""
        for key, count in counts.items():
            self.tabs.set_count(key, count)

    def show_order(self, key: str, *, descending: bool) -> None:
        """Show by which column they are ordered."""
        self.table.show_order(key, descending=descending)

    def show_empty(self, words: str) -> None:
        """Say why there are no rows; blank shows the list and the claim beside it."""
        super().show_empty(words)
        self.panel.setVisible(not words)

    def show_totals(self, words: str, billed: str) -> None:
        """What the rows of the filter add up to."""
        self.list.totals.show_totals(words, {"billed": billed})

    def show_print(self, words: str, why: str) -> None:
        """Name the number in the button, or say why nothing can be printed."""
        self.print_button.setText(words)
        self.print_button.say_why(why)

    def show_sent(self, words: str, why: str) -> None:
        """Offer to mark claims as sent, or say why not."""
        self.sent_button.setText(words)
        self.sent_button.say_why(why)

    def ask_how_sent(self, what: str) -> None:
        """Ask how the claims went out."""
        ask_how_sent(self, what, self.sent.emit)

    def say(self, words: str) -> None:
        """Say what was left out."""
        self.banner.say("amber", words)

    def picked_ids(self) -> tuple[int, ...]:
        """The claims that are chosen."""
        return self.table.selected_ids()

    # --- Keys ----------------------------------------------------------------------------------

    def _on_current(self, record_id: object) -> None:
        del record_id
        self._resting.start()

    def _on_rest(self) -> None:
        """Only a claim the focus rests on is looked at: each look is on record."""
        self.chosen.emit(self.table.current_id())

    def _on_picked(self) -> None:
        self.picked.emit(self.table.selected_ids())
