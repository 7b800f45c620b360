"""``python -m desktop_biller``: the command line."""

import sys

from desktop_biller.cli import main

if __name__ == "__main__":
    sys.exit(main())
