"""Where the built application's windows start: a practice's folder may follow, or --selftest."""

import sys

if __name__ == "__main__":
    if sys.argv[1:] == ["--selftest"]:
        from desktop_biller.ui.selftest import run_window_selftest

        sys.exit(run_window_selftest())
    from desktop_biller.app import main

    sys.exit(main())
