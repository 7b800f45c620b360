"""The diagnoses of a visit, A to L, each with type-ahead and its words beside it."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop_biller.ui.kit.parts import ElidedLabel, Label, plain_tip
from desktop_biller.ui.kit.suggest import Ask, SuggestField, Suggestion
from desktop_biller.ui.kit.text_field import is_enter
from desktop_biller.ui.kit.theme import theme
from desktop_biller.ui.kit.tokens import Space
from desktop_biller.workflow.visits.stops import LETTERS

_FEWEST = 6
_COLUMNS = 2


class DiagnosisBlock(QWidget):
    """Two columns of slots; there is always an empty one until all twelve are used.

    Signals:
        edited: a code was typed or taken.
        left: a slot was left.
        finished: Enter in an empty slot: on to the charges.
    """

    edited = Signal()
    left = Signal()
    finished = Signal()

    def __init__(self, ask: Ask) -> None:
        super().__init__()
        self._ask = ask
        self.slots: list[SuggestField] = []
        self._letters: list[Label] = []
        self._words: list[ElidedLabel] = []
        self._known: dict[str, tuple[str, str]] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.px(Space.RELATED))
        self._grid.setVerticalSpacing(theme.px(Space.INSIDE))
        for column in (2, 6):
            self._grid.setColumnStretch(column, 1)
        self._grid.setColumnMinimumWidth(3, theme.px(Space.RELATED))
        self._ensure(_FEWEST)
        theme.changed.connect(self._dress)
        self._dress()

    def codes(self) -> tuple[str, ...]:
        """The codes as typed, without the empty slots at the end."""
        texts = [slot.value() for slot in self.slots]
        while texts and not texts[-1]:
            texts.pop()
        return tuple(texts)

    def typing(self) -> int | None:
        """The slot that is being typed into and is no code yet, from 0."""
        half = (n for n, s in enumerate(self.slots) if s.hasFocus() and s.taken_value() is None)
        return next(half, None)

    def show_codes(self, codes: Sequence[str]) -> None:
        """Put codes into the slots."""
        self._ensure(max(_FEWEST, len(codes) + 1))
        for n, slot in enumerate(self.slots):
            code = codes[n] if n < len(codes) else ""
            slot.set_taken(code or None, code)
        self._show_words()

    def show_titles(self, titles: Mapping[str, tuple[str, str]]) -> None:
        """Say beside each code what it is: (words, official title) by the code as typed."""
        self._known.update(titles)
        self._show_words()

    def show_problems(self, problems: Mapping[int, str]) -> None:
        """Mark slots by their number from 0; those not named lose their mark."""
        for n, slot in enumerate(self.slots):
            words = problems.get(n, "") if slot.value() or n in problems else ""
            if slot.problem != words:
                slot.show_problem(words)

    def go_to(self, at: int) -> None:
        """Put the focus into a slot."""
        self._ensure(at + 1)
        self.slots[min(at, len(self.slots) - 1)].setFocus(Qt.FocusReason.TabFocusReason)

    # --- Slots ---------------------------------------------------------------------------------

    def _ensure(self, wanted: int) -> None:
        wanted = min(-(-wanted // _COLUMNS) * _COLUMNS, len(LETTERS))
        while len(self.slots) < wanted:
            self._add()

    def _add(self) -> None:
        at = len(self.slots)
        letter = Label(f"{LETTERS[at]}", "strong")
        slot = SuggestField(self._ask)
        slot.setObjectName(f"diagnosis_{LETTERS[at]}")
        slot.setAccessibleName(f"Diagnosis {LETTERS[at]}")
        slot.setPlaceholderText("Search" if at == 0 else "")
        slot.installEventFilter(self)
        slot.textEdited.connect(self._on_edited)
        slot.taken.connect(self._on_taken)
        slot.editingFinished.connect(self.left)
        words = ElidedLabel("")
        row, column = divmod(at, _COLUMNS)
        first = column * 4
        self._grid.addWidget(letter, row, first)
        self._grid.addWidget(slot, row, first + 1)
        self._grid.addWidget(words, row, first + 2)
        if self.slots:
            QWidget.setTabOrder(self.slots[-1], slot)
        self.slots.append(slot)
        self._letters.append(letter)
        self._words.append(words)
        self._dress()

    def _dress(self) -> None:
        for letter, slot in zip(self._letters, self.slots, strict=True):
            letter.setFixedWidth(theme.px(14))
            slot.setFixedWidth(theme.px(98))

    def _on_edited(self) -> None:
        self._grow()
        self._show_words()
        self.edited.emit()

    def _on_taken(self, suggestion: Suggestion) -> None:
        self._known[suggestion.code] = suggestion.words, suggestion.words
        self._on_edited()

    def _grow(self) -> None:
        if self.slots[-1].value() or all(slot.value() for slot in self.slots):
            self._ensure(len(self.slots) + 1)

    def _show_words(self) -> None:
        for slot, label in zip(self.slots, self._words, strict=True):
            words, title = self._known.get(slot.value(), ("", ""))
            label.setText(words)
            label.setToolTip(plain_tip(title))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 -- Qt's name
        if (
            isinstance(watched, SuggestField)
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and is_enter(event)
        ):
            if watched.value():
                watched.settle(lambda: self._go_on(watched))
            else:
                watched.popup.hide()
                self.finished.emit()
            return True
        return super().eventFilter(watched, event)

    def _go_on(self, slot: SuggestField) -> None:
        at = self.slots.index(slot) + 1
        if at >= len(LETTERS):
            self.finished.emit()
        else:
            self._ensure(at + 1)
            self.go_to(at)
