"""Work beside the UI thread: one write lane, a few readers, progress, cancel.

A presenter says ``jobs.read(ask, done)`` or ``jobs.write(act, done, title=...)``; the function
runs in a worker and its result comes home on the UI thread. A ``slot`` names a question whose
newest answer alone counts: an older one that comes late is dropped.
"""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from desktop_biller.foundation.errors import UserError
from desktop_biller.foundation.progress import Cancelled, JobControl

T = TypeVar("T")
Done = Callable[[T], None]
Failed = Callable[[UserError], None]
Stopped = Callable[[str], None]
Work = Callable[[JobControl], T]

_READERS = 3


class Jobs(Protocol):
    """What presenters ask of the runner; tests give them an ``InlineRunner``."""

    def read(
        self, ask: Callable[[], T], done: Done[T], failed: Failed | None = None, *, slot: str = ""
    ) -> None:
        """Ask a question in a reader; ``failed`` gets a refusal, else it is shown in a dialog."""
        ...

    def write(
        self,
        act: Work[T],
        done: Done[T],
        failed: Failed | None = None,
        *,
        title: str = "",
        stopped: Stopped | None = None,
    ) -> None:
        """Carry a use case out in the write lane.

        ``title`` puts a long job into the status bar with its count and Cancel; ``stopped`` gets
        the words of what stands when the user cancels.
        """
        ...

    def work(
        self,
        act: Work[T],
        done: Done[T],
        failed: Failed | None = None,
        *,
        title: str = "",
        stopped: Stopped | None = None,
    ) -> None:
        """Do long work that holds no transaction, such as printing, beside the write lane."""
        ...


class InlineRunner:
    """Runs at once, on the caller's thread: for tests of presenters, without an application."""

    def __init__(self) -> None:
        self.refusals: list[UserError] = []

    def read(
        self, ask: Callable[[], T], done: Done[T], failed: Failed | None = None, *, slot: str = ""
    ) -> None:
        """Ask at once."""
        del slot
        self._run(lambda _control: ask(), done, failed)

    def write(
        self,
        act: Work[T],
        done: Done[T],
        failed: Failed | None = None,
        *,
        title: str = "",
        stopped: Stopped | None = None,
    ) -> None:
        """Act at once."""
        del title
        try:
            self._run(act, done, failed)
        except Cancelled as error:
            if stopped is not None:
                stopped(error.result)

    def work(
        self,
        act: Work[T],
        done: Done[T],
        failed: Failed | None = None,
        *,
        title: str = "",
        stopped: Stopped | None = None,
    ) -> None:
        """Work at once."""
        self.write(act, done, failed, title=title, stopped=stopped)

    def _run(self, act: Work[T], done: Done[T], failed: Failed | None) -> None:
        try:
            result = act(JobControl())
        except UserError as error:
            self.refusals.append(error)
            if failed is not None:
                failed(error)
            return
        done(result)


@dataclass(slots=True, eq=False)
class Job:
    """One piece of work that was handed over."""

    done: Done[Any]
    failed: Failed | None
    stopped: Stopped | None
    title: str
    slot: str
    control: JobControl = field(default_factory=JobControl)
    future: "Future[Any] | None" = None


class JobRunner(QObject):
    """The real lanes of a program with windows.

    Signals:
        progressed(job, done, total, text): a titled job goes on (total 0: not known yet).
        finished(job): a job has ended, however it ended.
        refused(error): a refusal that nobody wanted to show.
    """

    progressed = Signal(object, int, int, str)
    finished = Signal(object)
    refused = Signal(object)
    _came_home = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="write lane")
        self._readers = ThreadPoolExecutor(_READERS, thread_name_prefix="reader")
        self._live: set[Job] = set()
        self._held: list[tuple[ThreadPoolExecutor, Job, Work[Any]]] | None = None
        self._newest: dict[str, Job] = {}
        self._came_home.connect(self._take_home, Qt.ConnectionType.QueuedConnection)

    def read(
        self, ask: Callable[[], T], done: Done[T], failed: Failed | None = None, *, slot: str = ""
    ) -> None:
        """Ask a question in a reader."""
        job = Job(done, failed, None, "", slot)
        if slot:
            self._newest[slot] = job
        self._start(self._readers, job, lambda _control: ask())

    def write(
        self,
        act: Work[T],
        done: Done[T],
        failed: Failed | None = None,
        *,
        title: str = "",
        stopped: Stopped | None = None,
    ) -> None:
        """Carry a use case out in the write lane, after those handed over before it."""
        self._start(self._writer, self._told(Job(done, failed, stopped, title, "")), act)

    def work(
        self,
        act: Work[T],
        done: Done[T],
        failed: Failed | None = None,
        *,
        title: str = "",
        stopped: Stopped | None = None,
    ) -> None:
        """Do long work in a reader, so that a use case need not wait for it."""
        self._start(self._readers, self._told(Job(done, failed, stopped, title, "")), act)

    def busy(self) -> bool:
        """True while anything is under way."""
        return bool(self._live)

    def hold(self) -> None:
        """Start nothing new until ``release``: the practice is locked."""
        if self._held is None:
            self._held = []

    def release(self) -> None:
        """Start what was handed over meanwhile."""
        held, self._held = self._held or [], None
        for lane, job, act in held:
            self._start(lane, job, act)

    def forget_held(self) -> None:
        """Drop what was handed over meanwhile: another user works now."""
        self._held = None

    def close(self) -> None:
        """Let what was handed over come to its end, and start nothing more."""
        self._readers.shutdown(wait=True, cancel_futures=True)
        self._writer.shutdown(wait=True)
        self._live.clear()

    def _told(self, job: Job) -> Job:
        """A job that tells how it goes, where it has a title."""
        if job.title:
            job.control = JobControl(
                lambda count, total, text: self.progressed.emit(job, count, total, text)
            )
            self.progressed.emit(job, 0, 0, "")
        return job

    def _start(self, lane: ThreadPoolExecutor, job: Job, act: Work[Any]) -> None:
        if self._held is not None:
            self._held.append((lane, job, act))
            return
        self._live.add(job)
        job.future = lane.submit(act, job.control)
        job.future.add_done_callback(lambda _future: self._came_home.emit(job))

    @Slot(object)
    def _take_home(self, job: Job) -> None:
        if job not in self._live:
            return
        self._live.discard(job)
        self.finished.emit(job)
        future = job.future
        outdated = bool(job.slot) and self._newest.get(job.slot) is not job
        if job.slot and not outdated:
            del self._newest[job.slot]
        if future is None or future.cancelled() or outdated:
            return
        error = future.exception()
        match error:
            case None:
                job.done(future.result())
            case Cancelled():
                if job.stopped is not None:
                    job.stopped(error.result)
            case UserError():
                if job.failed is not None:
                    job.failed(error)
                else:
                    self.refused.emit(error)
            case _:
                raise error  # a bug: the excepthook shows the crash dialog
