"""Lists page their rows, keep the place by record, remember their columns, never cut figures."""

from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from desktop_biller.foundation.money import format_cents
from desktop_biller.ui.desk import MemorySettings
from desktop_biller.ui.inspection import flaws_of
from desktop_biller.ui.kit.fixed_list import FixedList
from desktop_biller.ui.kit.list_table import ListPanel, ListTable
from desktop_biller.ui.kit.table_model import PAGE, RECORD, Column, PagedTableModel


@dataclass(frozen=True, slots=True)
class Row:
    number: int
    name: str
    cents: int


COLUMNS = (
    Column[Row]("name", "Patient", lambda r: r.name),
    Column[Row]("more", "More", lambda r: f"More of {r.number}", 120, gives_way=1),
    Column[Row]("cents", "Billed $", lambda r: format_cents(r.cents), 40, "money"),
)


class Source:
    """Rows made on demand; counts what was asked."""

    def __init__(self) -> None:
        self.asked: list[int] = []

    def __call__(self, ids: Sequence[int]) -> Sequence[Row]:
        self.asked.append(len(ids))
        return [Row(n, f"Person {n}", n * 1_000_001) for n in ids]


@pytest.fixture
def source() -> Source:
    return Source()


@pytest.fixture
def table(qtbot: QtBot, source: Source) -> ListTable[Row]:
    made = ListTable("People", COLUMNS, source, MemorySettings())
    qtbot.addWidget(made)
    made.resize(600, 300)
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_the_model_keeps_qts_rules(qtmodeltester: ModelTester, source: Source) -> None:
    model = PagedTableModel(COLUMNS, source)
    model.set_ids(range(700))
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]  # pytest-qt leaves it untyped


def test_only_pages_that_are_looked_at_are_fetched(source: Source) -> None:
    model = PagedTableModel(COLUMNS, source)
    model.set_ids(range(1_000_000))
    found = model.record(999_999)
    assert found is not None
    assert found.number == 999_999
    assert model.rowCount() == 1_000_000
    assert source.asked == [1_000_000 % PAGE]


def test_old_pages_are_let_go_of_and_fetched_again(source: Source) -> None:
    model = PagedTableModel(COLUMNS, source)
    model.set_ids(range(PAGE * 60))
    for page in range(60):
        model.record(page * PAGE)
    count = len(source.asked)
    model.record(59 * PAGE + 1)
    assert len(source.asked) == count
    model.record(0)
    assert len(source.asked) == count + 1


def test_the_place_is_kept_by_record_when_rows_come_and_go(table: ListTable[Row]) -> None:
    table.set_ids(range(100, 160))
    table.select_id(130)
    table.set_ids([5, 130, 7])
    assert table.current_id() == 130
    table.set_ids([5, 7])
    assert table.current_id() == 5


def test_enter_opens_the_row_and_letters_go_to_the_filter(
    table: ListTable[Row], qtbot: QtBot
) -> None:
    table.set_ids([11, 12, 13])
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Down)
    with qtbot.waitSignal(table.opened) as opened:
        QTest.keyClick(table, Qt.Key.Key_Return)
    assert opened.args == [12]
    with qtbot.waitSignal(table.typed) as typed:
        QTest.keyClicks(table, "s")
    assert typed.args == ["s"]


def test_a_head_asks_for_another_order_and_then_for_its_reverse(table: ListTable[Row]) -> None:
    table.set_ids([1])
    asked: list[tuple[str, bool]] = []
    table.sort_asked.connect(lambda key, descending: asked.append((key, descending)))
    table._on_head(0)
    table._on_head(0)
    table._on_head(2)
    assert asked == [("name", False), ("name", True), ("cents", False)]


def test_figures_are_never_cut_and_what_gives_way_is_hidden(table: ListTable[Row]) -> None:
    table.set_ids(range(900_000, 900_050))
    table.resize(340, 300)
    assert flaws_of(table) == []
    assert table.isColumnHidden(1)
    table.resize(700, 300)
    assert not table.isColumnHidden(1)


def test_widths_that_the_user_chose_are_remembered(qtbot: QtBot, source: Source) -> None:
    settings = MemorySettings()
    for width in (0, 222):
        table = ListTable("People", COLUMNS, source, settings)
        qtbot.addWidget(table)
        table.resize(700, 300)
        table.show()
        table.set_ids([1, 2])
        if width:
            assert table.columnWidth(0) == width
        else:
            table.setColumnWidth(0, 222)
        table.close()


def test_totals_tell_all_rows_of_the_filter(qtbot: QtBot, source: Source) -> None:
    panel = ListPanel(ListTable("People", COLUMNS, source))
    qtbot.addWidget(panel)
    panel.totals.show_totals("All 80 claims", {"cents": "21,604.00"})
    assert panel.totals.accessibleName() == "All 80 claims: 21,604.00"


def test_a_row_is_told_whole_to_who_asks_for_the_record(source: Source) -> None:
    model = PagedTableModel(COLUMNS, source)
    model.set_ids([4])
    assert model.index(0, 0).data(RECORD) == Row(4, "Person 4", 4_000_004)


def test_a_short_list_is_given_its_rows(qtbot: QtBot) -> None:
    table = FixedList("Notes", COLUMNS, lambda r: r.number)
    qtbot.addWidget(table)
    table.show_rows([Row(3, "C", 1), Row(1, "A", 2)])
    assert [table.rows.id_at(n) for n in (0, 1)] == [3, 1]
    assert table.current_record() == Row(3, "C", 1)


def test_a_column_with_more_shares_gets_more_of_the_room_and_nothing_runs_over(
    qtbot: QtBot,
) -> None:
    columns = (
        Column[int]("name", "Patient", lambda _row: "Lee", share=2),
        Column[int]("payer", "Insurance", lambda _row: "None"),
        Column[int]("phone", "Phone", lambda _row: "5", 300, gives_way=1),
    )
    table = ListTable("Patients", columns, lambda ids: [0 for _ in ids], MemorySettings())
    qtbot.addWidget(table)
    for wide in (320, 700, 1000):
        table.resize(wide, 200)
        table.show()
        assert table.columnWidth(0) > table.columnWidth(1)
        assert table.horizontalScrollBar().maximum() == 0
