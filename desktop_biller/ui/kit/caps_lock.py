"""Whether Caps Lock is on: Qt doesn't know, so the system is asked, or the typed letter tells."""

import ctypes
import sys

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

_MAC_SESSION, _MAC_ALPHA_SHIFT = 0, 0x10000
"""kCGEventSourceStateCombinedSessionState, kCGEventFlagMaskAlphaShift."""
_MAC_SERVICES = "/System/Library/Frameworks/ApplicationServices.framework/ApplicationServices"


def caps_lock_now() -> bool | None:
    """True or False where the system tells, None where it doesn't (X11, Wayland)."""
    if sys.platform == "win32":
        return bool(ctypes.windll.user32.GetKeyState(0x14) & 1)
    if sys.platform == "darwin":
        flags_of = ctypes.CDLL(_MAC_SERVICES).CGEventSourceFlagsState
        flags_of.restype = ctypes.c_uint64
        return bool(flags_of(_MAC_SESSION) & _MAC_ALPHA_SHIFT)
    return None


def caps_lock_after(event: QKeyEvent, *, before: bool) -> bool:
    """What a key that was pressed tells of Caps Lock; ``before`` where it tells nothing.

    A letter that is large without Shift, or small with it, was typed under Caps Lock.
    """
    told = caps_lock_now()
    if told is not None:
        return told
    if event.key() == Qt.Key.Key_CapsLock:
        return not before
    letter = event.text()
    if len(letter) != 1 or letter.upper() == letter.lower():
        return before
    shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
    return letter.isupper() != shifted
