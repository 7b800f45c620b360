"""Faults for the negative controls: a rig that never reports anything proves nothing.

They are planted in the child by replacing functions of the program, which itself stays as it is.
Both sleep for a moment in the gap they open, so that a kill at random falls into it often; without
the sleep the gap would be as wide as one commit, and the rig would need more kills to hit it.
"""

import time
from collections.abc import Callable
from typing import Any

from sqlalchemy.orm import Session

from desktop_biller.workflow.payments import patient_payment
from desktop_biller.workflow.usecase import Transaction, UseCase

GAP_SECONDS = 0.02

ACK_BEFORE_COMMIT = "ack-before-commit"
SPLIT = "split"
FAULTS = (ACK_BEFORE_COMMIT, SPLIT)

FAVORED = {SPLIT: "take_patient_payment"}
"""The use case that a fault sits in comes more often."""


def plant(fault: str, tell: Callable[[str], None]) -> Callable[[str], None]:
    """Plant ``fault`` in this process; returns how a finished command is acknowledged."""
    if fault == ACK_BEFORE_COMMIT:
        return _acknowledge_before_commit(tell)
    if fault == SPLIT:
        split_payment()
    return tell


def _acknowledge_before_commit(tell: Callable[[str], None]) -> Callable[[str], None]:
    """Say that a command is done while its transaction is still open."""
    finish, told = UseCase._finish, set[str]()

    def finish_too_late(self: UseCase[Any, Any], tx: Transaction, digest: str, result: Any) -> None:
        finish(self, tx, digest, result)
        tell(tx.key)
        told.add(tx.key)
        time.sleep(GAP_SECONDS)

    UseCase._finish = finish_too_late  # type: ignore[assignment,method-assign] # that is the fault
    return lambda key: None if key in told else tell(key)


def split_payment() -> None:
    """Commit a patient's payment row first, and its entry, receipt, command and audit row apart."""
    post: Any = vars(patient_payment)["post"]

    def post_apart(tx: Transaction, kind: str, *rest: Any, **more: Any) -> Any:
        if kind == "patient_payment":
            commit_halfway(tx.session)
        return post(tx, kind, *rest, **more)

    patient_payment.post = post_apart  # type: ignore[attr-defined] # that is the fault


def commit_halfway(session: Session) -> None:
    """Commit what the session has written so far, behind the back of SQLAlchemy."""
    connection = session.connection()
    connection.exec_driver_sql("COMMIT")
    time.sleep(GAP_SECONDS)
    connection.exec_driver_sql("BEGIN IMMEDIATE")
