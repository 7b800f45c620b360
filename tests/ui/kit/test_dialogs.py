"""Dialogs by keys alone: the focus is seen, and Ctrl+Enter is the main verb."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialogButtonBox, QWidget
from pytestqt.qtbot import QtBot

from desktop_biller.ui.kit.dialogs import Dialog, ask
from desktop_biller.ui.kit.focus_ring import FocusRing
from desktop_biller.ui.kit.text_field import NoteField

_CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_ctrl_enter_is_the_main_verb_even_from_a_note(
    parent: QWidget, qtbot: QtBot, key: Qt.Key
) -> None:
    done: list[str] = []
    dialog = Dialog(parent, "Note")
    note = NoteField()
    dialog.body.addWidget(note)
    roles = QDialogButtonBox.ButtonRole
    dialog.verb("Save note", roles.AcceptRole, lambda: done.append("saved"), primary=True)
    dialog.verb("Cancel", roles.RejectRole)
    dialog.open()
    qtbot.waitExposed(dialog)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    note.setFocus()
    QTest.keyClick(note, key, _CTRL)
    assert done == ["saved"]


def test_what_can_not_be_undone_is_no_main_verb(parent: QWidget, qtbot: QtBot) -> None:
    done: list[str] = []
    dialog = ask(parent, "Close", "Close it?", "Close day", lambda: done.append("x"), danger=True)
    qtbot.waitExposed(dialog)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Return, _CTRL)
    assert done == []


def test_the_button_with_the_focus_wears_the_ring(parent: QWidget, qtbot: QtBot) -> None:
    dialog = ask(parent, "Close", "Close it?", "Close day", lambda: None, danger=True)
    qtbot.waitExposed(dialog)
    dialog.activateWindow()
    (ring,) = dialog.findChildren(FocusRing)
    qtbot.waitUntil(ring.isVisible)
    (no,) = (b for b in dialog.buttons.buttons() if b.text() == "Cancel")
    assert dialog.focusWidget() is no
    assert ring.geometry().contains(no.geometry().translated(dialog.buttons.pos()))
