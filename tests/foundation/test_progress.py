import time

import pytest

from desktop_biller.foundation.progress import Cancelled, JobControl


class Watch:
    """A clock that a test moves."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch) -> Watch:
    found = Watch()
    monkeypatch.setattr(time, "monotonic", found)
    return found


def test_steps_are_told_at_most_twenty_times_a_second_and_the_last_one_always(
    watch: Watch,
) -> None:
    told: list[tuple[int, int, str]] = []
    job = JobControl(lambda *step: told.append(step))
    for done in range(1, 101):
        watch.now += 1 / 64  # exact in binary
        job.step(done, 100, "Statements")
    assert [done for done, _, _ in told] == [1, *range(5, 98, 4), 100]


def test_a_job_nobody_listens_to_goes_on() -> None:
    JobControl().step(1, 2, "Statements")


def test_a_cancelled_job_stops_at_its_next_step_and_says_what_stands() -> None:
    told: list[int] = []
    job = JobControl(lambda done, _total, _text: told.append(done))
    job.cancel()
    with pytest.raises(Cancelled) as caught:
        job.step(1, 2, "Statements")
    assert caught.value.result == "Stopped. Nothing was changed."
    assert told == []
