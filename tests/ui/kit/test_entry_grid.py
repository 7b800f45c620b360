"""The entry grid by its keys: cells, lines, lookups, undo, paste, rows of two levels."""

from collections.abc import Callable, Sequence

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from desktop_biller.foundation.errors import InputError
from desktop_biller.foundation.money import format_cents, parse_cents
from desktop_biller.ui.kit.entry_grid import EntryGrid
from desktop_biller.ui.kit.grid_model import NUMBER, CellMark, GridColumn, GridRow
from desktop_biller.ui.kit.suggest import Suggestion
from tests.office import fixed_clock

CODES = {"G0439": "Yearly wellness visit", "G0447": "Counseling", "P9612": "Blood draw"}


def read_code(text: str) -> str:
    if text.strip().upper() not in CODES:
        raise InputError(f"“{text}” is not a service.", remedy="Choose one of the list.")
    return text.strip().upper()


class Codes:
    """Answers at once, or when a test says so."""

    def __init__(self) -> None:
        self.late = False
        self.asked: list[tuple[str, Callable[[Sequence[Suggestion]], None]]] = []

    def ask(self, text: str, show: Callable[[Sequence[Suggestion]], None]) -> None:
        if self.late:
            self.asked.append((text, show))
        else:
            show(self.found(text))

    def answer(self) -> None:
        for text, show in self.asked:
            show(self.found(text))
        self.asked.clear()

    def found(self, text: str) -> Sequence[Suggestion]:
        sought = text.casefold()
        return [
            Suggestion(code, words, code)
            for code, words in CODES.items()
            if code.casefold().startswith(sought) or sought in words.casefold()
        ]


@pytest.fixture
def codes() -> Codes:
    return Codes()


@pytest.fixture
def grid(qtbot: QtBot, codes: Codes) -> EntryGrid:
    made = iter(range(1, 1000))
    columns = (
        GridColumn(NUMBER, "#", 24, align="right", editable=False),
        GridColumn(
            "code", "Code", 64, required=True, editor="suggest", ask=codes.ask, parse=read_code
        ),
        GridColumn("words", "Service", editable=False),
        GridColumn("dx", "Dx", 44, required=True),
        GridColumn("fee", "Fee", 80, align="right", parse=parse_cents, format=format_cents),
    )
    grid = EntryGrid(
        "Charges",
        columns,
        fixed_clock().today,
        grows=lambda: GridRow(f"new {next(made)}", removable=True),
    )
    qtbot.addWidget(grid)
    grid.resize(700, 300)
    grid.set_rows(())
    grid.show()
    qtbot.waitExposed(grid)
    grid.table.setFocus()
    QApplication.processEvents()
    return grid


