"""The print preview as a window: keys, focus, the question, and a lock."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from desktop_biller.ui.desk import Desk, PreviewRequest
from desktop_biller.ui.inspection import flaws_of
from desktop_biller.ui.kit.dialogs import Dialog
from desktop_biller.ui.kit.step_field import StepField
from desktop_biller.ui.printing.preview_desk import PreviewDesk
from desktop_biller.ui.printing.preview_window import PreviewWindow
from tests.ui.printing.conftest import Aligned, KeptPrinters

ENTER, ESC = Qt.Key.Key_Return, Qt.Key.Key_Escape
Open = Callable[[PreviewRequest], PreviewWindow]


@pytest.fixture
def previews(desk: Desk, printers: KeptPrinters, qtbot: QtBot) -> Iterator[PreviewDesk]:
    window = QWidget()
    qtbot.addWidget(window)
    made = PreviewDesk(desk, window, printers)
    yield made
    for view in made.windows():
        view.finish()


@pytest.fixture
def show(previews: PreviewDesk, qtbot: QtBot) -> Open:
    def opened(request: PreviewRequest) -> PreviewWindow:
        previews.open(request)
        view = previews.windows()[-1]
        qtbot.waitExposed(view)
        view.activateWindow()
        qtbot.waitUntil(view.isActiveWindow)
        return view

    return opened


@pytest.fixture
def asking(claim_papers: tuple[int, ...], desk: Desk) -> tuple[PreviewRequest, list[str]]:
    """A request that asks, on a printer that is aligned, and what was confirmed."""
    Aligned().apply(desk)
    sent: list[str] = []
    request = PreviewRequest(
        "3 claims",
        claim_papers,
        form="cms1500",
        question="Did all 3 claims print?",
        yes="Yes, mark sent",
        no="No, keep ready",
        confirmed=lambda: sent.append("sent"),
    )
    return request, sent


def press(view: PreviewWindow, key: Qt.Key) -> None:
    QTest.keyClick(view.focusWidget(), key)


def test_enter_prints_and_enter_says_that_it_printed(
    show: Open,
    previews: PreviewDesk,
    printers: KeptPrinters,
    asking: tuple[PreviewRequest, list[str]],
) -> None:
    request, sent = asking
    view = show(request)
    assert view.focusWidget() is view.print
    press(view, ENTER)
    assert len(printers.runs) == 1
    assert view.bar.words() == "Did all 3 claims print?"
    assert view.focusWidget() is view.bar.yes
    assert sent == []
    press(view, ENTER)
    assert sent == ["sent"]
    assert previews.windows() == ()


def test_an_enter_that_is_held_down_prints_and_no_more(
    show: Open, asking: tuple[PreviewRequest, list[str]]
) -> None:
    request, sent = asking
    view = show(request)
    press(view, ENTER)
    none = Qt.KeyboardModifier.NoModifier
    for _ in range(3):
        held = QKeyEvent(QEvent.Type.KeyPress, ENTER, none, "\r", autorep=True)
        QApplication.sendEvent(view.bar.yes, held)
    assert sent == []
    assert view.isVisible()


@pytest.mark.parametrize(("key", "expected"), [(Qt.Key.Key_Y, ["sent"]), (Qt.Key.Key_N, [])])
def test_y_and_n_answer_the_question(
    show: Open,
    asking: tuple[PreviewRequest, list[str]],
    key: Qt.Key,
    expected: list[str],
) -> None:
    request, sent = asking
    view = show(request)
    press(view, ENTER)
    press(view, key)
    assert sent == expected
    assert view.isVisible() is (key == Qt.Key.Key_N)


def test_r_asks_from_which_page_to_print_again(
    show: Open,
    printers: KeptPrinters,
    asking: tuple[PreviewRequest, list[str]],
) -> None:
    view = show(asking[0])
    press(view, ENTER)
    press(view, Qt.Key.Key_R)
    dialog = view.findChild(Dialog, "reprint")
    assert dialog is not None
    page = dialog.findChild(StepField, "from_page")
    assert page is not None
    page.setText("4")
    QTest.keyClick(page, ENTER)
    assert "from 1 to 3" in page.problem
    page.setText("2")
    QTest.keyClick(page, ENTER)
    assert [len(run.pages) for run in printers.runs] == [3, 2]
    assert view.bar.words() == "Did all 3 claims print?"


def test_esc_closes_and_marks_nothing(
    show: Open,
    previews: PreviewDesk,
    asking: tuple[PreviewRequest, list[str]],
) -> None:
    request, sent = asking
    view = show(request)
    press(view, ENTER)
    press(view, ESC)
    assert sent == []
    assert previews.windows() == ()


def test_page_keys_work_wherever_the_focus_is(
    show: Open, asking: tuple[PreviewRequest, list[str]]
) -> None:
    view = show(asking[0])
    assert view.focusWidget() is view.print
    press(view, Qt.Key.Key_PageDown)
    assert view.papers.currentIndex().row() == 1
    assert view.pages.desk.accessibleName().startswith("Claim, data for the red form C000002-1")


def test_a_half_typed_offset_prints_nothing_and_has_the_focus(
    show: Open,
    printers: KeptPrinters,
    asking: tuple[PreviewRequest, list[str]],
) -> None:
    view = show(asking[0])
    view.options.across.setText("0.7")
    QTest.mouseClick(view.print, Qt.MouseButton.LeftButton)
    assert printers.runs == []
    assert view.options.across.text() == "0.7"
    assert "from −0.50 to +0.50" in view.options.across.problem
    assert view.focusWidget() is view.options.across


def test_without_a_printer_saving_is_the_main_act(
    show: Open, printers: KeptPrinters, receipt: int
) -> None:
    printers.known = ()
    view = show(PreviewRequest("1 receipt", (receipt,)))
    assert view.focusWidget() is view.save
    press(view, ENTER)
    chooser = view.findChild(QFileDialog)
    assert chooser is not None
    chooser.close()


def test_p9_a_lock_leaves_nothing_of_a_patient_and_asks_again_afterwards(
    show: Open,
    previews: PreviewDesk,
    asking: tuple[PreviewRequest, list[str]],
    receipt: int,
) -> None:
    request, sent = asking
    view = show(request)
    press(view, ENTER)
    show(PreviewRequest("1 receipt", (receipt,)))
    previews.close_all()
    assert previews.windows() == (view,)
    assert not view.isVisible()
    assert view.pages.desk.sheet.picture.isNull()
    assert view.pages.desk.accessibleDescription() == ""
    assert view.papers.rows.rowCount() == 0
    previews.resume()
    assert view.isVisible()
    assert view.bar.words() == "Did all 3 claims print?"
    assert view.papers.rows.rowCount() == 3
    view.bar.yes.click()
    assert sent == ["sent"]


def test_no_title_names_a_patient(show: Open, asking: tuple[PreviewRequest, list[str]]) -> None:
    assert show(asking[0]).windowTitle() == "3 claims - Print preview"


@pytest.mark.parametrize("size", [(1080, 720), (853, 460)])
@pytest.mark.parametrize("asks", [True, False])
def test_nothing_is_cut_unnamed_or_hidden(
    qtbot: QtBot,
    show: Open,
    asking: tuple[PreviewRequest, list[str]],
    size: tuple[int, int],
    asks: bool,
) -> None:
    view = show(asking[0])
    view.resize(*size)
    if asks:
        press(view, ENTER)
    qtbot.wait(120)
    assert flaws_of(view, view.grab().toImage()) == []


def test_a_plain_paper_prints_by_one_enter_and_closes(
    show: Open, previews: PreviewDesk, printers: KeptPrinters, receipt: int
) -> None:
    view = show(PreviewRequest("1 receipt", (receipt,)))
    press(view, ENTER)
    assert len(printers.runs) == 1
    assert previews.windows() == ()


def test_saving_has_the_focus_once_the_paper_is_there_where_it_was_slow_to_open(
    show: Open, printers: KeptPrinters, receipt: int
) -> None:
    printers.known = ()
    view = show(PreviewRequest("1 receipt", (receipt,)))
    view.say_page("Opening...")
    view.show_acts("Print", "Looking for printers.", "The papers are being opened.")
    assert view.focusWidget() is not view.save
    view.show_acts("Print", "No printer.", "")
    view.show_pdf(b"", "Receipt", at_end=False)
    assert view.focusWidget() is view.save
