"""Pictures of every screen: geometries, themes and states of data, with an index to read.

Each picture is looked over by machine as well; what it finds stands beside the picture.
"""

import html
import time
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QSize
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from desktop_biller.foundation.files import replace_file
from desktop_biller.foundation.progress import JobControl
from desktop_biller.ui.desk import Bus, Desk, MemorySettings
from desktop_biller.ui.dialog_scenes import DIALOG_SCENES
from desktop_biller.ui.inspection import Flaw, flaws_of
from desktop_biller.ui.jobs import InlineRunner
from desktop_biller.ui.kit.theme import Mode, prepare, theme
from desktop_biller.ui.kit.tokens import LIGHT
from desktop_biller.ui.main_window import MainWindow
from desktop_biller.ui.scenes import SCENES, Scene, Subjects
from desktop_biller.ui.sections import makers
from desktop_biller.workflow.subjects import subjects_of
from desktop_biller.workflow.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Geometry:
    """A window's size in logical pixels and the scale of its display (screens.md 14.1)."""

    letter: str
    width: int
    height: int
    scale: float


GEOMETRIES = (
    Geometry("A", 1280, 720, 1.0),
    Geometry("B", 1280, 720, 1.5),
    Geometry("C", 1093, 614, 1.25),
    Geometry("D", 853, 480, 1.5),
)
THEMES: tuple[Mode, ...] = ("light", "dark")


ALL_SCENES = (*SCENES, *DIALOG_SCENES)


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture that was taken."""

    name: str
    state: str
    geometry: str
    theme: str
    file: str
    flaws: tuple[Flaw, ...] = field(default=())


def application() -> QApplication:
    """The application, made where there is none yet."""
    app = QApplication.instance()
    if isinstance(app, QApplication):
        return app
    made = QApplication(["desktop-biller"])
    prepare(made)
    return made


def window_on(ws: Workspace) -> MainWindow:
    """A window on an open practice whose work is done at once, without lanes."""
    desk = Desk(ws, InlineRunner(), Bus(), go=lambda _place: None, settings=MemorySettings())
    window = MainWindow(desk, makers(), title="Sample", is_sample=True)
    window.status.show_file(ws.folder.name)
    window.status.show_backup("Backup OK, today 7:30 AM", "green")
    return window


def scenes_named(names: Container[str]) -> list[Scene]:
    """The scenes of these names, in the order of all."""
    return [scene for scene in SCENES if scene.name in names]


def take_pictures(
    ws: Workspace,
    state: str,
    output: Path,
    *,
    geometries: Sequence[Geometry] = GEOMETRIES,
    themes: Sequence[Mode] = THEMES,
    scenes: Iterable[Scene] = ALL_SCENES,
    job: JobControl | None = None,
) -> Iterator[Shot]:
    """Take every picture of a practice into a folder."""
    app = application()
    subjects = Subjects(*subjects_of(ws))
    chosen = [scene for scene in scenes if scene.fits(subjects)]
    total, done = len(chosen) * len(geometries) * len(themes), 0
    for mode in themes:
        theme.apply(app, mode)
        for geometry in geometries:
            window = window_on(ws)
            window.resize(geometry.width, geometry.height)
            window.show()
            window.activateWindow()
            for scene in chosen:
                done += 1
                if job is not None:
                    job.step(done, total, f"{scene.name} {state} {geometry.letter} {mode}")
                front = show_scene(window, scene, subjects)
                if front is None:
                    continue  # nothing of it is in this practice
                picture = picture_of(front, geometry.scale)
                file = f"{scene.name}-{state}-{geometry.letter}-{mode}.png"
                picture.save(str(output / file))
                flaws = (*flaws_of(front, picture), *_too_large(front, window.size()))
                yield Shot(scene.name, state, geometry.letter, mode, file, flaws)
                put_away(front, window)
            window.close()
            window.deleteLater()
            app.processEvents()


def show_scene(window: MainWindow, scene: Scene, subjects: Subjects) -> QWidget | None:
    """Show the scene; returns what is to be looked at, the window or what stands before it."""
    window.leave_everything()
    window.go(scene.place(subjects))
    front: QWidget | None = window
    if scene.then is not None:
        _settle()
        front = scene.then(window, subjects)
        if front is not None:  # no larger than the display, which the window fills
            front.resize(front.size().boundedTo(window.size()))
    until = time.monotonic() + scene.rests
    QApplication.processEvents()
    while time.monotonic() < until:
        QApplication.processEvents()
    _settle()
    return front


def put_away(front: QWidget, window: MainWindow) -> None:
    """Close what stands before the window, whatever it would ask."""
    if front is window:
        return
    front.hide()
    for part in (*window.findChildren(QDialog), *([] if front.parent() else [front])):
        part.hide()
        part.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def _settle() -> None:
    for _ in range(3):  # what a round has changed is laid out, which may change more
        QApplication.processEvents()


def _too_large(front: QWidget, display: QSize) -> list[Flaw]:
    size = front.size()
    if size.width() <= display.width() and size.height() <= display.height():
        return []
    words = f"is {size.width()}x{size.height()}, larger than the display"
    return [Flaw(front.objectName() or front.windowTitle(), words)]


def picture_of(widget: QWidget, scale: float = 1.0) -> QImage:
    """A widget as it would stand on a display of that scale."""
    size = QSize(round(widget.width() * scale), round(widget.height() * scale))
    picture = QImage(size, QImage.Format.Format_RGB32)
    picture.setDevicePixelRatio(scale)
    picture.fill(theme.color("base"))
    painter = QPainter(picture)
    widget.render(painter, QPoint(0, 0))
    painter.end()
    return picture


def write_index(shots: Sequence[Shot], output: Path) -> Path:
    """The page that shows all pictures by screen, with what the machine found on each."""
    rows = []
    for name in dict.fromkeys(shot.name for shot in shots):
        rows.append(f"<h2>{html.escape(name)}</h2>")
        for shot in shots:
            if shot.name != name:
                continue
            words = f"{shot.state}, {shot.geometry}, {shot.theme}"
            found = "".join(f"<li>{html.escape(str(flaw))}</li>" for flaw in shot.flaws)
            rows.append(
                f'<figure><a href="{shot.file}"><img src="{shot.file}" width="420" loading="lazy"'
                f' alt="{html.escape(name)}, {words}"></a><figcaption>{words}'
                f"<ul>{found}</ul></figcaption></figure>"
            )
    body = "\n".join(rows)
    page = (
        "<!doctype html><meta charset=utf-8><title>Screens of Desktop Biller</title>"
        "<style>body{font:14px sans-serif}figure{display:inline-block;margin:8px;"
        f"vertical-align:top;width:420px}}li{{color:{LIGHT.red_text}}}</style>"
        f"<h1>Screens of Desktop Biller</h1>\n{body}\n"
    )
    path = output / "index.html"
    replace_file(path, page.encode())
    return path
