"""Backups: reads how they stand, makes and proves them, checks the whole file."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Literal, Protocol, TypeVar

from desktop_biller.foundation.dates import us_date, us_time
from desktop_biller.foundation.errors import UserError
from desktop_biller.security.permissions import Permission
from desktop_biller.ui.desk import Desk
from desktop_biller.ui.kit.shown import money
from desktop_biller.ui.setup.rights import why_not
from desktop_biller.workflow.backup_list import BackupRow, backup_rows
from desktop_biller.workflow.backup_places import SecondPlace, keep_second_place, second_place
from desktop_biller.workflow.upkeep import (
    BackupState,
    Drilled,
    DrillFigures,
    Verified,
    back_up,
    backup_state,
    restore_drill,
    verify_practice,
)
from desktop_biller.workflow.workspace import Workspace

T = TypeVar("T")
Standing = tuple[BackupState, tuple[BackupRow, ...]]

_MOST_FINDINGS = 20


class View(Protocol):
    """What the presenter asks of the page."""

    def show_state(
        self, words: str, standing: Literal["ok", "due", "late"], place: Path
    ) -> None: ...
    def show_second(self, words: str, path: str, *, trouble: bool) -> None: ...
    def show_second_refused(self, error: UserError) -> None: ...
    def end_dialog(self) -> None: ...
    def show_rows(self, rows: Sequence[BackupRow]) -> None: ...
    def show_result(self, title: str, words: str, kind: str) -> None: ...
    def show_working(self, words: str) -> None: ...
    def show_may_not(self, reason: str) -> None: ...


def look(ws: Workspace) -> Standing:
    """How the backups stand, and which there are."""
    return backup_state(ws), backup_rows(ws)


class BackupsPresenter:
    """Presents the tab."""

    def __init__(self, desk: Desk, view: View) -> None:
        self._desk, self._view = desk, view
        self._working = False

    def reload(self) -> None:
        """Look at the backups again."""
        self._view.show_may_not(why_not(self._desk, Permission.KEEP_FILE))
        ask = partial(look, self._desk.ws)
        self._desk.jobs.read(ask, self._on_looked, slot=f"setup {id(self)}")

    def on_back_up(self, folder: str) -> None:
        """Make a backup in the practice's own folder, or in another one."""
        target = Path(folder) if folder else None
        self._act(
            "Back up",
            partial(_back_up, self._desk.ws, target),
            self._on_backed_up,
        )

    def on_second(self, path: str) -> None:
        """Copy each backup to another place too from now on; blank: nowhere."""
        if self._working:
            return
        self._working = True
        place = Path(path) if path else None

        def on_done(second: SecondPlace | None) -> None:
            self._end()
            self._view.end_dialog()
            words, kind = second_words(second), _kind(second)
            self._view.show_result("Second place for backups", words, kind)
            self.reload()

        def on_refused(error: UserError) -> None:
            self._end()
            self._view.show_second_refused(error)

        self._desk.jobs.write(
            lambda _job: keep_second_place(self._desk.ws, place),
            on_done,
            on_refused,
            title="Second place for backups",
        )

    def on_drill(self) -> None:
        """Prove the newest backup."""
        self._act("Restore drill", partial(restore_drill, self._desk.ws), self._on_drilled)

    def on_verify(self) -> None:
        """Check the whole file."""
        self._act("Verify practice", partial(verify_practice, self._desk.ws), self._on_verified)

    def _on_looked(self, standing: Standing) -> None:
        state, rows = standing
        self._view.show_state(state.words, state.state, state.place)
        path = str(state.second.place) if state.second is not None else ""
        trouble = state.lacks_copy or bool(state.second and state.second.trouble)
        self._view.show_second(second_words(state.second), path, trouble=trouble)
        self._view.show_rows(rows)

    def _on_backed_up(self, made: tuple[Path, SecondPlace | None]) -> None:
        path, second = made
        words = f"It was opened again and checked: {path}"
        if second is not None:
            words = f"{words}\n{second_words(second)}"
        self._view.show_result("Backup made", words, _kind(second))

    def _act(self, title: str, act: Callable[[], T], done: Callable[[T], None]) -> None:
        if self._working:
            return
        self._working = True
        self._view.show_working(f"{title} is under way.")
        self._view.show_result(title, "Under way...", "muted")

        def on_done(result: T) -> None:
            self._end()
            done(result)
            self.reload()

        self._desk.jobs.write(
            lambda _job: act(), on_done, partial(self._on_refused, title), title=title
        )

    def _on_refused(self, title: str, error: UserError) -> None:
        self._end()
        self._view.show_result(title, str(error), "bad")

    def _end(self) -> None:
        self._working = False
        self._view.show_working("")

    def _on_drilled(self, drilled: Drilled) -> None:
        title = f"Restore drill: {drilled.backup}"
        figures = figures_words(drilled.restored, drilled.live)
        if drilled.equal:
            words = "The restored backup is equal to the practice, row for row."
            self._view.show_result(title, f"{words}\n{figures}".rstrip(), "good")
            return
        words = (
            "The backup could be restored and opened. It is not equal to the practice: something"
            " was done since it was made. Make a new one to have that too."
        )
        self._view.show_result(title, f"{words}\n{figures}".rstrip(), "warning")

    def _on_verified(self, found: Verified) -> None:
        if not found.findings:
            words = f"All is in order. {found.rows:,} rows were checked."
            self._view.show_result("Verify practice", words, "good")
            return
        lines = [finding.message for finding in found.findings[:_MOST_FINDINGS]]
        left = len(found.findings) - len(lines)
        if left > 0:
            lines.append(f"and {left} more")
        count = len(found.findings)
        head = f"{count} thing{'' if count == 1 else 's'} to look at:"
        self._view.show_result("Verify practice", "\n".join([head, *lines]), "bad")


def _back_up(ws: Workspace, target: Path | None) -> tuple[Path, SecondPlace | None]:
    """The folder of the backup, and how its copy went where one was due."""
    backup = back_up(ws, target)
    return backup.path, second_place(ws) if target is None else None


def _kind(second: SecondPlace | None) -> str:
    return "warning" if second is not None and second.trouble else "good"


def second_words(second: SecondPlace | None) -> str:
    """Where backups are copied to, when last, and what went wrong since."""
    if second is None:
        return "Copied nowhere else: fire or theft would take the backups with the computer."
    place, at = second.place, second.copied_at
    last = f"{us_date(at.date())} {us_time(at)}" if at is not None else ""
    if second.trouble:
        since = f" The last one copied is of {last}." if last else ""
        return f"Not copied to {place}: {second.trouble}{since}"
    return f"Copied to {place}, last {last}." if last else f"To be copied to {place}; none yet."


def figures_words(backup: DrillFigures | None, live: DrillFigures | None) -> str:
    """The figures a person knows, of the backup and of the practice, one a line."""
    if backup is None or live is None:
        return ""
    pairs = (
        ("Patients", f"{backup.patients:,}", f"{live.patients:,}"),
        ("Claims", f"{backup.claims:,}", f"{live.claims:,}"),
        ("Patients owe", _amount(backup.patients_owe_cents), _amount(live.patients_owe_cents)),
        ("Insurers owe", _amount(backup.insurers_owe_cents), _amount(live.insurers_owe_cents)),
    )
    return "\n".join(f"{what}: {then} in the backup, {now} now" for what, then, now in pairs)


def _amount(cents: int | None) -> str:
    return "not told" if cents is None else money(cents)
