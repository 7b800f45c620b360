"""``desktop-biller``: the windows, or the command line where a command is given."""

import sys


def main() -> int:
    """Start the program; returns its exit code."""
    if len(sys.argv) > 1 and sys.argv[1] != "--window":
        from desktop_biller.cli import main as run_command  # noqa: PLC0415 -- one of the two only

        return run_command()
    from desktop_biller.app import main as open_windows  # noqa: PLC0415 -- one of the two only

    return open_windows(sys.argv[2:])


if __name__ == "__main__":
    sys.exit(main())
