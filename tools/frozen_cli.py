"""Where the built application starts; an installed one starts at the same function."""

import sys

from desktop_biller.cli import main

if __name__ == "__main__":
    sys.exit(main())
