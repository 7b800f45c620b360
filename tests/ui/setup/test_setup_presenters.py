"""What Setup reads and saves, on a real practice, without widgets."""

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from desktop_biller.foundation.errors import InputError, RefusedError, UserError
from desktop_biller.security import keyfile
from desktop_biller.security.permissions import Actor
from desktop_biller.ui.desk import Bus, Desk, MemorySettings, Place, PreviewRequest
from desktop_biller.ui.jobs import InlineRunner
from desktop_biller.ui.printers import KeptPrinters, Offset
from desktop_biller.ui.setup.appearance_presenter import AppearancePresenter
from desktop_biller.ui.setup.backups_presenter import BackupsPresenter
from desktop_biller.ui.setup.fees_presenter import FeesPresenter
from desktop_biller.ui.setup.practice_presenter import PracticePresenter
from desktop_biller.ui.setup.printer_row import PrinterRow
from desktop_biller.ui.setup.printing_presenter import PrintingPresenter
from desktop_biller.ui.setup.records_presenter import RecordsPresenter
from desktop_biller.ui.setup.setup_presenter import SetupPresenter
from desktop_biller.ui.setup.users_presenter import UsersPresenter
from desktop_biller.workflow.backup_list import BackupRow
from desktop_biller.workflow.inputs import NameInput
from desktop_biller.workflow.office.change_provider import ChangeProvider, change_provider
from desktop_biller.workflow.office.office_lists import (
    FeeRow,
    PracticeDetails,
    ProviderRow,
    UserRow,
    office_providers,
    practice_details,
)
from desktop_biller.workflow.office.practice import AddProvider, SetUpPractice, add_provider
from desktop_biller.workflow.office.services import SetFee
from desktop_biller.workflow.office.users import NewUser
from desktop_biller.workflow.workspace import Kind
from tests.office import CHEAP, PRACTICE, Office, command

NEW = "seven herons wade at noon"


class Told:
    """A desk that remembers what it was asked."""

    def __init__(self, office: Office) -> None:
        self.told: list[str] = []
        self.asked: list[str] = []
        self.places: list[Place] = []
        self.previews: list[PreviewRequest] = []
        self.desk = Desk(
            office.ws,
            InlineRunner(),
            Bus(),
            go=self.places.append,
            tell=self.told.append,
            preview=self.previews.append,
            ask=self.asked.append,
            settings=MemorySettings(),
        )


class Seen:
    """Remembers what a page was told to show; what stands in its form is set by the test."""

    def __init__(self) -> None:
        self.rows: Sequence[Any] = ()
        self.select: int | None = None
        self.command: Any = None
        self.keys: list[str] = []
        self.may_not = ""
        self.refusals: list[UserError] = []
        self.saved = 0
        self.ended = 0
        self.details: PracticeDetails | None = None
        self.results: list[tuple[str, str, str]] = []
        self.state = ("", "", Path())
        self.working: list[str] = []
        self.choices: tuple[str, int, int] = ("", 0, 0)
        self.resetting: list[bool] = []

    def typed(self, key: str) -> Any:
        self.keys.append(key)
        return self.command

    def show_may_not(self, reason: str) -> None:
        self.may_not = reason

    def show_refusal(self, error: UserError) -> None:
        self.refusals.append(error)

    def mark_saved(self) -> None:
        self.saved += 1

    def end_dialog(self) -> None:
        self.ended += 1

    def show_details(self, details: PracticeDetails) -> None:
        self.details = details

    def show_resetting(self, *, resetting: bool) -> None:
        self.resetting.append(resetting)

    def show_state(self, words: str, standing: Any, place: Path) -> None:
        self.state = words, standing, place

    def show_result(self, title: str, words: str, kind: str) -> None:
        self.results.append((title, words, kind))

    def show_working(self, words: str) -> None:
        self.working.append(words)

    def show_choices(self, mode: str, scale: int, idle_minutes: int) -> None:
        self.choices = mode, scale, idle_minutes


class SeenRecords(Seen):
    def show_rows(self, rows: Sequence[ProviderRow], select: int | None = None) -> None:
        self.rows, self.select = rows, select


class SeenUsers(Seen):
    def show_rows(self, rows: Sequence[UserRow], own: str, select: int | None = None) -> None:
        assert own == "tn"
        self.rows, self.select = rows, select


