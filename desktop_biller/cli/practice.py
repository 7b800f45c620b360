"""The commands that keep a practice.

``create``, ``verify``, ``backup``, ``restore``, ``add-user``, ``passphrase`` and ``recover``.
"""

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from desktop_biller.cli.secret import (
    RECOVERY_CODE,
    new_passphrase,
    read_passphrase,
    read_secret,
)
from desktop_biller.cli.show import as_json, progress_on_stderr, table
from desktop_biller.codesets import reference_db
from desktop_biller.foundation.errors import InputError
from desktop_biller.workflow.backup_places import second_place
from desktop_biller.workflow.office.users import NewUser, add_user
from desktop_biller.workflow.opening import (
    Owner,
    change_passphrase,
    create_practice,
    open_practice,
    set_passphrase_by_recovery_code,
)
from desktop_biller.workflow.upkeep import back_up, close_practice, restore, verify_practice
from desktop_biller.workflow.workspace import Workspace


@contextmanager
def opened(options: argparse.Namespace) -> Iterator[Workspace]:
    """The practice of the command, opened and let go of again."""
    passphrase = read_passphrase(options.passphrase_file)
    with reference_db.ensure(job=progress_on_stderr()) as catalogue:
        with _pointing_to_user():
            ws = open_practice(options.practice, passphrase, user=options.user, catalogue=catalogue)
        try:
            yield ws
        finally:
            close_practice(ws)


@contextmanager
def _pointing_to_user() -> Iterator[None]:
    """Where the user is what is wrong, the sentence names the option."""
    try:
        yield
    except InputError as error:
        if error.field != "user":
            raise
        raise InputError(
            error.what,
            effect=error.effect,
            remedy="Say whose passphrase it is with --user NAME.",
            field=error.field,
        ) from error


def run_create(options: argparse.Namespace) -> int:
    """Make a practice and show its recovery code, this once."""
    owner = Owner(
        name=options.user,
        full_name=options.full_name,
        passphrase=read_passphrase(options.passphrase_file, prompt="Passphrase (15 or more): "),
    )
    code = create_practice(options.practice, owner, practice_name=options.name)
    print(f"The practice is in {options.practice}.")
    print()
    print("Recovery code. Print it and lock it away; it is not shown again:")
    print(f"  {code}")
    print("It opens the practice if every passphrase is lost. So does whoever finds it.")
    return 0


def run_verify(options: argparse.Namespace) -> int:
    """Prove the practice file; exit code 1 where something does not hold."""
    with opened(options) as ws:
        found = verify_practice(ws)
    if options.json:
        print(as_json(found))
    elif found.findings:
        rows = [[finding.code, finding.message] for finding in found.findings]
        print(table(["Check", "What does not hold"], rows, words=2))
        print("Nothing was changed. Restore the last good backup, or report this as a fault.")
    else:
        print(f"All in order: {found.rows} rows, ledger digest {found.digest[:16]}.")
    return 1 if found.findings else 0


def run_backup(options: argparse.Namespace) -> int:
    """Make a backup that was opened again and compared."""
    with opened(options) as ws:
        backup = back_up(ws, options.to)
        second = None if options.to else second_place(ws)
    if options.json:
        told = {"path": str(backup.path), "digest": backup.digest}
        if second is not None:
            told |= {"second_place": str(second.place), "not_copied": second.trouble}
        print(as_json(told))
        return 0
    print(f"Backup made and checked: {backup.path}")
    if second is not None and second.trouble:
        print(f"Not copied to {second.place}: {second.trouble}", file=sys.stderr)
    elif second is not None:
        print(f"Copied to {second.place}")
    return 0


def run_restore(options: argparse.Namespace) -> int:
    """Restore a backup into a new folder."""
    passphrase = read_passphrase(options.passphrase_file)
    with _pointing_to_user():
        restored = restore(options.backup, options.into, passphrase, user=options.user)
    print(f"Restored into {options.into}: the backup of {restored.created:%m/%d/%Y %H:%M}.")
    return 0


def run_add_user(options: argparse.Namespace) -> int:
    """Add a user with a passphrase of their own."""
    with opened(options) as ws:
        add_user(
            ws,
            NewUser(
                name=options.login,
                full_name=options.full_name,
                role=options.role,
                passphrase=new_passphrase(options.new_passphrase_file),
            ),
        )
    print(f"{options.full_name} can open the practice as {options.login} ({options.role}).")
    return 0


def run_passphrase(options: argparse.Namespace) -> int:
    """Change a user's passphrase; the old one stops working at once."""
    old = read_passphrase(options.passphrase_file, prompt="Passphrase now: ")
    new = new_passphrase(options.new_passphrase_file)
    with _pointing_to_user():
        change_passphrase(options.practice, options.user, old, new)
    print("The passphrase was changed. Older backups still open with the old one.")
    return 0


def run_recover(options: argparse.Namespace) -> int:
    """Set a user's passphrase by the recovery code."""
    code = read_secret(RECOVERY_CODE, options.recovery_code_file, prompt="Recovery code: ")
    set_passphrase_by_recovery_code(
        options.practice, options.user, code, new_passphrase(options.new_passphrase_file)
    )
    print(f"{options.user} has a new passphrase.")
    return 0
