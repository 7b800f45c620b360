"""Where passphrases come from: a file, the environment, a prompt; never an argument.

Process lists show arguments to every user of the computer.
"""

import getpass
import os
import sys
from pathlib import Path

from desktop_biller.foundation.errors import InputError

VARIABLE = "DESKTOP_BILLER_PASSPHRASE"


def read_passphrase(file: Path | None, *, prompt: str = "Passphrase: ") -> str:
    """The passphrase from the file, the environment, or a prompt, in that order.

    Raises:
        InputError: the file can't be read, or there is nobody to ask.
    """
    if file is not None:
        return read_secret_file(file)
    if VARIABLE in os.environ:
        return os.environ[VARIABLE]
    return ask(prompt)


def new_passphrase(file: Path | None) -> str:
    """A new passphrase from a file, or typed twice.

    Raises:
        InputError: the two typings differ.
    """
    if file is not None:
        return read_secret_file(file)
    first = ask("New passphrase: ")
    if ask("New passphrase again: ") != first:
        raise InputError("The two passphrases differ.", remedy="Try again.")
    return first


def ask(prompt: str) -> str:
    """What a person types without an echo.

    Raises:
        InputError: there is no terminal to ask at.
    """
    if not sys.stdin.isatty():
        raise InputError(
            "A passphrase is needed and there is no terminal to ask for it.",
            effect="Nothing was opened.",
            remedy=f"Use --passphrase-file FILE or the variable {VARIABLE}.",
        )
    return getpass.getpass(prompt)


def read_secret_file(file: Path) -> str:
    """The first line of a file, without its line break.

    Raises:
        InputError: it can't be read or is empty.
    """
    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            f"The file {file} can't be read.",
            effect="Nothing was opened.",
            remedy="Check its name; it must hold one line of text.",
        ) from error
    if not lines or not lines[0]:
        raise InputError(
            f"The file {file} is empty.",
            effect="Nothing was opened.",
            remedy="Put the passphrase into its first line.",
        )
    return lines[0]