class SeenBackups(Seen):
    def __init__(self) -> None:
        super().__init__()
        self.second: list[tuple[str, str, bool]] = []

    def show_second(self, words: str, path: str, *, trouble: bool) -> None:
        self.second.append((words, path, trouble))

    def show_second_refused(self, error: UserError) -> None:
        self.refusals.append(error)

    def show_rows(self, rows: Sequence[BackupRow]) -> None:
        self.rows = rows


class SeenFees(Seen):
    fees: Sequence[FeeRow] = ()
    payers: Sequence[tuple[object, str]] = ()

    def show_fees(self, fees: Sequence[FeeRow]) -> None:
        self.fees = fees

    def show_payers(self, payers: Sequence[tuple[object, str]]) -> None:
        self.payers = payers

    def show_fee_refusal(self, error: UserError) -> None:
        self.refusals.append(error)

    def end_fee(self) -> None:
        self.ended += 1


class SeenPrinters(Seen):
    def show_printers(self, rows: Sequence[PrinterRow]) -> None:
        self.rows = rows


@pytest.fixture
def told(office: Office) -> Told:
    return Told(office)


def become(told: Told, role: str) -> None:
    told.desk.ws.actor = Actor(9, "mv", "Mara Voss", "MV", role)


# --- Lists with a form --------------------------------------------------------------------------


def providers(told: Told) -> tuple[SeenRecords, RecordsPresenter[ProviderRow]]:
    view = SeenRecords()
    act = RecordsPresenter(
        told.desk,
        view,
        office_providers,
        {AddProvider: add_provider, ChangeProvider: change_provider},
        id_of=lambda result: int(result.provider_id),
        words="Provider saved.",
    )
    told.desk.bus.subscribe(lambda kinds: act.reload() if Kind.PRACTICE in kinds else None)
    return view, act


def test_a_new_provider_is_saved_and_stands_in_the_list(told: Told) -> None:
    view, act = providers(told)
    act.reload()
    assert [row.name.last for row in view.rows] == ["Park"]
    view.command = AddProvider(name=NameInput(last="Obi", first="Samuel"), npi="1558598797")
    act.on_save()
    assert [row.name.last for row in view.rows] == ["Obi", "Park"]
    assert view.select == view.rows[0].provider_id
    assert (view.saved, told.told) == (1, ["Provider saved."])


def test_a_change_is_carried_out_by_its_own_use_case(told: Told) -> None:
    view, act = providers(told)
    act.reload()
    row = view.rows[0]
    view.command = ChangeProvider(
        provider_id=row.provider_id,
        version=row.version,
        name=NameInput(last="Park-Hill", first="Elena"),
        npi=row.npi,
        active=False,
    )
    act.on_save()
    assert [(r.name.last, r.active) for r in view.rows] == [("Park-Hill", False)]


def test_a_refusal_keeps_the_form_and_the_next_try_has_another_key(told: Told) -> None:
    view, act = providers(told)
    act.reload()
    view.command = AddProvider(name=NameInput(last="Obi", first="Samuel"), npi="1999999984")
    act.on_save()
    act.on_save()
    assert [type(error) for error in view.refusals] == [RefusedError, RefusedError]
    assert view.refusals[0].field == "npi"
    assert view.saved == 0
    assert len(set(view.keys)) == 2


@pytest.mark.parametrize(
    ("role", "reason"),
    [("owner", ""), ("biller", "Only an owner of the practice may change this.")],
)
def test_p6_who_may_not_change_is_told_before_trying(told: Told, role: str, reason: str) -> None:
    view, act = providers(told)
    become(told, role)
    act.reload()
    assert view.may_not == reason


# --- The practice -------------------------------------------------------------------------------


def test_the_practice_is_read_and_saved(told: Told) -> None:
    view = Seen()
    act = PracticePresenter(told.desk, view)
    act.reload()
    assert view.details is not None
    assert view.details.name == PRACTICE["name"]
    view.command = command(SetUpPractice, **{**PRACTICE, "name": "Maple Grove"})
    act.on_save()
    assert practice_details(told.desk.ws).name == "Maple Grove"
    view.command = command(SetUpPractice, **{**PRACTICE, "npi": "1234567890"})
    act.on_save()
    assert view.refusals[0].field == "npi"


