"""A practice of one's own, made and set up in one go: what the first-run wizard ends with."""

from dataclasses import dataclass
from pathlib import Path

from desktop_biller.codesets import own_tables
from desktop_biller.codesets.catalogue import Catalogue
from desktop_biller.foundation.dates import Clock
from desktop_biller.foundation.progress import JobControl
from desktop_biller.security import keyfile
from desktop_biller.security.keyfile import Cost
from desktop_biller.workflow.backup_places import keep_second_place
from desktop_biller.workflow.new_folder import new_folder
from desktop_biller.workflow.office.payers import AddPayer, add_payer
from desktop_biller.workflow.office.practice import (
    AddProvider,
    SetUpPractice,
    add_provider,
    set_up_practice,
)
from desktop_biller.workflow.office.services import AddService, add_service
from desktop_biller.workflow.opening import Owner, create_practice, open_practice
from desktop_biller.workflow.upkeep import back_up
from desktop_biller.workflow.workspace import Workspace


@dataclass(frozen=True, slots=True)
class FirstRun:
    """All that the wizard asked for.

    Attributes:
        key: the data key whose recovery code the owner has printed or saved.
        demonstration_services: fill the list of services with the demonstration list.
        second_place: where each backup is copied to, the first one at once, or None.
    """

    folder: Path
    owner: Owner
    key: bytes
    practice: SetUpPractice
    provider: AddProvider
    payers: tuple[AddPayer, ...] = ()
    demonstration_services: bool = False
    second_place: Path | None = None


def make_practice(
    wanted: FirstRun,
    *,
    catalogue: Catalogue,
    job: JobControl | None = None,
    clock: Clock | None = None,
    cost: Cost = keyfile.STRONG,
) -> Path:
    """Make the practice with all that was typed; returns its folder. All of it, or nothing.

    Raises:
        UserError: something typed can't be taken; ``field`` says what.
        StorageError: the place can't hold a practice, or can't be written.
        Cancelled: the user stopped it.
    """
    job = job or JobControl()
    services = own_tables.services() if wanted.demonstration_services else []
    steps = 4 + len(wanted.payers) + len(services)
    job.step(0, steps, "Making the encrypted file")
    with new_folder(wanted.folder) as draft:
        create_practice(
            draft,
            wanted.owner,
            practice_name=wanted.practice.name,
            clock=clock,
            key=wanted.key,
            cost=cost,
        )
        ws = open_practice(draft, wanted.owner.passphrase, catalogue=catalogue, clock=clock)
        try:
            _set_up(ws, wanted, services, job, steps)
        finally:
            ws.close()
    return wanted.folder.absolute()


def _set_up(
    ws: Workspace,
    wanted: FirstRun,
    services: list[own_tables.ServiceRow],
    job: JobControl,
    steps: int,
) -> None:
    job.step(1, steps, "Setting up the practice")
    set_up_practice(ws, wanted.practice)
    add_provider(ws, wanted.provider)
    for number, payer in enumerate(wanted.payers, start=2):
        job.step(number, steps, "Adding payers")
        add_payer(ws, payer)
    first_day = ws.clock.today().replace(month=1, day=1)
    for number, row in enumerate(services, start=2 + len(wanted.payers)):
        job.step(number, steps, "Adding services")
        add_service(
            ws,
            AddService(
                code=row.code,
                description=row.words,
                patient_words=row.patient_words,
                service_class=row.kind,
                fee_cents=row.fee_cents,
                effective_from=first_day,
            ),
        )
    job.step(steps - 1, steps, "Making the first backup")
    back_up(ws, reason="first")
    if wanted.second_place is not None:
        keep_second_place(ws, wanted.second_place)
    job.step(steps, steps, "Done")
