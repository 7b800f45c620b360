"""The first run: pages, what is kept and forgotten, the code that is typed back, what is made."""

import datetime as dt
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop_biller.codesets import reference_db
from desktop_biller.foundation.errors import InputError, StorageError, UserError
from desktop_biller.foundation.progress import Cancelled, JobControl
from desktop_biller.ui.inspection import flaws_of
from desktop_biller.ui.jobs import JobRunner
from desktop_biller.ui.wizard import making
from desktop_biller.ui.wizard.code_sheet import CodeSheet, paint_sheet
from desktop_biller.ui.wizard.maker import Made, Values, Wanted, usual_folder
from desktop_biller.ui.wizard.own_pages import PracticePage, ProviderPage
from desktop_biller.ui.wizard.wizard_window import WizardWindow
from desktop_biller.workflow.opening import open_practice
from tests.office import ADDRESS, PRACTICE, catalogue

PASSPHRASE = "seven herons wade at noon"


class FakeMaker:
    """Remembers what was wanted; refuses what a test tells it to."""

    def __init__(self) -> None:
        self.checked: list[tuple[str, Values]] = []
        self.wanted: list[Wanted] = []
        self.refusal: dict[str, UserError] = {}
        self.restored: list[Values] = []
        self.is_stopped = False

    def check(self, page: str, values: Values) -> None:
        self.checked.append((page, values))
        if page in self.refusal:
            raise self.refusal[page]

    def make(self, wanted: Wanted, job: JobControl) -> Made:
        self.wanted.append(wanted)
        if self.is_stopped:
            raise Cancelled
        if "make" in self.refusal:
            raise self.refusal["make"]
        job.step(1, 1, "Done")
        return Made(Path(wanted.place["folder"]), wanted.owner["name"], wanted.owner["passphrase"])

    def make_sample(self, folder: Path, job: JobControl) -> Made:
        job.step(1, 1, "Done")
        return Made(folder, "tn", "otters")

    def restore(self, values: Values, job: JobControl) -> Made:
        del job
        self.restored.append(values)
        return Made(Path(values["folder"]), values["user"], values["passphrase"])

    def sample_login(self) -> tuple[str, str]:
        return "tn", "otters"


class Guided:
    """A wizard and the hands that fill it in."""

    def __init__(self, window: WizardWindow, jobs: JobRunner, maker: FakeMaker, bot: QtBot) -> None:
        self.window, self.jobs, self.maker, self._bot = window, jobs, maker, bot

    def next(self) -> None:
        self.window.go.click()
        self._bot.waitUntil(lambda: not self.jobs.busy())

    def to_owner(self) -> None:
        self.next()
        practice = self.window.pages["practice"]
        assert isinstance(practice, PracticePage)
        practice.practice_name.set_value("Maple Grove")
        practice.phone.set_value("(937) 555-0142")
        practice.address.show("12 Maple Street", "", "Springfield", "OH", "45503")
        practice.tax_id.set_value("12-3456789")
        practice.npi.set_value("1234567893")
        self.next()
        provider = self.window.pages["provider"]
        assert isinstance(provider, ProviderPage)
        provider.last.set_value("Park")
        provider.first.set_value("Elena")
        provider.npi.set_value("1999999984")
        self.next()

    def fill_owner(self) -> None:
        page = self.window.owner
        page.owner_name.setText("Dana Whitlow")
        page.passphrase.setText(PASSPHRASE)
        page.again.setText(PASSPHRASE)
        page.mark_kept("Printed", "print", dt.datetime(2026, 3, 2, 10, 42, tzinfo=dt.UTC))
        for group in page.groups:
            group.edit.setText(group._wanted)

    def to_payers(self) -> None:
        self.to_owner()
        self.fill_owner()
        self.next()
        self.window.place.folder.set_value("/data/maple")
        self.next()


@pytest.fixture
def guided(qtbot: QtBot) -> Iterator[Guided]:
    jobs, maker = JobRunner(), FakeMaker()
    window = WizardWindow(jobs, maker)
    qtbot.addWidget(window)
    window.show()
    yield Guided(window, jobs, maker, qtbot)
    jobs.close()


def test_the_pages_lead_to_a_practice(guided: Guided, qtbot: QtBot) -> None:
    guided.to_payers()
    with qtbot.waitSignal(guided.window.finished) as made:
        guided.next()
    assert made.args == [Path("/data/maple"), "Dana Whitlow", PASSPHRASE]
    wanted = guided.maker.wanted[0]
    assert wanted.practice["address"]["city"] == "Springfield"
    assert [page for page, _ in guided.maker.checked] == ["practice", "provider", "owner", "place"]
    assert guided.window.owner.passphrase.value() == ""


