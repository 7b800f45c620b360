import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.config import Config
from alembic.script import ScriptDirectory

from desktop_biller.foundation.errors import StorageError
from desktop_biller.store import migrations
from desktop_biller.store.check import check_integrity, fingerprint_file
from desktop_biller.store.engine import inspecting
from desktop_biller.store.migrate import migrate, schema_revision

HOME = Path(migrations.__file__).parent

FIRST = """
import sqlalchemy as sa
from alembic import op
revision, down_revision, branch_labels, depends_on = "0001", None, None, None

def upgrade():
    op.create_table("payer", sa.Column("id", sa.Integer, primary_key=True), sqlite_strict=True)
    op.create_table(
        "plan",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("payer_id", sa.Integer, sa.ForeignKey("payer.id", ondelete="CASCADE")),
        sqlite_strict=True,
    )
    op.execute("INSERT INTO payer VALUES (1), (2)")
    op.execute("INSERT INTO plan VALUES (1, 1), (2, 2)")
"""
SECOND = """
import sqlalchemy as sa
from alembic import op
revision, down_revision, branch_labels, depends_on = "0002", "0001", None, None

def upgrade():
    with op.batch_alter_table("payer", recreate="always") as batch:
        batch.add_column(sa.Column("name", sa.Text))
"""
BROKEN = """
import sqlalchemy as sa
from alembic import op
revision, down_revision, branch_labels, depends_on = "0003", "0002", None, None

def upgrade():
    op.create_table("half", sa.Column("id", sa.Integer, primary_key=True))
    op.execute("UPDATE plan SET payer_id = NULL")
    {failure}
"""


class Run:
    """Migrations of a test, and what they called."""

    def __init__(self, home: Path, key: bytes) -> None:
        self.home = home
        self.key = key
        self.path = home / "office.db"
        self.calls: list[str] = []
        self.scripts = home / "scripts"
        (self.scripts / "versions").mkdir(parents=True)
        for name in ("env.py", "script.py.mako"):
            shutil.copyfile(HOME / name, self.scripts / name)

    def add(self, name: str, source: str) -> None:
        (self.scripts / "versions" / f"{name}.py").write_text(source, encoding="utf-8")

    def upgrade(self) -> bool:
        return migrate(
            self.path,
            self.key,
            before=lambda: self.calls.append("backup"),
            reinstall_guards=self._guards,
            script_location=self.scripts,
        )

    def rows(self, statement: str) -> list[tuple[object, ...]]:
        with inspecting(self.path, self.key) as connection:
            return [tuple(row) for row in connection.execute(sa.text(statement))]

    def _guards(self, connection: sa.Connection) -> None:
        self.calls.append("guards")
        connection.exec_driver_sql("DROP TRIGGER IF EXISTS keep_payer")
        connection.exec_driver_sql(
            "CREATE TRIGGER keep_payer BEFORE DELETE ON payer "
            "BEGIN SELECT RAISE(ABORT, 'payers stay'); END"
        )


@pytest.fixture
def run(tmp_path: Path, key: bytes) -> Run:
    run = Run(tmp_path, key)
    run.add("first", FIRST)
    return run


def test_a_new_practice_gets_its_schema_without_a_backup_of_nothing(run: Run, key: bytes) -> None:
    assert schema_revision(run.path, key) is None
    assert run.upgrade()
    assert run.calls == ["guards"]
    assert schema_revision(run.path, key) == "0001"
    assert run.rows("SELECT count(*) FROM plan") == [(2,)]
    assert run.rows("PRAGMA journal_mode") == [("wal",)]


def test_a_practice_that_is_up_to_date_is_left_alone(run: Run) -> None:
    run.upgrade()
    run.calls.clear()
    assert not run.upgrade()
    assert run.calls == []


