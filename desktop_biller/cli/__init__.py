"""The command line: the headless twin of the windows, calling the same workflow functions.

May import workflow and below; never Qt. Exit codes: 0 done; 1 refused, or findings that block;
2 wrong usage; 3 a fault of the program (its trace goes to a private log, not to the terminal).
"""

import io
import os
import sys
import traceback
from pathlib import Path
from types import TracebackType

import platformdirs

from desktop_biller.foundation.errors import UserError
from desktop_biller.foundation.progress import Cancelled

_FAULT = 3


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns its exit code."""
    from desktop_biller.cli.parser import build_parser  # noqa: PLC0415 -- --version needs none of it

    sys.excepthook = _tell_of_fault
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal of another code page never fails
    options = build_parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except UserError as error:
        print(error, file=sys.stderr)
    except Cancelled as error:
        print(error.result, file=sys.stderr)
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
    except BrokenPipeError:  # the reader of our output has gone; there is nobody to tell
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 1


def fault_log() -> Path:
    """The private log of faults: places in the code only, never data."""
    return platformdirs.user_log_path("desktop-biller", appauthor=False) / "faults.log"


def _tell_of_fault(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    """Write where it happened, without the message: a message may hold a patient's data."""
    del error
    where = "".join(traceback.format_list(traceback.extract_tb(trace)))
    log = fault_log()
    try:
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("a", encoding="utf-8") as file:
            file.write(f"{kind.__name__}\n{where}\n")
        told = f"Its place was written to {log}."
    except OSError:
        told = f"It was {kind.__name__}."
    print(
        f"This is a fault of the program, not yours. What was saved before is safe. {told}",
        file=sys.stderr,
    )
    sys.stderr.flush()
    os._exit(_FAULT)
