"""Loads the program's modules behind the unlock window, while the passphrase is typed."""

import gc
import threading
from importlib import import_module

_FIRST = ("session", "sections", "printing.preview_desk", "today.section")
"""Modules that the first window needs."""


class Loading:
    """The modules of a run: first what the first window needs, then the other sections.

    Nobody who wants in waits for the others: ``hurry`` leaves off, ``go_on`` takes it up again.
    """

    def __init__(self) -> None:
        self._begun = False
        self._hurry, self._enough = threading.Event(), threading.Event()

    def start(self) -> None:
        """Begin, in a thread of its own; a second call does nothing."""
        if not self._begun:
            self._begun = True
            threading.Thread(target=self._load, name="loading", daemon=True).start()

    def hurry(self) -> None:
        """Somebody wants in: load no more than the first window needs."""
        self._hurry.set()

    def await_first(self) -> None:
        """Wait until the first window can be made."""
        if self._begun:
            self._enough.wait()

    def go_on(self) -> None:
        """Load what is left, in a quiet moment."""
        self._hurry.clear()
        threading.Thread(target=self._load_others, name="loading", daemon=True).start()

    def _load(self) -> None:
        # Nothing of it is ever thrown away, so nothing is collected meanwhile, nor walked through
        # by any later collection: one over all of it would hold a key press up.
        gc.disable()
        try:
            for name in _FIRST:
                import_module(f"desktop_biller.ui.{name}")
        finally:
            gc.freeze()
            gc.enable()
            self._enough.set()
        self._load_others()

    def _load_others(self) -> None:
        from desktop_biller.ui.sections import load_all  # noqa: PLC0415 -- loaded by now

        load_all(lambda: not self._hurry.is_set())
