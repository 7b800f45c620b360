"""Asks how claims went out before they are marked as sent."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from desktop_biller.ui.kit.dialogs import Dialog, choose


def ask_how_sent(parent: QWidget, what: str, do: Callable[[str], object]) -> Dialog:
    """Ask; ``do`` gets ``paper`` or ``portal``. ``what`` is "Claim C000012" or "3 claims"."""
    dialog = choose(
        parent,
        "Mark as sent",
        f"{what}: how did the insurer get it? The day of sending is today.",
        (
            ("Sent on paper", lambda: do("paper")),
            ("Sent by the payer's portal", lambda: do("portal")),
        ),
    )
    dialog.setObjectName("how_sent")
    return dialog