def test_what_is_missing_is_marked_and_the_page_stays(guided: Guided) -> None:
    guided.next()
    guided.next()
    page = guided.window.page
    assert isinstance(page, PracticePage)
    assert page.practice_name.problem == "This is needed."
    assert guided.maker.checked == []


def test_a_refused_value_is_told_at_its_field(guided: Guided) -> None:
    guided.maker.refusal["practice"] = InputError(
        "The billing address must be a street.", remedy="Type the street.", field="address"
    )
    guided.to_owner()
    page = guided.window.page
    assert isinstance(page, PracticePage)
    assert page.address.line1.problem.startswith("The billing address must be a street.")


def test_back_keeps_what_was_typed_but_for_passphrases(guided: Guided) -> None:
    guided.to_owner()
    guided.fill_owner()
    guided.next()
    guided.window.place.folder.set_value("/data/maple")
    guided.window.back.click()
    owner = guided.window.owner
    assert guided.window.page is owner
    assert (owner.owner_name.value(), owner.passphrase.value()) == ("Dana Whitlow", "")
    assert guided.window.go.toolTip() == "<qt>Choose a passphrase to go on</qt>"
    guided.window.back.click()
    assert isinstance(guided.window.page, ProviderPage)
    assert guided.window.page.last.value() == "Park"
    guided.next()
    guided.fill_owner()
    guided.next()
    assert guided.window.place.folder.value() == "/data/maple"


def test_next_waits_for_each_part_of_the_owners_page_and_says_for_which(guided: Guided) -> None:
    guided.to_owner()
    page, said = guided.window.owner, []

    def then(do: Callable[[], object]) -> None:
        said.append(guided.window._reason.text())
        assert not guided.window.go.isEnabled()
        do()

    then(lambda: page.owner_name.setText("Dana Whitlow"))
    then(lambda: page.passphrase.setText(PASSPHRASE))
    then(lambda: page.again.setText(PASSPHRASE))
    then(lambda: page.mark_kept("Saved", "save", dt.datetime.now(tz=dt.UTC)))
    first, second = page.groups
    then(lambda: first.edit.setText(first._wanted.lower()))
    then(lambda: second.edit.setText(second._wanted))
    assert said == [
        "Type your name to go on",
        "Choose a passphrase to go on",
        "Type the passphrase again to go on",
        "Print or save the code to go on",
        f"Type group {first.number} to go on",
        f"Type group {second.number} to go on",
    ]
    assert guided.window.go.isEnabled()


def test_the_code_is_covered_while_it_is_typed_back_and_showing_it_clears_the_groups(
    guided: Guided, qtbot: QtBot
) -> None:
    guided.to_owner()
    page = guided.window.owner
    assert not page.code.is_covered()
    first = page.groups[0]
    first.edit.setFocus()
    qtbot.waitUntil(page.code.is_covered)
    assert not any(label.text() in page._code.split("-") for label in page.code._texts)
    QTest.keyClicks(first.edit, "zz")
    assert first._left.text() == "2 more characters"
    page.uncover.click()
    assert first.edit.value() == ""
    assert not page.code.is_covered()


def test_a_wrong_group_keeps_its_text_and_says_so(guided: Guided) -> None:
    guided.to_owner()
    first = guided.window.owner.groups[0]
    wrong = "0000" if first._wanted != "0000" else "1111"
    QTest.keyClicks(first.edit, wrong)
    assert first.edit.problem == f"Not the same as group {first.number} of the code"
    assert first.edit.value() == wrong


def test_the_code_can_be_saved_and_a_full_disk_is_told(guided: Guided, tmp_path: Path) -> None:
    guided.to_owner()
    page = guided.window.owner
    page.write_code(tmp_path / "nowhere" / "code.txt")
    assert "could not be written" in page._refusal.text()
    assert page._kept_chip.words() == ""
    page.write_code(tmp_path / "code.txt")
    text = (tmp_path / "code.txt").read_text(encoding="utf-8")
    assert all(group in text for group in page._code.split("-"))
    assert page._kept_chip.words().startswith("Saved ")


def test_a_place_that_can_not_be_used_is_told_at_its_field(guided: Guided) -> None:
    guided.maker.refusal["place"] = StorageError("It is on a network share.", remedy="Choose.")
    guided.to_payers()
    assert guided.window.page is guided.window.place
    assert guided.window.place.folder.line.problem.startswith("It is on a network share.")


