"""What comes home to a window that is closed shows nothing there, and is not lost."""

from dataclasses import dataclass

from desktop_biller.foundation.errors import RefusedError, UserError
from desktop_biller.foundation.progress import JobControl
from desktop_biller.ui.desk import Bus
from desktop_biller.ui.jobs import InlineRunner
from desktop_biller.ui.window_jobs import WindowJobs
from desktop_biller.workflow.workspace import Kind


@dataclass(frozen=True)
class Posted:
    changed: frozenset[Kind] = frozenset({Kind.LEDGER})


def refuse(_job: JobControl) -> None:
    raise RefusedError("The day is closed.", remedy="Choose a later day.")


def test_an_open_window_gets_answers_results_and_refusals() -> None:
    lanes, seen = WindowJobs(InlineRunner(), Bus()), list[object]()
    lanes.read(lambda: 1, seen.append)
    lanes.write(lambda _job: 2, seen.append)
    lanes.work(lambda _job: 3, seen.append)
    lanes.write(refuse, seen.append, lambda error: seen.append(error.what))
    assert seen == [1, 2, 3, "The day is closed."]


def test_a_closed_window_is_left_alone_but_others_hear_what_was_changed() -> None:
    bus, told, seen = Bus(), list[frozenset[Kind]](), list[object]()
    refused = list[UserError]()
    bus.subscribe(told.append)
    lanes = WindowJobs(InlineRunner(), bus)
    lanes.close()
    lanes.read(lambda: 1, seen.append)
    lanes.write(lambda _job: Posted(), seen.append)
    lanes.write(refuse, seen.append, refused.append)
    assert (seen, refused) == ([], [])
    assert told == [frozenset({Kind.LEDGER})]
