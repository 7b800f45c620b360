"""The build gives its programs the icon in the files of Windows and macOS."""

import importlib.util
from pathlib import Path

from PIL import Image

from desktop_biller.ui.kit.app_icon import SIZES

TOOL = Path(__file__).parents[2] / "tools" / "app_icons.py"


def test_both_files_are_written_and_the_one_of_windows_holds_every_size(tmp_path: Path) -> None:
    spec = importlib.util.spec_from_file_location("app_icons", TOOL)
    assert spec is not None
    assert spec.loader is not None
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    windows, mac = tool.write_icons(tmp_path)
    with Image.open(windows) as icon:
        assert icon.info["sizes"] == {(size, size) for size in SIZES}
    with Image.open(mac) as icon:
        assert icon.size[0] >= max(SIZES)
