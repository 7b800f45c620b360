"""The installed Qt binding survives a day of calls on this Python: docs/dependencies.md."""

import os
import subprocess
import sys

_MANY_CALLS = """
from PySide6.QtWidgets import QApplication, QLineEdit

app = QApplication([])
field = QLineEdit()
for number in range(20_000):
    field.setText(str(number))
print(field.text())
"""


def test_twenty_thousand_calls_do_not_bring_the_interpreter_down() -> None:
    # PySide6 6.12.0 loses a reference to None at each: Python 3.11 aborts after some 5,000.
    ended = subprocess.run(
        [sys.executable, "-c", _MANY_CALLS],
        check=False,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    assert (ended.returncode, ended.stdout) == (0, "19999\n"), ended.stderr
