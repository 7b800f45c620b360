"""Printing results: tables of text, and JSON."""

import json
import sys
from collections.abc import Sequence

from desktop_biller.foundation import codec
from desktop_biller.foundation.money import format_cents
from desktop_biller.foundation.progress import JobControl
from desktop_biller.reports.state import State

STATE_HEADS = (
    "Charges",
    "Insurer paid",
    "Patient paid",
    "Write-off",
    "Insurance open",
    "Patient open",
    "Credit",
)


def table(heads: Sequence[str], rows: Sequence[Sequence[str]], *, words: int) -> str:
    """Rows under their heads; the first ``words`` columns stand left, the rest right."""
    widths = [
        max(len(head), *(len(row[column]) for row in rows)) if rows else len(head)
        for column, head in enumerate(heads)
    ]
    lines = [
        "  ".join(
            cell.ljust(width) if column < words else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in (heads, ["-" * width for width in widths], *rows)
    ]
    return "\n".join(lines)


def state_cells(state: State) -> list[str]:
    """The seven figures of a state row."""
    return [
        format_cents(cents)
        for cents in (
            state.charges,
            state.insurer_paid,
            state.patient_paid,
            state.write_off,
            state.insurance_open,
            state.patient_open,
            state.credit,
        )
    ]


def as_json(value: object) -> str:
    """Indented JSON of any result."""
    return json.dumps(codec.to_builtins(value), indent=2, ensure_ascii=False)


def progress_on_stderr() -> JobControl:
    """A job whose steps show on stderr, on one line where that is a terminal."""
    if not sys.stderr.isatty():
        return JobControl()

    def listener(done: int, total: int, text: str) -> None:
        end = "\n" if done == total else ""
        print(f"\r{text}: {done} of {total}\033[K", end=end, file=sys.stderr, flush=True)

    return JobControl(listener)
