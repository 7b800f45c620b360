"""The process that is killed: it works in a practice and tells through a pipe what it does.

Three kinds of messages: ``? {json}`` before a command is carried out, its ``key`` after the program
said that it is done, ``! key`` where the program refused it.
"""

import json
import random
import uuid
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from desktop_biller.foundation import codec
from desktop_biller.foundation.errors import InputError, RefusedError
from desktop_biller.workflow.opening import open_practice
from desktop_biller.workflow.steps import all_use_cases
from desktop_biller.workflow.upkeep import back_up
from tests.faults import planted
from tests.faults.working_day import BACK_UP, orders
from tests.office import PASSPHRASE, catalogue, fixed_clock


@dataclass(frozen=True, slots=True)
class Task:
    """Where a child works and by which chance; ``fault`` is planted for a negative control."""

    folder: str
    moment: str
    seed: int
    favor: str
    fault: str


def work(task: Task, pipe: Connection) -> None:
    """Work until killed."""

    def tell(words: str) -> None:
        pipe.send_bytes(words.encode())

    cases: dict[str, Any] = {**all_use_cases()}
    acknowledge = planted.plant(task.fault, tell)
    clock = fixed_clock()
    clock.moment = clock.moment.fromisoformat(task.moment)
    ws = open_practice(Path(task.folder), PASSPHRASE, catalogue=catalogue(), clock=clock)
    for name, arguments in orders(ws, clock, random.Random(task.seed), task.favor):
        key = uuid.uuid4().hex
        order = {"key": key, "use_case": name, "at": clock.moment.isoformat()}
        tell("? " + json.dumps({**order, "arguments": arguments}))
        try:
            if name == BACK_UP:
                back_up(ws)
            else:
                case = cases[name]
                case(ws, codec.from_builtins(case.command, {**arguments, "key": key}))
        except (InputError, RefusedError):  # anything else ends the child, which the rig reports
            tell(f"! {key}")
        else:
            acknowledge(key)
