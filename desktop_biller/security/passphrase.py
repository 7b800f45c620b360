"""What a passphrase must be, after NIST SP 800-63B-4: long and not obvious, nothing more.

No rules on kinds of characters and no forced changes: they make people choose worse ones.
"""

import re
import unicodedata
from itertools import pairwise

from desktop_biller.foundation.errors import InputError

SHORTEST = 15
LONGEST = 256
_FEWEST_CHARACTERS = 6
"""Different ones; "abababababababab" has two."""

_FEWEST_OWN = 8
"""Characters that must be left when obvious words and names are taken out."""

_COMMON = """
password passphrase passwort letmein welcome changeme trustno iloveyou administrator admin
desktopbiller billing biller medical practice office clinic doctor login secret default
qwertyuiop qwerty asdfghjkl asdfgh zxcvbnm azerty 1q2w3e4r5t 1qaz2wsx3edc qazwsxedc
correcthorsebatterystaple thequickbrownfoxjumpsoverthelazydog thequickbrownfox mypassword
football baseball basketball superman batman starwars princess sunshine dragon monkey shadow
maryhadalittlelamb tobeornottobe ihavenoidea openthedoor happybirthday merrychristmas
spring summer autumn winter january february march april june july august september october
november december
1234567890 123456789 12345678 1234567 123456 12345 1234 123 abc
monday tuesday wednesday thursday friday saturday sunday
"""
_OBVIOUS = sorted(_COMMON.split(), key=len, reverse=True)

_DISGUISE = str.maketrans("@4831!05$7+", "aabeiiosstt")
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm", "1234567890", "abcdefghijklmnopqrstuvwxyz")


def refuse_weak(passphrase: str, *, user: str = "", practice: str = "") -> None:
    """Refuse a passphrase that is short or that an attacker would try first.

    Args:
        passphrase: as it was typed.
        user: the user's name, which is no secret.
        practice: the practice's name, neither.

    Raises:
        InputError: the sentence says what is wrong with it.
    """
    text = unicodedata.normalize("NFKC", passphrase)
    if len(text) < SHORTEST:
        raise _refused(f"The passphrase has {len(text)} characters; it needs {SHORTEST} or more.")
    if len(text) > LONGEST:
        raise _refused(f"The passphrase is longer than {LONGEST} characters.")
    if len(set(text.casefold())) < _FEWEST_CHARACTERS or _repeats(text.casefold()):
        raise _refused("The passphrase repeats itself.")
    if _mostly_runs(text.casefold()):
        raise _refused("The passphrase is mostly a row of the keyboard or the alphabet.")
    names = [_letters(word) for word in re.split(r"[\s,.\-]+", f"{user} {practice}")]
    if _own_part(text, [name for name in names if len(name) > 2]) < _FEWEST_OWN:
        raise _refused("The passphrase is made of common words or of names of this practice.")


def _letters(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def _repeats(text: str) -> bool:
    """True when a piece of at most half the text, said again and again, makes the text."""
    return any(
        all(text[i] == text[i - size] for i in range(size, len(text)))
        for size in range(1, len(text) // 2 + 1)
    )


def _mostly_runs(text: str) -> bool:
    pairs = {pair for row in _ROWS for pair in _neighbors(row) | _neighbors(row[::-1])}
    steps = [a + b in pairs for a, b in pairwise(text)]
    return sum(steps) > len(steps) * 2 / 3


def _neighbors(row: str) -> set[str]:
    return {a + b for a, b in pairwise(row)}


def _own_part(text: str, names: list[str]) -> int:
    """How many letters and digits are left without the obvious words, disguised or not."""
    left = len(text)
    for disguised in (text, text.translate(_DISGUISE)):
        rest = _letters(disguised)
        for word in [*names, *_OBVIOUS]:
            rest = rest.replace(word, " ")
        left = min(left, len(rest.replace(" ", "")))
    return left


def _refused(what: str) -> InputError:
    return InputError(
        what,
        effect="It was not taken.",
        remedy="Four or five words that don't belong together make a good one.",
        field="passphrase",
    )
