"""``desktop-biller`` without a command: the windows, or a sentence where there is no screen."""

import os
import subprocess
import sys

import pytest


@pytest.mark.skipif(sys.platform != "linux", reason="other systems always have a screen")
def test_without_a_screen_a_sentence_says_so_instead_of_an_abort() -> None:
    shown = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    ended = subprocess.run(
        [sys.executable, "-m", "desktop_biller"],
        check=False,
        capture_output=True,
        encoding="utf-8",
        env={name: value for name, value in os.environ.items() if name not in shown},
    )
    assert ended.returncode == 1
    assert ended.stderr.startswith("There is no screen here to open windows on. Nothing was")
    assert ended.stdout == ""
