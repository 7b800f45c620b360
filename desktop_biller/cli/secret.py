"""Where passphrases come from: a file, the environment, a prompt; never an argument.

Process lists show arguments to every user of the computer.
"""

import getpass
import os
import sys
from dataclasses import dataclass
from pathlib import Path

from desktop_biller.foundation.errors import InputError

VARIABLE = "DESKTOP_BILLER_PASSPHRASE"


@dataclass(frozen=True, slots=True)
class Secret:
    """One kind of secret, and how a person without a terminal hands it over.

    Attributes:
        noun: what sentences call it.
        source: the option that takes its file, and the variable where there is one.
    """

    noun: str
    source: str


PASSPHRASE = Secret("passphrase", f"--passphrase-file FILE or the variable {VARIABLE}")
NEW_PASSPHRASE = Secret("new passphrase", "--new-passphrase-file FILE")
RECOVERY_CODE = Secret("recovery code", "--recovery-code-file FILE")


def read_passphrase(file: Path | None, *, prompt: str = "Passphrase: ") -> str:
    """The passphrase from the file, the environment, or a prompt, in that order.

    Raises:
        InputError: the file can't be read, or there is nobody to ask.
    """
    if file is None and VARIABLE in os.environ:
        return os.environ[VARIABLE]
    return read_secret(PASSPHRASE, file, prompt=prompt)


def new_passphrase(file: Path | None) -> str:
    """A new passphrase from a file, or typed twice.

    Raises:
        InputError: the two typings differ, or as ``read_secret``.
    """
    first = read_secret(NEW_PASSPHRASE, file, prompt="New passphrase: ")
    if file is None and _ask(NEW_PASSPHRASE, "New passphrase again: ") != first:
        raise InputError("The two passphrases differ.", remedy="Try again.")
    return first


def read_secret(secret: Secret, file: Path | None, *, prompt: str) -> str:
    """The secret from the first line of a file, or as a person types it.

    Raises:
        InputError: the file can't be read or is empty, or there is nobody to ask.
    """
    return _ask(secret, prompt) if file is None else _first_line(secret, file)


def _ask(secret: Secret, prompt: str) -> str:
    if not sys.stdin.isatty():
        raise InputError(
            f"The {secret.noun} is needed and there is no terminal to ask for it.",
            remedy=f"Use {secret.source}.",
        )
    try:
        return getpass.getpass(prompt)
    except EOFError as error:  # Ctrl-D, or Ctrl-Z on Windows
        raise InputError(f"No {secret.noun} was typed.", remedy="Try again.") from error


def _first_line(secret: Secret, file: Path) -> str:
    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            f"The file {file} can't be read.",
            remedy=f"Check its name; its first line must be the {secret.noun}.",
        ) from error
    if not lines or not lines[0]:
        raise InputError(
            f"The file {file} is empty.", remedy=f"Put the {secret.noun} into its first line."
        )
    return lines[0]
