"""Settings of dmgbuild: a window with the application and the folder to drag it to.

NOT RUN YET: nobody has run it on a Mac. dmgbuild runs this file with ``defines`` set by -D.
"""

from pathlib import Path

app = defines["app"]  # noqa: F821 -- dmgbuild puts it there
name = Path(app).name

format = "UDZO"  # noqa: A001 -- the name that dmgbuild reads
files = [app]
symlinks = {"Applications": "/Applications"}
icon_locations = {name: (140, 130), "Applications": (400, 130)}
window_rect = ((200, 200), (540, 300))
default_view = "icon-view"
icon_size = 96
text_size = 13
