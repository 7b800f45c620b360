"""The kill rig: a program killed at any moment loses nothing it has acknowledged (promise 18).

A child opens a practice and carries out a random stream of every use case, with a backup now and
then. After a random number of acknowledgements and up to 60 ms more it is killed. The rig then
opens the practice as anybody would, which needs the dead child's lock, and asks: is every
acknowledged command on record (else it is lost), and does the file hold exactly what its record
accounts for (else it is torn)?
"""

import contextlib
import datetime as dt
import json
import multiprocessing
import random
import shutil
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import Session

from desktop_biller.foundation.dates import FixedClock
from desktop_biller.foundation.errors import StorageError
from desktop_biller.models.access import AuditRow, ExecutedCommand
from desktop_biller.reports.verify import verify
from desktop_biller.security.keyfile import Cost
from desktop_biller.store.backup import restore_backup
from desktop_biller.store.check import check_integrity
from desktop_biller.store.places import DATABASE_FILE
from desktop_biller.workflow.opening import Owner, create_practice, open_practice
from desktop_biller.workflow.upkeep import backups_of
from desktop_biller.workflow.workspace import Workspace
from tests.faults.accounting import Order, Twin, count_rows, unaccounted
from tests.faults.child import Task, work
from tests.faults.planted import FAVORED
from tests.faults.working_day import BACK_UP, MAKERS, next_moment
from tests.office import PASSPHRASE, PRACTICE, Office, catalogue, fixed_clock

MOST_ACKNOWLEDGED = 20
"""A child lives for 1 to 20 acknowledged commands, so that young and old ones are killed ..."""

MOST_SECONDS = 0.06
"""... and then for up to 60 ms, in which any phase of a command or a backup can be met."""

COMMITS_A_FILE = 150
"""Then a fresh copy, so that proving the whole file after each kill stays quick."""

if sys.platform == "win32":
    _PROCESSES = multiprocessing.get_context("spawn")
else:
    _PROCESSES = multiprocessing.get_context("forkserver")
    _PROCESSES.set_forkserver_preload([work.__module__])  # then a child starts in milliseconds

_CHEAP = Cost(memory_kib=8, passes=1)
_OWNER = Owner(name="tn", full_name="Thuy Nguyen", passphrase=PASSPHRASE)


@dataclass(slots=True)
class Report:
    """What a run found. ``lost`` counts commands, ``torn`` reopened files."""

    kills: int = 0
    lost: int = 0
    torn: int = 0
    refused: int = 0
    between: int = 0
    backups: int = 0
    seconds: float = 0
    acknowledged: Counter[str] = field(default_factory=Counter)
    in_flight: Counter[str] = field(default_factory=Counter)
    found_done: Counter[str] = field(default_factory=Counter)
    complaints: list[str] = field(default_factory=list)

    @property
    def commits(self) -> int:
        """Acknowledged commands; backups are not among them."""
        return self.acknowledged.total() - self.acknowledged[BACK_UP]

    def table(self) -> str:
        """The whole report as text."""
        rows = [
            f"{self.commits:,} commits acknowledged, {self.kills:,} kills, {self.seconds:.0f} s",
            f"{self.lost} lost, {self.torn} torn",
            f"{self.refused} commands were refused and left nothing",
            f"{self.between} kills fell between two commands",
            f"{self.backups} backups were restored and compared",
            "",
            f"{'':24}{'acknowledged':>14}{'in flight':>12}{'of them done':>14}",
        ]
        rows += [
            f"{name:24}{self.acknowledged[name]:14}{self.in_flight[name]:12}"
            f"{self.found_done[name]:14}"
            for name in MAKERS
        ]
        return "\n".join([*rows, *dict.fromkeys(self.complaints)])


@dataclass(slots=True)
class Said:
    """What one child said before it died, in the words of ``child``."""

    orders: list[Order] = field(default_factory=list)
    acknowledged: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    def hear(self, words: str) -> None:
        """Take one message."""
        if words.startswith("? "):
            self.orders.append(Order(**json.loads(words[2:])))
        elif words.startswith("! "):
            self.refused.append(words[2:])
        else:
            self.acknowledged.append(words)

    @property
    def in_flight(self) -> Order | None:
        """The command that was under way at the kill, if one was."""
        last = self.orders[-1] if self.orders else None
        ended = last is None or last.key in self.acknowledged or last.key in self.refused
        return None if ended else last


@dataclass(slots=True)
class Victim:
    """One practice file, what is known of it, and its twin.

    Attributes:
        base: its rows, and ``before`` its last audit row, when the first child began.
    """

    folder: Path
    clock: FixedClock
    twin: Twin
    key: bytes
    base: Counter[str]
    before: int
    orders: dict[str, Order] = field(default_factory=dict)
    acknowledged: set[str] = field(default_factory=set)
    refused: set[str] = field(default_factory=set)
    backups: int = 0

    def learn(self, said: Said) -> None:
        """Add what a child said before it was killed."""
        for order in said.orders:
            self.clock.moment = max(self.clock.moment, dt.datetime.fromisoformat(order.at))
            if order.use_case != BACK_UP:
                self.orders[order.key] = order
        self.refused.update(said.refused)
        self.acknowledged.update(key for key in said.acknowledged if key in self.orders)
        self.backups += sum(key not in self.orders for key in said.acknowledged)

    def open(self) -> Workspace:
        """The practice opened as anybody opens it."""
        return open_practice(self.folder, PASSPHRASE, catalogue=catalogue(), clock=self.clock)


