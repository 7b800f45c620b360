"""Follow-up says what will be there, and leads to that work as it is now."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_biller.ui.desk import Desk, Place
from desktop_biller.ui.followup.followup_view import FollowupView
from desktop_biller.ui.followup.section import FollowupSection
from desktop_biller.ui.inspection import flaws_of
from tests.ui.desks import Heard


def test_enter_leads_to_the_denied_claims(desk: Desk, heard: Heard, qtbot: QtBot) -> None:
    shown = FollowupSection(desk).open(Place("followup"))
    assert isinstance(shown, FollowupView)
    qtbot.addWidget(shown)
    shown.resize(1104, 580)
    shown.show()
    shown.take_focus()
    QApplication.processEvents()
    assert "will be worked here" in shown.note.words.text()
    assert shown.note.buttons[0].hasFocus()
    QTest.keyClick(shown.note.buttons[0], Qt.Key.Key_Return)
    QTest.keyClick(shown.note.buttons[1], Qt.Key.Key_Enter)
    assert heard.places == [Place("claims", shown="denied"), Place("today")]
    assert [str(flaw) for flaw in flaws_of(shown)] == []