def test_payers_are_added_and_removed_and_a_half_typed_one_is_not_lost(
    guided: Guided, qtbot: QtBot
) -> None:
    guided.to_payers()
    page = guided.window.payers
    page.payer_name.setText("Blue Harbor Health")
    page.add.click()
    assert page.address.line1.problem == "This is needed."
    page.address.show("PO Box 9", "", "Columbus", "OH", "43085")
    page.add.click()
    qtbot.waitUntil(lambda: len(page.payers) == 1)
    assert page.is_blank()
    page.payer_name.set_value("Medicare Part B")
    page.kind.set_value("medicare")
    page.address.show("PO Box 7", "", "Columbus", "OH", "43085")
    with qtbot.waitSignal(guided.window.finished):
        guided.next()
    payers = guided.maker.wanted[0].payers
    assert [(payer["name"], payer["preset"]) for payer in payers] == [
        ("Blue Harbor Health", "usual"),
        ("Medicare Part B", "medicare"),
    ]


def test_a_failure_at_the_end_keeps_all_that_was_typed(guided: Guided) -> None:
    guided.maker.refusal["make"] = StorageError("The disk is full.", remedy="Free some space.")
    guided.to_payers()
    guided.next()
    page = guided.window.payers
    assert guided.window.page is page
    assert page._refusal.text().startswith("The disk is full.")
    assert guided.window.owner.passphrase.value() == PASSPHRASE
    guided.maker.refusal.clear()
    guided.maker.is_stopped = True
    guided.next()
    assert page._refusal.text() == "Stopped. Nothing was made. You can go on here."
    assert guided.window.go.isEnabled()


def test_the_sample_a_practice_that_is_here_and_a_backup_are_one_page_each(
    guided: Guided, qtbot: QtBot
) -> None:
    window = guided.window
    window.start.buttons["sample"].setChecked(True)
    guided.next()
    assert "otters" in window.sample._login.text()
    window.sample.folder.set_value("/data/sample")
    with qtbot.waitSignal(window.finished) as made:
        guided.next()
    assert made.args[0] == Path("/data/sample")
    window.back.click()
    window.start.buttons["open"].setChecked(True)
    guided.next()
    window.open_page.folder.set_value("/data/there")
    with qtbot.waitSignal(window.open_asked) as opened:
        guided.next()
    assert opened.args == [Path("/data/there")]
    window.back.click()
    window.start.buttons["restore"].setChecked(True)
    guided.next()
    window.restore.backup.set_value("/stick/20260302")
    window.restore.passphrase.setText(PASSPHRASE)
    with qtbot.waitSignal(window.finished):
        guided.next()
    assert guided.maker.restored[0]["backup"] == "/stick/20260302"


def test_closing_gives_up(guided: Guided, qtbot: QtBot) -> None:
    with qtbot.waitSignal(guided.window.closed):
        guided.window.leave.click()


def test_every_page_is_whole(guided: Guided) -> None:
    found = []
    for name, page in guided.window.pages.items():
        guided.window._stack.setCurrentWidget(page)
        guided.window._show_reason()
        picture = guided.window.grab().toImage()
        found += [f"{name}: {flaw}" for flaw in flaws_of(guided.window, picture)]
    assert found == []


# --- What the pages ask -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("page", "values", "field"),
    [
        ("practice", {**PRACTICE, "npi": "1234567890"}, "npi"),
        ("practice", {**PRACTICE, "address": {**ADDRESS, "line1": "PO Box 1"}}, "address"),
        ("provider", {"name": {"last": "Park", "first": "E"}, "npi": "1"}, "npi"),
        ("owner", {"name": "D", "passphrase": "password password", "practice_name": ""},
         "passphrase"),
        ("payer", {"name": "B", "address": {**ADDRESS, "state": "ZZ"}}, "state"),
        ("place", {"folder": "/data/new-practice", "second_place": "/data/new-practice/b"},
         "second_place"),
    ],
)  # fmt: skip
def test_each_page_is_checked_by_the_rules_of_the_workflow(
    page: str, values: dict[str, Any], field: str
) -> None:
    with pytest.raises(InputError) as told:
        making.check(page, values)
    assert told.value.field == field


