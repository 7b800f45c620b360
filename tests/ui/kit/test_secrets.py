"""Passphrases and recovery codes on the screen: covered, judged, and readable to no other."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from desktop_biller.ui.kit.folder_field import FolderField
from desktop_biller.ui.kit.recovery_code import RecoveryCode
from desktop_biller.ui.kit.secret_edit import SecretEdit
from desktop_biller.ui.kit.strength_bar import StrengthBar
from desktop_biller.ui.passphrases import strength_of

CODE = "-".join(f"{number:02}K7" for number in range(14))


def test_a_passphrase_keeps_its_blanks_and_is_covered(qtbot: QtBot) -> None:
    line = SecretEdit()
    qtbot.addWidget(line)
    QTest.keyClicks(line, "  two words  ")
    assert line.value() == "  two words  "
    assert line.echoMode() == QLineEdit.EchoMode.Password
    assert line.displayText() != line.value()


def test_wiping_leaves_nothing_to_undo(qtbot: QtBot) -> None:
    line = SecretEdit()
    qtbot.addWidget(line)
    QTest.keyClicks(line, "quiet otters")
    line.toggle_eye()
    line.wipe()
    line.undo()
    assert line.value() == ""
    assert not line.is_uncovered()


def test_the_eyes_name_says_what_it_will_do(qtbot: QtBot) -> None:
    line = SecretEdit()
    qtbot.addWidget(line)
    assert line.eye.accessibleName() == "Show the passphrase"
    QTest.keyClick(line, Qt.Key.Key_F8, Qt.KeyboardModifier.AltModifier)
    assert line.eye.accessibleName() == "Hide the passphrase"


@pytest.mark.parametrize(
    ("text", "bars", "good"),
    [
        ("", 0, False),
        ("short", 1, False),
        ("password password", 1, False),
        ("dana whitlow dana", 1, False),
        ("gray heron at 9", 2, True),
        ("seven herons wade noon", 3, True),
        ("seven quiet herons wade at noon", 4, True),
    ],
)
def test_a_passphrase_is_judged_by_the_rules_that_take_it(text: str, bars: int, good: bool) -> None:
    strength = strength_of(text, user="Dana Whitlow")
    assert (strength.bars, strength.good) == (bars, good)
    assert strength.words


def test_the_bar_follows_the_line_and_says_it_in_words(qtbot: QtBot) -> None:
    line = SecretEdit()
    bar = StrengthBar(line, strength_of)
    qtbot.addWidget(line)
    qtbot.addWidget(bar)
    line.setText("seven herons w")
    assert bar._words.text() == "1 more character"
    line.setText("seven herons wade noon")
    assert bar._words.text() == "Strong: 4 words"
    assert line.accessibleDescription() == "Strong: 4 words"


def test_a_covered_code_shows_its_numbers_alone(qtbot: QtBot) -> None:
    code = RecoveryCode()
    qtbot.addWidget(code)
    code.show_code(CODE)
    assert [label.text() for label in code._texts] == CODE.split("-")
    code.set_covered(covered=True)
    assert not any(label.text() in CODE.split("-") for label in code._texts)
    assert not any(
        part in label.accessibleName() for label in code._texts for part in ("0 0 K 7", "K7")
    )
    assert [label.text() for label in code._numbers] == [str(n) for n in range(1, 15)]


def test_a_folder_is_typed_or_chosen_and_both_lines_are_named(qtbot: QtBot) -> None:
    field = FolderField("Choose a folder")
    qtbot.addWidget(field)
    field.setAccessibleName("Folder of the practice")
    assert field.line.accessibleName() == "Folder of the practice"
    assert field.choose.accessibleName() == "Choose: Folder of the practice"
    assert field.folder() is None
    with qtbot.waitSignal(field.edited):
        field._on_chosen("/data/maple")
    assert field.value() == "/data/maple"