class Rig:
    """Kills children and judges what they leave, in the empty folder ``place``."""

    def __init__(self, place: Path, *, seed: int, fault: str = "") -> None:
        self._place = place
        self._chance = random.Random(seed)
        self._fault = fault
        self._report = Report()
        self._copies = 0
        self._template = place / "template"
        _make_template(self._template)

    def run(self, *, commits: int, kills: int = 0, until_found: bool = False) -> Report:
        """Go on until so many commits were acknowledged and so many children killed.

        ``until_found`` ends the run of a negative control at the first thing lost or torn.
        """
        report, start = self._report, time.perf_counter()
        victim = self._fresh()
        while report.commits < commits or report.kills < kills:
            if len(victim.acknowledged) >= COMMITS_A_FILE:
                self._retire(victim)
                victim = self._fresh()
            if not self._judge(victim, self._kill(victim)):
                if until_found:
                    break
                victim.twin.close()
                victim = self._fresh()
        self._retire(victim)
        report.seconds = time.perf_counter() - start
        return report

    def _fresh(self) -> Victim:
        """A copy of the template and its twin, both as they are after one opening."""
        self._copies += 1
        folder = self._place / f"practice {self._copies}"
        twin = self._place / f"twin {self._copies}"
        shutil.copytree(self._template, folder)
        clock = fixed_clock()
        ws = open_practice(folder, PASSPHRASE, catalogue=catalogue(), clock=clock)
        with ws.db.reading() as session:
            base = count_rows(session)
            before = session.scalars(sa.select(sa.func.max(AuditRow.seq))).one()
            clock.moment = next_moment(session)
        key, actor = ws.key, ws.actor
        ws.close()
        shutil.copytree(folder, twin)
        return Victim(folder, clock, Twin(twin, key, actor), key, base, before)

    def _kill(self, victim: Victim) -> Said:
        """Let a child work, kill it, and return what it said.

        Raises:
            EOFError: the child ended by itself; its traceback stands on the error output.
        """
        task = Task(
            folder=str(victim.folder),
            moment=victim.clock.moment.isoformat(),
            seed=self._chance.randrange(2**32),
            favor=FAVORED.get(self._fault) or self._least_met(),
            fault=self._fault,
        )
        said, wanted = Said(), self._chance.randint(1, MOST_ACKNOWLEDGED)
        listen, tell = _PROCESSES.Pipe(duplex=False)
        child = _PROCESSES.Process(target=work, args=(task, tell), daemon=True)
        child.start()
        tell.close()
        with listen:
            while len(said.acknowledged) < wanted:  # at least one: else most die in the opening
                said.hear(listen.recv_bytes().decode())
            time.sleep(self._chance.uniform(0, MOST_SECONDS))
            child.kill()
            with contextlib.suppress(EOFError, OSError):  # its end, or half a message
                while True:
                    said.hear(listen.recv_bytes().decode())
        child.join()
        child.close()
        return said

    def _least_met(self) -> str:
        """The use case that the fewest kills have met, by chance among equals."""
        return min(MAKERS, key=lambda name: (self._report.in_flight[name], self._chance.random()))

    def _judge(self, victim: Victim, said: Said) -> bool:
        """Open the practice, note what is lost or torn, and say whether all of it was sound."""
        report = self._report
        victim.learn(said)
        ws = victim.open()
        with ws.db.reading() as session:
            record = set(session.scalars(sa.select(ExecutedCommand.key)))
            made = session.scalars(_BACKUPS_MADE).one()
            torn = list(_torn(victim, session, record))
            victim.clock.moment = next_moment(session)
        ws.close()
        torn += check_integrity(victim.folder / DATABASE_FILE, victim.key)
        lost = len(victim.acknowledged - record) + max(0, victim.backups - made)
        self._count(said, record, backed_up=made > victim.backups)
        victim.backups = made
        report.lost += lost
        report.torn += bool(torn)
        report.complaints += torn
        return not lost and not torn

    def _count(self, said: Said, record: set[str], *, backed_up: bool) -> None:
        report, met = self._report, said.in_flight
        names = {order.key: order.use_case for order in said.orders}
        report.kills += 1
        report.refused += len(said.refused)
        report.acknowledged.update(names[key] for key in said.acknowledged)
        if met is None:
            report.between += 1
        else:
            report.in_flight[met.use_case] += 1
            done = backed_up if met.use_case == BACK_UP else met.key in record
            report.found_done[met.use_case] += done

    def _retire(self, victim: Victim) -> None:
        """Restore every backup of a file that is no longer used; they too were made under fire."""
        for backup in backups_of(victim.folder):
            into = self._place / "restored"
            try:
                restore_backup(backup.path, into, victim.key)
            except StorageError as error:
                self._report.torn += 1
                self._report.complaints.append(f"backup {backup.path.name}: {error.what}")
            self._report.backups += 1
            shutil.rmtree(into, ignore_errors=True)
        victim.twin.close()
        shutil.rmtree(victim.folder)


def _torn(victim: Victim, session: Session, record: set[str]) -> Iterator[str]:
    """Everything that is half done, as sentences."""
    yield from unaccounted(session, victim.base, victim.orders, before=victim.before)
    yield from (f"command {key} was refused, and is on record" for key in victim.refused & record)
    today = victim.clock.today()
    yield from (f"verify: {finding.message}" for finding in verify(session, today))
    yield from victim.twin.differences(session, victim.orders)


_BACKUPS_MADE = sa.select(sa.func.count()).where(AuditRow.event == "backup.made")


def _make_template(folder: Path) -> None:
    clock = fixed_clock()
    create_practice(
        folder,
        _OWNER,
        practice_name=PRACTICE["name"],
        clock=clock,
        time_zone="America/New_York",
        cost=_CHEAP,
    )
    ws = open_practice(folder, PASSPHRASE, catalogue=catalogue(), clock=clock)
    Office(ws, clock).set_up()
    ws.close()
