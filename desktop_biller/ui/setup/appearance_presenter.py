"""Keeping the user's choices of looks and lock, and asking the program to apply them."""

from typing import Protocol

from desktop_biller.ui.desk import Desk

_USUAL_IDLE = 5
_MODES = ("system", "light", "dark")


class View(Protocol):
    """What the presenter asks of the page."""

    def show_choices(self, mode: str, scale: int, idle_minutes: int) -> None: ...


class AppearancePresenter:
    """Presents the tab."""

    def __init__(self, desk: Desk, view: View) -> None:
        self._desk, self._view = desk, view

    def reload(self) -> None:
        """Show what is in force; the text size may have been changed by its keys."""
        read = self._desk.settings.read
        mode = read("theme")
        idle = read("idle_minutes")
        self._view.show_choices(
            mode if mode in _MODES else "system",
            round(float(read("text_scale", "1.0")) * 10) * 10,
            int(idle) if idle.isdigit() else _USUAL_IDLE,
        )

    def on_theme(self, mode: str) -> None:
        """Another theme is wanted."""
        self._desk.settings.keep("theme", mode)
        self._desk.ask("looks")

    def on_scale(self, per_cent: int) -> None:
        """Another text size is wanted."""
        self._desk.settings.keep("text_scale", f"{per_cent / 100:.1f}")
        self._desk.ask("looks")

    def on_idle(self, minutes: int) -> None:
        """The program shall lock itself sooner or later."""
        self._desk.settings.keep("idle_minutes", str(minutes))
        self._desk.ask("idle")
        self._desk.tell(f"Locks after {minutes} minute{'' if minutes == 1 else 's'}.")
