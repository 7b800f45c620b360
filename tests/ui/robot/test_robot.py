"""Every task of the table by keys alone, within its budget, with the books compared after it."""

import sys

import pytest

from tests.ui.robot.robot import Robot
from tests.ui.robot.tasks import TASKS, Task

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.name)
def test_a_task_is_done_by_keys_within_its_budget(robot: Robot, task: Task, seed: int) -> None:
    task.do(robot)
    told = f"seed {seed}: {robot.told()}"
    assert robot.gestures <= task.budget, f"{robot.gestures} gestures, {told}"
    assert robot.slow == [], f"the UI thread was busy: {robot.slow}, {told}"
    sys.stdout.write(f"{task.name}: {robot.gestures} of {task.budget} gestures. {told}\n")
