"""Lanes beside the UI thread: order, progress, cancel, the newest answer alone, faults."""

import threading
import time
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from desktop_biller.foundation.errors import RefusedError, UserError
from desktop_biller.foundation.progress import Cancelled, JobControl
from desktop_biller.ui.jobs import InlineRunner, Job, JobRunner


@pytest.fixture
def jobs() -> Iterator[JobRunner]:
    runner = JobRunner()
    yield runner
    runner.close()


def refuse(_job: JobControl) -> None:
    raise RefusedError("The day is closed.", remedy="Choose a later day.")


def test_an_answer_comes_home_on_the_ui_thread(jobs: JobRunner, qtbot: QtBot) -> None:
    threads: list[int] = []
    found: list[int] = []

    def ask() -> int:
        threads.append(threading.get_ident())
        return 7

    def done(answer: int) -> None:
        threads.append(threading.get_ident())
        found.append(answer)

    jobs.read(ask, done)
    qtbot.waitUntil(lambda: found == [7], timeout=3000)
    assert threads[0] != threads[1] == threading.get_ident()


def test_writes_are_done_one_after_another_in_order(jobs: JobRunner, qtbot: QtBot) -> None:
    order: list[str] = []

    def act(name: str, seconds: float) -> None:
        time.sleep(seconds)
        order.append(name)

    done: list[None] = []
    jobs.write(lambda _job: act("first", 0.08), done.append)
    jobs.write(lambda _job: act("second", 0.0), done.append)
    qtbot.waitUntil(lambda: len(done) == 2, timeout=3000)
    assert order == ["first", "second"]


def test_a_reader_answers_while_the_write_lane_works(jobs: JobRunner, qtbot: QtBot) -> None:
    release = threading.Event()
    ended: list[str] = []
    jobs.write(lambda _job: release.wait(5), lambda _done: ended.append("write"))
    jobs.read(lambda: "read", ended.append)
    qtbot.waitUntil(lambda: ended == ["read"], timeout=3000)
    release.set()
    qtbot.waitUntil(lambda: ended == ["read", "write"], timeout=3000)


def test_only_the_newest_answer_of_a_slot_counts(jobs: JobRunner, qtbot: QtBot) -> None:
    found: list[str] = []
    slow = threading.Event()
    jobs.read(lambda: str(slow.wait(5)), found.append, slot="list")
    jobs.read(lambda: "newest", found.append, slot="list")
    qtbot.waitUntil(lambda: bool(found), timeout=3000)
    slow.set()
    qtbot.waitUntil(lambda: not jobs.busy(), timeout=3000)
    assert found == ["newest"]


def test_a_refusal_goes_to_who_asked_else_to_the_program(jobs: JobRunner, qtbot: QtBot) -> None:
    mine: list[UserError] = []
    jobs.write(refuse, lambda _none: None, mine.append)
    qtbot.waitUntil(lambda: bool(mine), timeout=3000)
    with qtbot.waitSignal(jobs.refused, timeout=3000) as nobodys:
        jobs.write(refuse, lambda _none: None)
    assert nobodys.args is not None
    assert str(nobodys.args[0]).startswith("The day is closed.")


def test_a_fault_is_never_swallowed(jobs: JobRunner, qtbot: QtBot) -> None:
    def fail(_job: JobControl) -> None:
        raise ZeroDivisionError

    with qtbot.captureExceptions() as caught:
        jobs.write(fail, lambda _none: None)
        qtbot.waitUntil(lambda: bool(caught), timeout=3000)
    assert caught[0][0] is ZeroDivisionError


def test_cancel_leaves_a_stated_result(jobs: JobRunner, qtbot: QtBot) -> None:
    told: list[str] = []
    seen: list[Job] = []

    def work(job: JobControl) -> None:
        for step in range(500):
            try:
                job.step(step, 500, "Statements")
            except Cancelled as error:
                raise Cancelled(f"{step} of 500 made; {500 - step} still due.") from error
            time.sleep(0.01)

    jobs.progressed.connect(lambda job, *_: seen.append(job))
    jobs.write(work, lambda _none: None, title="Statements", stopped=told.append)
    qtbot.waitUntil(lambda: len(seen) > 2, timeout=3000)
    seen[0].control.cancel()
    qtbot.waitUntil(lambda: bool(told), timeout=3000)
    assert told[0].endswith("still due.")


def test_a_long_job_tells_its_progress_without_flooding(jobs: JobRunner, qtbot: QtBot) -> None:
    counts: list[int] = []
    jobs.progressed.connect(lambda _job, done, *_: counts.append(done))

    def work(job: JobControl) -> None:
        for step in range(2001):
            job.step(step, 2000, "Posting")

    with qtbot.waitSignal(jobs.finished, timeout=5000):
        jobs.write(work, lambda _none: None, title="Posting")
    assert counts[-1] == 2000
    assert len(counts) < 60


def test_what_is_handed_over_while_held_starts_with_the_release(
    jobs: JobRunner, qtbot: QtBot
) -> None:
    found: list[int] = []
    jobs.hold()
    jobs.read(lambda: 1, found.append)
    qtbot.wait(80)
    assert found == []
    jobs.release()
    qtbot.waitUntil(lambda: found == [1], timeout=3000)


def test_the_inline_runner_of_presenter_tests_behaves_alike() -> None:
    jobs = InlineRunner()
    found: list[object] = []
    jobs.read(lambda: 1, found.append)
    jobs.write(lambda _job: 2, found.append)
    jobs.write(refuse, found.append, lambda error: found.append(error.what))

    def stop(_job: JobControl) -> None:
        raise Cancelled("1 of 2 made.")

    jobs.write(stop, found.append, stopped=found.append)
    assert found == [1, 2, "The day is closed.", "1 of 2 made."]
