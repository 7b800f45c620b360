"""How often a line asks while somebody types into it."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer


class Pace(QObject):
    """Asks at once for a key that comes alone; for a burst of keys at its start and once a pause.

    To wait after every key whether another one comes would make each answer late by that wait; to
    ask for every key of a burst would make the last one wait for answers that nobody wants.

    Args:
        ask: asks for what stands in the line now.
        pause: milliseconds between two questions at least.
    """

    def __init__(self, ask: Callable[[], object], pause: int, parent: QObject) -> None:
        super().__init__(parent)
        self._ask = ask
        self._again = False
        self._timer = QTimer(self, singleShot=True, interval=pause)
        self._timer.timeout.connect(self._on_pause)

    def key(self) -> None:
        """Something was typed."""
        if self._timer.isActive():
            self._again = True
        else:
            self._timer.start()
            self._ask()

    def stop(self) -> None:
        """Ask no more for what was typed."""
        self._timer.stop()
        self._again = False

    def _on_pause(self) -> None:
        if self._again:
            self._again = False
            self._timer.start()
            self._ask()
