"""Where the built application's command line starts; an installed one starts at the same place."""

import sys

from desktop_biller.__main__ import main

if __name__ == "__main__":
    sys.exit(main())
