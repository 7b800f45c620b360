"""Passphrases changed while the practice is open; the key file and the trail agree."""

from pathlib import Path

import pytest
import sqlalchemy as sa

from desktop_biller.foundation.errors import (
    InputError,
    PermissionDeniedError,
    RefusedError,
    WrongPassphraseError,
)
from desktop_biller.models.access import AuditRow
from desktop_biller.security import keyfile
from desktop_biller.store.places import KEY_FILE
from desktop_biller.workflow.backup_list import backup_rows
from desktop_biller.workflow.office.passphrases import change_own_passphrase, give_passphrase
from desktop_biller.workflow.office.users import NewUser, add_user
from desktop_biller.workflow.upkeep import back_up, restore_drill
from tests.office import CHEAP, PASSPHRASE, Office

NEW = "seven herons wade at noon"


def last_event(office: Office) -> str:
    with office.ws.db.reading() as session:
        return (
            session.scalars(sa.select(AuditRow.event).order_by(AuditRow.seq.desc())).first() or ""
        )


def opens(folder: Path, user: str, passphrase: str) -> bool:
    try:
        keyfile.unlock(folder / KEY_FILE, user, passphrase)
    except WrongPassphraseError:
        return False
    return True


def test_p3_ones_own_passphrase_is_changed_and_the_old_one_stops_working(office: Office) -> None:
    change_own_passphrase(office.ws, PASSPHRASE, NEW, cost=CHEAP)
    assert opens(office.ws.folder, "tn", NEW)
    assert not opens(office.ws.folder, "tn", PASSPHRASE)
    assert last_event(office) == "passphrase.changed"


@pytest.mark.parametrize(
    ("old", "new", "refusal"),
    [
        ("quiet otters cross the river", NEW, WrongPassphraseError),
        (PASSPHRASE, "password password", InputError),
    ],
)
def test_a_refused_change_leaves_the_old_passphrase(
    office: Office, old: str, new: str, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        change_own_passphrase(office.ws, old, new, cost=CHEAP)
    assert opens(office.ws.folder, "tn", PASSPHRASE)
    assert last_event(office) != "passphrase.changed"


def test_an_owner_gives_a_passphrase_to_who_forgot_theirs(office: Office) -> None:
    user = add_user(office.ws, NewUser("mv", "Mara Voss", "biller", PASSPHRASE), cost=CHEAP)
    give_passphrase(office.ws, user, NEW, cost=CHEAP)
    assert opens(office.ws.folder, "mv", NEW)
    assert not opens(office.ws.folder, "mv", PASSPHRASE)
    assert last_event(office) == "passphrase.given"
    with pytest.raises(RefusedError):
        give_passphrase(office.ws, 99, NEW, cost=CHEAP)


def test_only_who_sets_the_practice_up_gives_passphrases(office: Office) -> None:
    office.ws.actor = type(office.ws.actor)(9, "mv", "Mara Voss", "MV", "biller")
    with pytest.raises(PermissionDeniedError):
        give_passphrase(office.ws, 1, NEW, cost=CHEAP)


def test_p28_a_drill_shows_what_a_person_knows_beside_the_live_figures(office: Office) -> None:
    patient = office.insured_patient()
    office.visit(patient.patient_id, ("G0439", 18500))
    back_up(office.ws)
    drilled = restore_drill(office.ws)
    assert drilled.equal
    assert drilled.restored == drilled.live
    assert drilled.live is not None
    assert (drilled.live.patients, drilled.live.insurers_owe_cents) == (1, 18500)
    assert [(row.reason, row.patients) for row in backup_rows(office.ws)] == [("by hand", 1)]
