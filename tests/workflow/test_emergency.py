"""Promise 41: the recovery code opens the practice to look at it, with a reason, on the trail."""

from pathlib import Path

import pytest
import sqlalchemy as sa

from desktop_biller.foundation.errors import InputError, PermissionDeniedError
from desktop_biller.models.access import AuditRow
from desktop_biller.security import recovery_code
from desktop_biller.store.places import KEY_FILE
from desktop_biller.workflow.opening import create_practice, open_in_emergency
from desktop_biller.workflow.patients.patient_list import patient_ids
from desktop_biller.workflow.patients.register import RegisterPatient, register_patient
from desktop_biller.workflow.reading import ListQuery
from tests.office import ADDRESS, CHEAP, OWNER, catalogue, command, fixed_clock

REASON = "Both owners are in the hospital"


@pytest.fixture
def code(tmp_path: Path) -> str:
    return create_practice(tmp_path / "p", OWNER, practice_name="Cedar Hollow", cost=CHEAP)


def test_p41_the_recovery_code_opens_to_look_and_not_to_change(tmp_path: Path, code: str) -> None:
    (tmp_path / "p" / KEY_FILE).unlink()
    ws = open_in_emergency(tmp_path / "p", code, REASON, catalogue=catalogue())
    assert patient_ids(ws, ListQuery()) == ()
    with pytest.raises(PermissionDeniedError, match=r"Emergency access \(emergency\) may not"):
        register_patient(
            ws,
            command(
                RegisterPatient,
                name={"last": "Delgado", "first": "Rosa"},
                birth_date="1968-04-12",
                sex="F",
                address=ADDRESS,
            ),
        )
    with ws.db.reading() as session:
        row = session.scalars(sa.select(AuditRow).order_by(AuditRow.seq.desc())).first()
    assert row is not None
    assert (row.event, row.reason) == ("practice.opened_in_emergency", REASON)
    ws.close()


@pytest.mark.parametrize("reason", ["", "   ", "fun"])
def test_p41_emergency_access_needs_a_reason(tmp_path: Path, code: str, reason: str) -> None:
    with pytest.raises(InputError) as told:
        open_in_emergency(tmp_path / "p", code, reason, catalogue=catalogue())
    assert told.value.field == "reason"


def test_a_practice_takes_the_key_whose_code_was_shown_before(tmp_path: Path) -> None:
    key = bytes(range(32))
    code = create_practice(tmp_path / "p", OWNER, practice_name="Cedar Hollow", key=key, cost=CHEAP)
    assert code == recovery_code.encode(key)
    open_in_emergency(
        tmp_path / "p", code, REASON, catalogue=catalogue(), clock=fixed_clock()
    ).close()