def test_an_address_for_payments_can_be_taken_away_again(told: Told) -> None:
    view = Seen()
    act = PracticePresenter(told.desk, view)
    box = {"line1": "PO Box 1", "city": "Springfield", "state": "OH", "zip_code": "45501"}
    view.command = command(SetUpPractice, **{**PRACTICE, "remit_address": box})
    act.on_save()
    assert practice_details(told.desk.ws).remit_address.line1 == "PO Box 1"
    view.command = command(SetUpPractice, **PRACTICE)
    act.on_save()
    assert practice_details(told.desk.ws).remit_address.line1 == ""


def test_a_real_practice_is_never_reset(told: Told) -> None:
    view = Seen()
    PracticePresenter(told.desk, view).on_reset()
    assert view.refusals[0].what == "Only the sample practice can be reset."
    assert (view.resetting, told.asked) == ([True, False], [])


# --- Fees ---------------------------------------------------------------------------------------


def test_a_new_fee_from_a_date_on_stands_beside_the_old_one(told: Told, office: Office) -> None:
    view = SeenFees()
    act = FeesPresenter(told.desk, view)
    act.reload_payers()
    assert [words for _, words in view.payers] == ["Blue Harbor Health"]
    act.on_service(1)
    assert [fee.cents for fee in view.fees] == [18500]
    act.on_fee(SetFee(service_code="G0439", fee_cents=19000, effective_from=office.clock.today()))
    act.on_service(1)
    assert [fee.cents for fee in view.fees] == [19000, 18500]
    assert view.ended == 1


# --- Users --------------------------------------------------------------------------------------


@pytest.fixture
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Passphrases that cost nothing to make; the cost is the key file's own test."""
    monkeypatch.setattr(keyfile, "give_passphrase", _cheaply(keyfile.give_passphrase))
    monkeypatch.setattr(keyfile, "change_passphrase", _cheaply(keyfile.change_passphrase))


def _cheaply(act: Any) -> Any:
    return lambda *args, **_cost: act(*args, cost=CHEAP)


@pytest.mark.usefixtures("cheap")
def test_users_are_added_changed_and_removed(told: Told) -> None:
    view = SeenUsers()
    act = UsersPresenter(told.desk, view)
    act.on_add(NewUser("Mara Voss", "Mara Voss", "biller", NEW))
    mara = next(row for row in view.rows if row.name == "Mara Voss")
    assert (mara.role, mara.has_passphrase, view.select) == ("biller", True, mara.user_id)
    act.on_role(mara.user_id, "auditor")
    act.on_given(mara.user_id, "nine herons wade at dawn")
    act.on_remove(mara.user_id)
    gone = next(row for row in view.rows if row.name == "Mara Voss")
    assert (gone.role, gone.active, gone.has_passphrase) == ("auditor", False, False)
    assert view.ended == 4
    assert told.told == [
        "User added.",
        "Role changed.",
        "Passphrase given.",
        "User removed.",
    ]


@pytest.mark.usefixtures("cheap")
def test_a_refused_passphrase_is_told_and_the_next_one_is_taken(told: Told) -> None:
    view = SeenUsers()
    act = UsersPresenter(told.desk, view)
    act.on_add(NewUser("mv", "Mara Voss", "biller", "password password"))
    assert isinstance(view.refusals[0], InputError)
    act.on_own("quiet otters cross the bridge", NEW)
    assert told.told == ["Passphrase changed."]


def test_the_last_owner_stays(told: Told) -> None:
    view = SeenUsers()
    UsersPresenter(told.desk, view).on_role(1, "biller")
    assert "last owner" in view.refusals[0].what


# --- Backups ------------------------------------------------------------------------------------


