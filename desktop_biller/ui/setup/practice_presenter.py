"""Reading and saving the practice's own data; making the sample anew."""

import secrets
from functools import partial
from pathlib import Path
from typing import Protocol

from desktop_biller.foundation.errors import UserError
from desktop_biller.foundation.progress import JobControl
from desktop_biller.security.permissions import Permission
from desktop_biller.ui.desk import Desk
from desktop_biller.ui.setup.rights import why_not
from desktop_biller.workflow.office.office_lists import PracticeDetails, practice_details
from desktop_biller.workflow.office.practice import (
    PracticeSetUp,
    SetUpPractice,
    set_up_practice,
)
from desktop_biller.workflow.sample_practice.making import make_sample_anew, refuse_other_practice
from desktop_biller.workflow.workspace import Workspace


class View(Protocol):
    """What the presenter asks of the page."""

    def show_details(self, details: PracticeDetails) -> None: ...
    def typed(self, key: str) -> SetUpPractice | None: ...
    def show_may_not(self, reason: str) -> None: ...
    def show_refusal(self, error: UserError) -> None: ...
    def mark_saved(self) -> None: ...
    def show_resetting(self, *, resetting: bool) -> None: ...


class PracticePresenter:
    """Presents the tab."""

    def __init__(self, desk: Desk, view: View) -> None:
        self._desk, self._view = desk, view
        self._key = secrets.token_hex(16)
        self._saving = False

    def reload(self) -> None:
        """Read the practice again."""
        self._view.show_may_not(why_not(self._desk, Permission.SET_UP_PRACTICE))
        ask = partial(practice_details, self._desk.ws)
        self._desk.jobs.read(ask, self._view.show_details, slot=f"setup {id(self)}")

    def on_save(self) -> None:
        """Save what stands in the form, where it is sound."""
        command = None if self._saving else self._view.typed(self._key)
        if command is None:
            return
        self._saving = True
        act = partial(set_up_practice, self._desk.ws, command)
        self._desk.jobs.write(lambda _job: act(), self._on_saved, self._on_refused)

    def on_reset(self) -> None:
        """Make a fresh sample practice; the program then puts it in the place of this one."""
        self._view.show_resetting(resetting=True)
        self._desk.jobs.write(
            partial(make_fresh, self._desk.ws),
            self._on_made,
            self._on_reset_refused,
            title="Reset sample",
            stopped=self._on_stopped,
        )

    def _on_saved(self, result: PracticeSetUp) -> None:
        self._saving = False
        self._key = secrets.token_hex(16)
        self._view.mark_saved()
        self._desk.tell("Practice saved.")
        self._desk.act(result)

    def _on_refused(self, error: UserError) -> None:
        self._saving = False
        self._key = secrets.token_hex(16)
        self._view.show_refusal(error)

    def _on_made(self, fresh: Path) -> None:
        del fresh  # stands where ``fresh_beside`` says
        self._view.show_resetting(resetting=False)
        self._desk.ask("swap sample")

    def _on_reset_refused(self, error: UserError) -> None:
        self._view.show_resetting(resetting=False)
        self._view.show_refusal(error)

    def _on_stopped(self, words: str) -> None:
        self._view.show_resetting(resetting=False)
        self._desk.tell(words)


def make_fresh(ws: Workspace, job: JobControl) -> Path:
    """Make a fresh sample practice beside the open one.

    Raises:
        RefusedError: the open practice is a real one.
        StorageError: the disk failed; nothing was changed.
    """
    refuse_other_practice(ws)
    return make_sample_anew(ws.folder, catalogue=ws.catalogue, job=job)
