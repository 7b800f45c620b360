"""A form: what is marked when it is read, Alt keys, and where it scrolls."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from desktop_biller.foundation.errors import InputError
from desktop_biller.ui.kit import text_field
from desktop_biller.ui.kit.fields_first import FieldsFirst
from desktop_biller.ui.kit.folder_field import FolderField
from desktop_biller.ui.kit.form import Form
from desktop_biller.ui.kit.parts import Button, Panel, row, scrolled
from desktop_biller.ui.kit.screen import Screen
from desktop_biller.ui.kit.shortcuts import make_action
from desktop_biller.ui.kit.text_field import NoteField, TextField
from desktop_biller.ui.kit.typed_fields import PhoneField, ZipField


def _form(qtbot: QtBot) -> Form:
    form = Form()
    form.add("name", "&Name", TextField(longest=8))
    form.add("zip", "&ZIP code", ZipField())
    form.add("phone", "&Phone", PhoneField())
    qtbot.addWidget(form)
    return form


def _problem(form: Form, name: str) -> str:
    field = form.fields[name].field
    assert isinstance(field, TextField)
    return field.problem


def test_one_reading_marks_what_can_not_be_read_and_what_is_missing(qtbot: QtBot) -> None:
    form = _form(qtbot)
    phone = form.fields["phone"].field
    assert isinstance(phone, PhoneField)
    phone.setText("call me")
    for _time in range(2):  # the second try marks all of it again
        assert form.first_problem("name", "zip") is form.fields["name"]
        assert _problem(form, "name") == _problem(form, "zip") == "This is needed."
        assert _problem(form, "phone").startswith("A phone number has ten digits.")


def test_a_refusal_at_a_field_does_not_forbid_the_next_try(qtbot: QtBot) -> None:
    form = _form(qtbot)
    name = form.fields["name"].field
    assert isinstance(name, TextField)
    name.setText("Lee")
    form.show_error(InputError("Lee is taken.", remedy="Choose another ZIP code.", field="name"))
    assert _problem(form, "name")
    assert form.first_problem("name") is None


def test_half_an_emoji_is_never_left_in_a_field(qtbot: QtBot) -> None:
    form = _form(qtbot)
    name = form.fields["name"].field
    assert isinstance(name, TextField)
    name.insert("abcdefg\N{GRINNING FACE}")
    assert name.displayText() == "abcdefg"
    assert name.problem.startswith("Only 8 characters fit")


def test_an_alt_key_calls_the_field_before_the_menu_of_that_letter(qtbot: QtBot) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    menu = window.menuBar().addMenu("&Phones")
    FieldsFirst(window.menuBar())
    form = Form()
    form.add("name", "&Name", TextField())
    phone = form.add("phone", "&Phone", PhoneField())
    folder = FolderField("Choose")
    form.add("folder", "&Folder", folder)
    window.setCentralWidget(form)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    for _time in range(3):  # Qt gives the key to the menu and the label in turn
        form.fields["name"].field.setFocus()
        QTest.keyClick(form.fields["name"].field, Qt.Key.Key_P, Qt.KeyboardModifier.AltModifier)
        assert phone.hasFocus()
        assert not menu.isVisible()
    QTest.keyClick(phone, Qt.Key.Key_F, Qt.KeyboardModifier.AltModifier)
    assert folder.line.hasFocus()


def test_a_page_scrolls_to_the_field_that_gets_the_focus(qtbot: QtBot) -> None:
    form = Form(1)
    for number in range(30):
        form.add(f"field{number}", f"Field {number}", TextField())
    area = scrolled(form)
    qtbot.addWidget(area)
    area.resize(300, 200)
    area.show()
    area.activateWindow()
    qtbot.waitUntil(area.isActiveWindow)
    last = form.fields["field29"].field
    last.setFocus()
    qtbot.waitUntil(lambda: not last.visibleRegion().isEmpty())


def test_a_key_of_a_disabled_act_tells_the_reason_until_it_is_gone(qtbot: QtBot) -> None:
    screen, pressed = Screen("Payment"), []
    qtbot.addWidget(screen)
    post = screen.button("Post", lambda: pressed.append(1))
    post.say_why("Choose whose payment this is first.")
    post.click()
    assert screen.banner.words() == "Choose whose payment this is first."
    post.say_why("Type the amount that was paid first.")
    assert screen.banner.words() == "Type the amount that was paid first."
    post.say_why("")
    assert screen.banner.words() == ""
    post.click()
    assert pressed == [1]


@pytest.mark.parametrize("field", [TextField, NoteField])
@pytest.mark.parametrize("name", ["enter visit", "take payment", "find"])
def test_keys_of_the_whole_program_work_while_a_field_has_the_focus(
    qtbot: QtBot, field: type[QWidget], name: str
) -> None:
    window, pressed = QMainWindow(), []
    qtbot.addWidget(window)
    action = make_action(window, name)
    action.triggered.connect(lambda: pressed.append(name))
    line = field()
    window.setCentralWidget(line)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    line.setFocus()
    QTest.keySequence(line, action.shortcut())
    assert pressed == [name]


@pytest.mark.parametrize("field", [TextField, NoteField])
def test_a_field_leaves_a_key_of_the_program_that_qt_would_keep(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, field: type[QWidget]
) -> None:
    line = field()
    qtbot.addWidget(line)
    held = Qt.KeyboardModifier.ControlModifier
    for ours, taken in ((frozenset[str](), True), (frozenset({"Ctrl+A"}), False)):
        monkeypatch.setattr(text_field, "_OURS", ours)
        asked = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_A, held)
        QApplication.sendEvent(line, asked)
        assert asked.isAccepted() is taken


def test_a_button_that_is_disabled_while_it_works_keeps_the_focus_for_later(qtbot: QtBot) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    panel = Panel("plain")
    save, other = Button("Save"), Button("Delete")
    panel.setLayout(row(other, save))
    window.setCentralWidget(panel)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    save.setFocus()
    save.say_why("It is being saved.")
    assert panel.hasFocus()
    save.say_why("")
    assert save.hasFocus()
    save.say_why("It is being saved.")
    other.setFocus()
    save.say_why("")
    assert other.hasFocus()