def test_p27_a_backup_is_made_listed_proved_and_all_is_verified(
    told: Told, office: Office, tmp_path: Path
) -> None:
    view = SeenBackups()
    act = BackupsPresenter(told.desk, view)
    act.reload()
    assert view.state[:2] == ("No backup yet", "late")
    act.on_drill()
    assert view.results[-1][1].startswith("There is no backup yet.")
    act.on_back_up("")
    assert (len(view.rows), view.results[-1][0]) == (1, "Backup made")
    assert view.state[1] == "ok"
    act.on_drill()
    assert view.results[-1][2] == "good"
    assert "Patients: 0 in the backup, 0 now" in view.results[-1][1]
    office.patient()
    act.on_drill()
    assert view.results[-1][2] == "warning"
    assert "Patients: 0 in the backup, 1 now" in view.results[-1][1]
    act.on_verify()
    assert view.results[-1][1].startswith("All is in order.")
    act.on_back_up(str(tmp_path / "stick"))
    assert len(list((tmp_path / "stick").iterdir())) == 1
    assert view.working[-1] == ""


def test_p27_a_second_place_is_kept_tried_and_told_of(
    told: Told, office: Office, tmp_path: Path
) -> None:
    view, stick = SeenBackups(), tmp_path / "stick"
    act = BackupsPresenter(told.desk, view)
    act.reload()
    assert view.second[-1][0].startswith("Copied nowhere else: fire or theft")
    act.on_second(str(office.ws.folder))
    assert "the folder of the practice itself" in view.refusals[-1].what
    act.on_second(str(stick))
    assert view.ended == 1
    assert view.second[-1] == (f"To be copied to {stick}; none yet.", str(stick), False)
    act.on_back_up("")
    assert f"Copied to {stick}, last 03/02/2026" in view.results[-1][1]
    assert view.results[-1][2] == "good"
    assert view.second[-1][2] is False
    shutil.rmtree(stick)
    act.on_back_up("")
    assert f"Not copied to {stick}: The folder {stick} is not there." in view.results[-1][1]
    assert "The last one copied is of 03/02/2026" in view.results[-1][1]
    assert view.results[-1][2] == "warning"
    assert view.second[-1][2] is True
    act.on_second("")
    assert view.second[-1][1:] == ("", False)


def test_a_backup_into_the_practice_itself_is_refused_in_words(told: Told) -> None:
    view = SeenBackups()
    BackupsPresenter(told.desk, view).on_back_up(str(told.desk.ws.folder))
    title, words, kind = view.results[-1]
    assert (title, kind) == ("Back up", "bad")
    assert "holds a practice or a backup itself" in words


# --- Printing and appearance --------------------------------------------------------------------


def test_an_offset_is_kept_for_its_printer_and_the_test_sheet_is_shown(told: Told) -> None:
    view = SeenPrinters()
    act = PrintingPresenter(told.desk, view, lambda: (("Brother", True), ("Canon", False)))
    act.reload()
    assert [(row.name, row.is_default, row.offset) for row in view.rows] == [
        ("Brother", True, None),
        ("Canon", False, None),
    ]
    act.on_offset("Canon", Offset(2, -1))
    assert view.rows[1].offset == Offset(2, -1)
    assert KeptPrinters(told.desk.settings).offset("Canon") == Offset(2, -1)
    act.on_test()
    assert told.previews == [PreviewRequest(title="Test sheet", form="cms1500", test_sheet=True)]


def test_looks_and_lock_hold_at_once(told: Told) -> None:
    view = Seen()
    act = AppearancePresenter(told.desk, view)
    act.reload()
    assert view.choices == ("system", 100, 5)
    act.on_theme("dark")
    act.on_scale(130)
    act.on_idle(1)
    act.reload()
    assert view.choices == ("dark", 130, 1)
    assert told.asked == ["looks", "looks", "idle"]


# --- The screen ---------------------------------------------------------------------------------


def test_a_tab_is_a_place_and_a_change_elsewhere_reads_it_again(told: Told) -> None:
    read: list[str] = []
    shown: list[str] = []

    class Screen:
        def show_tab(self, key: str) -> None:
            shown.append(key)

    act = SetupPresenter(
        told.desk,
        Screen(),
        {"practice": lambda: read.append("practice"), "users": lambda: read.append("users")},
    )
    act.open(Place("setup"))
    act.on_tab("users")
    assert told.places == [Place("setup", shown="users")]
    act.open(Place("setup", shown="users"))
    told.desk.bus.publish({Kind.PRACTICE})
    told.desk.bus.publish({Kind.PATIENT})
    act.open(Place("setup"))
    assert shown == ["practice", "users", "users"]
    assert read == ["practice", "users", "users", "users"]
