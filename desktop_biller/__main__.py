"""``desktop-biller``: the windows, or the command line where a command is given."""

import os
import sys


def main() -> int:
    """Start the program; returns its exit code."""
    if len(sys.argv) > 1 and sys.argv[1] != "--window":
        from desktop_biller.cli import main as run_command  # noqa: PLC0415 -- one of the two only

        return run_command()
    if _no_screen():
        sys.stderr.write(
            "There is no screen here to open windows on. Nothing was changed. Start the program"
            " from a desktop session, or give it a command: desktop-biller --help lists them.\n"
        )
        return 1
    from desktop_biller.app import main as open_windows  # noqa: PLC0415 -- one of the two only

    return open_windows(sys.argv[2:])


def _no_screen() -> bool:
    """True on a Linux without display, where Qt would abort; QT_QPA_PLATFORM overrides it."""
    told = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return sys.platform == "linux" and not any(os.environ.get(name) for name in told)


if __name__ == "__main__":
    sys.exit(main())
