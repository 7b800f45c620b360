"""How long code search takes for each key, beside the bare capped query of the index.

Run as ``python bench/code_lookup.py [FOLDER]``; FOLDER holds (or gets) the reference database.
The keystrokes are every beginning, letter by letter, of the look-ups in ``tests/codesets``. The
bare query is what the index can do at best: the words as typed, the last as a beginning, capped
at 2,000 rows, billable and short titles first, 20 rows read.
"""

import csv
import datetime as dt
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from desktop_biller.codesets import reference_db
from desktop_biller.codesets.search import CodeSearch
from desktop_biller.codesets.words import words

LISTS = Path(__file__).parents[1] / "tests" / "codesets"
ON = dt.date(2026, 3, 2)
ROUNDS = 3
BAR_MS = 10.0  # p99 a key, architecture section 7
BAR_RATIO = 2.0
BARE = """
select c.code, c.title, c.billable
from (select rowid as id from found where found match ? limit 2000) f join code c using (id)
order by c.billable desc, length(c.title) limit 20
"""


def keystrokes() -> list[str]:
    """Every beginning of every look-up, each once."""
    typed: dict[str, None] = {}
    for path in sorted(LISTS.glob("lookups_*.tsv")):
        with path.open(encoding="utf-8") as file:
            for row in csv.DictReader(file, delimiter="\t"):
                typed |= dict.fromkeys(
                    row["query"][:length].strip() for length in range(1, len(row["query"]) + 1)
                )
    return list(typed)


def timed(keys: list[str], look_up: Callable[[str], object]) -> list[float]:
    """Milliseconds of each key, the quickest of the rounds."""
    best = [float("inf")] * len(keys)
    for _round in range(ROUNDS):
        for at, key in enumerate(keys):
            start = time.perf_counter()
            look_up(key)
            best[at] = min(best[at], (time.perf_counter() - start) * 1000)
    return best


def report(name: str, took: list[float]) -> tuple[float, float]:
    """Print one line; answer (p50, p99)."""
    cuts = statistics.quantiles(took, n=100)
    print(f"{name:28} p50 {cuts[49]:6.2f} ms   p99 {cuts[98]:6.2f} ms   max {max(took):6.2f} ms")
    return cuts[49], cuts[98]


def main() -> int:
    """Print both and their ratio; 1 where a bar is missed."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    with reference_db.ensure(folder) as database:
        search = CodeSearch(database)
        keys = keystrokes()

        def bare(key: str) -> object:
            *whole, last = words(key) or ["a"]
            terms = " ".join([*(f'"{word}"' for word in whole), f'"{last}" *'])
            return database.rows(BARE, terms)

        print(f"{len(keys)} keystrokes, the quickest of {ROUNDS} rounds")
        _, bare_p99 = report("bare capped FTS5 query", timed(keys, bare))
        _, p99 = report("code search", timed(keys, lambda key: search.search(key, on=ON)))
        print(f"ratio of the p99: {p99 / bare_p99:.2f} (bar {BAR_RATIO}); p99 bar {BAR_MS} ms")
    return 0 if p99 <= BAR_MS and p99 <= BAR_RATIO * bare_p99 else 1


if __name__ == "__main__":
    raise SystemExit(main())
