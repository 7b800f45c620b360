"""The windows: the composition root that ``desktop-biller`` starts without a command.

May import ui and below. The local pipe that raises a running program is the only use of Qt's
network module; no internet socket is opened anywhere (promise 40).
"""

import faulthandler
import os
import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from desktop_biller.foundation.fault_log import fault_log
from desktop_biller.ui.kept_settings import KeptSettings
from desktop_biller.ui.program import Program

_ANSWER_MS = 300
_ICON_MS = 300
"""After the start: drawing it would hold the first window up."""


def main(arguments: list[str] | None = None) -> int:
    """Open the windows; returns the exit code.

    Args:
        arguments: the folder of a practice to open, or nothing.
    """
    given = sys.argv[1:] if arguments is None else arguments
    os.umask(0o077)  # whatever is written may hold a patient's data
    app = QApplication(["desktop-biller"])
    app.setApplicationName("Desktop Biller")
    app.setDesktopFileName("desktop-biller")
    folder = Path(given[0]).absolute() if given else None
    program = Program(app, KeptSettings())
    program.catch_faults()
    _keep_hard_faults()
    program.start(folder)
    QTimer.singleShot(_ICON_MS, lambda: _give_icon(app))
    QTimer.singleShot(0, lambda: _be_the_only_one(app, program))
    return int(app.exec())


def _give_icon(app: QApplication) -> None:
    from desktop_biller.ui.kit.app_icon import app_icon  # noqa: PLC0415 -- after the first paint

    app.setWindowIcon(app_icon())


def _keep_hard_faults() -> None:
    """Write where a fault in a library below Python happened; places in the code only."""
    try:
        log = fault_log()
        log.parent.mkdir(parents=True, exist_ok=True)
        log.parent.chmod(0o700)
        faulthandler.enable(log.open("a", encoding="utf-8"))
    except OSError:
        return  # nowhere to write: the program works all the same


def _be_the_only_one(app: QApplication, program: Program) -> None:
    """Let a second start bring this program to the front, and end there (promise 24)."""
    import getpass  # noqa: PLC0415 -- after the first paint
    from hashlib import sha256  # noqa: PLC0415 -- the same

    from PySide6.QtNetwork import QLocalServer, QLocalSocket  # noqa: PLC0415 -- the same

    name = f"desktop-biller-{sha256(getpass.getuser().encode()).hexdigest()[:16]}"
    first = QLocalSocket()
    first.connectToServer(name)
    if first.waitForConnected(_ANSWER_MS):
        first.write(b"raise")
        first.waitForBytesWritten(_ANSWER_MS)
        first.disconnectFromServer()
        app.exit(0)
        return
    QLocalServer.removeServer(name)  # of a program that died
    server = QLocalServer(app)
    server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
    server.newConnection.connect(program.raise_windows)
    server.listen(name)


if __name__ == "__main__":
    sys.exit(main())
