"""Fixtures of the windows' tests: offscreen, one application, the light theme."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


import pytest
from PySide6.QtWidgets import QApplication

from desktop_biller.ui.kit import theme as looks


@pytest.fixture(scope="session", autouse=True)
def dressed(qapp: QApplication) -> None:
    """The application in the light theme."""
    looks.prepare(qapp)
    looks.theme.apply(qapp, "light")
