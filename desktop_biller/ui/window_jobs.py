"""The lanes as one window has them: what comes home after the window closed shows nothing there.

A write is carried out all the same, and what it changed is told to the windows that are open.
"""

from collections.abc import Callable
from typing import TypeVar

from desktop_biller.ui.desk import Bus
from desktop_biller.ui.jobs import Done, Failed, Jobs, Stopped, Work
from desktop_biller.workflow.workspace import Kind

T = TypeVar("T")
A = TypeVar("A")


class WindowJobs:
    """Hands work over to the program's lanes until the window is closed.

    Args:
        jobs: the lanes.
        bus: hears of what was changed for a window that is gone.
    """

    def __init__(self, jobs: Jobs, bus: Bus) -> None:
        self._jobs, self._bus = jobs, bus
        self._closed = False

    def close(self) -> None:
        """The window is closed: nothing more is shown in it."""
        self._closed = True

    def read(
        self, ask: Callable[[], T], done: Done[T], failed: Failed | None = None, *, slot: str = ""
    ) -> None:
        """Ask a question in a reader."""
        self._jobs.read(ask, self._here(done), self._refused(failed), slot=slot)

    def write(
        self,
        act: Work[T],
        done: Done[T],
        failed: Failed | None = None,
        *,
        title: str = "",
        stopped: Stopped | None = None,
    ) -> None:
        """Carry a use case out in the write lane."""

        def home(result: T) -> None:
            if not self._closed:
                done(result)
                return
            kinds: frozenset[Kind] = getattr(result, "changed", frozenset())
            self._bus.publish(kinds)

        self._jobs.write(
            act, home, self._refused(failed), title=title, stopped=self._stopped(stopped)
        )

    def work(
        self,
        act: Work[T],
        done: Done[T],
        failed: Failed | None = None,
        *,
        title: str = "",
        stopped: Stopped | None = None,
    ) -> None:
        """Long work in a reader."""
        self._jobs.work(
            act,
            self._here(done),
            self._refused(failed),
            title=title,
            stopped=self._stopped(stopped),
        )

    def _here(self, show: Callable[[A], None]) -> Callable[[A], None]:
        return lambda answer: None if self._closed else show(answer)

    def _refused(self, failed: Failed | None) -> Failed | None:
        return None if failed is None else self._here(failed)

    def _stopped(self, stopped: Stopped | None) -> Stopped | None:
        return None if stopped is None else self._here(stopped)
