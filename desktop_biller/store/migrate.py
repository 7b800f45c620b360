"""Bring an older practice file to this program's schema, or leave it exactly as it was.

All steps run in one transaction with foreign keys off; the guards (triggers, which a rebuilt
table loses) are made anew in the same transaction. Alembic is imported only for a file that is
behind: its import costs as much as opening the practice ten times.
"""

from collections.abc import Callable
from pathlib import Path

import sqlalchemy as sa

from desktop_biller.foundation.errors import StorageError
from desktop_biller.store import migrations
from desktop_biller.store.engine import inspecting, migrating, translate

_REVISION = sa.text("SELECT version_num FROM alembic_version")


def schema_revision(path: Path, key: bytes) -> str | None:
    """The revision of the file's schema; None for a missing or new file.

    Raises:
        StorageError: the file is damaged, or the key is another's.
    """
    if not path.exists():
        return None
    try:
        with inspecting(path, key) as connection:
            if "alembic_version" not in sa.inspect(connection).get_table_names():
                return None
            revision: str | None = connection.execute(_REVISION).scalar_one_or_none()
            return revision
    except sa.exc.DBAPIError as error:
        raise (translate(error) or error) from error


def migrate(
    path: Path,
    key: bytes,
    *,
    before: Callable[[], None],
    reinstall_guards: Callable[[sa.Connection], None],
    script_location: Path | None = None,
) -> bool:
    """Upgrade the file when it is behind; True when something was done.

    Args:
        path: the practice file; nobody else has it open. A missing one is created.
        key: its data key.
        before: makes the backup; called unless the file is new.
        reinstall_guards: makes the triggers anew on the upgraded schema.
        script_location: the folder of the migrations, when not the program's own.

    Raises:
        StorageError: the file is of a newer program, or a step failed and all was rolled back.
    """
    current = schema_revision(path, key)
    if script_location is None and current == migrations.HEAD:
        return False
    # Imported here: a file that is up to date must not pay for it.
    from alembic import command, util  # noqa: PLC0415 -- see above
    from alembic.config import Config  # noqa: PLC0415 -- see above
    from alembic.script import ScriptDirectory  # noqa: PLC0415 -- see above

    config = Config()
    home = script_location or Path(migrations.__file__).parent
    config.set_main_option("script_location", str(home).replace("%", "%%"))
    known = ScriptDirectory.from_config(config)
    if current == known.get_current_head():
        return False
    if current is not None and current not in {s.revision for s in known.walk_revisions()}:
        raise StorageError(
            "This practice was saved by a newer version of Desktop Biller.",
            remedy="Install that version on this computer, then open the practice again.",
        )
    if not _is_new(path, key):
        before()
    try:
        with migrating(path, key) as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            reinstall_guards(connection)
            _refuse_orphans(connection)
    except (sa.exc.SQLAlchemyError, util.CommandError) as error:
        raise _rolled_back() from error
    return True


def _is_new(path: Path, key: bytes) -> bool:
    if not path.exists() or path.stat().st_size == 0:
        return True
    with inspecting(path, key) as connection:
        return not sa.inspect(connection).get_table_names()


def _refuse_orphans(connection: sa.Connection) -> None:
    if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
        raise _rolled_back()


def _rolled_back() -> StorageError:
    return StorageError(
        "The practice file could not be brought to this version of the program.",
        effect="All steps were undone: the file is as it was before.",
        remedy="Go on with the previous version, and send its makers the private log.",
    )
