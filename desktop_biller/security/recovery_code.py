"""The recovery code: the data key itself, written so that people can copy it from paper.

52 characters carry the 256 bits, four more check them. The characters are values of the field
GF(32); a whole code is a polynomial with the roots 1, a, a^2 and a^3. The root 1 finds every
single wrong character, the root a every swap of two neighbors, and of all other mistakes one in
16 million gets past the roots and the four spare bits. The alphabet is Crockford's: no I, L, O or
U, and who writes those for 1 or 0 is understood.
"""

import re
from collections.abc import Sequence

from desktop_biller.foundation.errors import InputError

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LOOK_ALIKES = str.maketrans("OIL", "011")
_KEY_BYTES = 32
_DATA = 52
_CHECKS = 4
_GROUP = 4
_SPARE_BITS = _DATA * 5 - _KEY_BYTES * 8


def _powers() -> list[int]:
    """The powers of a, whose minimal polynomial is x^5 + x^2 + 1; a^31 is 1 again."""
    powers = [1]
    while len(powers) < 31:
        doubled = powers[-1] << 1
        powers.append(doubled ^ 0b100101 if doubled & 0b100000 else doubled)
    return powers


_POWER = _powers()
_LOGARITHM = {value: exponent for exponent, value in enumerate(_POWER)}


def _times(left: int, right: int) -> int:
    if not left or not right:
        return 0
    return _POWER[(_LOGARITHM[left] + _LOGARITHM[right]) % 31]


def _generator() -> list[int]:
    """The product of x + a^i for i = 0 to 3, highest power first."""
    product = [1]
    for root in _POWER[:_CHECKS]:
        shifted, scaled = [*product, 0], [0, *(_times(root, factor) for factor in product)]
        product = [high ^ low for high, low in zip(shifted, scaled, strict=True)]
    return product


_GENERATOR = _generator()


def encode(key: bytes) -> str:
    """The code of a 32-byte key: 14 groups of four characters, joined by hyphens.

    Raises:
        ValueError: the key has another length.
    """
    if len(key) != _KEY_BYTES:
        msg = "the data key is 32 bytes"
        raise ValueError(msg)
    number = int.from_bytes(key) << _SPARE_BITS
    values = [number >> 5 * place & 31 for place in reversed(range(_DATA))]
    text = "".join(ALPHABET[value] for value in values + _remainder([*values, *[0] * _CHECKS]))
    return "-".join(text[i : i + _GROUP] for i in range(0, len(text), _GROUP))


def decode(text: str) -> bytes:
    """The key of a typed code; case, blanks and hyphens don't matter.

    Raises:
        InputError: a character is missing, wrong or in the wrong place.
    """
    typed = re.sub(r"[\s\-\u2010-\u2015\u2212]", "", text).upper().translate(_LOOK_ALIKES)
    strange = sorted(set(typed) - set(ALPHABET))
    if strange:
        raise _refused(f"“{strange[0]}” does not occur in a recovery code.")
    if len(typed) != _DATA + _CHECKS:
        raise _refused(f"A recovery code has {_DATA + _CHECKS} characters; this has {len(typed)}.")
    values = [ALPHABET.index(character) for character in typed]
    number = 0
    for value in values[:_DATA]:
        number = number << 5 | value
    if any(_remainder(values)) or number & (1 << _SPARE_BITS) - 1:
        raise _refused("The recovery code has a wrong character, or two have changed places.")
    return (number >> _SPARE_BITS).to_bytes(_KEY_BYTES)


def _remainder(values: Sequence[int]) -> list[int]:
    """What is left of the polynomial ``values`` after division by the generator."""
    rest = list(values)
    for start in range(len(rest) - _CHECKS):
        factor = rest[start]
        for offset, part in enumerate(_GENERATOR):
            rest[start + offset] ^= _times(factor, part)
    return rest[-_CHECKS:]


def _refused(what: str) -> InputError:
    return InputError(
        what,
        remedy="Compare it with the printed sheet, group by group, and type it again.",
        field="recovery_code",
    )
