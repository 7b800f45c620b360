"""How long work reports itself and is stopped, without knowing who listens."""

import time
from collections.abc import Callable

Listener = Callable[[int, int, str], None]

_SHORTEST_PAUSE = 0.05
"""Twenty reports a second are all that an eye can use."""


class Cancelled(Exception):  # noqa: N818 -- a wish of the user, not an error
    """The user stopped the job; ``result`` says in words what stands."""

    def __init__(self, result: str = "Stopped. Nothing was changed.") -> None:
        super().__init__(result)
        self.result = result


class JobControl:
    """Handed to a long use case: reports its steps and says when to stop.

    Args:
        listener: called with (done, total, text), at most twenty times a second.
    """

    def __init__(self, listener: Listener | None = None) -> None:
        self._listener = listener
        self._last = float("-inf")
        self._cancelled = False

    def cancel(self) -> None:
        """Ask the job to stop at its next step (any thread may call it)."""
        self._cancelled = True

    def step(self, done: int, total: int, text: str) -> None:
        """Report that ``done`` of ``total`` is finished.

        Raises:
            Cancelled: ``cancel`` was called.
        """
        if self._cancelled:
            raise Cancelled
        now = time.monotonic()
        if self._listener is not None and (now - self._last >= _SHORTEST_PAUSE or done == total):
            self._last = now
            self._listener(done, total, text)
