"""``codes``: looking codes up by date of service."""

import argparse
import datetime as dt

from desktop_biller.cli.show import as_json, progress_on_stderr, table
from desktop_biller.codesets import reference_db
from desktop_biller.codesets.search import CodeSearch
from desktop_biller.foundation.errors import InputError

_VALID = {True: "valid", False: "not valid", None: "no data"}


def run_search(options: argparse.Namespace) -> int:
    """Print the codes that fit the words, best first; nonsense finds nothing."""
    if options.limit < 1:
        raise InputError(
            f"{options.limit} results can't be shown.",
            effect="Nothing was looked up.",
            remedy="Ask for one or more with --limit.",
        )
    text = " ".join(options.text).strip()
    if not text:
        raise InputError(
            "There is nothing to look for.",
            effect="Nothing was looked up.",
            remedy="Type a code, its beginning, or words that describe it.",
        )
    day = options.on or dt.datetime.now().astimezone().date()
    with reference_db.ensure(job=progress_on_stderr()) as database:
        hits = CodeSearch(database).search(text, on=day, limit=options.limit)
    if options.json:
        print(as_json(hits))
        return 0
    if not hits:
        print("Nothing fits. Try fewer or other words.")
        return 0
    rows = [
        [hit.code, "yes" if hit.billable else "header", _VALID[hit.valid], hit.system, hit.title]
        for hit in hits
    ]
    print(table(["Code", "Billable", f"On {day.isoformat()}", "Set", "Title"], rows, words=5))
    return 0
