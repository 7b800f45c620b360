"""Setup by keys, on a real practice: forms, what is not saved yet, dialogs."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from desktop_biller.security import keyfile
from desktop_biller.security.permissions import GIVEN_ROLES
from desktop_biller.ui.desk import Bus, Desk, MemorySettings, Place
from desktop_biller.ui.inspection import flaws_of
from desktop_biller.ui.jobs import InlineRunner
from desktop_biller.ui.setup import section as setup_section
from desktop_biller.ui.setup.backups_page import BackupsPage
from desktop_biller.ui.setup.payers_page import PayersPage
from desktop_biller.ui.setup.practice_page import PracticePage
from desktop_biller.ui.setup.printing_page import PrintingPage
from desktop_biller.ui.setup.providers_page import ProvidersPage
from desktop_biller.ui.setup.second_place_dialog import SecondPlaceDialog
from desktop_biller.ui.setup.section import SetupSection
from desktop_biller.ui.setup.services_page import ServicesPage
from desktop_biller.ui.setup.setup_view import SetupView
from desktop_biller.ui.setup.user_dialogs import ROLE_SAYS, AddUserDialog, PassphraseDialog
from desktop_biller.ui.setup.users_page import UsersPage
from desktop_biller.workflow.office.office_lists import (
    fees_of_service,
    office_payers,
    office_providers,
    office_services,
    office_users,
    practice_details,
)
from tests.office import CHEAP, PASSPHRASE, Office

NEW = "seven herons wade at noon"


class SetUp:
    """The screen on a practice, and the keys."""

    def __init__(self, office: Office, bot: QtBot) -> None:
        self.ws = office.ws
        desk = Desk(office.ws, InlineRunner(), Bus(), go=self._go, settings=MemorySettings())
        self.section = SetupSection(desk)
        opened = self.section.open(Place("setup"))
        assert isinstance(opened, SetupView)
        self.view = opened
        bot.addWidget(self.view)
        self.view.resize(1104, 592)
        self.view.show()
        self.view.activateWindow()

    def _go(self, place: Place) -> None:
        self.section.open(place)

    def page(self, key: str) -> Any:
        self.section.open(Place("setup", shown=key))
        return self.view.page

    def press(self, keys: str) -> None:
        """Carry out an act of the screen as its keys do."""
        next(act for act in self.view.acts() if act.objectName() == keys).trigger()

    def banner(self) -> str:
        return self.view.banner.words()


@pytest.fixture
def setup(office: Office, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[SetUp]:
    monkeypatch.setattr(
        setup_section, "printers_here", lambda: (("Brother HL", True), ("Canon", False))
    )
    made = SetUp(office, qtbot)
    yield made
    made.section.close()


def dialog_of(page: Any, kind: type[QDialog]) -> Any:
    assert isinstance(page.dialog, kind)
    return page.dialog


def test_ctrl_enter_saves_the_practice_once_something_is_typed(setup: SetUp) -> None:
    page = setup.page("practice")
    assert isinstance(page, PracticePage)
    assert not setup.view.save.isEnabled()
    assert not setup.view.has_unsaved()
    page.practice_name.selectAll()
    QTest.keyClicks(page.practice_name, "Maple Grove Pediatrics")
    assert setup.view.has_unsaved()
    setup.press("save")
    assert practice_details(setup.ws).name == "Maple Grove Pediatrics"
    assert not setup.view.has_unsaved()


def test_a_po_box_is_told_at_the_street(setup: SetUp) -> None:
    page = setup.page("practice")
    page.address.line1.selectAll()
    QTest.keyClicks(page.address.line1, "PO Box 12")
    setup.press("save")
    assert page.address.line1.problem.startswith("The billing address must be a street")
    assert page.address.line1.value() == "PO Box 12"
    setup.view.undo.click()
    assert page.address.line1.value() == "1200 Cedar Hollow Road"


def test_ctrl_n_begins_a_provider_and_the_new_one_is_chosen(setup: SetUp) -> None:
    page = setup.page("providers")
    assert isinstance(page, ProvidersPage)
    assert page.last.value() == "Park"
    setup.press("new")
    assert page.last.hasFocus()
    QTest.keyClicks(page.last, "Obi")
    QTest.keyClick(page.last, Qt.Key.Key_Return)
    assert page.first.hasFocus()
    QTest.keyClicks(page.first, "Samuel")
    QTest.keyClicks(page.npi, "1558598797")
    setup.press("save")
    assert [row.name.last for row in office_providers(setup.ws)] == ["Obi", "Park"]
    chosen = page.table.current_record()
    assert chosen is not None
    assert chosen.name.last == "Obi"
    assert page.shown == chosen


def test_what_is_typed_holds_the_list_in_its_place(setup: SetUp) -> None:
    page = setup.page("payers")
    assert isinstance(page, PayersPage)
    setup.press("new")
    QTest.keyClicks(page.payer_name, "Second Shore")
    page.address.show("PO Box 4", "", "Columbus", "OH", "43085")
    setup.press("save")
    page.table.select_row(0)
    QTest.keyClicks(page.payer_name, " and Sons")
    QTest.keyClick(page.table, Qt.Key.Key_Down)
    assert page.table.currentIndex().row() == 0
    assert page.payer_name.value().endswith("and Sons") or "and Sons" in page.payer_name.value()
    assert setup.banner().startswith("What you typed is not saved yet.")
    setup.press("new")
    assert "and Sons" in page.payer_name.value()
    setup.view.undo.click()
    assert page.payer_name.value() == "Blue Harbor Health"
    QTest.keyClick(page.table, Qt.Key.Key_Down)
    assert page.payer_name.value() == "Second Shore"


def test_a_payer_is_saved_with_its_deadlines_and_medicare_with_its_habits(setup: SetUp) -> None:
    page = setup.page("payers")
    first = page.clocks._lines[0]
    QTest.keyClicks(first.within, "90")
    QTest.keyClicks(first.source, "Contract, section 4")
    setup.press("save")
    payer = office_payers(setup.ws)[0]
    assert [(c.kind, c.days, c.start, c.source) for c in payer.clocks] == [
        ("initial", 90, "service", "Contract, section 4")
    ]
    assert not payer.habits.short_dates
    page.kind.set_value("medicare")
    page.kind.edited.emit()
    first.unit.set_value("years")
    first.within.set_number(1)
    setup.press("save")
    payer = office_payers(setup.ws)[0]
    assert (payer.program, payer.filing_indicator) == ("medicare", "MB")
    assert payer.habits.short_dates
    assert [(c.days, c.years) for c in payer.clocks] == [(None, 1)]
    first.within.set_value("soon")
    first.within.edited.emit()
    setup.press("save")
    assert first.within.problem


def test_a_service_is_added_changed_and_gets_a_fee_of_a_payers_own(
    setup: SetUp, office: Office
) -> None:
    page = setup.page("services")
    assert isinstance(page, ServicesPage)
    setup.press("new")
    for field, text in (
        (page.code, "g0008"),
        (page.description, "Flu shot, giving it"),
        (page.fee, "40"),
    ):
        QTest.keyClicks(field, text)
    setup.press("save")
    added = next(row for row in office_services(setup.ws) if row.code == "G0008")
    assert (added.fee_cents, added.service_class) == (4000, "visit")
    assert page.shown == added
    assert not page.code.isEnabled()
    dialog = page.ask_fee()
    assert dialog is not None
    dialog.go.click()
    assert dialog.fee.problem == "This is needed."
    dialog.fee.setText("35.50")
    dialog.payer.set_value(office.payer_id)
    dialog.go.click()
    fees = fees_of_service(setup.ws, added.service_id)
    assert [(fee.payer, fee.cents) for fee in fees] == [("", 4000), ("Blue Harbor Health", 3550)]
    assert len(page.fees.rows.ids()) == 2
    page.active.click()
    setup.press("save")
    row = next(row for row in office_services(setup.ws) if row.code == "G0008")
    assert not row.active


def test_a_five_digit_code_of_another_set_is_not_shipped_but_may_be_typed(setup: SetUp) -> None:
    page = setup.page("services")
    setup.press("new")
    QTest.keyClicks(page.code, "G04")
    QTest.keyClicks(page.description, "Half a code")
    QTest.keyClicks(page.fee, "1")
    setup.press("save")
    assert page.code.problem.startswith("“G04” is not a service code.")


@pytest.fixture
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    def cheaply(act: Callable[..., None]) -> Callable[..., None]:
        return lambda *args, **_cost: act(*args, cost=CHEAP)

    monkeypatch.setattr(keyfile, "give_passphrase", cheaply(keyfile.give_passphrase))
    monkeypatch.setattr(keyfile, "change_passphrase", cheaply(keyfile.change_passphrase))


@pytest.mark.usefixtures("cheap")
def test_a_user_is_added_by_keys_with_the_passphrase_typed_twice(setup: SetUp) -> None:
    page = setup.page("users")
    assert isinstance(page, UsersPage)
    setup.press("new")
    dialog = dialog_of(page, AddUserDialog)
    QTest.keyClicks(dialog.full_name, "Mara Voss")
    QTest.keyClicks(dialog.passphrase, NEW)
    QTest.keyClicks(dialog.again, "seven herons wade at dawn")
    dialog.go.click()
    assert dialog.again.problem == "The two are not the same."
    dialog.again.setText(NEW)
    dialog.role.set_value("biller")
    dialog.go.click()
    assert page.dialog is None
    assert [(u.name, u.role) for u in office_users(setup.ws)] == [
        ("Mara Voss", "biller"),
        ("tn", "owner"),
    ]


@pytest.mark.usefixtures("cheap")
def test_a_wrong_present_passphrase_is_told_at_its_own_line(setup: SetUp) -> None:
    page = setup.page("users")
    page.own.click()
    dialog = dialog_of(page, PassphraseDialog)
    dialog.old.setText("quiet otters cross the river")
    dialog.passphrase.setText(NEW)
    dialog.again.setText(NEW)
    dialog.go.click()
    assert dialog.old.problem.startswith("The passphrase is not right.")
    dialog.old.setText(PASSPHRASE)
    dialog.old.show_problem("")
    dialog.go.click()
    assert page.dialog is None


def test_every_role_that_can_be_given_is_explained() -> None:
    assert set(ROLE_SAYS) == set(GIVEN_ROLES)


def test_an_offset_is_typed_in_hundredths_and_saved(setup: SetUp) -> None:
    page = setup.page("printing")
    assert isinstance(page, PrintingPage)
    QTest.keyClick(page.right, Qt.Key.Key_Up)
    setup.press("save")
    record = page.table.current_record()
    assert record is not None
    assert record.offset is not None
    assert (record.offset.dx, record.offset.dy) == (1, 0)
    page.right.setText("0.90")
    page.right.edited.emit()
    setup.press("save")
    assert page.right.problem
    assert setup.view.has_unsaved()


def test_tabs_are_gone_through_by_keys(setup: SetUp) -> None:
    setup.page("practice")
    setup.press("next tab")
    assert isinstance(setup.view.page, ProvidersPage)
    setup.press("previous tab")
    setup.press("previous tab")
    assert setup.view.tabs.key() == "appearance"


@pytest.mark.parametrize(
    "tab",
    ["practice", "providers", "payers", "services", "users", "backups", "printing", "appearance"],
)
@pytest.mark.parametrize("size", [(1104, 592), (680, 400)])
def test_no_tab_is_cut_in_a_wide_or_a_narrow_window(
    setup: SetUp, qtbot: QtBot, tab: str, size: tuple[int, int]
) -> None:
    setup.view.resize(*size)
    setup.page(tab)
    qtbot.wait(1)
    assert flaws_of(setup.view, setup.view.grab().toImage()) == []


@pytest.mark.parametrize(("key", "next_step"), [("backups", "now"), ("printing", "test")])
def test_a_tab_with_an_empty_list_puts_the_focus_on_its_next_step(
    setup: SetUp, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, key: str, next_step: str
) -> None:
    monkeypatch.setattr(setup_section, "printers_here", tuple)
    page = setup.page(key)
    setup.view.take_focus()
    qtbot.waitUntil(getattr(page, next_step).hasFocus)
    assert page.table.isHidden()


def test_dialogs_are_whole(setup: SetUp) -> None:
    users, services = setup.page("users"), setup.page("services")
    users.begin_new()
    first = users.dialog
    users.ask_own()
    second = users.dialog
    users.ask_role()
    third = users.dialog
    fee = services.ask_fee()
    place = setup.page("backups").ask_second()
    for dialog in (first, second, third, fee, place):
        assert flaws_of(dialog, dialog.grab().toImage()) == []


def test_p27_a_second_place_is_asked_for_and_a_wrong_one_told_at_its_field(
    setup: SetUp, office: Office, tmp_path: Path
) -> None:
    page = setup.page("backups")
    QTest.mouseClick(page.second, Qt.MouseButton.LeftButton)
    dialog = page.dialog
    assert isinstance(dialog, SecondPlaceDialog)
    dialog.folder.set_value(str(office.ws.folder / "backups"))
    QTest.keyClick(dialog.folder.line, Qt.Key.Key_Return)
    assert page.dialog is dialog, "it stays open"
    assert "the folder of the practice itself" in dialog.folder.line.problem
    dialog.folder.set_value(str(tmp_path / "stick"))
    QTest.keyClick(dialog.folder.line, Qt.Key.Key_Return)
    assert page.dialog is None
    assert page.copies.text() == f"To be copied to {tmp_path / 'stick'}; none yet."
    page.now.click()
    assert page.copies.text().startswith(f"Copied to {tmp_path / 'stick'}, last 03/02/2026")
    assert len(list((tmp_path / "stick").iterdir())) == 1
    assert page.ask_second().folder.value() == str(tmp_path / "stick")


def test_lists_keep_the_contract_of_their_models(setup: SetUp, qtmodeltester: Any) -> None:
    for key in ("providers", "payers", "services", "users", "backups", "printing"):
        page = setup.page(key)
        qtmodeltester.check(page.table.rows)
    backups = setup.page("backups")
    assert isinstance(backups, BackupsPage)
    assert not backups.drill.isEnabled()


@pytest.mark.parametrize(
    ("tab", "says"),
    [
        ("users", "Only an owner of the practice may change this."),
        ("backups", "Only an owner or a biller may do this."),
    ],
)
def test_p6_a_tab_without_a_form_says_too_why_nothing_can_be_done(
    office: Office, qtbot: QtBot, tab: str, says: str
) -> None:
    with office.acting_as("front_desk"):
        setup = SetUp(office, qtbot)
        setup.page(tab)
        assert setup.view.actions_bar.isVisible()
        assert setup.view.actions_bar.words.text() == says
        assert not setup.view.save.isVisible()
    setup.section.close()
