"""The private log of the program's own faults: places in the code, never data."""

import os
import traceback
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

import platformdirs


@dataclass(frozen=True, slots=True)
class Fault:
    """What was kept of a fault.

    Attributes:
        identity: under which the log holds it.
        report: kind and places in the code, for the person who mends it.
        told: a sentence that says where it was written.
    """

    identity: str
    report: str
    told: str


def fault_log() -> Path:
    """Where the log is."""
    return platformdirs.user_log_path("desktop-biller", appauthor=False) / "faults.log"


def keep_fault(kind: type[BaseException], trace: TracebackType | None) -> Fault:
    """Write where a fault happened, without its message: a message may hold a patient's data."""
    places = "".join(
        f"  {frame.filename}:{frame.lineno} in {frame.name}\n"
        for frame in traceback.extract_tb(trace)
    )
    fault = Fault(os.urandom(4).hex(), f"{kind.__name__}\n{places}", "")
    log = fault_log()
    try:
        log.parent.mkdir(parents=True, exist_ok=True)
        log.parent.chmod(0o700)
        with log.open("a", encoding="utf-8") as file:
            file.write(f"{fault.identity} {fault.report}\n")
        told = f"Its place was written to {log}."
    except OSError:
        told = f"It was {kind.__name__}."
    return Fault(fault.identity, fault.report, told)
