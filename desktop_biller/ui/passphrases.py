"""What the windows say of a new passphrase, by the rules of ``security``."""

import re

from desktop_biller.foundation.errors import InputError
from desktop_biller.security.passphrase import SHORTEST, refuse_weak
from desktop_biller.ui.kit.strength_bar import Strength

_STRONG, _VERY_STRONG = 20, 28
"""Characters; the words are what the user is told."""


def strength_of(text: str, *, user: str = "", practice: str = "") -> Strength:
    """Judge a passphrase as it is typed.

    Args:
        text: as it stands in the line.
        user: the user's name, which must not make up the passphrase.
        practice: the practice's name, neither.
    """
    if not text:
        return Strength(0, f"At least {SHORTEST} characters; four or five words are best", False)
    if len(text) < SHORTEST:
        left = SHORTEST - len(text)
        return Strength(1, f"{left} more character{'' if left == 1 else 's'}", good=False)
    try:
        refuse_weak(text, user=user, practice=practice)
    except InputError as error:
        return Strength(1, error.what, good=False)
    words = len(re.findall(r"[^\W\d_]{2,}", text))
    size = f"{words} words" if words > 1 else f"{len(text)} characters"
    if len(text) >= _VERY_STRONG:
        return Strength(4, f"Very strong: {size}", good=True)
    if len(text) >= _STRONG:
        return Strength(3, f"Strong: {size}", good=True)
    return Strength(2, f"Good: {size}", good=True)
