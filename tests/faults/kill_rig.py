"""The kill rig on the command line; ``rig`` says what it does.

    python tests/faults/kill_rig.py --commits 2000
    python tests/faults/kill_rig.py --commits 150 --fault split

Prints the table of a run. Exit code 1 where anything was lost or torn, which is what the two
faults are for.
"""

import argparse
import random
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))  # a script finds its own folder only

from tests.faults.planted import FAULTS
from tests.faults.rig import Rig


def main() -> int:
    """Run the rig as asked and print what it found."""
    parser = argparse.ArgumentParser(description="Kill the program at random, lose nothing")
    parser.add_argument("--commits", type=int, default=2000, help="at least so many acknowledged")
    parser.add_argument("--kills", type=int, default=0, help="at least so many kills")
    parser.add_argument("--seed", type=int, default=None, help="repeats orders, not moments")
    parser.add_argument("--fault", choices=FAULTS, default="", help="a negative control")
    given = parser.parse_args()
    seed = random.randrange(2**32) if given.seed is None else given.seed
    with tempfile.TemporaryDirectory(prefix="kill-rig-") as place:
        rig = Rig(Path(place), seed=seed, fault=given.fault)
        report = rig.run(commits=given.commits, kills=given.kills)
    sys.stdout.write(f"seed {seed}\n{report.table()}\n")
    return int(bool(report.lost or report.torn))


if __name__ == "__main__":
    raise SystemExit(main())
