"""Writes the program's icon as files of Windows and macOS, for the build."""

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QBuffer, QIODevice

from desktop_biller.ui.kit.app_icon import SIZES, icon_picture


def write_icons(folder: Path) -> tuple[Path, Path]:
    """Write ``desktop-biller.ico`` and ``desktop-biller.icns`` into a folder; returns both."""
    folder.mkdir(parents=True, exist_ok=True)
    pictures = _pictures()
    windows, mac = folder / "desktop-biller.ico", folder / "desktop-biller.icns"
    largest, others = pictures[-1], pictures[:-1]
    largest.save(windows, sizes=[p.size for p in pictures], append_images=others)
    largest.save(mac, append_images=others)
    return windows, mac


def _pictures() -> Sequence[Image.Image]:
    """One picture a size, the largest last; each is drawn, none made smaller."""
    found = []
    for size in SIZES:
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        icon_picture(size).save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs want bytes
        found.append(Image.open(BytesIO(buffer.data().data())))
    return found
