"""The one finder of the data files we ship: in a checkout, a wheel and a frozen app alike."""

import sys
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


def resource(name: str) -> Path:
    """The path of ``resources/<name>``.

    Raises:
        FileNotFoundError: the program was built without that file.
    """
    frozen = getattr(sys, "_MEIPASS", None)
    homes = [_PACKAGE / "resources", _PACKAGE.parent / "resources"]
    if frozen is not None:
        homes.insert(0, Path(frozen) / "resources")
    for home in homes:
        path = home / name
        if path.exists():
            return path
    msg = f"the resource {name} is missing from this build"
    raise FileNotFoundError(msg)
