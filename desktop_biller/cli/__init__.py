"""The command line: the headless twin of the windows, calling the same workflow functions.

May import workflow and below; never Qt. Exit codes: 0 done; 1 refused, or findings that block;
2 wrong usage; 3 a fault of the program (its trace goes to a private log, not to the terminal).
"""

import io
import os
import sys
from types import TracebackType

from desktop_biller.foundation.errors import UserError
from desktop_biller.foundation.fault_log import keep_fault
from desktop_biller.foundation.progress import Cancelled

_FAULT = 3


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns its exit code."""
    os.umask(0o077)  # whatever a command writes may hold a patient's data
    sys.excepthook = _tell_of_fault
    try:
        return _run(arguments)
    except BrokenPipeError:  # the reader of our output has gone; there is nobody to tell
        nowhere = os.open(os.devnull, os.O_WRONLY)
        for stream in (sys.stdout, sys.stderr):
            os.dup2(nowhere, stream.fileno())  # else the last flush fails too
        return 1


def _run(arguments: list[str] | None) -> int:
    try:
        from desktop_biller.cli.parser import build_parser  # noqa: PLC0415 -- takes a while: Ctrl-C comes here too

        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(errors="replace")  # a terminal of another code page never fails
        options = build_parser().parse_args(arguments)
        code = int(options.run(options))
        print(end="", flush=True)  # a reader that has gone is noticed here
    except UserError as error:
        print(error, file=sys.stderr)
    except Cancelled as error:
        print(error.result, file=sys.stderr)
    except KeyboardInterrupt:
        print("Stopped. What was finished before stands.", file=sys.stderr)
    else:
        return code
    return 1


def _tell_of_fault(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    """Write where it happened, without the message: a message may hold a patient's data."""
    del error
    print(
        "This is a fault of the program, not yours. What was saved before is safe. "
        f"{keep_fault(kind, trace).told}",
        file=sys.stderr,
    )
    sys.stderr.flush()
    os._exit(_FAULT)
