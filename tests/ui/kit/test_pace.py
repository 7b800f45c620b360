from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from desktop_biller.ui.kit.pace import Pace

_PAUSE_MS = 40


def test_a_key_alone_asks_at_once_and_once(qtbot: QtBot) -> None:
    around, asked = QObject(), list[str]()
    pace = Pace(lambda: asked.append("x"), _PAUSE_MS, around)
    pace.key()
    assert asked == ["x"]
    qtbot.wait(3 * _PAUSE_MS)
    assert asked == ["x"]


def test_a_burst_asks_at_its_start_and_for_its_last_key(qtbot: QtBot) -> None:
    around, asked, text = QObject(), list[str](), ""
    pace = Pace(lambda: asked.append(text), _PAUSE_MS, around)
    for letter in "diab":
        text += letter
        pace.key()
    qtbot.waitUntil(lambda: asked == ["d", "diab"])
    qtbot.wait(2 * _PAUSE_MS)
    assert asked == ["d", "diab"]


def test_what_was_stopped_is_not_asked_later(qtbot: QtBot) -> None:
    around, asked = QObject(), list[str]()
    pace = Pace(lambda: asked.append("x"), _PAUSE_MS, around)
    pace.key()
    pace.key()
    pace.stop()
    qtbot.wait(3 * _PAUSE_MS)
    assert asked == ["x"]