def test_p26_an_older_practice_is_backed_up_then_upgraded_with_its_rows_and_guards(
    run: Run, key: bytes
) -> None:
    run.upgrade()
    run.add("second", SECOND)
    run.calls.clear()
    assert run.upgrade()
    assert run.calls == ["backup", "guards"]
    assert schema_revision(run.path, key) == "0002"
    assert run.rows("SELECT id, name FROM payer") == [(1, None), (2, None)]
    # With foreign keys on, building payer anew would have emptied plan.
    assert run.rows("SELECT * FROM plan") == [(1, 1), (2, 2)]
    assert run.rows("SELECT name FROM sqlite_master WHERE type = 'trigger'") == [("keep_payer",)]
    assert check_integrity(run.path, key) == []


@pytest.mark.parametrize(
    "failure",
    [
        'op.execute("INSERT INTO payer (id) VALUES (1)")',  # breaks a rule of the schema
        'op.execute("no SQL at all")',
        'op.execute("UPDATE plan SET payer_id = 99")',  # leaves orphans
        'from alembic.util import CommandError; raise CommandError("refused")',
    ],
)
def test_p26_a_failed_upgrade_leaves_nothing_and_says_so(
    run: Run, key: bytes, failure: str
) -> None:
    run.upgrade()
    tables = ["payer", "plan", "alembic_version"]
    schema = run.rows("SELECT name, sql FROM sqlite_master ORDER BY name")
    before = fingerprint_file(run.path, key, tables)
    run.add("second", SECOND)
    run.add("broken", BROKEN.format(failure=failure))
    with pytest.raises(StorageError, match="could not be brought") as caught:
        run.upgrade()
    assert "as it was before" in caught.value.effect
    assert fingerprint_file(run.path, key, tables) == before
    assert run.rows("SELECT name, sql FROM sqlite_master ORDER BY name") == schema
    assert schema_revision(run.path, key) == "0001"


def test_p26_a_bug_in_a_step_is_a_bug_and_leaves_nothing_either(run: Run, key: bytes) -> None:
    run.upgrade()
    run.add("second", SECOND)
    run.add("broken", BROKEN.format(failure='raise ValueError("a bug")'))
    with pytest.raises(ValueError, match="a bug"):
        run.upgrade()
    assert schema_revision(run.path, key) == "0001"
    assert run.rows("SELECT name FROM sqlite_master WHERE name = 'half'") == []


def test_p26_a_failed_backup_stops_the_upgrade(run: Run, key: bytes) -> None:
    run.upgrade()
    run.add("second", SECOND)

    def full() -> None:
        raise StorageError("The disk is full.", remedy="Free some space.")

    with pytest.raises(StorageError, match="disk is full"):
        migrate(
            run.path,
            key,
            before=full,
            reinstall_guards=lambda _connection: None,
            script_location=run.scripts,
        )
    assert schema_revision(run.path, key) == "0001"


def test_p26_a_newer_file_is_refused_and_not_touched(run: Run) -> None:
    run.add("second", SECOND)
    run.upgrade()
    (run.scripts / "versions" / "second.py").unlink()
    before = run.path.read_bytes()
    run.calls.clear()
    with pytest.raises(StorageError, match="newer version of Desktop Biller"):
        run.upgrade()
    assert run.calls == []
    assert run.path.read_bytes() == before


def test_another_key_is_told_before_anything_is_done(run: Run) -> None:
    run.upgrade()
    with pytest.raises(StorageError, match="belongs to another key"):
        schema_revision(run.path, bytes(32))


def test_head_names_the_newest_revision_of_the_program() -> None:
    config = Config()
    config.set_main_option("script_location", str(HOME))
    newest = ScriptDirectory.from_config(config).get_current_head()
    assert (newest or "") == migrations.HEAD


def test_alembic_is_not_imported_for_a_practice_that_is_up_to_date(run: Run, key: bytes) -> None:
    run.upgrade()
    script = f"""
import sys, pathlib
sys.path.insert(0, {str(HOME.parents[2])!r})
from desktop_biller.store import migrations, migrate
migrations.HEAD = "0001"
path, key = pathlib.Path({str(run.path)!r}), bytes.fromhex({key.hex()!r})
assert not migrate.migrate(path, key, before=lambda: 1 / 0, reinstall_guards=lambda c: 1 / 0)
assert not [name for name in sys.modules if name.startswith("alembic")]
"""
    subprocess.run([sys.executable, "-c", script], check=True)
