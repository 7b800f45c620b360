"""The state machine is worth its time only if it finds faults: each of these is planted on purpose.

A fault counts as found when a run fails in any way, be it by the comparison, by a refusal of the
database, or by a paper that does not add up.
"""

import dataclasses
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import Phase, settings
from hypothesis.stateful import run_state_machine_as_test
from msgspec import structs

from desktop_biller.foundation.errors import UserError
from desktop_biller.store import guards
from desktop_biller.workflow.ledger import journal, settle, spread
from desktop_biller.workflow.ledger.journal import Side
from desktop_biller.workflow.payments import (
    adjudication,
    patient_payment,
    remittance,
    remittance_rows,
)
from desktop_biller.workflow.statements import account
from desktop_biller.workflow.usecase import UseCase
from tests.workflow.watched_practice import WatchedPractice

HUNT = settings(max_examples=150, stateful_step_count=30, phases=[Phase.generate], print_blob=False)
FOUND = (AssertionError, UserError, sa.exc.DBAPIError, pytest.fail.Exception)
Plant = Callable[[pytest.MonkeyPatch], None]


def an_expected_share_is_not_the_patients(patch: pytest.MonkeyPatch) -> None:
    """What was paid before the answer is not moved to the patient's side (R61, R66b)."""
    right = spread.patient_part
    patch.setattr(settle, "patient_part", lambda due, room, _paid: right(due, room, 0))


def nothing_returns_to_the_insurer(patch: pytest.MonkeyPatch) -> None:
    """A visit is settled when it is recorded and answered, never when money is taken off."""
    patch.setattr(patient_payment, "settle_visit", lambda _tx, _encounter: None)


def write_off_with_the_wrong_sign(patch: pytest.MonkeyPatch) -> None:
    """A contractual write-off raises what is owed."""
    right = remittance_rows.claim_sides

    def wrong(*args: Any) -> Iterator[Side]:
        for side in right(*args):
            flip = side.effect == "write_off"
            yield dataclasses.replace(side, cents=-side.cents) if flip else side

    patch.setattr(remittance, "claim_sides", wrong)


def no_cap(patch: pytest.MonkeyPatch) -> None:
    """A second payer may write off what a first one already did (R61c)."""
    right = adjudication.adjudicate

    def wrong(before: adjudication.LineBefore, *args: Any, **more: Any) -> Any:
        fresh = dataclasses.replace(before, insurer_paid=0, written_off=0)
        return right(fresh, *args, **more)

    patch.setattr(remittance, "adjudicate", wrong)


def balances_not_kept(patch: pytest.MonkeyPatch) -> None:
    """The journal grows, the balance beside it does not (I11)."""
    patch.setattr(journal, "_keep_balances", lambda _session, _sides: None)


def a_retry_posts_twice(patch: pytest.MonkeyPatch) -> None:
    """The key of a command is not looked at (I10)."""
    right = UseCase.__call__

    def wrong(self: Any, ws: Any, command: Any) -> Any:
        return right(self, ws, structs.replace(command, key=""))

    patch.setattr(UseCase, "__call__", wrong)


def copay_of_nobody(patch: pytest.MonkeyPatch) -> None:
    """A copay stays a credit instead of belonging to its visit (R66b)."""
    patch.setattr(settle, "spread", lambda lines, money: ([{} for _ in lines], dict(money)))


def newest_first(patch: pytest.MonkeyPatch) -> None:
    """A payment on account goes to the newest balance."""
    right = patient_payment._open_lines
    patch.setattr(patient_payment, "_open_lines", lambda *args: list(reversed(right(*args))))


def a_voided_payment_stays_on_its_lines(patch: pytest.MonkeyPatch) -> None:
    """The money is gone, what it paid is not owed again (R67a)."""
    patch.setattr(patient_payment, "release", lambda _tx, _payment: [])


def patient_before_the_second_plan(patch: pytest.MonkeyPatch) -> None:
    """The patient is asked though another plan is on file (R61)."""
    right = adjudication.adjudicate

    def wrong(*args: Any, **more: Any) -> Any:
        return right(*args, **{**more, "has_next_payer": False})

    patch.setattr(remittance, "adjudicate", wrong)


def pending_and_denied_parts_are_asked(patch: pytest.MonkeyPatch) -> None:
    """A visit stands on the statement while an insurer owes or disputes a part (R70, R79)."""
    patch.setattr(account, "_denied_visits", lambda _tx, _guarantor: set())
    patch.setattr(account, "_waiting_visits", lambda _tx, _guarantor: set())


def closed_days_take_entries(patch: pytest.MonkeyPatch) -> None:
    """The workflow forgets the lock; the database must say so (R82)."""
    patch.setattr(journal, "refuse_day", lambda _closed, _day: None)


def posted_rows_can_be_changed(patch: pytest.MonkeyPatch) -> None:
    """A trigger is missing in the file (I5)."""
    right = WatchedPractice.__init__

    def wrong(self: WatchedPractice, *args: Any) -> None:
        right(self, *args)
        with self.ws.db.writing() as session:
            for name in guards.installed_guards(session.connection()):
                if name.endswith("_update"):
                    session.connection().exec_driver_sql(f"DROP TRIGGER {name}")

    patch.setattr(WatchedPractice, "__init__", wrong)


@pytest.mark.slow
@pytest.mark.parametrize(
    "plant",
    [
        an_expected_share_is_not_the_patients,
        nothing_returns_to_the_insurer,
        write_off_with_the_wrong_sign,
        no_cap,
        balances_not_kept,
        a_retry_posts_twice,
        copay_of_nobody,
        newest_first,
        a_voided_payment_stays_on_its_lines,
        patient_before_the_second_plan,
        pending_and_denied_parts_are_asked,
        closed_days_take_entries,
        posted_rows_can_be_changed,
    ],
)
def test_a_planted_fault_is_found(
    plant: Plant, machine: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    plant(monkeypatch)
    with pytest.raises(FOUND):
        run_state_machine_as_test(machine, settings=HUNT)