def test_a_whole_practice_is_made_of_what_was_typed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reference_db, "ensure", lambda **_job: catalogue())
    wanted = Wanted(
        key=bytes(range(32)),
        practice=PRACTICE,
        provider={"name": {"last": "Park", "first": "Elena"}, "npi": "1999999984"},
        owner={"name": "Dana Whitlow", "passphrase": PASSPHRASE, "practice_name": ""},
        place={"folder": str(tmp_path / "maple"), "second_place": ""},
        payers=({"name": "Blue Harbor Health", "address": ADDRESS},),
    )
    made = making.make(wanted, JobControl())
    open_practice(made.folder, made.passphrase, user=made.user, catalogue=catalogue()).close()
    backup = next((made.folder / "backups").iterdir())
    again = making.restore_backup(
        {
            "backup": str(backup),
            "folder": str(tmp_path / "again"),
            "user": "",
            "passphrase": PASSPHRASE,
        },
        JobControl(),
    )
    assert again.user == "Dana Whitlow"


def test_the_usual_folder_is_free_and_named_as_the_practice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    first = usual_folder("Maple/Grove: Pediatrics")
    assert first.name == "Maple Grove Pediatrics"
    first.mkdir(parents=True)
    (first / "office.db").touch()
    assert usual_folder("Maple/Grove: Pediatrics").name == "Maple Grove Pediatrics 2"


def test_the_sheet_of_the_code_paints_within_its_page(qtbot: QtBot) -> None:
    del qtbot
    picture = QImage(612, 792, QImage.Format.Format_RGB32)
    picture.fill(0xFFFFFFFF)
    painter = QPainter(picture)
    code = "-".join(["W7M2"] * 14)
    sheet = CodeSheet(code, "Maple Grove Pediatrics and Family Care", dt.date(2026, 3, 2))
    paint_sheet(painter, picture.rect().toRectF(), 1, sheet)
    painter.end()
    dark = [
        (x, y)
        for x in range(0, 612, 2)
        for y in range(0, 792, 2)
        if picture.pixelColor(x, y).lightness() < 128
    ]
    assert dark
    assert min(x for x, _ in dark) >= 70
    assert max(x for x, _ in dark) <= 542
    assert max(y for _, y in dark) < 720


def test_the_wizard_is_shown_without_loading_the_database() -> None:
    script = (
        "import sys\n"
        "import desktop_biller.ui.wizard.wizard_window\n"
        "heavy = ('sqlalchemy', 'reportlab', 'cryptography', 'desktop_biller.workflow')\n"
        "print([name for name in heavy if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, encoding="utf-8"
    )
    assert done.stdout.strip() == "[]"


def test_a_second_passphrase_that_differs_says_so_at_its_field(guided: Guided) -> None:
    guided.to_owner()
    page = guided.window.owner
    page.passphrase.setText(PASSPHRASE)
    page.again.setText(f"{PASSPHRASE}n")
    page.again.editingFinished.emit()
    assert page.again.problem == "Not the same as the passphrase."
    page.again.setText(PASSPHRASE)
    page.again.editingFinished.emit()
    assert page.again.problem == ""


def test_a_refusal_is_gone_when_the_page_is_shown_again(guided: Guided) -> None:
    guided.maker.refusal["make"] = UserError("The disk is full.", remedy="Free some space.")
    guided.to_payers()
    guided.next()
    page = guided.window.payers
    assert page._refusal.isVisible()
    guided.window.back.click()
    guided.next()
    assert guided.window.page is page
    assert not page._refusal.isVisible()


@pytest.mark.skipif(not Path("/proc").exists(), reason="needs a folder that takes no files")
def test_a_place_that_takes_no_files_is_refused_on_its_own_page(tmp_path: Path) -> None:
    with pytest.raises(StorageError):
        making.check("place", {"folder": "/proc/practice", "second_place": ""})
    good = str(tmp_path / "practice")
    with pytest.raises(InputError) as told:
        making.check("place", {"folder": good, "second_place": "/proc/copies"})
    assert told.value.field == "second_place"
    making.check("place", {"folder": good, "second_place": str(tmp_path / "copies")})
    assert list(tmp_path.iterdir()) == []


def test_enter_on_a_choice_or_in_the_only_field_goes_on(guided: Guided, qtbot: QtBot) -> None:
    window = guided.window
    with qtbot.waitExposed(window):
        window.show()
    sample = window.start.buttons["sample"]
    sample.setChecked(True)
    QTest.keyClick(sample, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.page is window.sample)
    with qtbot.waitSignal(window.finished):
        QTest.keyClick(window.sample.folder.line, Qt.Key.Key_Enter)