def press(key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    widget = QApplication.focusWidget()
    assert widget is not None
    QTest.keyClick(widget, key, held)


def type_text(text: str) -> None:
    for letter in text:
        widget = QApplication.focusWidget()
        assert widget is not None
        QTest.keyClicks(widget, letter)


def fill(code: str, dx: str = "A") -> None:
    type_text(code)
    press(Qt.Key.Key_Return)
    type_text(dx)
    press(Qt.Key.Key_Return)


def place(grid: EntryGrid) -> tuple[int, str]:
    here = grid.current()
    assert here is not None
    return grid.model.place_of(here[0]), here[1]


def test_its_model_is_a_sound_model(grid: EntryGrid, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(grid.model)  # type: ignore[no-untyped-call]  # pytest-qt says no types
    fill("G0439")
    grid.set_rows([GridRow(1, opens=True), GridRow(2, level=1)])
    grid.open_row(1, is_open=True)
    grid.open_row(1, is_open=False)


def test_enter_goes_to_the_next_needed_cell_and_then_to_the_next_line(grid: EntryGrid) -> None:
    assert place(grid) == (0, "code")
    type_text("G0439")
    press(Qt.Key.Key_Return)
    assert place(grid) == (0, "dx")
    type_text("A")
    press(Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier)
    assert place(grid) == (1, "code")
    assert [row.values["code"] for row in grid.rows()] == ["G0439"]
    assert len(grid.model.rows()) == 2


def test_enter_before_the_suggestions_are_there_waits_for_them(
    grid: EntryGrid, codes: Codes
) -> None:
    codes.late = True
    type_text("couns")
    press(Qt.Key.Key_Return)
    assert place(grid) == (0, "code")
    codes.answer()
    assert place(grid) == (0, "dx")
    assert grid.rows()[0].values["code"] == "G0447"


def test_the_same_word_typed_once_more_is_looked_up_once_more(
    grid: EntryGrid, codes: Codes
) -> None:
    codes.late = True
    for row in (0, 1):
        type_text("couns")
        press(Qt.Key.Key_Return)
        codes.answer()
        assert place(grid) == (row, "dx")
        type_text("A")
        press(Qt.Key.Key_Return)
    assert [row.values["code"] for row in grid.rows()] == ["G0447", "G0447"]


def test_rows_found_for_fewer_letters_are_never_taken(grid: EntryGrid, codes: Codes) -> None:
    type_text("G0")
    QTest.qWait(100)  # the rows for G0 are shown; the first of them is G0439
    codes.late = True
    type_text("447")
    press(Qt.Key.Key_Return)
    codes.answer()
    assert grid.rows()[0].values["code"] == "G0447"


def test_what_cannot_be_read_stays_as_typed_and_says_what_is_wrong(grid: EntryGrid) -> None:
    type_text("G0000")
    press(Qt.Key.Key_Return)
    assert place(grid) == (0, "code")
    row = grid.model.rows()[0]
    column = grid.model.columns[1]
    assert grid.model.text_of(row, column) == "G0000"
    assert "is not a service" in grid.words()
    assert grid.has_unread()


def test_escape_leaves_the_cell_once_and_takes_the_line_back_twice(grid: EntryGrid) -> None:
    fill("G0439")
    press(Qt.Key.Key_Up)
    grid.go_to(grid.rows()[0].key, "dx")
    type_text("B")
    press(Qt.Key.Key_Escape)
    assert grid.rows()[0].values["dx"] == "A"
    type_text("C")
    press(Qt.Key.Key_Tab)
    assert grid.rows()[0].values["dx"] == "C"
    press(Qt.Key.Key_Escape)
    assert grid.rows()[0].values["dx"] == "A"


def test_tab_visits_each_cell_once_and_leaves_the_grid_at_its_end(
    grid: EntryGrid, qtbot: QtBot
) -> None:
    after = QLineEdit()
    qtbot.addWidget(after)
    fill("G0439")
    grid.go_to(grid.rows()[0].key, "code")
    seen = []
    for _ in range(4):
        seen.append(place(grid))
        press(Qt.Key.Key_Tab)
    assert seen == [(0, "code"), (0, "dx"), (0, "fee"), (1, "code")]
    assert not grid.table.step(1)
    press(Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert place(grid) == (0, "fee")


def test_control_delete_takes_a_line_out_and_undo_brings_it_back(grid: EntryGrid) -> None:
    fill("G0439")
    fill("P9612")
    grid.go_to(grid.rows()[0].key, "dx")
    press(Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    assert [row.values["code"] for row in grid.rows()] == ["P9612"]
    grid.undo()
    assert [row.values["code"] for row in grid.rows()] == ["G0439", "P9612"]
    grid.redo()
    assert [row.values["code"] for row in grid.rows()] == ["P9612"]


def test_a_pasted_column_fills_lines_below_and_is_one_step_of_undo(grid: EntryGrid) -> None:
    QGuiApplication.clipboard().setText("G0439\tx\tB\nP9612\nnothing\n")
    press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert [row.values["code"] for row in grid.rows()] == ["G0439", "P9612", None]
    assert grid.rows()[0].values["dx"] == "B"
    assert "code" in grid.rows()[2].typed
    grid.undo()
    assert grid.rows() == ()


def test_a_hundred_thousand_pasted_characters_are_cut_to_the_cell(grid: EntryGrid) -> None:
    QGuiApplication.clipboard().setText("x" * 100_000)
    press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert len(grid.rows()[0].typed["code"][0]) == 60


def test_lines_of_a_row_open_with_right_and_a_finding_opens_them_by_itself(grid: EntryGrid) -> None:
    grid.set_rows(
        [
            GridRow("claim", {"code": "G0439"}, opens=True, locked=frozenset({"code", "dx"})),
            GridRow("line", {"code": "G0439"}, level=1, locked=frozenset({"code"})),
        ]
    )
    assert [row.key for row in grid.model.seen()][:1] == ["claim"]
    assert "line" not in [row.key for row in grid.model.seen()]
    grid.go_to("claim", "fee")
    press(Qt.Key.Key_Right)
    assert [row.key for row in grid.model.seen()][:2] == ["claim", "line"]
    press(Qt.Key.Key_Left)
    assert "line" not in [row.key for row in grid.model.seen()]
    assert grid.go_to("line", "fee")
    assert grid.current() == ("line", "fee")


def test_typing_goes_on_while_marks_arrive(grid: EntryGrid) -> None:
    type_text("G04")
    key = grid.model.rows()[0].key
    grid.set_marks({(key, "dx"): CellMark("stop", "Line 1 points to no diagnosis.")})
    type_text("39")
    press(Qt.Key.Key_Return)
    assert grid.rows()[0].values["code"] == "G0439"


def test_escape_in_an_untouched_line_is_left_to_the_window(grid: EntryGrid, qtbot: QtBot) -> None:
    got: list[int] = []

    class Outer(QLineEdit):
        def keyPressEvent(self, event: object) -> None:  # noqa: N802 -- Qt's name
            del event
            got.append(1)

    outer = Outer()
    qtbot.addWidget(outer)
    grid.setParent(outer)
    outer.show()
    grid.show()
    grid.table.setFocus()
    QTest.keyClick(grid.table, Qt.Key.Key_Escape)
    grid.setParent(None)
    assert got == [1]
