import argparse
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module

from desktop_biller.cli.parser import build_parser


def commands(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    """Every command, those of groups too."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for command in action.choices.values():
                yield from commands(command)
                if command.get_default("run") is not None:
                    yield command


def test_every_command_has_the_function_that_carries_it_out() -> None:
    found = [command.get_default("run").args for command in commands(build_parser())]
    assert len(found) >= 12
    for module, name in found:
        assert callable(getattr(import_module(f"desktop_biller.cli.{module}"), name))


def test_help_loads_no_command() -> None:
    code = (
        "import sys; from desktop_biller.cli.parser import build_parser; build_parser();"
        "sys.exit(' '.join({'sqlalchemy', 'msgspec', 'reportlab', 'desktop_biller.workflow',"
        " 'desktop_biller.cli.play'} & set(sys.modules)))"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code], check=False, capture_output=True, encoding="utf-8"
    )
    assert ended.stderr.strip() == ""
