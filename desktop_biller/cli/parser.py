"""What can be asked on the command line; a command's modules are loaded when it is carried out."""

import argparse
import datetime as dt
from collections.abc import Callable
from functools import partial
from importlib import import_module
from pathlib import Path

from desktop_biller import __version__
from desktop_biller.codesets.icd10cm import ATTRIBUTION
from desktop_biller.security.permissions import GIVEN_ROLES

STATES = ("empty", "typical", "worst")
"""Of data, for the pictures of ``screens``."""


def build_parser() -> argparse.ArgumentParser:
    """The parser; each command sets ``run`` to the function that carries it out."""
    parser = argparse.ArgumentParser(
        prog="desktop-biller", description="Billing and coding for a small medical practice."
    )
    parser.add_argument("--version", action="version", version=f"Desktop Biller {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_demo(commands)
    _add_play(commands)
    _add_codes(commands)
    _add_practice(commands)
    _add_screens(commands)
    check = commands.add_parser("selftest", help="check that this installation can do its work")
    check.add_argument(
        "--windows", action="store_true", help="open a window on the trial practice as well"
    )
    check.set_defaults(run=_later("selftest", "run_selftest"))
    return parser


def _later(module: str, name: str) -> Callable[[argparse.Namespace], int]:
    """The function of a command, whose module is loaded when it is called."""
    return partial(_carry_out, module, name)


def _carry_out(module: str, name: str, options: argparse.Namespace) -> int:
    function: Callable[[argparse.Namespace], int]
    function = getattr(import_module(f"desktop_biller.cli.{module}"), name)
    return function(options)


Commands = argparse._SubParsersAction  # noqa: SLF001 -- argparse names it nowhere else


def _add_demo(commands: "Commands[argparse.ArgumentParser]") -> None:
    command = commands.add_parser(
        "demo", help="make the sample practice and play one new patient's billing day"
    )
    command.add_argument(
        "--output", type=Path, metavar="DIR", help="a new folder; demo-output unless told otherwise"
    )
    command.add_argument(
        "--seed",
        type=int,
        default=1,
        metavar="N",
        help="another number gives other days and amounts",
    )
    _add_passphrase(command, "passphrase of the sample practice", "one that is shown")
    command.set_defaults(run=_later("demo", "run_demo"))


def _add_play(commands: "Commands[argparse.ArgumentParser]") -> None:
    command = commands.add_parser("play", help="play a scripted day in a new practice")
    command.add_argument("script", type=Path, nargs="?", metavar="DAY.json")
    command.add_argument("--json", action="store_true", help="print one JSON object a step")
    command.add_argument(
        "--output",
        type=Path,
        metavar="DIR",
        help="keep the papers here, and where a passphrase is given the practice too",
    )
    command.add_argument(
        "--reference", action="store_true", help="print the reference of scripts and stop"
    )
    _add_passphrase(command, "passphrase of the practice to keep", "it is thrown away")
    command.set_defaults(run=_later("play", "run_play"))


def _add_codes(commands: "Commands[argparse.ArgumentParser]") -> None:
    group = commands.add_parser("codes", help="look up codes").add_subparsers(
        required=True, metavar="WHAT"
    )
    command = group.add_parser(
        "search", help="find codes by words, abbreviations or code", epilog=ATTRIBUTION
    )
    command.add_argument("text", nargs="+", metavar="TEXT")
    command.add_argument(
        "--on", type=dt.date.fromisoformat, metavar="DATE", help="date of service, YYYY-MM-DD"
    )
    command.add_argument("--limit", type=int, default=20, metavar="N")
    command.add_argument("--json", action="store_true")
    command.set_defaults(run=_later("codes", "run_search"))


def _add_screens(commands: "Commands[argparse.ArgumentParser]") -> None:
    command = commands.add_parser(
        "screens", help="take pictures of every screen and look them over by machine"
    )
    command.add_argument("--output", type=Path, required=True, metavar="DIR", help="a new folder")
    command.add_argument("--theme", choices=("light", "dark"), help="one theme; both unless told")
    command.add_argument("--size", choices=tuple("ABCD"), help="one geometry; all four unless told")
    command.add_argument("--state", choices=STATES, help="one state; all unless told")
    command.set_defaults(run=_later("screens", "run_screens"))


def _add_practice(commands: "Commands[argparse.ArgumentParser]") -> None:
    command = commands.add_parser("create", help="make a new, empty practice")
    command.add_argument("practice", type=Path, metavar="FOLDER")
    command.add_argument("--name", required=True, help="name of the practice")
    command.add_argument("--user", required=True, help="login of the owner")
    command.add_argument("--full-name", required=True, help="full name of the owner")
    _add_passphrase(command)
    command.set_defaults(run=_later("practice", "run_create"))
    for name, words, run in (
        ("verify", "prove file, ledger, audit trail and papers", _later("practice", "run_verify")),
        ("backup", "make a checked backup", _later("practice", "run_backup")),
    ):
        command = commands.add_parser(name, help=words)
        command.add_argument("practice", type=Path, metavar="FOLDER")
        command.add_argument("--json", action="store_true")
        if name == "backup":
            command.add_argument("--to", type=Path, metavar="DIR", help="where backups are kept")
        _add_user(command)
        command.set_defaults(run=run)
    command = commands.add_parser("restore", help="put a backup into a new or empty folder")
    command.add_argument("backup", type=Path, metavar="BACKUP")
    command.add_argument("--into", type=Path, required=True, metavar="FOLDER")
    _add_user(command)
    command.set_defaults(run=_later("practice", "run_restore"))
    command = commands.add_parser("add-user", help="let another person open the practice")
    command.add_argument("practice", type=Path, metavar="FOLDER")
    command.add_argument("--login", required=True, metavar="NAME")
    command.add_argument("--full-name", required=True, metavar="NAME")
    command.add_argument("--role", required=True, choices=GIVEN_ROLES)
    _add_user(command)
    _add_new_passphrase(command)
    command.set_defaults(run=_later("practice", "run_add_user"))
    command = commands.add_parser("passphrase", help="change a user's passphrase")
    command.add_argument("practice", type=Path, metavar="FOLDER")
    _add_user(command)
    _add_new_passphrase(command)
    command.set_defaults(run=_later("practice", "run_passphrase"))
    command = commands.add_parser("recover", help="set a passphrase by the recovery code")
    command.add_argument("practice", type=Path, metavar="FOLDER")
    command.add_argument("--user", required=True, metavar="NAME")
    command.add_argument("--recovery-code-file", type=Path, metavar="FILE")
    _add_new_passphrase(command)
    command.set_defaults(run=_later("practice", "run_recover"))


def _add_user(command: argparse.ArgumentParser) -> None:
    command.add_argument("--user", metavar="NAME", help="whose passphrase it is")
    _add_passphrase(command)


def _add_passphrase(
    command: argparse.ArgumentParser, what: str = "passphrase", without: str = "a prompt"
) -> None:
    """``without`` says what happens where neither the file nor the variable is given."""
    command.add_argument(
        "--passphrase-file",
        type=Path,
        metavar="FILE",
        help=f"file that holds the {what} (else DESKTOP_BILLER_PASSPHRASE, else {without})",
    )


def _add_new_passphrase(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--new-passphrase-file",
        type=Path,
        metavar="FILE",
        help="file that holds the new passphrase (else a prompt)",
    )
