"""Choices of this user on this computer, in a small file of their own; nothing of a patient."""

from pathlib import Path

import platformdirs
from PySide6.QtCore import QSettings


def settings_file() -> Path:
    """Where the choices are kept."""
    return platformdirs.user_config_path("desktop-biller", appauthor=False) / "windows.ini"


class KeptSettings:
    """Texts by key.

    Args:
        file: the file; left out, the user's own.
        scope: whose choices these are: a login, or blank for the computer's.
    """

    def __init__(self, file: Path | None = None, scope: str = "") -> None:
        self._file = file or settings_file()
        self._kept = QSettings(str(self._file), QSettings.Format.IniFormat)
        self._scope = f"{scope}/" if scope else ""

    def of(self, user: str) -> "KeptSettings":
        """The choices of a user."""
        return KeptSettings(self._file, f"user {user}")

    def read(self, key: str, default: str = "") -> str:
        """The kept text, or ``default``."""
        return str(self._kept.value(f"{self._scope}{key}", default))

    def keep(self, key: str, value: str) -> None:
        """Keep a text under a key."""
        self._kept.setValue(f"{self._scope}{key}", value)

    def save(self) -> None:
        """Write the file now."""
        self._kept.sync()
